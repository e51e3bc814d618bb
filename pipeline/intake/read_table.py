"""One located table → typed columns in ``Parsed``, with every finding at its cell.

Not here: where tables stand (``locate``), which cells are a column's (``column_cells``), how they are read (``values``, ``figures``,
``read_items``).
"""

from collections import Counter
from collections.abc import Callable
from functools import cached_property
from typing import Any

from pipeline.intake import money, numbers, running_numbers
from pipeline.intake.codes import is_branch
from pipeline.intake.column_cells import as_shown, column_cells, seen_cells
from pipeline.intake.column_setting import Setting
from pipeline.intake.figures import FIGURES, Report, column_habit
from pipeline.intake.forms import Forms
from pipeline.intake.gaps import report_missing, report_no_scale, report_unfilled
from pipeline.intake.header_report import label_of, report_header
from pipeline.intake.locate import Located
from pipeline.intake.money_scale import MoneyScale
from pipeline.intake.names import names
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.read_items import item_columns
from pipeline.intake.readings import convention
from pipeline.intake.remarks import contradicted
from pipeline.intake.text import words
from pipeline.intake.values import column, texts_of

_WHOLE_LISTS = {"registry_unit", "alliance_member", "unit_report", "rating_report"}  # without rows they were not filled in


def read_table(parsed: Parsed, table: Located, request: Request, forms: Forms, day_order: Callable[[], str | None] = lambda: None) -> None:
    """Type a table's cells and add rows, columns and findings to ``parsed``. ``day_order``: as in ``values.Setting``."""
    _TableReader(parsed, table, request, forms, day_order).read()


