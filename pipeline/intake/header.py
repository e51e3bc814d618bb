"""Finding a form's header in a sheet: over one to four rows, merged or not, wherever it starts, two tables side by side too.

Gives where the header stands and which column holds which field. What one header text means is in ``header_text``, which of several
columns a form means in ``claims``. Not here: which rows below it are data (``table``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.config.form import Form
from pipeline.intake import options
from pipeline.intake.claims import Chosen, choose, name_column, without_lone
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header_blocks import MAX_HEADER_ROWS, blocks, is_cut
from pipeline.intake.header_text import Claim, claim, field_of, is_known, only_aspects
from pipeline.intake.stacks import LONGEST_HEADER, Stack, header_text, stacked

Stacks = dict[tuple[int, int], list[Stack]]  # by first and last row

_LEAST_FIELDS = 3
_SEARCHED_ROWS = 300


@dataclass(frozen=True)
class Header:
    """``first``/``last``: rows of the block. ``chosen``: which columns hold the fields. ``heads``: column of the block → header as found.
    ``years``: field → the year its header names (biểu 1). ``options``: field → column → the word that a tick there means."""

    form: Form
    first: int
    last: int
    chosen: Chosen
    heads: dict[int, str]
    years: dict[str, int]
    options: dict[str, dict[int, str]]

    @cached_property
    def columns(self) -> dict[str, int]:
        """Field → column; of a field that is ticked the first."""
        return self.chosen.columns

    @cached_property
    def texts(self) -> dict[str, str]:
        """Field → its column's header as found."""
        return {name: self.heads[column] for name, column in self.columns.items()}

    @cached_property
    def held(self) -> set[int]:
        """All columns whose cells are some field's value."""
        return {*self.columns.values(), *self.chosen.losses.values(), *(column for ticked in self.options.values() for column in ticked)}

    @property
    def span(self) -> tuple[int, int]:
        """The first and last of the columns with heads that the fields stand among."""
        left, right = self.left, self.right
        while left - 1 in self.heads:
            left -= 1
        while right + 1 in self.heads:
            right += 1
        return left, right

    @property
    def score(self) -> int:
        """How well the form fits: its fields found, less those it should have."""
        fields = self.columns.keys() - {ORDINAL}
        return 2 * len(fields) - len([name for name, spec in self.form.fields.items() if not spec.minor and name not in fields])

    @property
    def left(self) -> int:
        return min(self.held)

    @property
    def right(self) -> int:
        return max(self.held)


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
    return any(len({found[0] for text in texts if (found := field_of(text, forms, form))}) >= _LEAST_FIELDS for form in allowed)


def _known(cells: Sequence[object], forms: Forms) -> int:
    """How many cells name a field of some form."""
    return sum(type(cell) is str and cell != "" and len(cell) < LONGEST_HEADER and is_known(cell, forms) for cell in cells)


def _around(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, start: int) -> list[Header]:
    """The best header of each table whose rows include ``row`` or end just below it."""
    named = forms.named(sheet.name)
    found: list[Header] = []
    taken: set[int] = set()
    stacks: Stacks = {}
    for near in range(row, min(row + MAX_HEADER_ROWS + 1, len(sheet.cells))):  # a table beside it may begin a few rows lower
        while not found or _known([cell for column, cell in enumerate(sheet.cells[near]) if column not in taken], forms) >= 2:
            asked = sheet, forms, allowed, year, near, taken, named, stacks
            best = _whole(*asked) or _best(*asked, start)
            if best is None or (found and not set(best.form.signs) & best.columns.keys()):
                break  # a few extra columns beside a table are no second table
            best = _deepened(sheet, forms, year, best, taken)
            found.append(best)
            taken |= set(range(best.left, best.right + 1))
        if not found:
            break
    return found


def _whole(
    sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, taken: set[int], named: str | None, stacks: Stacks
) -> Header | None:
    """A header that says in this one row all that a form asks: nothing around it can say more."""
    if is_cut(sheet, row):
        return None
    stack = stacks.setdefault((row, row), stacked(sheet, row, row))
    for form in sorted(allowed, key=lambda form: form.table != named):
        header = _read(sheet, forms, form, year, (row, row), stack, taken)
        if header is not None and len(header.columns.keys() - {ORDINAL}) == len(form.fields) and not header.chosen.rivals:
            return header
    return None


