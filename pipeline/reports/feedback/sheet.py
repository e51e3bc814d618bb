"""The first sheet of a feedback workbook: what arrived, what to correct in order of weight, how to send it again. Layout only."""

import math
from collections.abc import Mapping, Sequence
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
_COLUMNS = ("number", "severity", "sheet", "cell", "value", "what", "remedy", "confirmed")
_WIDTHS = (7, 11, 16, 10, 19, 45, 36, 14)
_ASKED = PatternFill("solid", fgColor="FFFFF7D6")
_THIN = Side(style="thin", color="FFBFC5CC")
_BORDER = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FONT = "Times New Roman"


@dataclass(frozen=True)
class Line:
    """One row of the list. ``target``: (sheet title, coordinate) that the address leads to, if there is one; ``question``: what a tick
    answers, as ``answers`` reads it in the hidden column behind the tick's; blank where there is nothing to confirm."""

    severity: str
    severity_text: str
    sheet: str
    cell: str
    value: str
    what: str
    remedy: str
    target: tuple[str, str] | None
    question: str = ""


@dataclass(frozen=True)
class Front:
    """What the sheet says of one sender, in words."""

    title: str
    head: Sequence[str]
    result: str
    received: Sequence[str]
    how: Sequence[str]
    lines: Sequence[Line]


def is_feedback(sheet: Worksheet) -> bool:
    """Our own sheet, in a workbook that came back."""
    return str(sheet["A1"].value or "").startswith(TITLE)


def add_front(workbook: Workbook, words: Mapping[str, Any], front: Front) -> Worksheet:
    """Put the sheet first and make it the one that opens. ``words``: its headings."""
    sheet = workbook.create_sheet(words["sheet"], 0)
    for number, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    row = _text(sheet, 1, front.title, size=15, bold=True)
    for text in front.head:
        row = _text(sheet, row, text)
    row = _text(sheet, row + 1, front.result, size=13, bold=True)
    for name in ("received", "how"):
        if texts := getattr(front, name):
            row = _text(sheet, row + 1, words[name], bold=True)
            for text in texts:
                row = _text(sheet, row, f"• {text}")
    if front.lines:
        _table(sheet, row + 1, [words["columns"][name] for name in _COLUMNS], front.lines)
    _print_setup(sheet)
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet  # two selected sheets would both take what is typed
    workbook.active = 0
    return sheet


def _text(sheet: Worksheet, row: int, text: str, *, size: int = 12, bold: bool = False) -> int:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(_WIDTHS))
    cell = sheet.cell(row, 1)
    put_text(cell, text)
    cell.font = Font(name=_FONT, bold=bold, size=size)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    # Excel does not fit the height of merged cells by itself
    sheet.row_dimensions[row].height = (size * 1.35) * (1 + int(len(text) * size / 12 // (sum(_WIDTHS) * 0.95)))
    return row + 1


def _table(sheet: Worksheet, row: int, heads: Sequence[str], lines: Sequence[Line]) -> None:
    for number, text in enumerate(heads, start=1):
        cell = _cell(sheet, row, number, text, bold=True, vertical="center", horizontal="center")
        cell.fill = PatternFill("solid", fgColor="FFE8EDF3")
    sheet.row_dimensions[row].height = 34
    for order, line in enumerate(lines, start=1):
        texts = ("", line.severity_text, line.sheet, line.cell, line.value, line.what, line.remedy)
        for number, said in enumerate(texts, start=1):
            _cell(sheet, row + order, number, said, vertical="top", horizontal="center" if number in (1, 2, 4) else "left")
        sheet.cell(row + order, 1).value = order
        sheet.cell(row + order, 2).fill = PatternFill("solid", fgColor=FILLS[line.severity])
        if line.question:
            _cell(sheet, row + order, len(_COLUMNS), "", vertical="center", horizontal="center").fill = _ASKED
            put_text(sheet.cell(row + order, len(_COLUMNS) + 1), line.question)
        if line.target is not None:
            _link(sheet.cell(row + order, 4), *line.target)
        most = max(math.ceil(len(said) / width) for said, width in zip(texts, _WIDTHS, strict=False))
        sheet.row_dimensions[row + order].height = 16.5 * max(most, 1)
    sheet.column_dimensions[get_column_letter(len(_COLUMNS) + 1)].hidden = True
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(len(_WIDTHS))}{row + len(lines)}"
    sheet.print_title_rows = f"{row}:{row}"


def _cell(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, **alignment: Any) -> Any:
    cell = sheet.cell(row, column)
    if text:
        put_text(cell, text)
    cell.font, cell.border = Font(name=_FONT, bold=bold, size=12), _BORDER
    cell.alignment = Alignment(wrap_text=True, **alignment)
    return cell


def _link(cell: Any, title: str, coordinate: str) -> None:
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
