"""An ``.xlsx`` or ``.xls`` → sheets, through python-calamine: types kept, merged ranges, nothing but ``UnreadableFile`` raised."""

from __future__ import annotations

import io

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet

MAX_CELLS = 6_000_000  # of one workbook's rectangles: a country's register is 700,000


def sheets(content: bytes) -> list[Sheet]:
    """All worksheets of a workbook, in its order. Raises UnreadableFile."""
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return _sheets(book)
    except PasswordError as error:
        raise UnreadableFile("password_protected") from error
    except (KeyboardInterrupt, SystemExit, UnreadableFile):
        raise
    except BaseException as error:  # a Rust panic arrives as a BaseException of no public class
        raise UnreadableFile("unreadable_file", "tệp hỏng hoặc không phải Excel", "damaged, or not an Excel file") from error


def _sheets(book: object) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found, area = [], 0
    for metadata in book.sheets_metadata:
        if metadata.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(metadata.name)
        area += sheet.height * sheet.width
        if area > MAX_CELLS:
            raise UnreadableFile("oversized_file", "bảng tính quá lớn", "the sheet is too large")
        top, left = sheet.start or (0, 0)
        merged = [(a - top, b - left, c - top, d - left) for (a, b), (c, d) in sheet.merged_cell_ranges or () if a >= top and b >= left]
        found.append(
            Sheet(
                name=metadata.name,
                cells=sheet.to_python(skip_empty_area=True),
                top=top + 1,
                left=left,
                merged=merged,
                is_hidden=metadata.visible != SheetVisibleEnum.Visible,
            )
        )
    return found
