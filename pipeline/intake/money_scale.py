"""Đồng per unit of each money column of a table: what its header, the rows around it or the form say. What one text says is ``money``'s."""

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise

from pipeline.intake import money
from pipeline.intake.locate import Located
from pipeline.intake.stacks import stacked


class MoneyScale:
    """Answers for the columns of one table by the name of their field."""

    def __init__(self, table: Located) -> None:
        self.table, self.sheet, self.header = table, table.sheet, table.header
        self._found: dict[str, int | None] = {}

    def of(self, name: str) -> int | None:
        """By the column's header, else a row of units below it, else the group of columns it stands in, else the line above the table,
        else the form; None where nobody says it, or where it is per month."""
        if name not in self._found:
            self._found[name] = self._said(name)
        return self._found[name]

    def spans(self, name: str) -> list[tuple[int, int, int | None]]:
        """From which data row to which a unit holds: that of a line between the rows counts below it where the column has no own."""
        scale, height = self.of(name), len(self.table.indexes)
        if not self.table.units_inside or scale != self.table.unit_above or self._own(name):
            return [(0, height, scale)]
        turns = [(bisect_left(self.table.indexes, index), unit) for index, unit in self.table.units_inside.items()]
        starts = [(0, scale), *turns, (height, None)]
        return [(first, last, unit) for (first, unit), (last, _) in pairwise(starts)]

    def _said(self, name: str) -> int | None:
        own = self.table.form.money_unit
        if self.is_per_month(name):
            return None
        return self._own(name) or self.table.unit_above or (money.of_unit(own) if own and not self.table.unit_lines else None)

    def _own(self, name: str) -> int | None:
        """What the column's own header, the rows right below it or its group state."""
        return next(filter(None, (*map(money.in_header, self._texts(name)), *(units[0] for units in self._below(name)))), None)

    def is_per_month(self, name: str) -> bool:
        return any(map(money.is_per_month, self._texts(name))) or any(0 in units for units in self._below(name))

    def _texts(self, name: str) -> tuple[str, ...]:
        return self.header.texts[name], *self._groups[self.header.columns[name]]

    def _below(self, name: str) -> list[tuple[int, ...]]:
        """Units in the rows right below the header."""
        first_row = min([*self.table.indexes[:1], self.header.last + 3])
        below = (row[self.header.columns[name]] for row in self.sheet.cells[self.header.last + 1 : first_row])
        return [units for cell in below if type(cell) is str and cell and (units := money.above_table(cell))]

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        """What stands over each column right above the header: names of groups of columns, which may state a unit for all."""
        first = self.header.first
        above = [cell for row in self.sheet.cells[max(first - 2, 0) : first] for cell in row if type(cell) is str and cell]
        if not any(money.in_header(text) or money.is_per_month(text) for text in above):
            return [()] * len(self.sheet.cells[first])
        stacks = stacked(self.sheet, max(first - 2, 0), first)
        return [tuple(text for text, _ in parts[:-1] if not money.is_unit_line(text)) for parts in stacks]
