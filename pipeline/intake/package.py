"""The zip package of an ``.xlsx``, opened with care: true sizes, no entities, no sheet that only claims to be huge.

A few kilobytes can unpack to gigabytes, declare entities that multiply, or hold two cells a billion apart; a fast reader in
the same process would take the process down. Not here: what the parts mean (``look_xlsx``, ``workbook``).
"""

import io
import re
import zipfile
import zlib

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.grid import column_number

MAX_PARTS = 2_000
MAX_SHEETS = 100
MAX_UNPACKED = 250_000_000  # bytes; a country's register of 50,000 units is 60 million
MAX_RATIO = 150  # of what is unpacked to what is packed, beyond the first 50 million bytes: spreadsheets reach 40
_FREE_RATIO = 50_000_000
MAX_CELLS = 6_000_000  # of a workbook's rectangles; a country's register is under one million
_LOCAL_HEADER = 30
_UNREAD = ("customxml/", "docprops/")  # what queries and other programs leave; no reader opens it
_BOOK = re.compile(rb"""<(?:\w+:)?Relationship\b[^>]*/officeDocument["'][^>]*>""")
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']/?([^"']+)["']""")
# cells that hold something; an empty styled cell closes itself, and Excel writes a million of them where whole rows are formatted
_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,9})["'][^>]*(?<!/)>""")
# python-calamine makes room for as many strings as the file claims, and aborts the process where that is too much
_CLAIMS_MUCH = re.compile(rb"<(?:\w+:)?sst\b[^>]*(?:\d{8}|&)")
_FAR_PLACE = re.compile(rb"""<c r="(?![A-Z]\d{1,4}")[^>]*(?<!/)>""")  # not within Z9999, small letters too
_FARTHER_PLACE = re.compile(rb"""<c r="(?![A-Z]\d{1,5}")[^>]*(?<!/)>""")
_LARGE = 26 * 99_999  # cells of a list within Z99999


def parts(content: bytes) -> dict[str, bytes]:
    """Every XML part by its name in the package, unpacked. Raises UnreadableFile."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            return _unpacked(content, entries)
    except (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, NotImplementedError, EOFError) as error:
        raise UnreadableFile("unreadable_file", "tệp bị hỏng hoặc tải về chưa đủ", "it is damaged or was not downloaded whole") from error


def book_of(found: dict[str, bytes]) -> str | None:
    """The name of the workbook's part, which the package's own relations tell; None where it has none."""
    for relation in _BOOK.findall(found.get("_rels/.rels", b"")):
        if target := _TARGET.search(relation):
            return target[1].decode("utf-8", "replace").replace("\\", "/")
    return next((name for name in found if name.casefold() == "xl/workbook.xml"), None)


def _unpacked(content: bytes, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    if len(entries) > MAX_PARTS:
        raise UnreadableFile("oversized_file", "quá nhiều phần trong tệp", "too many parts in the file")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile("password_protected")
    found: dict[str, bytes] = {}
    room = MAX_UNPACKED
    for entry in entries:
        data = _part(content, entry, min(room, max(_FREE_RATIO, MAX_RATIO * entry.compress_size)))
        room -= len(data)
        name = entry.filename.replace("\\", "/")  # as some old programs write it
        if name.casefold().startswith(_UNREAD):
            continue
        if not name.casefold().endswith((".xml", ".rels")) and b"sheetData" not in data and b"<sst" not in data:
            continue  # a picture: weighed, not read
        if b"uniqueCount" in data and _CLAIMS_MUCH.search(data):
            raise UnreadableFile("unreadable_file", "tệp khai số lượng sai", "it claims sizes that are not true")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64] or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise UnreadableFile(
                "unreadable_file", "tệp có khai báo lạ, không do Excel ghi", "it holds declarations that Excel never writes"
            )
        found[name] = data
    return found


def _part(content: bytes, entry: zipfile.ZipInfo, room: int) -> bytes:
    """One part, unpacked here so that what the directory claims about its size is not believed."""
    start = entry.header_offset + _LOCAL_HEADER
    names = content[entry.header_offset + 26 : start]
    if len(names) != 4:
        raise EOFError
    start += int.from_bytes(names[:2], "little") + int.from_bytes(names[2:], "little")
    packed = content[start : start + entry.compress_size]
    if entry.compress_type == zipfile.ZIP_STORED:
        data = packed
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        unpacker = zlib.decompressobj(-15)
        data = unpacker.decompress(packed, room + 1)
        if len(data) <= room and not unpacker.eof:
            raise EOFError
    else:
        raise ValueError(f"zip method {entry.compress_type}")
    if len(data) > room:
        raise UnreadableFile("oversized_file", "giải nén ra quá lớn", "it unpacks to too much")
    if len(data) != entry.file_size:
        raise EOFError
    return data


def check_area(found: dict[str, bytes]) -> None:
    """Refuses a workbook whose sheets span more cells than any real one. Raises UnreadableFile."""
    if sum(b"sheetData" in data for data in found.values()) > MAX_SHEETS:
        raise UnreadableFile("oversized_file", "quá nhiều trang", "too many sheets")
    sheets = [data for data in found.values() if b"sheetData" in data]
    large = [data for data in sheets if not _is_within(data, _FAR_PLACE)]  # the others are small: see MAX_SHEETS
    area = 0
    for data in large:
        # counting every cell of a long list takes longer than reading it
        area += _LARGE if _LARGE * len(large) <= MAX_CELLS and _is_within(data, _FARTHER_PLACE) else _area(data)
        if area > MAX_CELLS:
            raise UnreadableFile("oversized_file", "bảng tính có ô ở quá xa", "the sheet has cells too far out")


def _is_within(data: bytes, beyond: re.Pattern[bytes]) -> bool:
    return _is_usual(data) and not beyond.search(data)


def _area(data: bytes) -> int:
    places = _PLACE.findall(data)
    width = max((column_number(letters.decode()) + 1 for letters in {letters for letters, _ in places}), default=0)
    return width * max((int(row) for _, row in places), default=0)


def _is_usual(data: bytes) -> bool:
    """Whether every cell is written as Excel writes it, ``<c r="…``; only then a fast search is enough."""
    return data.count(b"<c ") == data.count(b'<c r="') and b":c " not in data
