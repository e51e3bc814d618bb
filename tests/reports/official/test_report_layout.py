"""The report against Nghị định 30/2020/NĐ-CP, Phụ lục I: paper, margins, sizes, styles and the order of the parts."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pipeline.reports.official.report_docx import write_report

from . import invented, word_file


@pytest.fixture(scope="module")
def report(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_report(invented.outputs(warehouse, tmp_path_factory.mktemp("report")))


@pytest.fixture(scope="module")
def document(report: Path) -> Document:
    return docx.Document(str(report))


def find(document: Document, text: str) -> Paragraph:
    found = [paragraph for paragraph in word_file.blocks(document) if paragraph.text.replace("\N{NO-BREAK SPACE}", " ").strip() == text]
    assert found, f"{text!r} is not in the report"
    return found[0]


def test_a4_upright_with_the_margins_of_the_decree_in_every_section(document: Document) -> None:
    for section in document.sections:
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
        assert 20 <= round(section.top_margin.mm, 1) <= 25 and 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35 and 15 <= round(section.right_margin.mm, 1) <= 20


def test_times_new_roman_everywhere(report: Path) -> None:
    document = docx.Document(str(report))
    styles = {paragraph.style.name for paragraph in word_file.blocks(document)} | {"Normal", "Dự thảo", "Lưu ý"}
    assert {document.styles[name].font.name or "Times New Roman" for name in styles} == {"Times New Roman"}
    for name, part in word_file.xml(report).items():
        if name.startswith(("word/document", "word/header", "word/footer")):
            assert set(re.findall(r'w:(?:ascii|hAnsi|cs|eastAsia)="([^"]+)"', part)) <= {"Times New Roman"}, name


@pytest.mark.parametrize(
    ("text", "sizes", "bold", "italic"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), True, False),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), True, False),
        ("LIÊN MINH HỢP TÁC XÃ VIỆT NAM", (12, 13), False, False),
        ("LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM", (12, 13), True, False),
        ("Số:          /BC-LMHTX", (13, 13), False, False),
        ("Kon Tum, ngày        tháng        năm", (13, 14), False, True),
        ("BÁO CÁO", (13, 14), True, False),
        ("Tình hình phát triển kinh tế tập thể, hợp tác xã năm 2019", (13, 14), True, False),
        ("Kính gửi:", (13, 14), False, False),
        ("II. KẾT QUẢ TRIỂN KHAI CHÍNH SÁCH, CHỈ ĐẠO", (13, 14), True, False),
        ("1. Kết quả thực hiện các chỉ tiêu được giao", (13, 14), True, False),
        ("a) Về số lượng, doanh thu và thu nhập", (13, 14), False, False),
        ("TM. BAN THƯỜNG VỤ", (13, 14), True, False),
        ("CHỦ TỊCH", (13, 14), True, False),
        ("Nơi nhận:", (12, 12), True, True),
        ("- Như trên;", (11, 11), False, False),
        ("- Lưu: VT, KHTH.", (11, 11), False, False),
        ("Phụ lục I", (14, 14), True, False),
        ("KẾT QUẢ THỰC HIỆN NHIỆM VỤ THEO TỪNG CƠ QUAN NĂM 2019", (13, 14), True, False),
    ],
)
def test_sizes_and_styles(document: Document, text: str, sizes: tuple[int, int], bold: bool, italic: bool) -> None:
    paragraph = find(document, text)
    assert sizes[0] <= word_file.size(paragraph) <= sizes[1]
    assert (word_file.is_bold(paragraph), word_file.is_italic(paragraph)) == (bold, italic)


def test_the_parts_stand_in_the_decrees_order(report: Path) -> None:
    text = word_file.text(report)
    header = ["LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "/BC-LMHTX", "ngày        tháng", "BÁO CÁO"]
    recipients = ["Kính gửi:", "- Tỉnh ủy Kon Tum;", "- Ủy ban nhân dân tỉnh Kon Tum;", "- Liên minh Hợp tác xã Việt Nam."]
    body = ["I. TÌNH HÌNH", "II. KẾT QUẢ", "III. KHÓ KHĂN", "IV. PHƯƠNG HƯỚNG", "./.", "Nơi nhận:"]
    order = [*header, *recipients, *body, "Phụ lục I\n", "Phụ lục II\n", "Phụ lục III\n", "Phụ lục IV\n"]
    places = [text.index(part) for part in order]
    assert places == sorted(places)


def test_rules_stand_under_the_motto_the_agency_and_the_subject(document: Document) -> None:
    ruled = [paragraph for paragraph in word_file.blocks(document) if paragraph._p.find(f".//{qn('w:pBdr')}") is not None]
    assert len(ruled) == 3
    assert all(not paragraph.text for paragraph in ruled)


def test_the_body_is_justified_indented_and_spaced(document: Document) -> None:
    bodies = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Đoạn văn"]
    style = document.styles["Đoạn văn"]
    assert len(bodies) > 20
    assert style.paragraph_format.alignment == ALIGN.JUSTIFY
    assert round(style.paragraph_format.first_line_indent.cm, 2) in (1.0, 1.27)
    assert style.paragraph_format.space_after.pt >= 6
    assert 1.0 <= style.paragraph_format.line_spacing <= 1.5
    assert style.font.size.pt in (13, 14)


def test_the_page_number_is_centred_on_top_from_the_second_page_and_annexes_count_their_own(document: Document) -> None:
    first = document.sections[0]
    assert all(section.different_first_page_header_footer for section in document.sections)
    assert "PAGE" not in first.first_page_header._element.xml
    number = next(paragraph for paragraph in first.header.paragraphs if "PAGE" in paragraph._p.xml)
    assert number.style.paragraph_format.alignment == ALIGN.CENTER and 13 <= word_file.size(number) <= 14
    assert all(section.header.is_linked_to_previous for section in document.sections[1:])
    assert all(section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1" for section in document.sections)


def test_table_heads_come_again_on_each_page_and_rows_are_not_cut(document: Document) -> None:
    ruled = [table for table in document.tables if table.style.name == "Table Grid"]
    assert len(ruled) == 8
    for table in ruled:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_no_table_is_wider_than_the_page(document: Document) -> None:
    for table in document.tables:
        assert sum(column.w for column in table._tbl.tblGrid.gridCol_lst) <= (210 - 30 - 15) * 36000 + 635 * len(
            table.columns
        )  # twips are rounded


def test_headings_stay_with_what_follows(document: Document) -> None:
    assert all(
        document.styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2", "Heading 3", "Tên bảng", "Số phụ lục")
    )
