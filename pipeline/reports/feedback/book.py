"""A sender's files as one openpyxl workbook that can be marked: its own workbook as it is, old .xls and CSV cell for cell.

Opening, joining and cleaning workbooks belongs here, converting in ``feedback_convert``; what is wrong in them does not.
"""

from __future__ import annotations

import copy
import io
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.package import parts
from pipeline.reports.feedback.convert import MOST_CELLS, Opened, convert, empty_workbook, free_title
from pipeline.reports.feedback.disarm import disarm, own_cells
from pipeline.reports.feedback.marks import FILLS, without_our_note
from pipeline.reports.feedback.sheet import is_feedback
from pipeline.system import folding

Image.MAX_IMAGE_PIXELS = None  # pictures are copied by their bytes (``feedback_disarm``): how much one unpacks to does not matter
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")  # a blank one that is styled as well: openpyxl makes an object of each
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass
class Book:
    """``sheets`` finds a sheet by (path, its name in that file); ``cached``: the stored results of formula cells."""

    workbook: Workbook
    sheets: dict[tuple[str, str], Worksheet] = field(default_factory=dict)
    converted: list[str] = field(default_factory=list)
    cached: dict[tuple[str, str], Any] = field(default_factory=dict)
    is_unmarkable: bool = False

    @classmethod
    def empty(cls, *, is_unmarkable: bool = False) -> Book:
        """A workbook without a sheet: no file, or one that was read but cannot be opened here to be marked."""
        return cls(empty_workbook(), is_unmarkable=is_unmarkable)

    def find(self, path: str | None, sheet: str | None) -> Worksheet | None:
        """The sheet of a finding. A CSV has one sheet, which findings do not name. Names are compared as people read them."""
        mine = {name: worksheet for (of, name), worksheet in self.sheets.items() if of == path}
        if sheet is None:
            return next(iter(mine.values())) if len(mine) == 1 and path in self.converted else None
        by_reading = {folding.same(name): worksheet for name, worksheet in mine.items()}
        return mine.get(sheet) or by_reading.get(folding.same(sheet))


def open_book(raw: Path, paths: Mapping[str, str]) -> Book:
    """The files of one sender in one workbook; the first .xlsx keeps everything, the others' sheets are added behind it.

    ``paths``: file → the prefix that its sheets get where their names are taken. A file that was filed twice (a combined
    workbook that came back for two forms) is there once.
    Raises OSError where a file is not there, ValueError where nothing can open it or they hold more than can be marked.
    """
    by_content: dict[bytes, list[str]] = {}
    for path in paths:
        by_content.setdefault((raw / path).read_bytes(), []).append(path)
    if sum(map(_cells, by_content)) > MOST_CELLS:
        raise ValueError(f"{', '.join(paths)}: more than {MOST_CELLS} cells")
    files = [(same, _open(raw / same[0])) for same in by_content.values()]
    files.sort(key=lambda file: file[1].is_converted)
    book = Book(files[0][1].workbook)
    for number, (same, opened) in enumerate(files):
        book.converted += same if opened.is_converted else []
        for worksheet in opened.workbook.worksheets if number else list(book.workbook.worksheets):
            mine = worksheet
            if number:
                mine = book.workbook.create_sheet(free_title(book.workbook, worksheet.title, paths[same[0]]))
                _copy_sheet(worksheet, mine, opened.cached)
            for path in same:
                book.sheets[path, opened.names[worksheet.title]] = mine
            book.cached |= {(mine.title, cell): value for (title, cell), value in opened.cached.items() if title == worksheet.title}
    return book


def _cells(data: bytes) -> int:
    """Of an .xlsx, as it is packed; of other files ``convert`` counts what it reads."""
    try:
        return sum(len(_CELL.findall(part)) for part in parts(data).values()) if data.startswith(b"PK") else 0
    except UnreadableFile as error:
        raise ValueError(error.reason_en or error.rule) from error


