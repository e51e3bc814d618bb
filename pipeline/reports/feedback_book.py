"""A sender's files as one openpyxl workbook that can be marked: its own workbook as it is, old .xls and CSV cell for cell.

Opening, converting, joining and cleaning workbooks belongs here; what is wrong in them does not.
"""

from __future__ import annotations

import copy
import csv
import io
import re
import unicodedata
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from pipeline.reports.feedback_marks import FILLS, put_text, without_our_note
from pipeline.reports.feedback_sheet import is_feedback
from pipeline.reports.feedback_xls import copy_look

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_DATE_FORMATS = {date: "dd/mm/yyyy", datetime: "dd/mm/yyyy hh:mm", time: "hh:mm", timedelta: "[h]:mm"}


@dataclass
class Book:
    """``sheets`` finds a sheet by (path, its name in that file); ``cached``: the stored results of formula cells."""

    workbook: Workbook
    sheets: dict[tuple[str, str], Worksheet] = field(default_factory=dict)
    converted: list[str] = field(default_factory=list)
    cached: dict[tuple[str, str], Any] = field(default_factory=dict)

    @classmethod
    def empty(cls) -> Book:
        """No file: a workbook without a sheet."""
        workbook = Workbook()
        workbook.remove(workbook.active)
        return cls(workbook)

    def find(self, path: str | None, sheet: str | None) -> Worksheet | None:
        """The sheet of a finding. A CSV has one sheet, which findings do not name. Names are compared as people read them."""
        mine = {name: worksheet for (of, name), worksheet in self.sheets.items() if of == path}
        if sheet is None:
            return next(iter(mine.values())) if len(mine) == 1 and path in self.converted else None
        by_reading = {_as_read(name): worksheet for name, worksheet in mine.items()}
        return mine.get(sheet) or by_reading.get(_as_read(sheet))


def open_book(raw: Path, paths: Mapping[str, str]) -> Book:
    """The files of one sender in one workbook; the first .xlsx keeps everything, the others' sheets are added behind it.

    ``paths``: file → the prefix that its sheets get where their names are taken.
    Raises OSError where a file is not there, ValueError where nothing can open it.
    """
    books = sorted(((path, _open(raw / path)) for path in paths), key=lambda item: item[1].is_converted)
    first_path, first = books[0]
    book = Book(first.workbook, converted=[path for path, opened in books if opened.is_converted])
    for worksheet in first.workbook.worksheets:
        book.sheets[first_path, first.names[worksheet.title]] = worksheet
    book.cached = {(first.workbook[title].title, cell): value for (title, cell), value in first.cached.items()}
    for path, opened in books[1:]:
        for worksheet in opened.workbook.worksheets:
            title = _free_title(book.workbook, worksheet.title, paths[path])
            added = book.workbook.create_sheet(title)
            _copy_sheet(worksheet, added, opened.cached)
            book.sheets[path, opened.names[worksheet.title]] = added
    return book


@dataclass(frozen=True)
class _Opened:
    workbook: Workbook
    is_converted: bool
    names: dict[str, str]  # title in the workbook -> name in the file
    cached: dict[tuple[str, str], Any]


def _open(path: Path) -> _Opened:
    """By what the file is, not by what its name says."""
    head = path.read_bytes()[:8]
    if head.startswith(b"PK"):
        opened = _open_xlsx(path)
        if opened is not None:
            return opened
    if head.startswith((b"PK", _OLD_EXCEL)):
        return _convert_workbook(path, old=head.startswith(_OLD_EXCEL))
    return _convert_csv(path)


def _open_xlsx(path: Path) -> _Opened | None:
    """None where openpyxl cannot: calamine opens more."""
    data = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it cannot keep; a clerk cannot act on it
            workbook = openpyxl.load_workbook(io.BytesIO(data), rich_text=True)
            cached = _cached_values(data, workbook)
    except Exception:  # openpyxl raises many kinds on workbooks that Excel and calamine open
        return None
    _remove_old_feedback(workbook)
    return _Opened(workbook, False, {worksheet.title: worksheet.title for worksheet in workbook.worksheets}, cached)


