"""What kind of file these bytes are, whatever its name says; opens it as sheets or says in words why not."""

from __future__ import annotations

from pipeline.intake import text_table, workbook
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def open_sheets(content: bytes, name: str) -> list[Sheet]:
    """The sheets of a workbook or the one table of a text file. Raises UnreadableFile."""
    if not content:
        raise UnreadableFile("unreadable_file", "tệp rỗng (0 byte)", "the file is empty (0 bytes)")
    if content.startswith((_ZIP, _OLE)):
        return workbook.sheets(content)
    return [text_table.sheet(content)]
