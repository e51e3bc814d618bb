"""The balance of a sheet that was read: each cell with content is a field's value, structure, or said.

Whatever the reader's steps made of a row or a column, this looks at what they left: a column beside the fields, a row that is no data,
what stands outside the tables. Texts may be structure (title, group, note, signature); a figure only as a running number, a column
number, a year or a date, or a total that adds up. All else is a finding that names the range.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.locate import Located
from pipeline.intake.parsed import Parsed
from pipeline.intake.row_classifier import RowLooks
from pipeline.intake.settle import figure
from pipeline.intake.sums import Sums
from pipeline.intake.text import key

_DIGIT = re.compile(r"\d")
_YEARS = range(1900, 2101)
_FIRST_NUMBERS = 3  # so many in a row, each one more than the last, number the rows


def close(parsed: Parsed, sheet: Sheet, tables: list[Located], forms: Forms) -> None:
    """Adds to ``parsed`` what the tables of a sheet leave open."""
    for table in tables:
        _Balance(parsed, table, [other for other in tables if other is not table], forms).close()
    inside = {index for table in tables for index in range(table.header.first, table.end)}
    _report_outside(parsed, sheet, (index for index in range(len(sheet.cells)) if index not in inside), tables[0].form.title)


class _Balance:
    def __init__(self, parsed: Parsed, table: Located, others: list[Located], forms: Forms) -> None:
        self.parsed, self.table, self.sheet, self.header = parsed, table, table.sheet, table.header
        self.looks = table.looks or RowLooks(table.sheet, table.header, forms)
        self.beside = [other for other in others if other.header.first < table.end and table.header.first < other.end]

    def close(self) -> None:
        said = {column for columns in self.table.unclear.values() for column in columns}
        unread = [
            column for column in range(len(self.sheet.cells[0])) if column not in self.header.held | said and not self._is_beside(column)
        ]
        self.unheld = said | {column for column in unread if any(self._cells(column))}
        for column in sorted(self.unheld - said):
            self._report_column(column)
        data = {*self.table.indexes, *self.table.others, *(note[1] for note in self.table.notes)}
        left_rows = [index for index in range(self.header.last + 1, self.table.end) if index not in data]
        sums = Sums(self.parsed, self.table, left_rows, self.looks)
        for index in left_rows:
            self._check_row(index, sums)

    def _is_beside(self, column: int) -> bool:
        return any(other.header.left <= column <= other.header.right for other in self.beside)

    def _cells(self, column: int) -> list[Any]:
        return [cell for cell in self.table.columns[column] if cell != ""] if self.table.indexes else []

    def _report_column(self, column: int) -> None:
        filled = [index for index in self.table.indexes if self.sheet.cells[index][column] != ""]
        cells = self._cells(column)
        figures = sum(map(is_figure, cells))
        head = text_of(self.header.heads.get(column, ""))
        place = {"range": self.sheet.range([column], filled), "label": head, "count": len(filled)}
        if (not head and _are_running(cells)) or (not figures and self._is_note(head)):
            return
        if self.sheet.left + column in self.sheet.hidden_columns:
            self._report("hidden_column", column, head or text_of(cells[0]), **place)
        elif head or not figures:
            self._report("column_not_read", column, head or text_of(cells[0]), **place)
        else:
            fields = self.table.form.fields
            missing = [spec.label for name, spec in fields.items() if name not in self.header.columns and not spec.minor]
            rule = "figures_of_missing_column" if missing else "figures_without_head"
            self._report(rule, column, text_of(cells[0]), missing=", ".join(missing), **place)

    def _is_note(self, head: str) -> bool:
        """Whether a column is for remarks, or one that the form's blank workbook prints."""
        return self.looks.is_note(head) or head in {column.label for column in self.table.form.printed.values()}

    def _report(self, rule: str, column: int, value: str, **detail: Any) -> None:
        row, letter = self.sheet.row(self.header.last), self.sheet.letter(column)
        self.parsed.add_finding(rule, self.sheet.name, row, letter, value, title=self.table.form.title, **detail)

    def _check_row(self, index: int, sums: Sums) -> None:
        row = self.sheet.cells[index]
        if (
            not any(cell != "" and is_figure(cell) for cell in row)
            or self.looks.is_column_numbers(row)
            or self.looks.is_repeated_header(row)
        ):
            return
        ordinal = self.header.columns.get(ORDINAL, -1)
        columns = [column for column in range(len(row)) if column != ordinal and not self._is_beside(column) and is_figure(row[column])]
        spoken_of = sums.spoken_of(index)
        open_columns = [column for column in columns if column not in self.unheld and not sums.adds_up(index, column, spoken_of)]
        if open_columns:
            is_total = self.looks.is_subtotal(row) or self.looks.is_group(row, index)
            label, place = self.looks.label(row), self.sheet.range(open_columns, [index])
            rule = "total_differs" if is_total else "cells_not_read"
            self.parsed.add_finding(
                rule, self.sheet.name, self.sheet.row(index), None, label, title=self.table.form.title, range=place, count=len(open_columns)
            )


