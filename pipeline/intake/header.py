"""Finding a form's header in a sheet: over one to three rows, merged or not, wherever it starts, two tables side by side too.

Gives where the header stands and which column holds which field. What one header text means is in ``header_text``. Not here:
which rows below it are data (``table``).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.config.form import Form
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header_text import Claim, claim, field_of, is_known
from pipeline.intake.stacks import LONGEST_HEADER, Stack, stacked
from pipeline.intake.text import key

Stacks = dict[tuple[int, int], list[Stack]]  # by first and last row

MAX_HEADER_ROWS = 3
_LEAST_FIELDS = 3
_SEARCHED_ROWS = 300
_SHEET_NUMBER = re.compile(r"(?:bieu|phuluc|pl|mau|bang|b)(?:mau)?(?:so)?0*(\d)(?!\d)|^0*(\d)$")


@dataclass(frozen=True)
class Header:
    """``first``/``last``: rows of the block. ``columns``: field → column of the block. ``texts``: field → header as found.
    ``years``: field → the year its header names (biểu 1). ``twice``: field → a second column with the same header."""

    form: Form
    first: int
    last: int
    columns: dict[str, int]
    texts: dict[str, str]
    years: dict[str, int]
    twice: dict[str, int] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How well the form fits: its fields found, less those it should have."""
        fields = self.columns.keys() - {ORDINAL}
        return 2 * len(fields) - len([name for name, spec in self.form.fields.items() if not spec.minor and name not in fields])

    @property
    def left(self) -> int:
        return min(self.columns.values())

    @property
    def right(self) -> int:
        return max(self.columns.values())


def find(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, start: int = 0) -> list[Header]:
    """The headers that stand side by side in the first rows from ``start`` that hold any, best first; empty where there is none."""
    for row in range(start, min(len(sheet.cells), start + _SEARCHED_ROWS)):
        if _known(sheet.cells[row], forms) >= 2 and (found := _around(sheet, forms, allowed, year, row, start)):
            return found
    return []


def starts_table(cells: Sequence[object], forms: Forms, allowed: Sequence[Form], year: int) -> bool:
    """Whether a row of cells is a header by itself: three or more fields of one form."""
    if _known(cells, forms) < _LEAST_FIELDS:
        return False
    texts = [cell for cell in cells if type(cell) is str and cell and len(cell) < LONGEST_HEADER]
    return any(len({found[0] for text in texts if (found := field_of(text, forms, form, year))}) >= _LEAST_FIELDS for form in allowed)


def form_named(name: str | None, forms: Forms) -> str | None:
    """The table that a sheet's name speaks of: ``Bieu 2``, ``B02``, ``BIỂU SỐ 2 ``, ``Danh sách đơn vị``."""
    if not name:
        return None
    said = key(name)
    number = _SHEET_NUMBER.match(said)
    for form in forms.forms:
        if number and form.sheet == int(number[1] or number[2]):
            return form.table
    return next((form.table for form in forms.forms if said in {key(text) for text in (form.title, *form.about)}), None)


def _known(cells: Sequence[object], forms: Forms) -> int:
    """How many cells name a field of some form."""
    return sum(type(cell) is str and cell != "" and len(cell) < LONGEST_HEADER and is_known(cell, forms) for cell in cells)


def _around(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, start: int) -> list[Header]:
    """The best header of each table whose rows include ``row`` or end just below it."""
    named = form_named(sheet.name, forms)
    found: list[Header] = []
    taken: set[int] = set()
    stacks: Stacks = {}
    for near in range(row, min(row + MAX_HEADER_ROWS + 1, len(sheet.cells))):  # a table beside it may begin a few rows lower
        while not found or _known([cell for column, cell in enumerate(sheet.cells[near]) if column not in taken], forms) >= 2:
            best = _whole(sheet, forms, allowed, year, near, taken, named, stacks)
            best = best or _best(sheet, forms, allowed, year, near, start, taken, named, stacks)
            if best is None or (found and not set(best.form.signs) & best.columns.keys()):
                break  # a few extra columns beside a table are no second table
            found.append(best)
            taken |= set(range(best.left, best.right + 1))
        if not found:
            break
    return found


