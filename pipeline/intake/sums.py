"""Whether figures in rows that are no data are sums, means or numbers of the rows around them, as these were read.

Not here: which rows those are and what is said of the others (``balance``).
"""

from bisect import bisect_left
from decimal import Decimal
from functools import cached_property
from typing import Any

from pipeline.intake import number_formats, numbers
from pipeline.intake.grid import text_of
from pipeline.intake.locate import Located
from pipeline.intake.money_scale import MoneyScale
from pipeline.intake.numbers import is_blank
from pipeline.intake.options import word_in
from pipeline.intake.parsed import Parsed
from pipeline.intake.row_classifier import RowLooks
from pipeline.intake.settle import figure

_ROUNDING = 0.0001  # of a sum: what its writer rounded away
_LEAST = 0.05


class Sums:
    """Answers for one table. ``left_rows``: the rows that are no data, between which sums may begin and end."""

    def __init__(self, parsed: Parsed, table: Located, left_rows: list[int], looks: RowLooks) -> None:
        self.parsed, self.table, self.sheet, self.looks = parsed, table, table.sheet, looks
        self.scale = MoneyScale(table)
        self.names = {column: name for name, column in table.header.columns.items() if name in table.form.fields}
        self.bounds = [0, len(table.indexes), *map(self._before, left_rows)]
        self._found: dict[int, list[float | None]] = {}
        self._unread: dict[int, bool] = {}

    def adds_up(self, index: int, column: int, spoken_of: set[int]) -> bool:
        """Whether a figure is the sum, the mean or the number of rows from its row to another that is no data, or of all; of those that its
        row's words speak of, where they do. So is a day, and whatever stands over a cell that was not read: that cell is asked about."""
        unit = self._unit(index, column)
        if not unit or self._has_unread(column):
            return True
        totals = self._totals(index, column, unit)
        figures = [None if value is None else value / unit for value in self._figures(column)]
        if spoken_of:
            parts = [[value for value, row in zip(figures, self.table.indexes, strict=True) if row in spoken_of]]
        else:
            at = self._before(index)
            parts = [figures, *(figures[min(bound, at) : max(bound, at)] for bound in dict.fromkeys(self.bounds))]
        return not totals or any(
            _adds_to(total, part) or (bool(self.table.items) and total in figures) for part in parts for total in totals
        )

    def spoken_of(self, index: int) -> set[int]:
        """The data rows that hold the word of a list which a row's label is: “Trong đó: đang hoạt động”."""
        text, forms, cells = self.looks.label(self.sheet.cells[index]), self.looks.forms, self.sheet.cells
        found: set[int] = set()
        for column, name in self.names.items():
            listed = self.table.form.fields[name].words
            if listed and (word := word_in(text, listed, forms)):
                found |= {row for row in self.table.indexes if word_in(text_of(cells[row][column]), listed, forms) == word}
        return found

    def _totals(self, index: int, column: int, unit: float) -> list[float]:
        """What a cell that may be a total can say, in the unit of its column; nothing where it is no number."""
        cell = self.sheet.cells[index][column]
        if type(cell) is str:
            written = numbers.read(cell)
            values = written.readings if written else []
            return [float(value) / (unit if written and written.power is not None else 1) for value in values]
        number = _number(cell)
        power = self.sheet.scaled.get(self.sheet.place(index, column))
        return [] if number is None else [number] if power is None else [number, number_formats.as_shown(number, power)]

    def _unit(self, index: int, column: int) -> float | None:
        """How much of what was read one written unit is at a row: đồng for money, else 1; None where nobody says it."""
        name = self.names.get(column)
        if name is None or self.table.items or self.table.form.fields[name].type != "money":
            return 1
        spans = self.scale.spans(name)
        if len(spans) == 1:
            return spans[0][2]
        return spans[bisect_left(list(self.table.units_inside), index)][2]

    def _figures(self, column: int) -> list[float | None]:
        """A column's values, a data row each: as read, where it holds a field's."""
        if column not in self._found:
            read = self._read(column)
            cells = self.table.columns[column] if self.table.indexes else ()
            self._found[column] = [*map(_number, cells)] if read is None else [read.get(index) for index in self.table.indexes]
        return self._found[column]

    def _has_unread(self, column: int) -> bool:
        if column not in self._unread:
            cells = self.table.columns[column] if self.table.indexes and self._read(column) is not None else ()
            values = zip(self._figures(column), cells, strict=bool(cells))
            self._unread[column] = any(value is None and not is_blank(text_of(cell)) for value, cell in values)
        return self._unread[column]

    def _read(self, column: int) -> dict[int, float] | None:
        """Data row → what was read; None where the column is no field's, or holds no numbers."""
        name = self.names.get(column)
        if name is None or self.table.items or not self._places:
            return None
        values = self.parsed.tables[self.table.form.table][self.table.form.column_of(name)]
        found = {index: values[at] for index, at in self._places.items() if values[at] is not None}
        return found if all(isinstance(value, (int, float, Decimal)) for value in found.values()) else None

    @cached_property
    def _places(self) -> dict[int, int]:
        """Data row → its place in what was read; nothing where another table of the form lies beside this one."""
        read = self.parsed.tables.get(self.table.form.table, {})
        mine = {self.sheet.row(index): index for index in self.table.indexes}
        found = [
            (mine[row], at)
            for at, (sheet, row) in enumerate(zip(read.get("sheet", ()), read.get("row", ()), strict=True))
            if sheet == self.sheet.name and row in mine
        ]
        return dict(found) if len(dict(found)) == len(found) else {}

    def _before(self, index: int) -> int:
        """How many data rows stand above a row."""
        return bisect_left(self.table.indexes, index)


def _number(cell: Any) -> float | None:
    if type(cell) is float:
        return cell
    found = figure(cell)
    return None if found is None else float(found)


def _adds_to(total: float, values: list[float | None]) -> bool:
    """Whether a figure is the sum, the mean or the number of values; of none only 0 is the sum."""
    known = [value for value in values if value is not None]
    added = sum(map(float, known))
    return _is_near(total, added) or (bool(known) and _is_near(total * len(known), added)) or (bool(values) and total == len(values))


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) <= max(_LEAST, abs(other) * _ROUNDING)
