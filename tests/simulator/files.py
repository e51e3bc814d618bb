"""Sheets to files: .xlsx, old .xls, and text files in the encodings that offices still use. The same sheets give the same bytes."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from tests.simulator import legacy
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit

FONTS = {"tcvn3": (".VnTime", ".VnTimeH"), "vni": ("VNI-Times", "VNI-Times")}
BOLD = ("title", "head", "group", "total")


def write_file(path: Path, grids: list[Grid], habit: Habit, made_on: date) -> None:
    """Write the sheets in the habit's kind of file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    {"xlsx": _write_xlsx, "xls": _write_xls, "csv": _write_csv}[habit.file](path, grids, habit, made_on)


def _font(habit: Habit, look: str) -> str:
    plain, capitals = FONTS.get(habit.alphabet, ("Times New Roman", "Times New Roman"))
    return capitals if look == "title" else plain


def _write_xlsx(path: Path, grids: list[Grid], habit: Habit, made_on: date) -> None:
    book = xlsxwriter.Workbook(str(path))
    book.set_properties({"created": datetime(made_on.year, made_on.month, made_on.day), "comments": "Dữ liệu mô phỏng"})  # noqa: DTZ001
    looks = _looks(book, habit)
    for grid in grids:
        _write_sheet(book.add_worksheet(grid.name), grid, looks)
    book.close()


def _looks(book: xlsxwriter.Workbook, habit: Habit) -> dict[str, Any]:
    looks = {}
    for look in ("title", "note", "head", "text", "number", "date", "group", "total"):
        shape: dict[str, Any] = {"font_name": _font(habit, look), "font_size": 11, "bold": look in BOLD}
        if look not in ("title", "note"):
            shape |= {"border": 1, "valign": "vcenter"}
        if look == "head":
            shape |= {"text_wrap": True, "align": "center"}
        if look == "date":
            shape |= {"num_format": "dd/mm/yyyy"}
        looks[look] = book.add_format(shape)
    return looks


def _write_sheet(sheet: Any, grid: Grid, looks: dict[str, Any]) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    for column, width in grid.widths.items():
        sheet.set_column(column, column, width)
    for first_row, first_column, last_row, last_column in grid.merges:
        value, look = grid.cells[first_row, first_column]
        sheet.merge_range(first_row, first_column, last_row, last_column, value, looks[look])
    for (row, column), (value, look) in sorted(grid.cells.items(), key=lambda cell: cell[0]):
        if isinstance(value, str):
            sheet.write_string(row, column, value, looks[look])
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks["date"])  # noqa: DTZ001
        else:
            sheet.write_number(row, column, value, looks[look])


def _write_xls(path: Path, grids: list[Grid], habit: Habit, made_on: date) -> None:
    import xlwt  # only the simulated province needs to write this format

    book = xlwt.Workbook(encoding="utf-8")
    looks = {}
    for look in ("title", "note", "head", "text", "number", "date", "group", "total"):
        style = f"font: name {_font(habit, look)}, height 220, bold {'on' if look in BOLD else 'off'}"
        if look not in ("title", "note"):
            style += "; borders: left thin, right thin, top thin, bottom thin"
        looks[look] = xlwt.easyxf(
            style + ("; align: wrap on, horiz center" if look == "head" else ""), num_format_str="DD/MM/YYYY" if look == "date" else None
        )
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        sheet.portrait, sheet.fit_num_pages = False, 1
        merged = {(first_row, first_column): (last_row, last_column) for first_row, first_column, last_row, last_column in grid.merges}
        for column, width in grid.widths.items():
            sheet.col(column).width = int(width * 256)
        for (row, column), (value, look) in sorted(grid.cells.items(), key=lambda cell: cell[0]):
            style = looks["date"] if isinstance(value, date) else looks[look]
            if (row, column) in merged:
                last_row, last_column = merged[row, column]
                sheet.write_merge(row, last_row, column, last_column, value, style)
            else:
                sheet.write(row, column, value, style)
    book.save(str(path))


def _write_csv(path: Path, grids: list[Grid], habit: Habit, made_on: date) -> None:
    grid = grids[0]
    rows, columns = grid.size
    text = io.StringIO()
    writer = csv.writer(text, delimiter=habit.delimiter, lineterminator="\r\n")
    for row in range(rows):
        cells = [grid.cells.get((row, column), ("", ""))[0] for column in range(columns)]
        writer.writerow(cells if any(cell != "" for cell in cells) else [])
    written = text.getvalue()
    if habit.encoding in ("tcvn3", "vni"):
        change = legacy.tcvn3 if habit.encoding == "tcvn3" else legacy.vni
        path.write_bytes(change(written).encode("latin-1"))
    else:
        path.write_bytes(written.encode(habit.encoding))
