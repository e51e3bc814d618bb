"""The report of the shipped province read as text and structure: where its numbers come from, what words it uses, what it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
import duckdb
import openpyxl
import pytest
from docx.document import Document

from pipeline import config
from pipeline.office.wording import Wording
from tests.e2e.command import Done, Place
from tests.reports.official import word_file

YEAR = 2019
WORDS, PROVINCE = Wording(), config.load()
OWN = "Lời cơ quan"  # what the office wrote answers for itself
HEADINGS = ("Heading 1", "Heading 2", "Heading 3", "Tên bảng", "Tên hình", "Số phụ lục", "Tên phụ lục", "Kèm theo", "Ô đầu")
NUMBER = re.compile(r"(?<![\w.,/])\d{1,3}(?:\.\d{3})+(?:,\d+)?|(?<![\w.,/])\d+(?:,\d+)?(?![\w/])")
# Numbers that are names: of days, documents, figures and tables, annexes, points of a directive, laws.
NAMES = re.compile(
    r"ngày \d+ tháng \d+ năm \d+|năm \d{4}|\d+/\d{4}/[\w-]+|\d+/[A-ZĐ][\w-]*|(?:Bảng|Hình) \d+(?:, Hình \d+)*"
    r"|\(điểm [\d., a-zđ]+\)|\d{4} - \d{4}"
)
JARGON = re.compile(
    r"\bESS\b|RMAR|\bT[1-9]\b|\bB\.\d|fct_|agency_report|hoptac|biểu \d|LHHTX|CBQL|TTCN|tr\.đ|\d %|\b(?:gate|error|warning|null|None|nan)\b"
)
OLD_TONES = re.compile(r"\b\w*(?:o[áàảãạ]|(?<![qQ])u[ýỳỷỹỵ])\b")  # hoá, uỷ: the tone stands on the first vowel
CAPITAL = re.compile(r"; (?!UBND|HTX|THT|Sở|Liên minh|Ban|Báo|Trường|Đài|Quỹ|Phụ lục|Văn phòng)[A-ZĐÂÊÔƯĂ][a-zà-ỹ]")


FIGURES = f"from mart.fct_indicator where reference_year = {YEAR}"
MOVED = f"from mart.fct_movement where reference_year = {YEAR}"
TASKS = f"select count(*) from mart.fct_task where reference_year = {YEAR} and role = 'lead'"
COUNTED = (
    f"select * exclude (reference_year) {FIGURES}",
    f"select value, units_expected, units_reported from mart.fct_indicator where reference_year = {YEAR - 1}",
    f"select 100 * value / target, 100 * value / base_value / (1 + target / 100) {FIGURES}",
    f"select ceil(base_value * (1 + target / 100)), ceil(target * denominator / 100) {FIGURES}",
    f"select units_expected - units_reported {FIGURES}",
    f"select 100 * (numerator + units_expected - units_reported) / denominator {FIGURES} and denominator > 0",
    f"select count(*) {FIGURES} and target is not null group by grouping sets ((), (verdict))",
    f"select count(distinct area_code) - 1 {FIGURES}",
    f"select * exclude (reference_year), units + previous_units {MOVED}",
    f"""select count(*) from (from mart.fct_movement where cut = 'district') as m
        join (from mart.fct_movement where cut = 'whole') as w using (reference_year, indicator)
        where m.change * w.change > 0 and reference_year = {YEAR} group by indicator""",
    f"{TASKS} group by grouping sets ((), (state))",
    f"{TASKS} and state <> 'Hoàn thành'",
    f"select count(*), sum(managers_attending), sum(women_attending) from mart.fct_training where reference_year = {YEAR}",
    f"select count(*) from mart.fct_submission where reference_year = {YEAR} and version = 1 group by grouping sets ((), (timeliness))",
    f"select days_late from mart.fct_submission where reference_year = {YEAR}",
    f"select value from mart.fct_quality where reference_year = {YEAR} and sender is null and item is null",
    f"""select sum(units), 100 * sum(units) / any_value(value)
        from mart.fct_sector join mart.fct_indicator using (reference_year, area_code)
        where reference_year = {YEAR} and unit_type in ('HTX', 'QTDND') and indicator = 'I.1' group by area_code, sector""",
)


@pytest.fixture(scope="module")
def report(shipped: tuple[Place, Done]) -> Document:
    return docx.Document(str(shipped[0].out / str(YEAR) / f"bao-cao-{YEAR}.docx"))


@pytest.fixture(scope="module")
def body(report: Document) -> list[str]:
    """The sentences that were computed: no headings, no tables, nothing of the office's own."""
    shown = [part for part in report.paragraphs if part.style.name not in (*HEADINGS, OWN)]
    return [text for part in shown if (text := part.text.replace("\N{NO-BREAK SPACE}", " ").strip())]


