"""What an office may change lies in its province's folder: its words and Word files are printed, what is wrong with them is one line."""

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

from pipeline.office.numerals import WORDS, load_words
from pipeline.reports.feedback.write import write_feedback
from pipeline.reports.forms.write import write_templates
from pipeline.reports.official import report_docx
from pipeline.reports.official.report_docx import write_report
from pipeline.reports.outputs import Outputs
from pipeline.reports.quality_page.quality_html import write_quality_page
from pipeline.settings import SUITES
from pipeline.system.errors import HoptacError
from tests.reports.official import invented


@pytest.fixture
def outputs(warehouse: Path, tmp_path: Path) -> Outputs:
    """Of a province that has a folder for what is its own, with nothing in it."""
    (tmp_path / "province" / "own").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    province = invented.PROVINCE.model_copy(update={"folder": tmp_path / "province"})
    return invented.outputs(warehouse, tmp_path / "out", province=province, suites=SUITES)


def own(outputs: Outputs, name: str) -> Path:
    return outputs.province.folder / "own" / name


def text(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_an_offices_own_word_is_printed_and_all_others_stay(outputs: Outputs) -> None:
    before = text(write_report(invented.outputs(outputs.warehouse, outputs.folder)))
    usual = load_words(WORDS, "vi")["direction"]["up"]
    own(outputs, "words.vi.yaml").write_text(f"direction:\n  up: {usual.replace('tăng', 'vượt')!r}\n", encoding="utf-8")
    after = text(write_report(outputs))
    assert "tăng" in usual and "vượt" in after and "vượt" not in before
    assert load_words(WORDS, "vi", outputs.province.folder)["missing"] == load_words(WORDS, "vi")["missing"]


def test_an_offices_own_word_file_is_the_one_that_is_filled(outputs: Outputs) -> None:
    template = docx.Document(str(report_docx.FOLDER / "bao-cao.docx"))
    template.add_paragraph("Lời của riêng văn phòng, năm {{ year }}.")
    template.save(str(own(outputs, "bao-cao.docx")))
    assert "Lời của riêng văn phòng, năm 2019." in text(write_report(outputs))


def write_blank(outputs: Outputs) -> object:
    return write_templates(outputs.folder / "blank", outputs.province, outputs.year)


def test_an_offices_own_page_and_blank_workbooks_are_the_ones_that_are_made(outputs: Outputs) -> None:
    own(outputs, "chat-luong.html").write_text("<p>Trang riêng {{ year }}, {{ w.footer }}</p>", encoding="utf-8")
    own(outputs, "quality_page.vi.yaml").write_text("footer: 'của <Liên minh>'", encoding="utf-8")
    assert write_quality_page(outputs).read_text(encoding="utf-8") == "<p>Trang riêng 2019, của &lt;Liên minh&gt;</p>"
    own(outputs, "guide.vi.yaml").write_text("guide_title: Lời dặn riêng", encoding="utf-8")
    blank = next((outputs.folder / "blank").glob("615-*.xlsx")) if write_blank(outputs) else None
    assert "Lời dặn riêng" in [cell.value for cell in openpyxl.load_workbook(blank).worksheets[0]["A"]]


WRONG: dict[str, tuple[str, str, Callable[[Outputs], object]]] = {
    "no YAML": ("words.vi.yaml", "direction: [", write_report),
    "no words": ("words.vi.yaml", "- a", write_report),
    "unknown word": ("words.vi.yaml", "direction: {sideways: x}", write_report),
    "unknown place": ("words.vi.yaml", "direction: {up: '{amuont}'}", write_report),
    "stray brace": ("words.vi.yaml", "direction: {up: 'tăng {amount'}", write_report),
    "other form": ("words.vi.yaml", "direction: tăng", write_report),
    "no Word file": ("bao-cao.docx", "PK", write_report),
    "no Word file of a letter": ("cong-van.docx", "PK", write_feedback),
    "unknown word of a letter": ("feedback.vi.yaml", "titel: x", write_feedback),
    "a word twice": ("words.vi.yaml", "missing: a\nmissing: b", write_report),
    "unknown fact of the quality page": ("chat-luong.html", "{{ yaer }}", write_quality_page),
    "broken tag of the quality page": ("chat-luong.html", "{% if", write_quality_page),
    "unknown word of a blank workbook": ("guide.vi.yaml", "titel: x", write_blank),
    "another kind of line of a blank workbook": ("guide.vi.yaml", "sections: {what: {lines: [{a: b}]}}", write_blank),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_with_an_offices_own_file_is_one_line_that_names_it(outputs: Outputs, wrong: str) -> None:
    name, content, write = WRONG[wrong]
    own(outputs, name).write_text(content, encoding="utf-8")
    with pytest.raises(HoptacError) as refused:
        write(outputs)
    said = str(refused.value)
    assert str(own(outputs, name)) in said and "\n" not in said, said


def test_a_word_file_whose_tags_are_broken_is_one_line(outputs: Outputs) -> None:
    template = docx.Document()
    template.add_paragraph("{{ year }")
    template.save(str(own(outputs, "bao-cao.docx")))
    with pytest.raises(HoptacError, match=r"bao-cao\.docx"):
        write_report(outputs)
