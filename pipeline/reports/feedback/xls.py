"""The look of an old .xls on its .xlsx copy: widths, heights, fonts, fills, borders, number formats. The values are not read here."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlrd
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

_LEGACY_FONTS = (".Vn", "VNI-")  # the copy's text is Unicode, which these fonts would show as nonsense
_FONT = "Times New Roman"
_HORIZONTAL = {1: "left", 2: "center", 3: "right", 4: "fill", 5: "justify", 6: "centerContinuous", 7: "distributed"}
_VERTICAL = {0: "top", 1: "center", 2: "bottom", 3: "justify", 4: "distributed"}
_LINES: dict[int, Any] = {
    1: "thin", 2: "medium", 3: "dashed", 4: "dotted", 5: "thick", 6: "double", 7: "hair", 8: "mediumDashed", 9: "dashDot",
    10: "mediumDashDot", 11: "dashDotDot", 12: "mediumDashDotDot", 13: "slantDashDot",
}  # fmt: skip


def copy_look(path: Path, workbook: Workbook, names: Mapping[str, str]) -> None:
    """``names``: sheet title in ``workbook`` → name in the file. A file whose look cannot be read keeps the plain copy."""
    try:
        with path.open("rb") as file:
            source = xlrd.open_workbook(file_contents=file.read(), formatting_info=True, logfile=_Silence())
    except Exception:  # xlrd raises many kinds on files that calamine reads; the values are there without it
        return
    for title, name in names.items():
        if name in source.sheet_names():
            _copy_sheet(source, source.sheet_by_name(name), workbook[title])


def _copy_sheet(book: Any, source: Any, target: Any) -> None:
    _copy_sizes(source, target)
    styles: dict[int, dict[str, Any]] = {}
    inside_merged = {
        (row, column)
        for top, bottom, left, right in source.merged_cells
        for row in range(top, bottom)
        for column in range(left, right)
        if (row, column) != (top, left)
    }
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            if (row, column) in inside_merged:
                continue
            index = source.cell_xf_index(row, column)
            if index not in styles:
                styles[index] = _style(book, index)
            cell = target.cell(row + 1, column + 1)
            for part, value in styles[index].items():
                if part != "number_format" or cell.data_type != "s":
                    setattr(cell, part, value)


def _copy_sizes(source: Any, target: Any) -> None:
    for column, info in source.colinfo_map.items():
        if column < source.ncols and info.width:
            target.column_dimensions[get_column_letter(column + 1)].width = round(info.width / 256, 2)
    for row, info in source.rowinfo_map.items():
        if info.height and info.has_default_height == 0 and row < source.nrows:
            target.row_dimensions[row + 1].height = info.height / 20
        target.row_dimensions[row + 1].hidden = bool(info.hidden)


def _style(book: Any, index: int) -> dict[str, Any]:
    xf = book.xf_list[index]
    font = book.font_list[xf.font_index]
    number_format = book.format_map.get(xf.format_key)
    style: dict[str, Any] = {
        "font": Font(
            name=_FONT if font.name.startswith(_LEGACY_FONTS) else font.name,
            size=font.height / 20,
            bold=bool(font.bold),
            italic=bool(font.italic),
            color=_colour(book, font.colour_index),
        ),
        "alignment": Alignment(
            horizontal=_HORIZONTAL.get(xf.alignment.hor_align),
            vertical=_VERTICAL.get(xf.alignment.vert_align),
            wrap_text=bool(xf.alignment.text_wrapped),
        ),
        "border": Border(),
    }
    for side in ("left", "right", "top", "bottom"):
        if line := _LINES.get(getattr(xf.border, f"{side}_line_style")):
            setattr(style["border"], side, Side(style=line, color=_colour(book, getattr(xf.border, f"{side}_colour_index"))))
    if xf.background.fill_pattern == 1:
        style["fill"] = PatternFill("solid", fgColor=_colour(book, xf.background.pattern_colour_index) or "FFFFFFFF")
    if number_format is not None and number_format.format_str.lower() != "general":
        style["number_format"] = number_format.format_str
    return style


def _colour(book: Any, index: int) -> str | None:
    rgb = book.colour_map.get(index)
    return None if rgb is None else "FF{:02X}{:02X}{:02X}".format(*rgb)


class _Silence:
    """xlrd prints what it finds odd; that is no message for anybody here."""

    def write(self, text: str) -> int:
        return len(text)
