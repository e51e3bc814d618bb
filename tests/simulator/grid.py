"""A sheet before it is a file: positioned cells with a look, merged ranges, and which row speaks of which unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Grid:
    """Rows and columns count from 0 here; `row_units` holds Excel's row numbers, from 1."""

    name: str
    table: str
    cells: dict[tuple[int, int], tuple[Any, str]] = field(default_factory=dict)  # -> value, look
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)  # first row, first column, last row, last column
    widths: dict[int, float] = field(default_factory=dict)
    row_units: dict[int, str] = field(default_factory=dict)

    def put(self, row: int, column: int, value: Any, look: str = "text") -> None:
        """Looks: title, note, head, text, number, date, group, total."""
        if value is not None and value != "":
            self.cells[row, column] = (value, look)

    def merge(self, first_row: int, first_column: int, last_row: int, last_column: int) -> None:
        if (first_row, first_column) != (last_row, last_column):
            self.merges.append((first_row, first_column, last_row, last_column))

    @property
    def size(self) -> tuple[int, int]:
        return max(row for row, _ in self.cells) + 1, max(column for _, column in self.cells) + 1
