"""A province's workbooks as offices have them open: a wrong value typed over what the paper says, the file registered anew."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.bench.errors.draft import clean_profile
from tests.simulator import simulate, write_raw

YEAR = 2019
Key = tuple[str, str]
"""Sender and form."""


@dataclass
class Slip:
    """One mistake as it was typed. ``cell``: where; a row or column alone, or blank, where it is no single cell.

    ``typed``: as the office reads it in its sheet; ``right``: cell → what its paper says. ``named``: what the message must name where it is
    about no cell; ``told``: what in the message is the right value, as a pattern, where it says it, and ``near``: by how much of itself it
    may be off; ``again``: how rows, sheets and columns are put right.
    """

    sender: str
    sheet: str
    cell: str
    typed: str
    right: dict[str, Any]
    form: str = "agency_report"
    named: str = ""
    told: str = ""
    near: float = 0.01
    again: Callable[[Workbook], None] | None = None


@dataclass
class Table:
    """One sheet's list: its rows by number, its columns by heading."""

    sheet: Worksheet
    head: int
    letters: dict[str, str]

    @classmethod
    def of(cls, sheet: Worksheet, first: str) -> Table:
        head = next(row for row in range(1, 12) if any(cell.value == first for cell in sheet[row]))
        return cls(sheet, head, {str(cell.value): cell.column_letter for cell in sheet[head] if cell.value})

    def at(self, row: int, heading: str) -> Any:
        return self.sheet[f"{self.letters[heading]}{row}"]

    def rows(self) -> list[int]:
        first = next(iter(self.letters.values()))
        return [row for row in range(self.head + 1, self.sheet.max_row + 1) if self.sheet[f"{first}{row}"].value]


@dataclass
class Desk:
    """``raw``: where the province lies; ``taken``: rows that a mistake already has, so that no two meet."""

    raw: Path
    books: dict[Key, Workbook] = field(default_factory=dict)
    taken: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def laid_out(cls, raw: Path, htx: int = 110) -> Desk:
        write_raw(simulate(clean_profile(htx), seed=11), raw, "plain")
        return cls(raw)

    def path(self, key: Key, year: int = YEAR) -> Path:
        return self.raw / str(year) / key[0] / f"{key[1]}_{key[0]}_{year}.xlsx"

    def book(self, key: Key) -> Workbook:
        if key not in self.books:
            self.books[key] = openpyxl.load_workbook(self.path(key))
        return self.books[key]

    def units(self, sender: str) -> Table:
        return Table.of(self.book((sender, "agency_report"))["Biểu 2"], "Tên đơn vị")

    def unit(self, sender: str, fits: Callable[[Callable[[str], Any]], object] = lambda of: True) -> tuple[Table, int]:
        """A cooperative that works, was there the year before, and that no other mistake has."""
        table = self.units(sender)
        for row in table.rows():
            name = table.at(row, "Tên đơn vị").value

            def of(heading: str, row: int = row) -> Any:
                return table.at(row, heading).value

            if (sender, name) in self.taken or of("Loại hình") != "HTX" or of("Tình trạng") != "Đang hoạt động":
                continue
            if of("Ngày thành lập").year < YEAR - 1 and of("Doanh thu") and fits(of):
                self.taken.add((sender, name))
                return table, row
        raise LookupError(sender)

    def typed(
        self, sender: str, heading: str, change: Callable[[Any], Any], fits: Any = lambda of: True, told: str = "", near: float = 0.01
    ) -> Slip:
        """Another value in a unit's cell of biểu 2."""
        table, row = self.unit(sender, lambda of: of(heading) is not None and fits(of))
        cell = table.at(row, heading)
        right, cell.value = cell.value, change(cell.value)
        return Slip(sender, "Biểu 2", cell.coordinate, shown(cell.value), {cell.coordinate: right}, told=told, near=near)

    def save(self) -> None:
        """Every workbook that was opened, and the register without their hashes: each is the file as it came."""
        for key, book in self.books.items():
            book.save(self.path(key))
        register = self.raw / "incoming.csv"
        with register.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        changed = {self.path(key).relative_to(self.raw).as_posix() for key in self.books}
        with register.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(row | ({"sha256": ""} if row["path"] in changed else {}) for row in rows)


def shown(value: Any) -> str:
    """As a Vietnamese spreadsheet shows it."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        whole, _, part = f"{value:,.6f}".rstrip("0").rstrip(".").partition(".")
        return whole.replace(",", ".") + ("," + part if part else "")
    return str(value)
