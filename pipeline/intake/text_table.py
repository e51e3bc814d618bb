"""A ``.csv`` or ``.txt`` → one sheet of text cells: encoding, delimiter and quotes found from the content.

UTF-8 with or without BOM, UTF-16, Windows-1258, or the 8-bit text of TCVN3 and VNI, which ``legacy`` turns into NFC; a file
may hold lines of several hands. Not here: what the columns are.
"""

import csv
import io
import unicodedata
from collections import Counter

from pipeline.intake import legacy
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import Sheet
from pipeline.intake.text import unquoted

_DELIMITERS = (",", ";", "\t", "|")
_MAX_BYTES = 200_000_000
_MAX_CELLS = 6_000_000
_SAMPLE_RECORDS, _SAMPLE_CHARACTERS = 60, 100_000
_WINDOWS = dict(zip((0x85, *range(0x91, 0x98)), "…‘’“”•–—", strict=True))  # Windows' punctuation, which no legacy letter has the place of
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def sheet(content: bytes) -> Sheet:
    """The table of a text file; its rows are numbered as Excel shows them. Raises UnreadableFile."""
    if len(content) > _MAX_BYTES:
        raise UnreadableFile("oversized_file", "tệp văn bản quá lớn", "the text file is too large")
    text, is_eight_bit = _decoded(content)
    _refuse_other(text)
    found = _sheet(text)
    if is_eight_bit:
        other = _sheet(unicodedata.normalize("NFC", content.decode("cp1258", "replace")))
        legacy.mend(found)
        return other if _badness(other) < _badness(found) else found
    legacy.mend(found)
    return found


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether its bytes were 8-bit characters of an unknown alphabet (then they are given as Latin-1)."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace"), False
    sample = content[:4000]
    if len(sample) > 3 and sample.count(b"\0") > len(sample) // 5:
        return content.decode("utf-16-le" if sample[1::2].count(b"\0") >= sample[::2].count(b"\0") else "utf-16-be", "replace"), False
    try:
        return content.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return "".join(map(_line, content.splitlines(keepends=True))), True


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError:
        return line.decode("latin-1").translate(_WINDOWS)


def _refuse_other(text: str) -> None:
    start = text[:2000].lstrip().casefold()
    for mark, reason, reason_en in (
        ("%pdf", "đây là tệp PDF, không phải Excel", "it is a PDF, not Excel"),
        ("{\\rtf", "đây là tệp Word, không phải Excel", "it is a Word file, not Excel"),
        ("<", "đây là trang web hoặc XML, không phải Excel", "it is a web page or XML, not Excel"),
    ):
        if start.startswith(mark):
            raise UnreadableFile("unreadable_file", reason, reason_en)
    if "\0" in text or sum(unicodedata.category(character) == "Cc" for character in text[:2000] if character not in "\r\n\t") > 20:
        raise UnreadableFile("unreadable_file", "tệp hỏng hoặc không phải Excel, CSV", "it is damaged, or neither Excel nor CSV")


def _sheet(text: str) -> Sheet:
    first, _, rest = text.partition("\n")
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:  # Excel's own hint, which it does not show as a row
        return Sheet(name=None, cells=_rows(rest, first.strip()[4]), is_text=True)
    return Sheet(name=None, cells=_rows(text, _delimiter(text)), is_text=True)


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Records, one a row as Excel numbers them: a quoted line break stays within its cell."""
    if text.count(delimiter) + text.count("\n") > _MAX_CELLS:  # before they are made: each takes fifty times what it takes in the file
        raise UnreadableFile("oversized_file", "bảng quá lớn", "the table is too large")
    try:
        rows = _records(text, delimiter)
    except csv.Error:  # a quote that nobody closed, or not where one may stand
        rows = _lines(text, delimiter)
    width = max(map(len, rows), default=0)
    if width * len(rows) > _MAX_CELLS:
        raise UnreadableFile("oversized_file", "bảng quá lớn", "the table is too large")
    return [[unquoted(cell) for cell in row] + [""] * (width - len(row)) for row in rows]


def _records(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def _lines(text: str, delimiter: str) -> list[list[str]]:
    """Each line a record: a quote that is never closed would swallow all that follows it."""
    try:
        return [
            next(csv.reader([line], delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if line.count('"') % 2 == 0 else csv.QUOTE_NONE), [])
            for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        ]
    except csv.Error as error:
        raise UnreadableFile("unreadable_file", "tệp CSV có ô dài bất thường", "the CSV has a cell of unsound length") from error


def _delimiter(text: str) -> str:
    """The character that splits the first lines into the most columns, the most evenly."""
    sample = text[:_SAMPLE_CHARACTERS]

    def evenness(delimiter: str) -> int:
        widths: Counter[int] = Counter()
        try:
            for record in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
                widths[len(record)] += 1
                if sum(widths.values()) >= _SAMPLE_RECORDS:
                    break
        except csv.Error:
            return 0
        return max((width * count for width, count in widths.items() if width > 1), default=0)

    return max(_DELIMITERS, key=evenness)


def _badness(table: Sheet) -> int:
    return sum(legacy.badness(cell) for row in table.cells for cell in row)