def _best(
    sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int, row: int, taken: set[int], named: str | None, stacks: Stacks, start: int
) -> Header | None:
    around = blocks(sheet, row, start)
    for block in around:
        if block not in stacks:
            stacks[block] = stacked(sheet, *block)
    read = (_read(sheet, forms, form, year, block, stacks[block], taken) for block in around for form in allowed)
    candidates = [header for header in read if header is not None]
    return max(candidates, key=lambda one: _fit(sheet, one, named), default=None)


def _fit(sheet: Sheet, header: Header, named: str | None) -> tuple[int, ...]:
    """Greater is better: more fields, nothing cut off above, less that is open, fewer rows."""
    score, size = header.score + 3 * (header.form.table == named), header.first - header.last
    return score, -is_cut(sheet, header.first), -len(header.chosen.rivals), size, header.first


def _deepened(sheet: Sheet, forms: Forms, year: int, header: Header, taken: set[int]) -> Header:
    """A header with the rows below it that say what of a group each of its columns holds."""
    while header.last - header.first + 1 < MAX_HEADER_ROWS and _is_divided(sheet, header, forms):
        block = header.first, header.last + 1
        deeper = _read(sheet, forms, header.form, year, block, stacked(sheet, *block), taken)
        if deeper is None or header.columns[header.form.anchors[0]] != deeper.columns[header.form.anchors[0]]:
            break
        header = deeper
    return header


def _is_divided(sheet: Sheet, header: Header, forms: Forms) -> bool:
    """Whether the row below a header holds heads of columns that have none of their own: nothing but texts, and no name."""
    if header.last + 1 >= len(sheet.cells):
        return False
    above, row = sheet.cells[header.last], sheet.cells[header.last + 1]
    anchor = header.columns[header.form.anchors[0]]
    below = {column: cell for column, cell in enumerate(row) if cell != ""}
    goes_on = _continues(sheet, header, anchor)
    is_told = len(below) == 1 and only_aspects(header_text(next(iter(below.values()))), forms)  # “Năm 2018” over the rows below it
    if not below or (not goes_on and (anchor in below or is_told)):
        return False
    covered = {column for top, left, bottom, right in sheet.merged if top < header.last == bottom for column in range(left, right + 1)}
    is_open = goes_on or any(above[column] == "" for column in below.keys() - covered)
    return is_open and all(header_text(cell) and not options.is_tick(cell) for cell in below.values())


def _continues(sheet: Sheet, header: Header, column: int) -> bool:
    return any(top <= header.last < bottom and left <= column <= right for top, left, bottom, right in sheet.merged)


def _read(
    sheet: Sheet, forms: Forms, form: Form, year: int, block: tuple[int, int], stacked: list[Stack], taken: set[int]
) -> Header | None:
    """The form's header in a block of rows, outside the columns taken; None where too little of it stands there."""
    free = {column: parts for column, parts in enumerate(stacked) if parts and column not in taken}
    hidden = {column - sheet.left for column in sheet.hidden_columns}
    said = {column: found for column, parts in free.items() if column not in hidden and (found := claim(parts, forms, form)) is not None}
    fields = {found.field for found in said.values()} - {ORDINAL}
    if len(fields) < _LEAST_FIELDS - 1:
        return None
    claims = without_lone(said, free)
    ticked = options.find(sheet, free.keys() - hidden, free, block[1], claims, forms, form)
    for name, columns in ticked.items():
        claims = {column: found for column, found in claims.items() if column not in columns and found.field != name}
        claims[min(columns)] = Claim(name, 3, " ".join(text for text, _ in free[min(columns)]))
    are_units = form.lists_units and any(name in form.signs or form.fields[name].type in ("date", "code") for name in fields)
    is_open = are_units and len(fields) > _LEAST_FIELDS and form.anchors[0] not in fields
    if is_open and (column := name_column(free, claims, forms)) is not None:
        claims[column] = Claim(form.anchors[0], 1, " ".join(text for text, _ in free[column]))
    chosen = choose(claims, free, form, forms, year)
    found_fields = chosen.columns.keys() - {ORDINAL}
    if not set(form.anchors) <= found_fields or len(found_fields) < _LEAST_FIELDS:
        return None
    if form.has_figures_by_year and not {"value", "previous_value"} & found_fields:
        return None
    years = {name: named for name, column in chosen.columns.items() if form.has_figures_by_year and (named := claims[column].year)}
    heads = {column: "\n".join(text for text, _ in parts) for column, parts in free.items()}  # each part may state a unit
    return Header(form, *block, chosen, heads, years, ticked)
