"""From rows of facts to a sheet as one office would make it: titles, header, body with groups and subtotals, signature."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from tests.simulator import legacy, spelling
from tests.simulator.cells import cell_value
from tests.simulator.columns import Column, columns_of, put_header
from tests.simulator.documents import Document
from tests.simulator.dressing import put_signature, put_titles
from tests.simulator.forms import SIMULATED, Form
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit
from tests.simulator.places import Places
from tests.simulator.rows import Row

GROUPS = {"HTX": "Hợp tác xã", "QTDND": "Quỹ tín dụng nhân dân", "LHHTX": "Liên hiệp hợp tác xã", "THT": "Tổ hợp tác"}
ITEM_GROUPS = {"I.1": ("I", "HỢP TÁC XÃ"), "II.1": ("II", "LIÊN HIỆP HỢP TÁC XÃ"), "III.1": ("III", "TỔ HỢP TÁC")}
ROMAN = ("I", "II", "III", "IV")
RARE = ("converted_on", "left_on", "converted_from", "commune_code")  # blank is the usual thing: most offices write nothing there
WIDE = {"item": 6, "name": 38, "label": 44, "content": 60, "result": 44, "class_name": 40, "converted_from": 30}


class Sheet:
    """Builds one sheet. `rng` settles the order of columns only."""

    def __init__(self, form: Form, number: int, document: Document, habit: Habit, places: Places, rng: random.Random) -> None:
        name = habit.sheet_name.format(sheet=form.sheet, number=number) if number else form.sheet
        self.grid = Grid(name=name, table=form.table)
        self.form, self.document, self.habit, self.places = form, document, habit, places
        self.left = 1 if habit.blank_column else 0
        self.columns = columns_of(form, habit, document.year, rng)
        self.row = 0
        self._since_header = 0
        self._place = 0  # counts data rows: turns the mixed habits

    def build(self, rows: list[Row]) -> Grid:
        """The whole sheet, in the office's alphabet."""
        self.row = put_titles(self.grid, self.left, self.columns, self.form, self.document, self.habit, self.places)
        self.row = put_header(self.grid, self.row, self.left, self.columns, self.habit)
        if self.habit.number_row:
            for place in range(len(self.columns)):
                self.grid.put(self.row, self.left + place, f"({place + 1})", "head")
            self.row += 1
        if self.habit.blank_rows:
            self.row += 1
        if self.form.table == "total_item":
            self._items(rows)
        else:
            self._body(rows)
        if self.habit.signature:
            put_signature(
                self.grid, self.row + 1, self.left, self._label_place(), len(self.columns), self.places.seat, self.document.written_on
            )
        for place, column in enumerate(self.columns):
            self.grid.widths[self.left + place] = 5 if column.kind == "stt" else WIDE.get(column.field, 14)
        self._in_alphabet()
        return self.grid

    def _items(self, rows: list[Row]) -> None:
        serial = 0
        for row in rows:
            if not self.habit.item_codes:
                if row["item"] in ITEM_GROUPS:
                    roman, words = ITEM_GROUPS[row["item"]]
                    self._group(roman, words)
                    serial = 0
                is_main = row["item"][-1].isdigit() or row["item"] == "I.6x"
                serial += is_main
                row = {**row, "item": str(serial) if is_main else None}
            self._put_row(row)

    def _body(self, rows: list[Row]) -> None:
        habit = self.habit
        if habit.groups and self.form.table == "unit_report":
            for roman, unit_type in zip(ROMAN, GROUPS, strict=True):
                members = [row for row in rows if row["unit_type"] == unit_type]
                if not members:
                    continue
                self._group(roman, GROUPS[unit_type])
                self._rows(members)
                if habit.subtotals:
                    self._total("Cộng", members)
                if habit.blank_rows:
                    self.row += 1
        else:
            self._rows(rows)
        if habit.subtotals and self.form.table in ("unit_report", "training_class") and rows:
            self._total("Tổng cộng", rows)
            if self.form.table == "unit_report":
                self._total("Trong đó: đang hoạt động", [row for row in rows if row["operating_state"] == "Đang hoạt động"])

    def _rows(self, rows: list[Row]) -> None:
        merges = self.habit.merges_commune and self.form.table == "unit_report"
        if merges:
            rows = sorted(rows, key=lambda row: row["commune"].code)
        run_start, run_commune = self.row, None
        for row in rows:
            if self.habit.repeat_header and self._since_header >= self.habit.repeat_header:
                if merges and run_commune is not None:
                    self._merge_commune(run_start, self.row - 1)
                run_commune = None
                self.row = put_header(self.grid, self.row, self.left, self.columns, self.habit)
                self._since_header = 0
            if merges and row["commune"] != run_commune:
                if run_commune is not None:
                    self._merge_commune(run_start, self.row - 1)
                run_start, run_commune = self.row, row["commune"]
            self._put_row(row)
        if merges and run_commune is not None:
            self._merge_commune(run_start, self.row - 1)

    def _merge_commune(self, first: int, last: int) -> None:
        place = self.left + next(number for number, column in enumerate(self.columns) if column.field == "commune")
        for row in range(first + 1, last + 1):
            self.grid.cells.pop((row, place), None)
        self.grid.merge(first, place, last, place)

    def _put_row(self, row: Row) -> None:
        self._place += 1
        self._since_header += 1
        for place, column in enumerate(self.columns):
            value = self._value(column, row)
            look = "date" if column.kind == "date" else "number" if column.kind in ("count", "decimal", "money") else "text"
            self.grid.put(self.row, self.left + place, value, look)
        if row.get("unit"):
            self.grid.row_units[self.row + 1] = row["unit"]
        self.row += 1

    def _value(self, column: Column, row: Row) -> Any:
        if column.kind == "stt":
            return self._place
        if not column.field:
            return SIMULATED if column.heading == "Ghi chú" and (self._place == 1 or self.habit.file == "csv") else None
        if column.field in ("item", "task") and self.habit.codes_are_numbers and (row[column.field] or "").isdigit():
            return int(row[column.field])
        if row[column.field] is None and (column.field == "item" or (column.field in RARE and self.habit.blank != "-")):
            return None  # nobody writes a dash where nothing is expected
        value = row[column.field]
        if column.kind == "district":
            value = self.places.districts[value] if row["has_district"] else None
        return cell_value(column.kind, value, self.habit, self._place + hash_free(column.field), column.money)

    def _label_place(self) -> int:
        wanted = ("name", "label", "class_name")
        return self.left + next((place for place, column in enumerate(self.columns) if column.field in wanted), 0)

    def _group(self, roman: str, words: str) -> None:
        label = self._label_place()
        number = next((self.left + place for place, column in enumerate(self.columns) if column.heading == "STT"), None)
        if number is None:
            self.grid.put(self.row, label, f"{roman}. {words}", "group")
        else:
            self.grid.put(self.row, number, roman, "group")
            self.grid.put(self.row, label, words, "group")
        self.row += 1

    def _total(self, words: str, rows: list[Row]) -> None:
        self.grid.put(self.row, self._label_place(), words, "total")
        for place, column in enumerate(self.columns):
            if column.kind == "count" or column.field in ("revenue", "profit"):
                given = [row[column.field] for row in rows if row[column.field] is not None]
                if given:
                    value = cell_value(
                        column.kind, sum(given) if column.kind == "money" else Decimal(sum(given)), self.habit, 0, column.money
                    )
                    self.grid.put(self.row, self.left + place, value, "total")
        self.row += 1

    def _in_alphabet(self) -> None:
        change = {"nfd": spelling.decomposed, "tcvn3": legacy.tcvn3, "vni": legacy.vni}.get(self.habit.alphabet)
        if change:
            for place, (value, look) in list(self.grid.cells.items()):
                if isinstance(value, str):
                    self.grid.cells[place] = (change(value), look)


def hash_free(text: str) -> int:
    """A small number that depends on the text alone, the same in every process."""
    return sum(map(ord, text))
