"""Any workbook or text table as sheets of positioned cells that keep their types. One place for what a sheet is.

Workbooks are opened in ``workbook``, CSV in ``text_table``. Not here: what the cells mean (``table``, ``values``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.intake.text import tidy

Range = tuple[int, int, int, int]  # first row, first column, last row, last column, inside the block


@dataclass
class Sheet:
    """A rectangle of cells. ``cells[0][0]`` stands at Excel row ``top`` (1-based) and column ``left`` (0 = A); a blank is ``""``.

    ``is_text``: every cell is text because the file has no types; ``is_unseen``: nobody can tell what is hidden. ``hidden_rows``: Excel
    row numbers. By Excel row and column: ``troubles``, ``formula`` (no stored value) or the error's text (``#N/A``); ``legacy``, cells
    whose text was converted; ``struck``, with a line through them or a part of them; ``scaled``, numbers that are shown as so many times
    less, as powers of ten; ``days``, dates that are shown without their year or day, as shown; ``recalculated``, what a formula gives
    whose stored value is another.
    """

    name: str | None
    cells: list[list[Any]]
    top: int = 1
    left: int = 0
    merged: list[Range] = field(default_factory=list)
    is_text: bool = False
    is_hidden: bool = False
    is_1904: bool = False
    is_unseen: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    troubles: dict[tuple[int, int], str] = field(default_factory=dict)
    legacy: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: set[tuple[int, int]] = field(default_factory=set)
    scaled: dict[tuple[int, int], int] = field(default_factory=dict)
    days: dict[tuple[int, int], str] = field(default_factory=dict)
    recalculated: dict[tuple[int, int], float] = field(default_factory=dict)

    def is_struck(self, index: int, column: int) -> bool:
        """Whether a line goes through a cell of the block."""
        return bool(self.struck) and (self.row(index), self.left + column) in self.struck

    def place(self, index: int, column: int) -> tuple[int, int]:
        """Excel's row number and the sheet's column of a cell of the block."""
        return self.top + index, self.left + column

    def at(self, place: tuple[int, int]) -> Any:
        """What stands at a place of the sheet; a blank outside the block."""
        index, column = place[0] - self.top, place[1] - self.left
        return self.cells[index][column] if 0 <= index < len(self.cells) and 0 <= column < len(self.cells[index]) else ""

    def row(self, index: int) -> int:
        """Excel's number of a row of the block."""
        return self.top + index

    def letter(self, index: int) -> str:
        """Excel's letter of a column of the block."""
        return letter(self.left + index)

    def range(self, columns: Sequence[int], rows: Sequence[int]) -> str:
        """Excel's name of the rectangle from the first to the last of these columns and rows of the block."""
        first, last = f"{self.letter(columns[0])}{self.row(rows[0])}", f"{self.letter(columns[-1])}{self.row(rows[-1])}"
        return first if first == last else f"{first}:{last}"


def clipped(ranges: Iterable[Range], height: int, width: int) -> list[Range]:
    """Merged ranges that begin inside a block, cut off at its edges; as many as can stand there without overlapping."""
    found: list[Range] = []
    room = height * width
    for top, left, bottom, right in ranges:
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        if 0 <= top <= bottom and 0 <= left <= right:
            room -= (bottom - top + 1) * (right - left + 1)
            if room < 0:
                break
            found.append((top, left, bottom, right))
    return found


def column_number(place: str) -> int:
    """A → 0, z → 25, AA17 → 26: the column of a place, whose row may follow."""
    number = 0
    for character in place.rstrip("0123456789").upper():
        number = number * 26 + ord(character) - 64
    return number - 1


def letter(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    text = ""
    while column >= 0:
        text = chr(65 + column % 26) + text
        column = column // 26 - 1
    return text


def text_of(cell: Any) -> str:
    """A cell as a person reads it."""
    return tidy(cell) if type(cell) is str else f"{cell:.15g}" if isinstance(cell, float) else str(cell)
