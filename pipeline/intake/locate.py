"""A header and the rows below it as one located table: which rows are data, which unit of money and which year its lines state.

Nothing is typed here; that is ``read_table``.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pipeline.config.form import Form
from pipeline.intake import composed, groups, money, options, time_spoken
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.group_sums import group_sums
from pipeline.intake.header import Header
from pipeline.intake.row_classifier import RowLooks
from pipeline.intake.settle import settled
from pipeline.intake.table import Rows, rows
from pipeline.intake.totals import items

_TITLE_ROWS = 15
_LONGEST_TITLE = 300
_NOTE = re.compile(r"^\W*(?:ghi chú|lưu ý)\W*", re.IGNORECASE)


@dataclass(eq=False, kw_only=True)
class Located(Rows):
    """A table found in a sheet, with its rows. ``unit_above``: đồng per unit; ``unit_lines``: the lines above that state units, where they
    disagree; ``units_inside``: rows between the data that state another unit → đồng per unit; ``year``: the one that its lines speak of;
    ``other_time``: the line that says that it is of plans or of a part of the year; ``unclear``: fields that several columns claim alike
    → those; ``grouped``: fields that other rows or columns tell → a value a row."""

    sheet: Sheet
    header: Header
    unit_above: int | None
    unit_lines: list[str]
    units_inside: dict[int, int]
    year: int | None
    speaks_of_other_year: bool
    other_time: str | None
    unclear: dict[str, list[int]]
    grouped: dict[str, list[Any]]

    @cached_property
    def form(self) -> Form:
        return self.header.form

    @cached_property
    def columns(self) -> list[tuple[Any, ...]]:
        """The cells of its data rows, column by column."""
        return list(zip(*(self.sheet.cells[index] for index in self.indexes), strict=True))

    def names(self) -> list[str]:
        """What its rows are called, for comparing two tables."""
        if self.items:
            return [item.item for item in self.items]
        return [text_of(cell) for cell in self.columns[self.header.columns[self.form.anchors[0]]]] if self.indexes else []


def locate(sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int, start: int) -> Located:
    """The rows of a table whose header was found. ``start``: what stands above this row belongs to another table."""
    above = range(header.first - 1, max(header.first - 1 - _TITLE_ROWS, start - 1), -1)
    said = [unit for index in above for unit in _units_in(sheet, header, index)]
    unit_lines = [text for _, text in said] if len({unit for unit, _ in said}) > 1 else []
    unit_above = said[0][0] if said and not unit_lines else None
    spoken = time_spoken.year_spoken(sheet, header, year, above)
    ticked = _ticked(sheet, header, forms)
    others, told = time_spoken.told_in_rows(sheet, header, forms, year)
    table = sheet, header, forms, allowed, year
    found = items(*table, unit_above) if header.form.items else rows(*table)
    while found.looks and found.end < len(sheet.cells) and found.looks.is_subtotal(sheet.cells[found.end]):
        found.end += 1  # its sum, above another table
    if not header.form.items:
        headed, heads, spoken = time_spoken.headed_rows(sheet, header, forms, found, year, spoken)
        found.others = others | headed
        found.indexes = [index for index in found.indexes if index not in found.others]
        found.notes = [note for note in found.notes if note[1] not in found.others] + told + heads
        points = [index for column in _tasks(header) for index in options.points_above(sheet, column, found.indexes)]
        sums = group_sums(sheet, header, found.indexes)
        found.groups |= {index: text_of(sheet.cells[index][header.columns[header.form.anchors[0]]]) for index in [*points, *sums]}
        found.indexes = [index for index in found.indexes if index not in found.groups]
    found.notes += [note for note in ticked if note[1] in found.indexes]
    header, composed_of = composed.composed(sheet, header, forms, found.indexes, year)
    chosen, unclear = settled(header.chosen, header.form, sheet, found.indexes)
    header = replace(header, chosen=chosen)
    grouped: dict[str, list[Any]] = (
        {} if header.form.items else groups.filled(sheet, header, forms, found.indexes, found.groups, above) | composed_of
    )
    if not said and found.indexes:  # a line below the table says it for all
        below = range(found.indexes[-1] + 1, found.end)
        units = {unit for index in below for unit, text in _units_in(sheet, header, index) if money.is_unit_line(_NOTE.sub("", text))}
        unit_above = units.pop() if len(units) == 1 else None
    inside = sorted({*range(min(found.indexes, default=0), max(found.indexes, default=0))} - {*found.indexes})
    units_inside = {index: unit for index in inside for unit, text in _units_in(sheet, header, index)[:1] if money.is_unit_line(text)}
    own = vars(found) | {"unit_above": unit_above, "unit_lines": unit_lines, "units_inside": units_inside}
    own |= {"year": spoken, "speaks_of_other_year": spoken not in (None, year), "other_time": time_spoken.other_time(sheet, above, forms)}
    return Located(**own, sheet=sheet, header=header, unclear=unclear, grouped=grouped)


def _tasks(header: Header) -> list[int]:
    return [column for name, column in header.columns.items() if name in header.form.fields and header.form.fields[name].type == "task"]


def _ticked(sheet: Sheet, header: Header, forms: Forms) -> options.Notes:
    """Puts together in the sheet what stands apart: ticks under the words of a list, gains and losses, a task's point and letter."""
    for column in (column for column in _tasks(header) if column + 1 in header.heads.keys() - header.held):
        options.join_letters(sheet, column, range(header.last + 1, len(sheet.cells)))
    if header.form.lists_units:
        options.join_names(sheet, header.columns[header.form.anchors[0]], range(header.last + 2, len(sheet.cells)))
    if not header.options and not header.chosen.losses:
        return []
    looks = RowLooks(sheet, header, forms)
    below = [index for index in range(header.last + 1, len(sheet.cells)) if not looks.is_subtotal(sheet.cells[index])]
    notes = [note for columns in header.options.values() for note in options.tick(sheet, columns, below)]
    for name, loss in header.chosen.losses.items():
        notes += options.subtract(sheet, header.columns[name], loss, below)
    return notes


def _units_in(sheet: Sheet, header: Header, index: int) -> list[tuple[int, str]]:
    """Đồng per unit that cells of a row state within or beside the table's columns, with what they say."""
    left, right = header.span
    cells = [cell for cell in sheet.cells[index][max(left - 1, 0) : right + 2] if type(cell) is str and 0 < len(cell) < _LONGEST_TITLE]
    return [(unit, cell) for cell in cells for unit in money.above_table(cell)]
