"""Of which time figures are by what stands beside them and in no header: the lines above a table, its sheet's name, a row that heads others
or a cell in each row. Another year's, planned ones, those of a part of the year are not read as the year's.

Not here: columns and their headers (``claims``).
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pipeline.intake.figures import FIGURES
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header
from pipeline.intake.header_text import field_of, only_aspects, told_by
from pipeline.intake.stacks import header_text
from pipeline.intake.table import Note, Rows
from pipeline.intake.text import words
from pipeline.intake.vocabulary import Aspects

_RULE = "rows_of_other_time"
_LONGEST_TITLE, _LONGEST_HEAD = 300, 60
_YEAR = re.compile(r"\bnam (20\d\d)\b")
_YEAR_OF_SHEET = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NO_REPORT_YEAR = re.compile(
    r"thang \d{0,2} nam 20\d\d|(?:luat|nghi dinh|quyet dinh|thong tu|chi thi|ke hoach)\b.*?\bnam 20\d\d|giai doan.*20\d\d"
)
_PLANNED = re.compile(r"(?!.*\b(?:thuc hien|ket qua|tinh hinh|bao cao|theo|so)\b).*\bke hoach\b.*\bnam 20\d\d")
_PART = re.compile(r"\b(?:[1-9] thang (?:dau |cuoi )?(?:nam )?|quy (?:i{1,3}|[1-3]) (?:nam )?)20\d\d")
_TITLE = re.compile(r"(?:bieu|danh sach|so lieu|thong ke|tong hop|phu luc)\b.*\bnam (20\d\d)\b.*")
_OF_FIGURES = {"kind", "year", "span", "moment", "part"}
_PLAN = 2  # in the list of kinds
_LEAST_ROWS = 4  # in which a column tells each row's time


def titles(sheet: Sheet, above: range) -> Iterator[str]:
    """The lines of a table's title, from the lowest up, and its sheet's name."""
    for index in above:
        yield from (cell for cell in sheet.cells[index] if type(cell) is str and 0 < len(cell) < _LONGEST_TITLE)
    if sheet.name:
        yield sheet.name


def year_spoken(sheet: Sheet, header: Header, year: int, above: range) -> int | None:
    """The year that the header's columns, the lines above or the sheet's name speak of; the registered one where it is among them."""
    if header.years:
        return header.years.get("value") or header.years["previous_value"] + 1
    said = [_NO_REPORT_YEAR.sub(" ", " ".join(words(text))) for text in titles(sheet, above)]
    found = [int(spoken) for text in said for spoken in reversed(_YEAR.findall(text))]
    found = found or [*map(int, _YEAR_OF_SHEET.findall(sheet.name or ""))]
    return year if year in found else found[0] if found else None


def other_time(sheet: Sheet, above: range, forms: Forms) -> str | None:
    """The line above a table, or its sheet's name, that says that its figures are planned or of a part of the year."""
    for text in titles(sheet, above):
        said = " ".join(words(text))
        is_named = text == sheet.name and is_other(told_by(text, forms), forms, None)
        if is_named or _PLANNED.fullmatch(said) or _PART.search(said):
            return text_of(text)
    return None


def is_other(aspects: Aspects, forms: Forms, year: int | None) -> bool:
    """Whether figures of which this is said are not the year's own; ``year`` None: whatever years are named."""
    told = forms.words.meant((one for one in aspects if one[0] in _OF_FIGURES and (year or one[0] != "year")), year or 0)
    return any(far >= (_PLAN if dimension == "kind" else 1) for dimension, far in told.items())


def told_in_rows(sheet: Sheet, header: Header, forms: Forms, year: int) -> tuple[set[int], list[Note]]:
    """The rows that a column of their own says to be of another time, “KH | TH” or “2018 | 2019” below each other; what they say once of a
    unit is written into its other rows too."""
    if header.form.items:
        return set(), []
    name = header.columns[header.form.anchors[0]]
    below = range(header.last + 1, len(sheet.cells))
    for column in {*range(len(sheet.cells[0]))} - header.held:
        if (head := header_text(sheet.cells[header.last][column])) and field_of(head, forms, header.form):
            continue  # of another table of the form, beside this one
        told = {index: aspects for index in below if (aspects := _told(sheet.cells[index][column], forms))}
        others = {index for index, aspects in told.items() if is_other(aspects, forms, year)}
        again = [index for index in told if index - 1 in told and sheet.cells[index][name] in ("", sheet.cells[index - 1][name])]
        if len(told) >= _LEAST_ROWS and 3 * len(again) >= len(told) and others and told.keys() - others:
            _write_once(sheet, header, again)
            return others, [(_RULE, min(others), column, text_of(sheet.cells[min(others)][column]), {"count": len(others)})]
    return set(), []


def _told(cell: Any, forms: Forms) -> Aspects:
    text = header_text(cell)
    said = only_aspects(text, forms) or frozenset() if text and len(text) < _LONGEST_HEAD else frozenset()
    return frozenset(one for one in said if one[0] in _OF_FIGURES)


def _write_once(sheet: Sheet, header: Header, again: list[int]) -> None:
    fields = header.form.fields
    columns = [column for name, column in header.columns.items() if name in fields and fields[name].type not in FIGURES]
    for index in again:
        for column in columns:
            if sheet.cells[index][column] == "":
                sheet.cells[index][column] = sheet.cells[index - 1][column]


def headed_rows(
    sheet: Sheet, header: Header, forms: Forms, found: Rows, year: int, spoken: int | None
) -> tuple[set[int], list[Note], int | None]:
    """The data rows below one that says that they are of another time, “Kế hoạch” or “Năm 2018”, what is to be noted, and the year of the
    rest; ``spoken``: the year of the table's title. Units that were founded in that year are of this one."""
    others: set[int] = set()
    notes: list[Note] = []
    founded = header.columns.get("founded_on")
    heads = {index: said for index in range(header.last + 1, found.end) if (said := _heads(sheet, header, forms, index)) is not None}
    if spoken not in (None, year) and any(("year", str(year)) in said for said in heads.values()):
        heads, spoken = {header.first: frozenset({("year", str(spoken))}), **heads}, year
    for index, last in pairwise([*heads, found.end]):
        rows = {row for row in found.indexes if index <= row < last}
        years = {getattr(sheet.cells[row][founded], "year", None) for row in rows - {index}} if founded is not None else set()
        if rows and is_other(heads[index], forms, year) and ("year", *map(str, years)) not in heads[index]:
            others |= rows
            text = next(text_of(cell) for cell in sheet.cells[index] if cell != "") if index > header.first else dict(heads[index])["year"]
            notes.append((_RULE, index, None, text, {"count": len(rows - {index})}))
    return others, notes, spoken


def _heads(sheet: Sheet, header: Header, forms: Forms, index: int) -> Aspects | None:
    """What a row that holds one text alone says of figures; None where it says nothing of them."""
    row, ordinal = sheet.cells[index], header.columns.get(ORDINAL)
    if len(row) - row.count("") > 1 + (ordinal is not None):
        return None
    texts = [text_of(cell) for column, cell in enumerate(row) if cell != "" and column != ordinal]
    text = texts[0] if len(texts) == 1 else ""
    if only := _told(text, forms):
        return only
    titled = _TITLE.fullmatch(" ".join(words(text)))
    told = {("year", titled[1])} if titled else {one for one in told_by(text, forms) if one[0] == "kind"} if text else set()
    return frozenset(told) or None
