"""What a file is that is no table, told by its bytes whatever its name says. Not here: what opens tables (``workbook``, ``text_table``)."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_PICTURE = ("một bức ảnh", "a picture")
_ARCHIVE = ("một tệp nén", "an archive")
_WORD = ("tệp Word", "a Word file")
_SLIDES = ("tệp PowerPoint", "a PowerPoint file")
_MAIL = ("một thư điện tử", "a mail")
_STARTS = {
    b"\x89PNG\r\n": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"BM": _PICTURE,
    b"II*\0": _PICTURE,
    b"MM\0*": _PICTURE,
    b"Rar!\x1a": _ARCHIVE,
    b"7z\xbc\xaf\x27\x1c": _ARCHIVE,
    b"\x1f\x8b": _ARCHIVE,
    b"BZh": _ARCHIVE,
    b"\xfd7zXZ\0": _ARCHIVE,
    b"MZ": ("một chương trình", "a program"),
    b"L\0\0\0\x01\x14\x02\0": ("một lối tắt (shortcut)", "a shortcut"),
    b"MIME-Version:": ("một trang web hoặc thư điện tử", "a web page or a mail"),
    b"Received:": _MAIL,
    b"Return-Path:": _MAIL,
    b"From:": _MAIL,
}
# of a mark so short that a text may begin with it: what follows is no text
_SHORT = 3
_OLE_STREAMS = {"WordDocument": _WORD, "PowerPoint Document": _SLIDES, "__properties_version1.0": _MAIL}
_OPEN_DOCUMENTS = {b"opendocument.text": _WORD, b"opendocument.presentation": _SLIDES}
_LOCK_BYTES = frozenset((162, 165))
_LOCK = ("tệp khóa tạm của Excel (~$)", "Excel's lock file (~$)")


def other(content: bytes) -> tuple[str, str] | None:
    """What the bytes are, in Vietnamese and English, where they are of a kind that holds no table; None for all else."""
    if is_lock(content):
        return _LOCK
    if content.startswith(_OLE):
        return next((kind for name, kind in _OLE_STREAMS.items() if name.encode("utf-16-le") in content), None)
    if content.startswith(_ZIP):
        return next((kind for name, kind in _OPEN_DOCUMENTS.items() if name in content[:200]), None)
    if content[4:8] == b"ftyp" or (content.startswith(b"RIFF") and content[8:12] == b"WEBP"):
        return "ảnh hoặc phim", "a picture or a film"
    if content[257:262] == b"ustar":
        return _ARCHIVE
    found = next((mark for mark in _STARTS if content.startswith(mark)), None)
    return None if found is None or (len(found) < _SHORT and b"\0" not in content[:200]) else _STARTS[found]


def is_lock(content: bytes) -> bool:
    """What Office leaves beside an open workbook: the user's name, twice, padded."""
    return len(content) in _LOCK_BYTES and 0 < content[0] <= 54 and content[0] == content[55] and content[56:57] == b"\0"