def _open(path: Path) -> Opened:
    """By what the file is, not by what its name says."""
    head = path.read_bytes()[:8]
    if head.startswith(b"PK"):
        opened = _open_xlsx(path)
        if opened is not None:
            return opened
    opened = convert(path, is_old=head.startswith(_OLD_EXCEL))
    _remove_old_feedback(opened.workbook)
    return opened


def _open_xlsx(path: Path) -> Opened | None:
    """None where openpyxl cannot: calamine opens more."""
    data = path.read_bytes()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl names what it cannot keep; a clerk cannot act on it
            workbook = openpyxl.load_workbook(io.BytesIO(data), rich_text=True, keep_links=False)
            cached = _cached_values(data, workbook)
            disarm(workbook, cached)
    except Exception:  # openpyxl raises many kinds on workbooks that Excel and calamine open
        return None
    _remove_old_feedback(workbook)
    return Opened(workbook, False, {worksheet.title: worksheet.title for worksheet in workbook.worksheets}, cached)


def _cached_values(data: bytes, workbook: Workbook) -> dict[tuple[str, str], Any]:
    formulas = [(sheet.title, cell.coordinate) for sheet in workbook.worksheets for cell in own_cells(sheet) if cell.data_type == "f"]
    if not formulas:
        return {}
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = {(title, coordinate): values[title][coordinate].value for title, coordinate in formulas}
    return {place: value for place, value in found.items() if value is not None}


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
        for cell in own_cells(sheet):
            if cell.comment is not None:
                cell.comment = without_our_note(cell.comment)
            if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in FILLS.values():
                cell.fill = PatternFill()


def _copy_sheet(source: Any, target: Any, cached: dict[tuple[str, str], Any]) -> None:
    """Cells, widths, merges, validations, pictures, print set-up."""
    _copy_cells(source, target, cached)
    for merged in source.merged_cells.ranges:
        target.merge_cells(str(merged))
    for letter, dimension in source.column_dimensions.items():
        target.column_dimensions[letter] = copy.copy(dimension)
        target.column_dimensions[letter].parent = target
    for number, row in source.row_dimensions.items():
        target.row_dimensions[number].height, target.row_dimensions[number].hidden = row.height, row.hidden
    for validation in source.data_validations.dataValidation:
        if "!" not in f"{validation.formula1}{validation.formula2}":
            target.add_data_validation(copy.copy(validation))
    for image in source._images:
        target.add_image(image)
    target.freeze_panes, target.sheet_state = source.freeze_panes, source.sheet_state
    target.page_setup.orientation, target.page_setup.paperSize = source.page_setup.orientation, source.page_setup.paperSize


def _copy_cells(source: Any, target: Any, cached: dict[tuple[str, str], Any]) -> None:
    """Values, styles, notes. A formula that names a sheet becomes its value: the name may differ here."""
    styles: dict[tuple[int, ...], Any] = {}
    for cell in own_cells(source):
        if cell.value is None and not cell.has_style:
            continue
        new = target.cell(cell.row, cell.column)
        if cell.data_type == "f" and "!" in str(cell.value):
            new.value = cached.get((source.title, cell.coordinate))
        else:
            new.value, new.data_type = cell.value, cell.data_type
        if cell.has_style:
            _copy_style(cell, new, styles)
        if cell.comment is not None:
            new.comment = Comment(cell.comment.text, cell.comment.author, height=cell.comment.height, width=cell.comment.width)


def _copy_style(cell: Any, new: Any, known: dict[tuple[int, ...], Any]) -> None:
    """A style crosses workbooks part by part, which is slow: each once, ``known`` keeps what it became."""
    style = tuple(cell._style)
    if style not in known:
        for part in ("font", "fill", "border", "alignment", "number_format", "protection"):
            setattr(new, part, copy.copy(getattr(cell, part)))
        new.quotePrefix = cell.quotePrefix
        known[style] = new._style
    new._style = copy.copy(known[style])
