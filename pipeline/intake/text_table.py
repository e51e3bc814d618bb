"""A ``.csv`` or ``.txt`` → one sheet of text cells: encoding, delimiter and quotes found from the content."""

from __future__ import annotations

import csv
import io

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet

_DELIMITERS = (",", ";", "\t", "|")
MAX_CHARACTERS = 200_000_000


def sheet(content: bytes) -> Sheet:
    """The table of a text file; row numbers are line numbers of the file. Raises UnreadableFile."""
    text = _decoded(content)
    delimiter = _delimiter(text)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for record in reader:
            while len(rows) < reader.line_num - 1 - sum(value.count("\n") for value in record):
                rows.append([])
            rows.append(record)
    except csv.Error as error:
        raise UnreadableFile("unreadable_file", "tệp CSV bị hỏng dấu ngoặc kép", "broken quotes in the CSV") from error
    width = max(map(len, rows), default=0)
    return Sheet(name=None, cells=[row + [""] * (width - len(row)) for row in rows], is_text=True)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The character that splits the first lines into most columns, most evenly."""
    lines = [line for line in text[:65536].splitlines()[:50] if line.strip()]
    return max(_DELIMITERS, key=lambda mark: sum(min(line.count(mark), 30) for line in lines))
