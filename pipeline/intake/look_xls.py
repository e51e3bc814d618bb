"""The second look at an old ``.xls``, with xlrd: hidden rows and columns, formulas without a stored value, error cells, legacy
fonts, the 1904 epoch. The counterpart of ``look_xlsx``.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from pipeline.intake import legacy
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.look_xlsx import Look
from pipeline.intake.package import MAX_CELLS, MAX_SHEETS

_FORMULA, _BOUNDSHEET, _EOF = 0x06, 0x85, 0x0A
_EMPTY_RESULT = 3


def looks(content: bytes) -> tuple[dict[str, Look], bool]:
    """A Look by sheet name, and whether the workbook counts days from 1904. Raises UnreadableFile for what is too large, and
    whatever xlrd raises for what it cannot read."""
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    if book.nsheets > MAX_SHEETS or sum(sheet.nrows * sheet.ncols for sheet in book.sheets()) > MAX_CELLS:
        raise UnreadableFile("oversized_file", "bảng tính quá lớn", "the sheet is too large")
    schemes = [legacy.scheme_of_font(book.font_list[xf.font_index].name) for xf in book.xf_list]
    found: dict[str, Look] = {}
    empty: dict[str, list[tuple[int, int]]] = {}
    for sheet in book.sheets():
        look = Look(
            hidden_rows={row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden},
            hidden_columns={column for column, info in sheet.colinfo_map.items() if info.hidden},
        )
        for row in range(sheet.nrows):
            kinds = sheet.row_types(row)
            if xlrd.XL_CELL_ERROR not in kinds and xlrd.XL_CELL_TEXT not in kinds:
                continue
            for column, kind in enumerate(kinds):
                value = sheet.cell_value(row, column) if kind in (xlrd.XL_CELL_ERROR, xlrd.XL_CELL_TEXT) else None
                if kind == xlrd.XL_CELL_ERROR:
                    look.troubles[row + 1, column] = xlrd.error_text_from_code.get(value, "#N/A")
                elif value == "":
                    empty.setdefault(sheet.name, []).append((row + 1, column))
                elif value and any(schemes) and (text := _text(book, sheet, schemes, row, column)):
                    look.texts[row + 1, column] = text
        found[sheet.name] = look
    if empty:  # an empty text, or a formula that was never calculated: only the record tells
        formulas = set(_empty_formulas(content, [sheet.name for sheet in book.sheets()]))
        for name, places in empty.items():
            found[name].troubles.update({place: "formula" for place in places if (name, place) in formulas})
    return found, book.datemode == 1


def _text(book, sheet, schemes: list[str | None], row: int, column: int) -> tuple[str, str] | None:
    """The text of a cell in a legacy font, run by run, and its scheme; None where no run has one."""
    value = sheet.cell_value(row, column)
    own = schemes[sheet.cell_xf_index(row, column)]
    marks = [(0, own)] + [
        (start, legacy.scheme_of_font(book.font_list[font].name)) for start, font in sheet.rich_text_runlist_map.get((row, column), ())
    ]
    ends = [start for start, _ in marks[1:]] + [len(value)]
    runs = [(value[start:end], scheme) for (start, scheme), end in zip(marks, ends, strict=True)]
    text = "".join(legacy.decode(part, scheme) if scheme else part for part, scheme in runs)
    return (text, next(scheme for _, scheme in runs if scheme)) if text != value else None


def _empty_formulas(content: bytes, names: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Sheet name and place of each formula whose stored result is empty."""
    from xlrd.compdoc import CompDoc

    stream = CompDoc(content, logfile=io.StringIO()).get_named_stream("Workbook") or b""
    starts = [struct.unpack_from("<I", data)[0] for kind, data in _records(stream, 0) if kind == _BOUNDSHEET and len(data) >= 4]
    for name, start in zip(names, starts, strict=False):
        for kind, data in _records(stream, start):
            if kind == _FORMULA and len(data) >= 14 and data[6] == _EMPTY_RESULT and data[12:14] == b"\xff\xff":
                row, column = struct.unpack_from("<HH", data)
                yield name, (row + 1, column)


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + length]
        if kind == _EOF:
            return
        position += 4 + length
