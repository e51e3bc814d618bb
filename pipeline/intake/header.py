"""Finding a form's header in a sheet: over one to three rows, merged or not, wherever it starts, two tables side by side too.

Gives where the header stands and which column holds which field. Not here: which rows below it are data (``table``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.intake import money
from pipeline.intake.forms import ORDINAL, Form, Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.text import key, tidy, words

MAX_HEADER_ROWS = 3
_LEAST_FIELDS = 3
_YEAR = re.compile(r"(19|20)\d\d")
_NUMBERED = re.compile(r"^\s*[(\[]?\s*(?:\d{1,2}|[A-Za-z])\s*[)\].:]\s*|\s*[(\[]\s*\d{1,2}\s*[)\]]\s*$|\*+\s*$")


@dataclass(frozen=True)
class Header:
    """``first``/``last``: rows of the block. ``columns``: field → column of the block. ``texts``: field → header as found.
    ``years``: field → the year its header names (biểu 1)."""

    form: Form
    first: int
    last: int
    columns: dict[str, int]
    texts: dict[str, str]
    years: dict[str, int]

    @property
    def score(self) -> int:
        fields = self.columns.keys() - {ORDINAL}
        return 2 * len(fields) - len([name for name, field in self.form.fields.items() if not field.minor and name not in fields])


@dataclass(frozen=True)
class _Claim:
    """A column's header says this field; ``quality`` 3 its whole text, 2 its lower part, 1 its upper part."""

    field: str
    quality: int
    text: str
    year: int | None = None


def headers(sheet: Sheet, forms: Forms, allowed: tuple[Form, ...], year: int, start: int = 0, limit: int = 200) -> list[Header]:
    """The headers that stand side by side in the first rows from ``start`` that hold any, best first; empty where there is none."""
    for row in range(start, min(len(sheet.cells), start + limit)):
        if sum(_is_known(sheet.cells[row], forms, allowed, year)) >= 2:
            found = _around(sheet, forms, allowed, year, row, start)
            if found:
                return found
    return []


def _is_known(cells: list, forms: Forms, allowed: tuple[Form, ...], year: int) -> Iterator[bool]:
    for cell in cells:
        if type(cell) is str and cell and len(cell) < 200:
            yield any(_field(cell, forms, form, year) for form in allowed)


def _around(sheet: Sheet, forms: Forms, allowed: tuple[Form, ...], year: int, row: int, start: int) -> list[Header]:
    """The best header of each table whose rows include ``row`` or lie just around it."""
    blocks = [
        (first, first + length - 1)
        for length in range(1, MAX_HEADER_ROWS + 1)
        for first in range(max(start, row - MAX_HEADER_ROWS + 1), row + MAX_HEADER_ROWS)
        if first + length <= len(sheet.cells) and first + length - 1 >= row
    ]
    named = _named_form(sheet.name, forms)
    found: list[Header] = []
    taken: set[int] = set()
    while True:
        candidates = [
            header
            for first, last in blocks
            for form in allowed
            if (header := _read(sheet, forms, form, year, first, last, taken)) is not None
        ]
        if not candidates:
            return found
        best = max(candidates, key=lambda header: (header.score + 3 * (header.form.table == named), header.first - header.last, header.first))
        found.append(best)
        taken |= set(range(min(best.columns.values()), max(best.columns.values()) + 1))


def _named_form(name: str | None, forms: Forms) -> str | None:
    """The table that a sheet's name speaks of: ``Bieu 2``, ``B02``, ``BIỂU SỐ 2 ``, ``Danh sách đơn vị``."""
    if not name:
        return None
    number = re.search(r"^(?:bieu|b|phuluc|pl|mau|sheet)?(?:so)?0*(\d)(?!\d)", key(name))
    for form in forms.forms:
        if (number and form.sheet == int(number[1])) or key(name) in {key(text) for text in (form.title, *form.about)}:
            return form.table
    return None


def _read(sheet: Sheet, forms: Forms, form: Form, year: int, first: int, last: int, taken: set[int]) -> Header | None:
    """The form's header in rows first..last outside the columns taken, or None where too little of it stands there."""
    claims: dict[int, _Claim] = {}
    for column, parts in enumerate(_columns(sheet, first, last)):
        if column not in taken and parts and (claim := _claim(parts, forms, form, year)):
            claims[column] = claim
    columns = _one_each(claims)
    fields = columns.keys() - {ORDINAL}
    if not set(form.anchors) <= fields or len(fields) < min(_LEAST_FIELDS, len(form.fields)):
        return None
    if form.items and not {"value", "previous_value"} & fields:
        return None
    texts = {field: claims[column].text for field, column in columns.items()}
    years = {field: claims[column].year for field, column in columns.items() if claims[column].year}
    return Header(form, first, last, columns, texts, years)


