"""One located table → typed columns in ``Parsed``, with every finding at its cell.

Not here: where tables stand (``locate``), how values are read (``values``, ``figures``, ``read_items``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any

from pipeline.intake import money, numbers, running_numbers
from pipeline.intake.figures import Say, column_habit
from pipeline.intake.forms import Forms
from pipeline.intake.grid import text_of
from pipeline.intake.header import stacked
from pipeline.intake.locate import Located
from pipeline.intake.numbers import is_blank
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.read_items import item_columns
from pipeline.intake.readings import convention
from pipeline.intake.text import is_as_above, tidy
from pipeline.intake.values import Setting, column

_FIGURES = ("count", "number", "money")
_WHOLE_LISTS = {"registry_unit", "alliance_member"}  # lists of the whole province: without rows they were not filled in


def read_table(parsed: Parsed, table: Located, request: Request, forms: Forms, day_order: Callable[[], str | None] = lambda: None) -> None:
    """Type a table's cells and add rows, columns and findings to ``parsed``. ``day_order``: as in ``values.Setting``."""
    _TableReader(parsed, table, request, forms, day_order).read()


class _TableReader:
    def __init__(self, parsed: Parsed, table: Located, request: Request, forms: Forms, day_order: Callable[[], str | None]) -> None:
        self.parsed, self.table, self.request, self.forms, self.day_order = parsed, table, request, forms, day_order
        self.sheet, self.header, self.form = table.sheet, table.header, table.form

    def read(self) -> None:
        for rule, index, position, value, detail in self.table.notes:
            self._say(rule, index, position, value, **detail)
        self._say_year()
        self._say_columns()
        indexes = self.table.indexes
        read = self._items() if self.form.items else self._fields()
        anchor = self.form.anchors[0]
        kept = [position for position, value in enumerate(read[anchor]) if value is not None]
        if len(kept) < len(indexes):  # a row without a name was said; nobody could tell whose figures they are
            indexes = [indexes[position] for position in kept]
            read = {name: [values[position] for position in kept] for name, values in read.items()}
        self._add(indexes, read)
        if not indexes:
            self._say("list_empty" if self.form.table in _WHOLE_LISTS else "table_empty", None, None, self.form.title)
        if self.sheet.legacy:
            self._say_legacy()

    def _add(self, indexes: list[int], read: dict[str, list[Any]]) -> None:
        into = self.parsed.tables.setdefault(self.form.table, {})
        into.setdefault("sheet", []).extend([self.sheet.name] * len(indexes))
        into.setdefault("row", []).extend(map(self.sheet.row, indexes))
        for name, values in read.items():
            into.setdefault(name, []).extend(values)
        self.parsed.sheets.append((self.sheet.name, self.form.table, self.sheet.row(self.header.last), len(indexes), self.table.year))

    def _say(self, rule: str, index: int | None, position: int | None, value: Any = None, **detail: Any) -> None:
        row = None if index is None else self.sheet.row(index)
        letter = None if position is None else self.sheet.letter(position)
        self.parsed.say(rule, self.sheet.name, row, letter, value, title=self.form.title, **detail)

    def _label(self, name: str) -> str:
        return self.form.fields[name].label.format(year=self.request.year, previous=self.request.year - 1)

    def _say_year(self) -> None:
        years = self.header.years
        for name, expected in (("value", self.request.year), ("previous_value", self.request.year - 1)):
            if years.get(name, expected) != expected:
                text, position = tidy(self.header.texts[name]), self.header.columns[name]
                self._say("year_differs", self.header.last, position, text, expected=str(expected), label=self._label(name))
        if not years and self.table.speaks_of_other_year:
            self._say("title_year_differs", None, None, self.table.year, expected=str(self.request.year))

    def _say_columns(self) -> None:
        known = {(sheet, name, table) for sheet, name, _, _, _, table in self.parsed.columns}
        for name, spec in self.form.fields.items():
            position = self.header.columns.get(name)
            if position is None:
                rule = "column_missing_minor" if spec.minor else "column_missing"
                self._say(rule, None, None, self._label(name), label=self._label(name), field=name)
                continue
            if name in self.header.twice:
                other = self.sheet.letter(self.header.twice[name])
                self._say("column_twice", self.header.last, position, self._label(name), label=self._label(name), other=other, field=name)
            if (self.sheet.name, name, self.form.table) not in known:
                scale = float(self._scale(name) or 1) if spec.type == "money" else 1.0
                header = tidy(self.header.texts[name])
                self.parsed.columns.append((self.sheet.name, name, self.sheet.letter(position), header, scale, self.form.table))

    def _scale(self, name: str) -> int | None:
        """Đồng per unit of a money column: its header's unit, else that of a row of units below the header, else that of the group
        of columns it stands in, else the one above the table, else the form's own."""
        text, position = self.header.texts[name], self.header.columns[name]
        if self._is_per_month(name):
            return None
        first_row = min([*self.table.indexes[:1], self.header.last + 3])
        below = (row[position] for row in self.sheet.cells[self.header.last + 1 : first_row])
        units = [money.in_header(text)]
        units += [money.above_table(cell) for cell in below if type(cell) is str and cell]
        units += map(money.in_header, self._groups[position])
        units += [self.table.unit_above, money.of_unit(self.form.money_unit) if self.form.money_unit else None]
        return next(filter(None, units), None)

    def _is_per_month(self, name: str) -> bool:
        return any(map(money.is_per_month, (self.header.texts[name], *self._groups[self.header.columns[name]])))

    @cached_property
    def _groups(self) -> list[tuple[str, ...]]:
        """What stands over each column right above the header: names of groups of columns, which may state a unit for all."""
        first = self.header.first
        above = [cell for row in self.sheet.cells[max(first - 2, 0) : first] for cell in row if type(cell) is str and cell]
        if not any(money.in_header(text) or money.is_per_month(text) for text in above):
            return [()] * len(self.sheet.cells[first])
        return [tuple(text for text, _ in parts[:-1]) for parts in stacked(self.sheet, max(first - 2, 0), first)]

    def _fields(self) -> dict[str, list[Any]]:
        read: dict[str, list[Any]] = {}
        sheet = self.sheet
        setting = Setting(self.forms.words, self.request.year, sheet.is_text, sheet.is_1904, lambda: self._grouping, self.day_order)
        for name, spec in self.form.fields.items():
            position = self.header.columns.get(name)
            if position is None:
                read[self.form.column_of(name)] = [None] * len(self.table.indexes)
                continue
            cells = self._cells(position, spec.merged_down)
            say = self._say_in(name)
            if spec.type in _FIGURES and sheet.merged:
                self._take_merged(position, cells, say)
            scale = self._scale(name) if spec.type == "money" else 1
            values = column(spec, cells, scale, setting, say)
            if name == self.form.anchors[0] and spec.type == "text":
                values = running_numbers.without(values)
            if scale is None:
                self._say_no_scale(position, name, cells, values)
            if spec.filled:
                for at, value in enumerate(values):
                    if value is None and is_blank(text_of(cells[at])) and not self._is_troubled(at, position):
                        say("missing_value", at, None)
            read[self.form.column_of(name)] = values
        return read

    def _say_no_scale(self, position: int, name: str, cells: list[Any], values: list[Any]) -> None:
        unread = [at for at, cell in enumerate(cells) if values[at] is None and not is_blank(text_of(cell))]
        if unread:
            rule = "money_per_month" if self._is_per_month(name) else "money_unit_missing"
            first = self.table.indexes[unread[0]]
            self._say(rule, first, position, text_of(cells[unread[0]]), label=self._label(name), field=name, count=len(unread))

    def _is_troubled(self, at: int, position: int) -> bool:
        return (self.sheet.row(self.table.indexes[at]), self.sheet.left + position) in self.sheet.troubles

    def _cells(self, position: int, merged_down: bool) -> list[Any]:
        cells, indexes = self.sheet.cells, self.table.indexes
        found = [cells[index][position] for index in indexes]
        if self.sheet.troubles:
            for index in indexes:
                if trouble := self.sheet.troubles.get((self.sheet.row(index), self.sheet.left + position)):
                    self._say("formula_without_value" if trouble == "formula" else "error_cell", index, position, trouble)
        if merged_down and self.sheet.merged and "" in found:
            above = {
                index: cells[top][left]
                for top, left, bottom, right in self.sheet.merged
                if left <= position <= right
                for index in range(top + 1, bottom + 1)
            }
            found = [above.get(index, cell) if cell == "" else cell for index, cell in zip(indexes, found, strict=True)]
        if merged_down and any(type(cell) is str and is_as_above(cell) for cell in set(found)):
            for at in range(1, len(found)):
                found[at] = found[at - 1] if type(found[at]) is str and is_as_above(found[at]) else found[at]
        return found

    def _take_merged(self, position: int, cells: list[Any], say: Say) -> None:
        """Blank the figures that are merged over several rows: nobody can tell whose they are, or how much is whose."""
        place = {index: at for at, index in enumerate(self.table.indexes)}
        for top, left, bottom, right in self.sheet.merged:
            if left <= position <= right and top in place and not is_blank(text_of(cells[place[top]])):
                rows = sum(index in place for index in range(top, bottom + 1))
                if rows > 1:
                    say("figure_merged", place[top], text_of(cells[place[top]]), count=rows)
                    cells[place[top]] = ""

    def _say_in(self, name: str) -> Say:
        label, indexes, position = self._label(name), self.table.indexes, self.header.columns[name]

        def say(rule: str, at: int, value: Any = None, **detail: Any) -> None:
            self._say(rule, indexes[at], position, value, field=name, label=label, **detail)

        return say

    def _items(self) -> dict[str, list[Any]]:
        cells = {name: self._cells(self.header.columns[name], False) for name in ("value", "previous_value") if name in self.header.columns}
        return item_columns(self.table.items, cells, self.sheet.is_text, lambda: self._grouping, self._say_in)

    @cached_property
    def _grouping(self) -> str | None:
        """How the table's writer groups thousands, from every text of its columns of figures, else from money columns of one habit."""
        columns = self.header.columns
        positions = [columns[name] for name, spec in self.form.fields.items() if spec.type in _FIGURES and name in columns]
        texts = (self.sheet.cells[index][position] for index in self.table.indexes for position in positions)
        found = convention(reading for text in texts if type(text) is str and (reading := numbers.read(text)) is not None)
        if found is not None:
            return found
        money_columns = [name for name, spec in self.form.fields.items() if spec.type == "money" and name in columns]
        habits = {
            column_habit([self.sheet.cells[index][columns[name]] for index in self.table.indexes], self._scale(name))
            for name in money_columns
        } - {None}
        return habits.pop() if len(habits) == 1 else None

    def _say_legacy(self) -> None:
        schemes = Counter(scheme for (row, _), scheme in self.sheet.legacy.items() if row >= self.sheet.row(self.header.first))
        for scheme, count in sorted(schemes.items()):
            self._say("legacy_text", None, None, scheme, count=count)