def _whole(
    sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, taken: set[int], named: str | None, stacks: Stacks
) -> Header | None:
    """A header that says in this one row all that a form asks: nothing around it can say more."""
    stack = stacks.setdefault((row, row), stacked(sheet, row, row))
    for form in sorted(allowed, key=lambda form: form.table != named):
        header = _read(sheet, forms, form, year, (row, row), stack, taken)
        if header is not None and len(header.columns.keys() - {ORDINAL}) == len(form.fields) and not header.twice:
            return header
    return None


def _best(
    sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, start: int, taken: set[int], named: str | None, stacks: Stacks
) -> Header | None:
    blocks = [
        (first, first + length - 1)
        for length in range(1, MAX_HEADER_ROWS + 1)
        for first in range(max(start, row - MAX_HEADER_ROWS + 1), row + MAX_HEADER_ROWS)
        if row <= first + length - 1 < len(sheet.cells)
    ]
    for block in blocks:
        if block not in stacks:
            stacks[block] = stacked(sheet, *block)
    read = (_read(sheet, forms, form, year, block, stacks[block], taken) for block in blocks for form in allowed)
    candidates = [header for header in read if header is not None]
    return max(candidates, key=lambda one: (one.score + 3 * (one.form.table == named), one.first - one.last, one.first), default=None)


def _read(
    sheet: Sheet, forms: Forms, form: Form, year: int, block: tuple[int, int], stacked: list[Stack], taken: set[int]
) -> Header | None:
    """The form's header in a block of rows, outside the columns taken; None where too little of it stands there."""
    claims: dict[int, Claim] = {}
    for column, parts in enumerate(stacked):
        if parts and column not in taken and (said := claim(parts, forms, form, year)) is not None:
            claims[column] = said
    fields = {said.field for said in claims.values()} - {ORDINAL}
    if not set(form.anchors) <= fields or len(fields) < _LEAST_FIELDS:
        return None
    if form.items:
        claims = _years_apart(claims, year)
        if not {"value", "previous_value"} & {said.field for said in claims.values()}:
            return None
    columns, twice = _one_each(claims, {column - sheet.left for column in sheet.hidden_columns})
    texts = {name: claims[column].text for name, column in columns.items()}
    years = {name: named for name, column in columns.items() if (named := claims[column].year)}
    return Header(form, *block, columns, texts, years, twice)


def _years_apart(claims: dict[int, Claim], year: int) -> dict[int, Claim]:
    """Biểu 1's columns of figures by the years they name: the report's own two, else the two that stand there."""
    named = sorted({said.year for said in claims.values() if said.year})
    pair = [year - 1, year] if {year - 1, year} <= set(named) else named[-2:]
    if len(pair) < 2:
        return claims
    fields = dict(zip(pair, ("previous_value", "value"), strict=True))
    kept = {column: said for column, said in claims.items() if said.year is None or said.year in fields}
    return {column: replace(said, field=fields[said.year]) if said.year else said for column, said in kept.items()}


def _one_each(claims: dict[int, Claim], hidden: set[int]) -> tuple[dict[str, int], dict[str, int]]:
    """Each field once: the column that is shown, says it best, stands nearest to the other fields, then the leftmost.
    Beside them the fields that a second column claims as well as the first."""
    by_field: dict[str, list[int]] = {}
    for column, said in claims.items():
        by_field.setdefault(said.field, []).append(column)
    single = sorted(columns[0] for columns in by_field.values() if len(columns) == 1)
    centre, first = (single[len(single) // 2], single[0]) if single else (0, 0)
    chosen, twice = {}, {}
    for name, columns in by_field.items():
        stray = name == ORDINAL  # a running number stands before what it numbers; the one behind is the next table's
        ranked = sorted(columns, key=lambda at: (at in hidden, -claims[at].quality, stray and at > first, abs(at - centre), at))
        chosen[name] = ranked[0]
        if len(ranked) > 1 and ranked[1] not in hidden and claims[ranked[1]].quality == claims[ranked[0]].quality:
            twice[name] = ranked[1]
    left, right = min(chosen.values(), default=0), max(chosen.values(), default=0)
    return chosen, {name: column for name, column in twice.items() if left < column < right}
