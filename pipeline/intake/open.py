"""What kind of file these bytes are, whatever its name says; opens it as sheets or says in words why not."""

from pipeline.intake import file_kind, text_table, workbook
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet


def open_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook or the one table of a text file. Raises UnreadableFile."""
    if not content.strip(b"\0 \r\n\t"):
        raise UnreadableFile("unreadable_file", "tệp rỗng", "it is empty")
    if kind := file_kind.other(content):
        raise UnreadableFile("unreadable_file", f"đây là {kind[0]}, không phải bảng tính", f"it is {kind[1]}, no spreadsheet")
    if content.startswith((workbook.ZIP, workbook.OLE)):
        return workbook.sheets(content)
    return [text_table.sheet(content)]
