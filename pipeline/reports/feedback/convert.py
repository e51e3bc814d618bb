"""Files that openpyxl cannot open as the office sent them, turned into a workbook cell for cell: old .xls, CSV, damaged .xlsx."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet
from pipeline.intake.open import open_sheets
from pipeline.reports.feedback.marks import put_text
from pipeline.reports.feedback.xls import copy_look

MOST_CELLS = 1_000_000
"""Of a sender's workbooks, to be marked: openpyxl takes half a gigabyte for so many. A country's register of 50,000 units has 650,000."""
_DATE_FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


@dataclass(frozen=True)
class Opened:
    """One file as a workbook. ``names``: sheet title → name in the file; ``cached``: (title, cell) → a formula's stored result."""

    workbook: Workbook
    is_converted: bool
    names: dict[str, str]
    cached: dict[tuple[str, str], Any]


def empty_workbook() -> Workbook:
    """A workbook without a sheet, unlike a new one."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def convert(path: Path, *, is_old: bool) -> Opened:
    """Every sheet as intake reads it, so that a finding's row and column are the copy's. A CSV has one, named as the file.

    ``is_old``: an .xls, whose look can be copied too. Raises ValueError where it cannot be read, or holds more than can be marked.
    """
    workbook, names = empty_workbook(), {}
    try:
        sheets = open_sheets(path.read_bytes())
    except UnreadableFile as error:
        raise ValueError(f"{path.name}: {error.reason or error.rule}") from error
    if sum(value not in (None, "") for sheet in sheets for row in sheet.cells for value in row) > MOST_CELLS:
        raise ValueError(f"{path.name}: more than {MOST_CELLS} cells")
    for sheet in sheets:
        target = workbook.create_sheet(free_title(workbook, sheet.name or path.stem))
        names[target.title] = sheet.name or path.name
        _fill(target, sheet)
    if is_old:
        copy_look(path, workbook, names)
    if not workbook.worksheets:
        raise ValueError(f"{path.name}: không có trang tính nào")
    return Opened(workbook, True, names, {})


def _fill(sheet: Worksheet, source: Sheet) -> None:
    widths: dict[int, int] = {}
    for row_number, row in enumerate(source.cells, start=source.top):
        for column, value in enumerate(row, start=source.left + 1):
            if value is None or value == "":
                continue
            cell: Any = sheet.cell(row_number, column)
            if isinstance(value, str):
                put_text(cell, value)
                cell.number_format = "@"  # or 0100047516 loses its zero when somebody edits the cell
            else:
                cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
                if type(value) in _DATE_FORMATS:
                    cell.number_format = _DATE_FORMATS[type(value)]
            widths[column] = max(widths.get(column, 0), min(len(str(value)), 40))
    for top, left, bottom, right in source.merged:
        sheet.merge_cells(
            start_row=source.top + top, start_column=source.left + left + 1, end_row=source.top + bottom, end_column=source.left + right + 1
        )
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(width + 2, 8)


def free_title(workbook: Workbook, wanted: str, prefix: str = "") -> str:
    """A sheet name that Excel takes and the workbook does not have yet; ``prefix`` goes in front where ``wanted`` is taken."""
    base = re.sub(r"[\\/*?:\[\]]", " ", wanted).strip("' ")[:31] or "Trang"
    taken = {title.casefold() for title in workbook.sheetnames}
    if base.casefold() in taken and prefix:
        base = f"{prefix} {base}"[:31]
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[: 31 - len(f' ({number})')]} ({number})"
    return title
