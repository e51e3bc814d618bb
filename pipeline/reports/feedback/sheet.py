"""The first sheet of a feedback workbook: what arrived, what to correct in order of weight, how to send it again. Layout only."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.reports.feedback.marks import FILLS, put_text

TITLE = "PHẢN HỒI VỀ BÁO CÁO"
_WIDTHS = (7, 11, 16, 10, 19, 48, 40)
_THIN = Side(style="thin", color="FFBFC5CC")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"


@dataclass(frozen=True)
class Line:
    """One row of the list. ``target``: (sheet title, coordinate) that the address leads to, if there is one."""

    severity: str
    severity_text: str
    sheet: str
    cell: str
    value: str
    what: str
    remedy: str
    target: tuple[str, str] | None


@dataclass(frozen=True)
class Front:
    """Everything that the sheet says, in words."""

    title: str
    head: Sequence[str]
    result: str
    received_title: str
    received: Sequence[str]
    how_title: str
    how: Sequence[str]
    columns: Sequence[str]
    lines: Sequence[Line]


def is_feedback(sheet: Worksheet) -> bool:
    """Our own sheet, in a workbook that came back."""
    return str(sheet["A1"].value or "").startswith(TITLE)


def add_front(workbook: Workbook, name: str, front: Front) -> Worksheet:
    """Put the sheet first and make it the one that opens."""
    sheet = workbook.create_sheet(name, 0)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    row = _text(sheet, 1, front.title, Font(name=_FONT, bold=True, size=15))
    for text in front.head:
        row = _text(sheet, row, text, Font(name=_FONT, size=12))
    row = _text(sheet, row + 1, front.result, Font(name=_FONT, bold=True, size=13))
    for title, texts in ((front.received_title, front.received), (front.how_title, front.how)):
        if texts:
            row = _text(sheet, row + 1, title, Font(name=_FONT, bold=True, size=12))
            for text in texts:
                row = _text(sheet, row, f"• {text}", Font(name=_FONT, size=12))
    if front.lines:
        _table(sheet, row + 1, front)
    _print_setup(sheet)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would both take what is typed
    workbook.active = 0
    return sheet


def _text(sheet: Worksheet, row: int, text: str, font: Font) -> int:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font = font
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    # Excel does not fit the height of merged cells by itself
    sheet.row_dimensions[row].height = (font.size * 1.35) * (1 + int(len(text) * font.size / 12 // (sum(_WIDTHS) * 0.95)))
    return row + 1


def _table(sheet: Worksheet, row: int, front: Front) -> None:
    first = row
    for number, text in enumerate(front.columns, start=1):
        cell = sheet.cell(row, number)
        put_text(cell, text)
        cell.font = Font(name=_FONT, bold=True, size=12)
        cell.fill = PatternFill("solid", fgColor="FFE8EDF3")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = _BORDER
    for order, line in enumerate(front.lines, start=1):
        row += 1
        texts = (None, line.severity_text, line.sheet, line.cell, line.value, line.what, line.remedy)
        for number, said in enumerate(texts, start=1):
            cell = sheet.cell(row, number)
            if said is None:
                cell.value = order
            elif said:
                put_text(cell, said)
            cell.font = Font(name=_FONT, size=12)
            cell.border = _BORDER
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if number in (1, 2, 4) else "left")
        sheet.cell(row, 2).fill = PatternFill("solid", fgColor=FILLS[line.severity])
        if line.target is not None:
            _link(sheet, row, 4, line.target)
        lines = max(math.ceil(len(said or "") / width) for said, width in zip(texts, _WIDTHS, strict=True))
        sheet.row_dimensions[row].height = 16.5 * max(lines, 1)
    sheet.auto_filter.ref = f"A{first}:{get_column_letter(len(_WIDTHS))}{row}"
    sheet.print_title_rows = f"{first}:{first}"


def _link(sheet: Worksheet, row: int, column: int, target: tuple[str, str]) -> None:
    title, coordinate = target
    cell = sheet.cell(row, column)
    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{coordinate}")
    cell.font = Font(name=_FONT, size=12, color="FF0B4F8A", underline="single")


def _print_setup(sheet: Any) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.6)  # inches
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.oddFooter.center.text = "&P/&N"
    sheet.sheet_view.showGridLines = False
