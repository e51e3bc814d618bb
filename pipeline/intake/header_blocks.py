"""Which rows together may be a header: blocks of a few rows, none with a line that states a unit, none cut by a merged cell.

Not here: what stands over each column of a block (``stacks``), which block it is (``header``).
"""

from typing import Any

from pipeline.intake.grid import Sheet
from pipeline.intake.money import above_table, is_unit_line
from pipeline.intake.stacks import header_text

MAX_HEADER_ROWS = 4


def blocks(sheet: Sheet, row: int, start: int) -> list[tuple[int, int]]:
    """The first and last rows of each, from ``start`` on, that ends at a row or below it; where all hold a line of units, all the same."""
    found = [
        (first, first + length - 1)
        for length in range(1, MAX_HEADER_ROWS + 1)
        for first in range(max(start, row - MAX_HEADER_ROWS + 1), row + MAX_HEADER_ROWS)
        if row <= first + length - 1 < len(sheet.cells)
    ]
    lines = {index for first, last in found for index in range(first, last + 1) if _states_a_unit(sheet.cells[index])}
    return [(first, last) for first, last in found if lines.isdisjoint(range(first, last + 1))] or found


def _states_a_unit(row: list[Any]) -> bool:
    texts = [cell for cell in row if type(cell) is str and cell.strip()]
    return len(texts) == 1 and is_unit_line(texts[0]) and bool(above_table(texts[0]))


def is_cut(sheet: Sheet, first: int) -> bool:
    """Whether a merged cell reaches into a block from above: a head that stands over others may begin there too."""
    return any(top < first <= bottom and header_text(sheet.cells[top][left]) for top, left, bottom, _ in sheet.merged)
