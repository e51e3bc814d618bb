"""A clerk with nothing but the feedback workbook: its lines read, and each mistake mended by what its line says."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl.workbook import Workbook

from tests.e2e.clerk.desk import Slip

FRONT = "Phản hồi"
ESTIMATED = 0.05
"""From here on what a message tells is no figure to copy: the paper's is written."""


@dataclass(frozen=True)
class Line:
    """One row of the list of the first sheet, as its columns are headed."""

    order: int
    severity: str
    sheet: str
    cell: str
    typed: str
    what: str
    remedy: str


def lines_of(book: Workbook) -> list[Line]:
    rows = [[("" if cell is None else str(cell)) for cell in row[:7]] for row in book[FRONT].iter_rows(values_only=True)]
    head = next((number for number, row in enumerate(rows) if row[0] == "Thứ tự"), len(rows))
    return [Line(int(float(row[0])), *row[1:]) for row in rows[head + 1 :] if row[0]]


def about(slip: Slip, lines: list[Line]) -> list[Line]:
    """The lines that lead to a mistake: to its cell, or by its name where it has none."""
    if slip.cell:
        return [line for line in lines if (line.sheet, line.cell) == (slip.sheet, slip.cell)]
    return [line for line in lines if slip.named in line.what and not re.fullmatch(r"[A-Z]+\d+", line.cell)]


def told(slip: Slip, line: Line) -> Any:
    """The right value out of the message, as one would type it; None where it does not say it."""
    found = re.search(slip.told, line.what) if slip.told else None
    if found is None:
        return None
    text = found[1].rstrip(".,")
    if re.fullmatch(r"\d\d/\d\d/\d{4}", text):
        return datetime.strptime(text, "%d/%m/%Y")  # noqa: DTZ007
    if re.fullmatch(r"\d{10}|\D+", text):
        return text
    return float(text.replace(".", "").replace(",", "."))


def mend(book: Workbook, slips: list[Slip], lines: list[Line]) -> None:
    """Each mistake of one office, at the place that its line names: the value that the line tells, else the paper's."""
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    for slip in slips:
        line = about(slip, lines)[0]
        if slip.told and slip.near < ESTIMATED:
            values[line.sheet][line.cell] = told(slip, line)
        elif slip.cell and not slip.again:
            values[line.sheet] |= slip.right
    for slip in reversed(slips):
        if slip.again:
            slip.again(book)
            values[slip.sheet] |= slip.right
    for sheet, cells in values.items():
        for cell, value in cells.items():
            book[sheet][cell].value = value