def printed(values: Iterable[object]) -> Iterator[str]:
    """Each way in which a value of the marts may be printed."""
    for value in values:
        if isinstance(value, bool | str) or value is None:
            continue
        size = abs(value)  # a fall is told as one
        yield from (WORDS.number(size), WORDS.count(size), WORDS.number(size, 1), WORDS.million(size))


@pytest.fixture(scope="module")
def known(shipped: tuple[Place, Done]) -> set[str]:
    """Every number that a row of the marts, a count of rows of them, a target or a share of a target gives."""
    found: set[str] = set()
    with duckdb.connect(str(shipped[0].warehouse), read_only=True) as connection:
        for sql in COUNTED:
            for row in connection.execute(sql).fetchall():
                found.update(printed(row))
    return found | {WORDS.threshold(target.threshold) for target in PROVINCE.targets}


def numbers(sentence: str) -> list[str]:
    return NUMBER.findall(NAMES.sub(" ", sentence))


def value(number: str) -> float:
    return float(number.replace(".", "").replace(",", "."))


def test_every_number_is_a_row_of_the_marts_a_documents_or_a_difference_of_what_is_printed(body: list[str], known: set[str]) -> None:
    unknown = []
    for sentence in body:
        found = numbers(sentence)
        values = [value(number) for number in found]
        differences = {round(abs(one - other), 1) for one in values for other in values}
        unknown += [(number, sentence) for number in found if number not in known and round(value(number), 1) not in differences]
    assert not unknown, unknown
    assert sum(map(len, map(numbers, body))) > 150


def test_a_number_that_nothing_gives_is_found(known: set[str]) -> None:
    assert numbers("có 7.727.345,3 triệu đồng, tăng 02 HTX so với năm 2018, ngày 05 tháng 3 năm 2019, Bảng 2") == ["7.727.345,3", "02"]
    assert not {"7.727.345,3", "422.892,2"} & known


def test_no_word_of_ours_and_one_way_of_writing(report: Document, body: list[str]) -> None:
    texts = [part.text.replace("\N{NO-BREAK SPACE}", " ") for part in word_file.blocks(report) if part.style.name != OWN]
    for pattern in (JARGON, OLD_TONES):
        assert not [text for text in texts if pattern.search(text)], pattern.pattern
    assert not [text for text in body if CAPITAL.search(text)]  # in tables a task begins as its document does
    assert not [text for text in texts if '"' in text or "''" in text]


def test_nothing_is_official_before_it_is_signed(report: Document) -> None:
    texts = [part.text for part in word_file.blocks(report)]
    assert not [text for text in texts if "chính thức" in text]
    assert "Kon Tum, ngày        tháng        năm" in [text.strip() for text in texts]


def test_every_annex_is_referred_to_and_every_reference_is_to_one(shipped: tuple[Place, Done], report: Document, body: list[str]) -> None:
    book = openpyxl.load_workbook(shipped[0].out / str(YEAR) / f"phu-luc-{YEAR}.xlsx")
    there = {str(cell.value) for page in book for cell in page["A"][:6] if str(cell.value).startswith("Phụ lục ")}
    told = set(re.findall(r"Phụ lục [IVX]+\b", " ".join(body)))
    assert told == there and len(there) == len(book.sheetnames)
    assert {part.text for part in report.paragraphs if part.style.name == "Số phụ lục"} <= there


@pytest.mark.parametrize("kind", ["Bảng", "Hình"])
def test_every_table_and_figure_is_referred_to(report: Document, body: list[str], kind: str) -> None:
    captions = [part.text for part in word_file.blocks(report) if part.style.name in ("Tên bảng", "Tên hình")]
    there = {match[0] for text in captions if (match := re.match(rf"{kind} \d", text))}
    assert there and there == set(re.findall(rf"{kind} \d", " ".join(body)))


def test_word_finds_its_way(shipped: tuple[Place, Done], report: Document) -> None:
    """Built-in headings, the language, a text beside each chart, no thumbnail of another file, page numbers where the schema has them."""
    parts: dict[str, str] = word_file.xml(Path(shipped[0].out / str(YEAR) / f"bao-cao-{YEAR}.docx"))
    assert {"Heading 1", "Heading 2", "Heading 3"} <= {part.style.name for part in report.paragraphs}
    assert re.search(r'<w:lang w:val="vi-VN"', parts["word/styles.xml"])
    assert all(shape._inline.docPr.get("descr") for shape in report.inline_shapes) and len(report.inline_shapes) == 6
    assert "thumbnail" not in parts["_rels/.rels"]
    for section in re.findall(r"<w:sectPr.*?</w:sectPr>", parts["word/document.xml"], re.DOTALL):
        order = [section.index(f"<w:{tag}") for tag in ("pgSz", "pgMar", "pgNumType", "cols", "titlePg") if f"<w:{tag}" in section]
        assert order == sorted(order)
