"""What the office writes itself stands in its place of the report, as written, and nothing stands where it wrote nothing."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from pipeline.office.wording import Wording
from pipeline.reports.official.own_parts import OwnPartsError, own_parts
from pipeline.reports.official.report_docx import write_report

from . import invented, word_file

WRITTEN = """# Đánh giá chung
Khu vực kinh tế tập thể tiếp tục
phát triển ổn định.

## 2. NGUYÊN NHÂN CHỦ QUAN
- Cán bộ quản lý còn {{ yếu }} & thiếu.
- Vốn ít.

# Kiến nghị với Trung ương
"""


def test_paragraphs_stand_under_their_headings_numbered_after_the_parts_others(warehouse: Path, tmp_path: Path) -> None:
    file = tmp_path / "nhan-dinh-2019.md"
    file.write_text(WRITTEN, encoding="utf-8")
    path = write_report(invented.outputs(warehouse, tmp_path / "out", paragraphs=file))
    text = word_file.text(path)
    order = [
        "1. Đánh giá chung",
        "tiếp tục phát triển ổn định.",
        "2. Đánh giá dựa",
        "III. KHÓ",
        "5. Nguyên nhân chủ quan",
        "- Vốn ít.",
        "IV. PHƯƠNG",
    ]
    places = [text.index(part) for part in order]
    assert places == sorted(places)
    assert "- Cán bộ quản lý còn {{ yếu }} & thiếu." in text and "Nguyên nhân khách quan" not in text and "Trung ương\n" not in text
    own = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs if paragraph.style.name == "Lời cơ quan"]
    assert len(own) == 3
    assert file.read_text(encoding="utf-8") == WRITTEN


def test_an_english_report_has_what_the_office_wrote_under_vietnamese_headings(tmp_path: Path) -> None:
    file = tmp_path / "nhan-dinh-2019.md"
    file.write_text(WRITTEN, encoding="utf-8")
    assert [part.title for part in own_parts(file, Wording("en")) if part.paragraphs] == ["General assessment", "Causes of our own"]


def test_where_the_office_wrote_nothing_nothing_is_printed(warehouse: Path, tmp_path: Path) -> None:
    document = docx.Document(str(write_report(invented.outputs(warehouse, tmp_path, paragraphs=tmp_path / "nhan-dinh-2019.md"))))
    assert "Lời cơ quan" not in {paragraph.style.name for paragraph in document.paragraphs}
    assert not any(part.paragraphs for part in own_parts(None, Wording()))


@pytest.mark.parametrize(
    ("written", "told"),
    [("# Đánh giá chung\nTốt.\n# Phụ lục\nX", "dòng 3: báo cáo không có mục “Phụ lục”"), ("Tốt.\n", "dòng 1: chữ đứng trước")],
)
def test_a_heading_that_the_report_has_no_place_for_is_one_line(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "nhan-dinh-2019.md"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(OwnPartsError) as refused:
        own_parts(file, Wording())
    assert told in str(refused.value) and "nhan-dinh-2019.md" in str(refused.value) and "\n" not in str(refused.value)