def _columns(sheet: Sheet, first: int, last: int) -> list[list[tuple[str, bool]]]:
    """For each column the texts from top to bottom, with whether each is its own (not carried over from the column at its left)."""
    width = len(sheet.cells[first]) if sheet.cells else 0
    rows = [[cell if type(cell) is str else _year_number(cell) for cell in sheet.cells[row]] for row in range(first, last + 1)]
    for top, left, bottom, right in sheet.merged:
        if top <= last and bottom >= first and 0 <= top < len(sheet.cells) and left < width:
            text = sheet.cells[top][left]
            for row in range(max(top, first), min(bottom, last) + 1):
                for column in range(left, min(right, width - 1) + 1):
                    rows[row - first][column] = text if type(text) is str else _year_number(text)
    carried = [[True] * width for _ in rows]
    for depth, row in enumerate(rows[:-1]):
        for column in range(1, width):
            if not row[column].strip() and row[column - 1].strip() and rows[depth + 1][column].strip():
                row[column] = row[column - 1]
                carried[depth][column] = False
    result = []
    for column in range(width):
        parts: list[tuple[str, bool]] = []
        for depth, row in enumerate(rows):
            if row[column].strip() and not (parts and parts[-1][0] == row[column]):
                parts.append((row[column], carried[depth][column]))
        result.append(parts)
    return result


def _year_number(cell: object) -> str:
    """A header of biểu 1 may be the bare number 2019."""
    return str(int(cell)) if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1900 <= cell <= 2100 else ""


def _claim(parts: list[tuple[str, bool]], forms: Forms, form: Form, year: int) -> _Claim | None:
    texts = [text for text, _ in parts]
    whole = " ".join(texts)
    if found := _field(whole, forms, form, year):
        return _Claim(found[0], 3, whole, found[1])
    for begin in range(1, len(texts)):  # the lower part alone: what stands above is a title or a group's name
        if found := _field(" ".join(texts[begin:]), forms, form, year):
            return _Claim(found[0], 2, whole, found[1])
    if len(texts) > 1 and parts[0][1] and _says_nothing(" ".join(texts[1:]), forms) and (found := _field(texts[0], forms, form, year)):
        return _Claim(found[0], 1, whole, found[1])
    return None


def _says_nothing(text: str, forms: Forms) -> bool:
    """Whether the lower part of a header only repeats “total”, names a unit or numbers the column."""
    stripped = _NUMBERED.sub("", text)
    return not words(stripped) or key(stripped) in {key(filler) for filler in forms.words.fillers} or money.of_unit(text) is not None


def _one_each(claims: dict[int, _Claim]) -> dict[str, int]:
    """Each field once: the better claim, then the column nearest to the other fields, then the leftmost."""
    by_field: dict[str, list[int]] = {}
    for column, claim in claims.items():
        by_field.setdefault(claim.field, []).append(column)
    single = sorted(columns[0] for field, columns in by_field.items() if len(columns) == 1)
    centre = single[len(single) // 2] if single else 0
    chosen = {
        field: min(columns, key=lambda column: (-claims[column].quality, abs(column - centre), column)) for field, columns in by_field.items()
    }
    return chosen


_memo: dict[tuple[str, str, int, str], tuple[str, int | None] | None] = {}


def _field(text: str, forms: Forms, form: Form, year: int) -> tuple[str, int | None] | None:
    """The field of a form that a header's text names, and the year it speaks of."""
    memo = (text, form.table, year, forms.digest)
    if memo not in _memo:
        if len(_memo) > 100_000:
            _memo.clear()
        _memo[memo] = _look_up(text, forms, form, year)
    return _memo[memo]


def _look_up(text: str, forms: Forms, form: Form, year: int) -> tuple[str, int | None] | None:
    text = tidy(text) if "\n" not in text else text
    index = forms.header_index(form.table)
    variants = dict.fromkeys((text, _NUMBERED.sub("", text), money.without_unit(text), money.without_unit(_NUMBERED.sub("", text)), re.sub(r"\([^)]*\)", " ", text)))
    for variant in variants:
        for found in forms.words.keys(variant):
            if found and found in index:
                return index[found], None
    if not form.year_headers:
        return None
    for variant in variants:
        if found := _year_column(variant, form, year):
            return found
    return None


def _year_column(text: str, form: Form, year: int) -> tuple[str, int | None] | None:
    """``value`` or ``previous_value`` of a header of biểu 1 that names a year, or says this year or the year before."""
    found = key(text)
    if found in {key(header) for header in form.previous_headers}:
        return "previous_value", None
    if found in {key(header) for header in form.this_headers}:
        return "value", None
    match = _YEAR.search(text)
    if not match or key(_YEAR.sub("", text, count=1)) not in {key(header.format(year="")) for header in form.year_headers}:
        return None
    spoken = int(match[0])
    return ("previous_value" if spoken < year else "value"), spoken
