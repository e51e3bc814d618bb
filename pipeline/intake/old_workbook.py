"""An old ``.xls`` → sheets, all with xlrd: cells with their types, merged ranges, and what ``look_xlsx`` finds in an ``.xlsx``.

Not with python-calamine: its ``.xls`` reader takes the sizes that a file claims for true and aborts the whole process where
they are false (found by the fuzz test), and xlrd is needed anyway for fonts, hidden rows and error cells.
"""

import io
import struct
from collections.abc import Iterator
from typing import Any

from pipeline.intake import legacy, number_formats
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet, clipped
from pipeline.intake.package import MAX_CELLS, MAX_SHEETS

_FORMULA, _BOUNDSHEET, _EOF = 0x06, 0x85, 0x0A
_EMPTY_RESULT = 3
_BLANK = (0, 6)
_TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR = 1, 2, 3, 4, 5  # xlrd's kinds of cells


def sheets(content: bytes) -> list[Sheet]:
    """All worksheets of a workbook, in its order. Raises UnreadableFile for what is too large, and whatever xlrd raises for what
    it cannot read."""
    import xlrd

    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    if book.nsheets > MAX_SHEETS or sum(rows * columns for rows, columns in map(_size, book.sheets())) > MAX_CELLS:
        raise UnreadableFile("oversized_file", "bảng tính quá lớn", "the sheet is too large")
    schemes = [legacy.scheme_of_font(book.font_list[xf.font_index].name) for xf in book.xf_list]
    read = [_Reader(book, sheet, schemes if any(schemes) else None) for sheet in book.sheets()]
    if any(reader.empty_texts for reader in read):  # an empty text, or a formula that was never calculated: only the record tells
        formulas = set(_empty_formulas(content, [reader.sheet.name for reader in read]))
        for reader in read:
            reader.found.troubles.update({place: "formula" for place in reader.empty_texts if (reader.sheet.name, place) in formulas})
    return [reader.found for reader in read]


def _size(sheet: Any) -> tuple[int, int]:
    """How many rows and columns hold anything: a blank cell with a frame may stand at IV65536."""
    filled = [(row, column) for row in range(sheet.nrows) if (column := _last(sheet.row_types(row)))]
    return (filled[-1][0] + 1, max(column for _, column in filled)) if filled else (0, 0)


def _last(kinds: Any) -> int:
    return next((at for at in range(len(kinds), 0, -1) if kinds[at - 1] not in _BLANK), 0)


class _Reader:
    def __init__(self, book: Any, sheet: Any, schemes: list[str | None] | None) -> None:
        self.book, self.sheet, self.schemes = book, sheet, self._believed(sheet, schemes) if schemes else None
        shown = [book.format_map[xf.format_key].format_str if xf.format_key in book.format_map else "" for xf in book.xf_list]
        self.formats = {index: code for index, code in enumerate(shown) if number_formats.changes(code)}
        self.has_strokes = any(font.struck_out for font in book.font_list)
        self.empty_texts: list[tuple[int, int]] = []
        rows, columns = _size(sheet)
        self.found = Sheet(
            name=sheet.name,
            cells=[],
            merged=clipped(((a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells), rows, columns),
            is_hidden=sheet.visibility != 0,
            is_1904=book.datemode == 1,
            hidden_rows=frozenset(row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden),
            hidden_columns=frozenset(column for column, info in sheet.colinfo_map.items() if info.hidden or not info.width),
        )
        for row in range(rows):
            typed = zip(sheet.row_types(row)[:columns], sheet.row_values(row)[:columns], strict=True)
            cells = [self._cell(row, column, kind, value) for column, (kind, value) in enumerate(typed)]
            if self.has_strokes:
                self.found.struck |= {(row + 1, column) for column, cell in enumerate(cells) if cell != "" and self._is_struck(row, column)}
            self.found.cells.append(cells + [""] * (columns - len(cells)))

    @staticmethod
    def _believed(sheet: Any, schemes: list[str | None]) -> list[str | None] | None:
        """The schemes by cell style, without those of fonts that hold text in Unicode all the same."""
        texts = ((row, column, sheet.cell_value(row, column)) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))
        disproved = {
            schemes[sheet.cell_xf_index(row, column)] for row, column, text in texts if type(text) is str and legacy.is_unicode(text)
        }
        believed = [None if scheme in disproved else scheme for scheme in schemes]
        return believed if any(believed) else None

    def _cell(self, row: int, column: int, kind: int, value: Any) -> Any:
        code = self.formats.get(self.sheet.cell_xf_index(row, column), "") if self.formats and kind in (_NUMBER, _DATE) else ""
        if kind == _NUMBER:
            if power := number_formats.scale(code):
                self.found.scaled[row + 1, column] = power
            return number_formats.as_percent(value) if number_formats.is_percent(code) else value
        if kind == _TEXT:
            if not value:
                self.empty_texts.append((row + 1, column))
            return self._text(row, column, value, self.schemes) if self.schemes else value
        if kind == _DATE:
            from xlrd.xldate import xldate_as_datetime

            try:
                day = xldate_as_datetime(value, self.book.datemode)
            except (ValueError, OverflowError):
                return value
            if shown := number_formats.shown(day, code):
                self.found.days[row + 1, column] = shown
            return day.time() if 0 <= value < 1 else day
        if kind == _BOOLEAN:
            return bool(value)
        if kind == _ERROR:
            from xlrd.biffh import error_text_from_code

            self.found.troubles[row + 1, column] = error_text_from_code.get(value, "#N/A")
        return ""

    def _is_struck(self, row: int, column: int) -> bool:
        fonts = [self.book.xf_list[self.sheet.cell_xf_index(row, column)].font_index]
        fonts += [font for _, font in self.sheet.rich_text_runlist_map.get((row, column), ())]
        return any(self.book.font_list[font].struck_out for font in fonts)

    def _text(self, row: int, column: int, value: str, schemes: list[str | None]) -> str:
        """A text in Unicode, run by run where its runs have fonts of their own."""
        marks = [(0, schemes[self.sheet.cell_xf_index(row, column)])] + [
            (start, legacy.scheme_of_font(self.book.font_list[font].name))
            for start, font in self.sheet.rich_text_runlist_map.get((row, column), ())
        ]
        ends = [start for start, _ in marks[1:]] + [len(value)]
        runs = [(value[start:end], scheme) for (start, scheme), end in zip(marks, ends, strict=True)]
        text = "".join(legacy.decode(part, scheme) if scheme else part for part, scheme in runs)
        if text != value:
            self.found.legacy[row + 1, column] = next(scheme for _, scheme in runs if scheme)
        return text


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
