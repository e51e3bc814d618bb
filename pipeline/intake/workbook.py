"""A workbook's bytes → sheets. ``.xlsx`` through python-calamine, with a second look for what it does not tell.

Whatever the bytes, nothing but ``UnreadableFile`` is raised. Not here: what the look finds (``look_xlsx``), whether the package
is safe to open (``package``), old workbooks (``old_workbook``).
"""

import datetime as dt
import io
from dataclasses import replace

from pipeline.intake import legacy, number_formats, ods_metadata, old_workbook, package, xlsx_metadata
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.figures import stored
from pipeline.intake.formulas import value_of
from pipeline.intake.grid import Sheet, clipped
from pipeline.intake.xlsx_metadata import Look
from pipeline.intake.xlsx_styles import RAISED

_AGREES = 1e-6  # of a stored value: what the programs' own arithmetic differs by
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KNOWN_PASSWORD = "VelvetSweatshop"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHER_ZIPS = {
    "word/": ("tệp Word", "a Word file"),
    "ppt/": ("tệp PowerPoint", "a PowerPoint file"),
}


def sheets(content: bytes) -> list[Sheet]:
    """All worksheets of a workbook, in its order, legacy text converted. Raises UnreadableFile."""
    try:
        read = _old(content) if content.startswith(OLE) else _new(content)
        for sheet in read:
            legacy.mend(sheet)
        return read
    except (KeyboardInterrupt, SystemExit, MemoryError, UnreadableFile):
        raise
    except BaseException as error:  # xlrd raises what it likes; a Rust panic is a BaseException of no public class
        raise UnreadableFile("unreadable_file", "tệp hỏng hoặc không phải Excel", "it is damaged, or no Excel file") from error


def _old(content: bytes) -> list[Sheet]:
    if _ENCRYPTED in content:  # an .xlsx with a password comes in the container of an .xls
        return _new(_decrypted(content))
    try:
        return old_workbook.sheets(content)
    except Exception as error:
        if "encrypted" not in str(error).casefold():
            raise
    return old_workbook.sheets(_decrypted(content))


def _decrypted(content: bytes) -> bytes:
    """A workbook that Excel opens without asking: protected from changes, it is encrypted with a password that all programs know."""
    from msoffcrypto import OfficeFile

    opened = io.BytesIO()
    try:
        book = OfficeFile(io.BytesIO(content))
        book.load_key(password=_KNOWN_PASSWORD)
        book.decrypt(opened)
    except Exception as error:  # a password of its own, or an encryption that nobody knows
        raise UnreadableFile("password_protected") from error
    return opened.getvalue()


def _new(content: bytes) -> list[Sheet]:
    parts = package.parts(content)
    book = package.book_of(parts)
    if "content.xml" in parts:
        return _seen(_cells(content), ods_metadata.looks(parts["content.xml"]))
    if (book or "").endswith(".bin"):  # .xlsb: what is hidden or struck out is not seen
        return [replace(sheet, is_unseen=True) for sheet in _cells(content)]
    if book not in parts or any(name.startswith(tuple(_OTHER_ZIPS)) for name in parts):
        for folder, (reason, reason_en) in _OTHER_ZIPS.items():
            if any(name.startswith(folder) for name in parts):
                raise UnreadableFile(
                    "unreadable_file", f"đây là {reason}, không phải Excel (.xlsx)", f"it is {reason_en}, not Excel (.xlsx)"
                )
        raise UnreadableFile("unreadable_file", "đây là tệp nén, không phải Excel (.xlsx)", "it is an archive, not Excel (.xlsx)")
    package.check_area(parts)
    looks, is_1904 = xlsx_metadata.looks(parts, book)
    del parts
    read = _seen(_cells(content), looks)
    for sheet in read:
        sheet.is_1904 = is_1904
    return read


def _seen(sheets: list[Sheet], looks: dict[str, Look]) -> list[Sheet]:
    """The sheets with what the second look found in each."""
    for sheet in sheets:
        if look := looks.get(sheet.name or ""):
            _apply(look, sheet)
    return sheets


def _cells(content: bytes) -> list[Sheet]:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    found, area = [], 0
    for metadata in book.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(metadata.name)
        area += sheet.height * sheet.width
        if area > package.MAX_CELLS:
            raise UnreadableFile("oversized_file", "bảng tính quá lớn", "the sheet is too large")
        top, left = sheet.start or (0, 0)
        found.append(
            Sheet(
                name=metadata.name,
                cells=sheet.to_python(skip_empty_area=True),
                top=top + 1,
                left=left,
                merged=clipped(
                    ((a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or ()), sheet.height, sheet.width
                ),
                is_hidden=metadata.visible != SheetVisibleEnum.Visible,
            )
        )
    return found


def _apply(look: Look, sheet: Sheet) -> None:
    sheet.hidden_rows, sheet.hidden_columns = frozenset(look.hidden_rows), frozenset(look.hidden_columns)
    sheet.troubles, sheet.struck = look.troubles, look.struck
    for place, formula in look.formulas.items():
        value = value_of(formula, lambda other: None if other in look.troubles else sheet.at(other))
        found = sheet.at(place)
        if value is not None and isinstance(found, (int, float)) and abs(value - found) > _AGREES * max(1, abs(value), abs(found)):
            sheet.recalculated[place] = value
    for place, code in look.formats.items():
        _show(sheet, place, code)
    for place in look.troubles:  # a 0 that nobody calculated is no value
        _put(sheet, place, "")
    for place, (text, scheme) in look.texts.items():
        if _put(sheet, place, text) and scheme != RAISED:
            sheet.legacy[place] = scheme


def _show(sheet: Sheet, place: tuple[int, int], code: str) -> None:
    """What a person sees of a number: a percentage as text; thousands and days without a year are noted beside what is stored."""
    cell = sheet.at(place)
    if isinstance(cell, dt.date):
        if shown := number_formats.shown(cell, code):
            sheet.days[place] = shown
    elif (number := stored(cell)) is not None and number_formats.is_percent(code):
        _put(sheet, place, number_formats.as_percent(float(number)))
    elif number is not None and (power := number_formats.scale(code)):
        sheet.scaled[place] = power


def _put(sheet: Sheet, place: tuple[int, int], value: str) -> bool:
    index, position = place[0] - sheet.top, place[1] - sheet.left
    inside = 0 <= index < len(sheet.cells) and 0 <= position < len(sheet.cells[index])
    if inside:
        sheet.cells[index][position] = value
    return inside