def _report_outside(parsed: Parsed, sheet: Sheet, rows: Iterable[int], title: str) -> None:
    """Figures above, between and below the tables of a sheet."""
    places = [(index, column) for index in rows for column in _loose(sheet.cells[index])]
    if places:
        indexes, columns = sorted({index for index, _ in places}), sorted({column for _, column in places})
        first = text_of(sheet.cells[places[0][0]][places[0][1]])
        place = sheet.range(columns, indexes)
        parsed.add_finding("cells_not_read", sheet.name, sheet.row(indexes[0]), None, first, title=title, range=place, count=len(places))


def report_unread(parsed: Parsed, sheet: Sheet, tables: list[Located], forms: Forms) -> None:
    """The figures of a further sheet that is no table of the file's forms: a sheet with heads of its own is named, units that stand in
    no table and figures without heads are cells that were not read."""
    places = [(index, column) for index in range(len(sheet.cells)) for column in _loose(sheet.cells[index])]
    if not places or key(sheet.name or "") in map(key, forms.words.own_sheets):
        return
    known = {key(name) for table in tables for name in table.names()}
    texts = ((index, cell) for index in {index for index, _ in places} for cell in sheet.cells[index] if type(cell) is str)
    lost = {index: cell for index, cell in texts if forms.words.names_unit(cell) and key(cell) not in known}
    is_headed = any(sum(type(cell) is str and cell != "" for cell in row) > 1 for row in sheet.cells[: places[0][0]])
    rows, columns = sorted(lost or {index for index, _ in places}), sorted({column for _, column in places})
    rule = "cells_not_read" if lost or not is_headed else "sheet_not_read"
    first = lost[rows[0]] if lost else text_of(sheet.cells[places[0][0]][places[0][1]])
    count = sum(index in rows for index, _ in places)
    parsed.add_finding(rule, sheet.name, sheet.row(rows[0]), None, first, title=sheet.name, range=sheet.range(columns, rows), count=count)


def _loose(row: list[Any]) -> Iterator[int]:
    filled = [(column, cell) for column, cell in enumerate(row) if cell != ""]
    for column in [column for column, cell in filled if len(filled) > 1 and is_figure(cell)]:
        is_year = isinstance(row[column], dt.date) or figure(row[column]) in _YEARS
        if not is_year:  # alone in its row it is a page's number
            yield column


def is_figure(cell: Any) -> bool:
    """Whether a cell holds a number or a day."""
    if type(cell) is str:
        return _DIGIT.search(cell) is not None and numbers.read(cell) is not None
    return not isinstance(cell, bool)


def _are_running(cells: list[Any]) -> bool:
    """Whether cells number the rows: each is one more than the last, or begins anew."""
    values = [figure(cell) for cell in cells]
    steps = [after is not None and before is not None and after in (before + 1, 1) for before, after in pairwise(values)]
    return len(values) >= _FIRST_NUMBERS and values[0] == 1 and all(steps)
