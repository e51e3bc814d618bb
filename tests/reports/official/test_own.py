"""What an office may change lies in its province's folder: its words and Word files are printed, what is wrong with them is one line."""

from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from pipeline.office.numerals import WORDS, load_words
from pipeline.reports.feedback.write import write_feedback
from pipeline.reports.official import report_docx
from pipeline.reports.official.report_docx import write_report
from pipeline.reports.outputs import Outputs
from pipeline.system.errors import HoptacError
from tests.reports.official import invented


@pytest.fixture
def outputs(warehouse: Path, tmp_path: Path) -> Outputs:
    """Of a province that has a folder for what is its own, with nothing in it."""
    (tmp_path / "province" / "own").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    province = invented.PROVINCE.model_copy(update={"folder": tmp_path / "province"})
    return invented.outputs(warehouse, tmp_path / "out", province=province)


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