def _cached_values(data: bytes, workbook: Workbook) -> dict[tuple[str, str], Any]:
    formulas = [
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    if not formulas:
        return {}
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {(title, coordinate): values[title][coordinate].value for title, coordinate in formulas}
    return {place: value for place, value in found.items() if value is not None}


def _convert_workbook(path: Path, *, old: bool) -> _Opened:
    try:
        source = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        workbook, names = Workbook(), {}
        workbook.remove(workbook.active)
        for name in source.sheet_names:
            sheet = source.get_sheet_by_name(name)
            target = workbook.create_sheet(_free_title(workbook, name))
            names[target.title] = name
            _fill(target, sheet.to_python(skip_empty_area=False))
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
                target.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    except OSError:
        raise
    except Exception as error:  # calamine's errors share no base with a name
        raise ValueError(f"{path.name}: {error}") from error
    if old:
        copy_look(path, workbook, names)
    if not workbook.worksheets:
        raise ValueError(f"{path.name}: không có trang tính nào")
    _remove_old_feedback(workbook)
    return _Opened(workbook, True, names, {})


def _convert_csv(path: Path) -> _Opened:
    workbook = Workbook()
    workbook.active.title = _free_title(workbook, path.stem) if path.stem != workbook.active.title else path.stem
    text = path.read_text(encoding="utf-8-sig")
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    _fill(workbook.active, csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    return _Opened(workbook, True, {workbook.active.title: path.name}, {})


def _fill(sheet: Worksheet, rows: Iterable[list[Any]]) -> None:
    widths: dict[int, int] = {}
    for row_number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is None or value == "":
                continue
            cell = sheet.cell(row_number, column)
            if isinstance(value, str):
                put_text(cell, value)
                cell.number_format = "@"  # or 0100047516 loses its zero when somebody edits the cell
            else:
                cell.value = int(value) if isinstance(value, float) and value.is_integer() else value
                if type(value) in _DATE_FORMATS:
                    cell.number_format = _DATE_FORMATS[type(value)]
            widths[column] = max(widths.get(column, 0), min(len(str(value)), 40))
    for column, width in widths.items():
        sheet.column_dimensions[get_column_letter(column)].width = max(width + 2, 8)


def _remove_old_feedback(workbook: Workbook) -> None:
    """A workbook that comes back still has our sheet, notes and colours of the last time; what was corrected must not stay marked.

    The colour that a cell had before is not known any more: it gets none.
    """
    ours = [sheet for sheet in workbook.worksheets if is_feedback(sheet)]
    if not ours or len(ours) == len(workbook.worksheets):
        return
    for sheet in ours:
        workbook.remove(sheet)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, MergedCell):
                    continue
                if cell.comment is not None:
                    cell.comment = without_our_note(cell.comment)
                if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in FILLS.values():
                    cell.fill = PatternFill()


def _copy_sheet(source: Worksheet, target: Worksheet, cached: dict[tuple[str, str], Any]) -> None:
    """Values, styles, widths, merges, validations. A formula that names a sheet becomes its value: the name may differ here."""
    for row in source.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell) or (cell.value is None and not cell.has_style):
                continue
            new = target.cell(cell.row, cell.column)
            if cell.data_type == "f" and "!" in str(cell.value):
                new.value = cached.get((source.title, cell.coordinate))
            else:
                new.value, new.data_type = cell.value, cell.data_type
            if cell.has_style:
                for part in ("font", "fill", "border", "alignment", "number_format", "protection"):
                    setattr(new, part, copy.copy(getattr(cell, part)))
                new.quotePrefix = cell.quotePrefix
            if cell.comment is not None:
                new.comment = copy.copy(cell.comment)
    for merged in source.merged_cells.ranges:
        target.merge_cells(str(merged))
    for letter, dimension in source.column_dimensions.items():
        target.column_dimensions[letter] = copy.copy(dimension)
        target.column_dimensions[letter].parent = target
    for number, dimension in source.row_dimensions.items():
        target.row_dimensions[number].height, target.row_dimensions[number].hidden = dimension.height, dimension.hidden
    for validation in source.data_validations.dataValidation:
        if "!" not in f"{validation.formula1}{validation.formula2}":
            target.add_data_validation(copy.copy(validation))
    target.freeze_panes, target.sheet_state = source.freeze_panes, source.sheet_state
    target.page_setup.orientation, target.page_setup.paperSize = source.page_setup.orientation, source.page_setup.paperSize


def _free_title(workbook: Workbook, wanted: str, prefix: str = "") -> str:
    base = re.sub(r"[\\/*?:\[\]]", " ", wanted).strip("' ")[:31] or "Trang"
    taken = {title.casefold() for title in workbook.sheetnames}
    if base.casefold() in taken and prefix:
        base = f"{prefix} {base}"[:31]
    title, number = base, 1
    while title.casefold() in taken:
        number += 1
        title = f"{base[: 31 - len(f' ({number})')]} ({number})"
    return title


def _as_read(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())