class _TableReader:
    def __init__(self, parsed: Parsed, table: Located, request: Request, forms: Forms, day_order: Callable[[], str | None]) -> None:
        self.parsed, self.table, self.request, self.forms, self.day_order = parsed, table, request, forms, day_order
        self.sheet, self.header, self.form, self.scale = table.sheet, table.header, table.form, MoneyScale(table)

    def read(self) -> None:
        if beside := self._rows_taken():
            self._report("table_beside", self.header.last, min(self.header.columns.values()), self.form.title, count=beside)
            return
        for rule, index, position, value, detail in self.table.notes:
            self._report(rule, index, position, value, **detail)
        for index, unit in self.table.units_inside.items():
            if unit != self.table.unit_above:
                self._report("unit_line_inside", index, None, money.named(unit))
        indexes = self.table.indexes
        read = self._items() if self.form.items else self._fields()
        report_header(self.parsed, self.table, self.request, self.scale, set(read.get("unit_type", ())), self._report)
        report_unfilled(self.table, read, self._report_over)
        anchor = self.form.anchors[0]
        for other in contradicted(self.table, read, self.forms):
            self._report(
                "state_behind_name", indexes[other.at], self.header.columns[anchor], other.remark, said=other.said, written=other.written
            )
        branches = {at for at, code in enumerate(read.get("registration_code", ())) if is_branch(code)}
        for at in sorted(branches):
            self._report("branch_row", indexes[at], self.header.columns["registration_code"], read["registration_code"][at])
        kept = [position for position, value in enumerate(read[anchor]) if value is not None and position not in branches]
        if len(kept) < len(indexes):  # a row without a name was said; nobody could tell whose figures they are
            indexes = [indexes[position] for position in kept]
            read = {name: [values[position] for position in kept] for name, values in read.items()}
        is_filled = bool(indexes) or self.form.table not in _WHOLE_LISTS or self._has_nothing_to_list()
        self._add(indexes, read, is_filled)
        if not indexes:
            self._report("table_empty" if is_filled else "list_empty", None, None, self.form.title)
        if self.sheet.legacy:
            self._report_legacy()

    def _rows_taken(self) -> int:
        """How many rows it has, where some are another unit's of the same form: a row is one thing, save of biểu 1, where items tell."""
        there = self.parsed.tables.get(self.form.table, {})
        taken = set(zip(there.get("sheet", ()), there.get("row", ()), strict=True))
        rows = {(self.sheet.name, self.sheet.row(index)) for index in self.table.indexes}
        return 0 if self.form.items or rows.isdisjoint(taken) else len(rows)

    def _has_nothing_to_list(self) -> bool:
        """Whether the totals of the same file count nothing but zeros: a district without cooperatives lists none."""
        totals = [value for value in self.parsed.tables.get("total_item", {}).get("value", ()) if value is not None]
        return self.form.table == "unit_report" and bool(totals) and not any(totals)

    def _add(self, indexes: list[int], read: dict[str, list[Any]], is_filled: bool) -> None:
        into = self.parsed.tables.setdefault(self.form.table, {})
        into.setdefault("sheet", []).extend([self.sheet.name] * len(indexes))
        into.setdefault("row", []).extend(map(self.sheet.row, indexes))
        for name, values in read.items():
            into.setdefault(name, []).extend(values)
        if is_filled:  # what nobody filled in is not there
            self.parsed.sheets.append((self.sheet.name, self.form.table, self.sheet.row(self.header.last), len(indexes), self.table.year))

    def _report(self, rule: str, index: int | None, position: int | None, value: Any = None, **detail: Any) -> None:
        row = None if index is None else self.sheet.row(index)
        letter = None if position is None else self.sheet.letter(position)
        self.parsed.add_finding(rule, self.sheet.name, row, letter, value, title=self.form.title, **detail)

    def _label(self, name: str) -> str:
        return label_of(self.form, name, self.request.year)

    def _fields(self) -> dict[str, list[Any]]:
        read: dict[str, list[Any]] = {}
        asked, sheet, words_of = self.request, self.sheet, self.forms.words
        flags = sheet.is_text, sheet.is_1904
        setting = Setting(words_of, asked.year, *flags, lambda: self._grouping, self.day_order, asked.window)
        for name, spec in self.form.fields.items():
            position = self.header.columns.get(name)
            if position is None or name in self.table.grouped:
                read[self.form.column_of(name)] = list(self.table.grouped.get(name) or [None] * len(self.table.indexes))
                continue
            report = self._report_in(name)
            spans = self.scale.spans(name) if spec.type == "money" else [(0, len(self.table.indexes), 1)]
            cells = seen_cells(self.table, name, spans, self._report, report)
            if name == self.form.anchors[0] and self.form.lists_units:
                values = names(texts_of(cells, report), self.forms.words, "dia chi" in " ".join(words(self.header.texts[name])))
            else:
                values = [
                    value for first, last, scale in spans for value in column(spec, cells[first:last], scale, setting, _from(first, report))
                ]
            if name == self.form.anchors[0] and spec.type == "text":
                values = running_numbers.without(values)
            if None in {scale for _, _, scale in spans}:
                report_no_scale(self.table, self.scale, name, cells, values, report)
            if spec.filled and None in values:
                report_missing(self.table, name, cells, values, report)
            read[self.form.column_of(name)] = values
        return read

    def _report_over(self, name: str) -> Callable[[str], None]:
        """Findings at a field's header."""
        return lambda rule: self._report(rule, self.header.last, self.header.columns[name], None, field=name, label=self._label(name))

    def _report_in(self, name: str) -> Report:
        indexes, position = self.table.indexes, self.header.columns[name]

        def report(rule: str, at: int, value: Any = None, **detail: Any) -> None:
            self._report(rule, indexes[at], position, value, field=name, label=self._label(name), **detail)

        return report

    def _items(self) -> dict[str, list[Any]]:
        columns = {name: self.header.columns[name] for name in ("value", "previous_value") if name in self.header.columns}
        cells = {name: column_cells(self.table, position, False, self._report) for name, position in columns.items()}
        if self.sheet.scaled:
            scales = [item.scale for item in self.table.items]
            cells = {name: as_shown(self.table, columns[name], read, scales, self._report_in(name)) for name, read in cells.items()}
        letters = {name: self.sheet.letter(position) for name, position in columns.items()}
        return item_columns(self.table.items, cells, letters, self.sheet.is_text, lambda: self._grouping, self._report_in)

    @cached_property
    def _grouping(self) -> str | None:
        """How the table's writer groups thousands, from every text of its columns of figures, else from money columns of one habit."""
        columns = self.header.columns
        positions = [columns[name] for name, spec in self.form.fields.items() if spec.type in FIGURES and name in columns]
        texts = (self.sheet.cells[index][position] for index in self.table.indexes for position in positions)
        found = convention(reading for text in texts if type(text) is str and (reading := numbers.read(text)) is not None)
        if found is not None:
            return found
        money_columns = [name for name, spec in self.form.fields.items() if spec.type == "money" and name in columns]
        habits = {
            column_habit([self.sheet.cells[index][columns[name]] for index in self.table.indexes], self.scale.of(name))
            for name in money_columns
        } - {None}
        return habits.pop() if len(habits) == 1 else None

    def _report_legacy(self) -> None:
        schemes = Counter(scheme for (row, _), scheme in self.sheet.legacy.items() if row >= self.sheet.row(self.header.first))
        for scheme, count in sorted(schemes.items()):
            self._report("legacy_text", None, None, scheme, count=count)


def _from(first: int, report: Report) -> Report:
    """A report of cells that begin at a later one."""
    return report if first == 0 else lambda rule, at, *value, **detail: report(rule, first + at, *value, **detail)
