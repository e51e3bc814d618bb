"""What is no table is told by its bytes, whatever it is called: real files, made by what makes them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import docx
import pytest
from PIL import Image

from pipeline.intake.errors import UnreadableFile
from pipeline.intake.open import open_sheets

LOCK = bytes([6]) + b"Nguyen" + b" " * 48 + bytes([6, 0]) + "Nguyen".encode("utf-16-le") + b" \0" * 49


def picture(kind: str) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(content, kind)
    return content.getvalue()


def word() -> bytes:
    content, document = io.BytesIO(), docx.Document()
    document.add_paragraph("Báo cáo năm 2019")
    document.add_table(3, 4)
    document.save(content)
    return content.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return content.getvalue()


def tarred() -> bytes:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as archive:
        entry = tarfile.TarInfo("bao-cao.csv")
        entry.size = 4
        archive.addfile(entry, io.BytesIO(b"a,b\n"))
    return content.getvalue()


KINDS = {
    "Word": word(),
    "odt": zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<office:document-content/>"}),
    "rtf": b"{\\rtf1\\ansi B\\u225?o c\\u225?o}",
    "pdf": picture("PDF"),
    **{kind: picture(kind) for kind in ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")},
    "heic": b"\x00\x00\x00\x18ftypheic" + b"\0" * 100,
    "zip": zipped({"bao-cao.xlsx": b"x" * 300}),
    "rar": b"Rar!\x1a\x07\x01\x00" + b"\x33" * 200,
    "7z": b"7z\xbc\xaf'\x1c\x00\x04" + b"\x11" * 300,
    "gz": gzip.compress(b"a,b\n" * 50),
    "xz": lzma.compress(b"a,b\n" * 50),
    "bz2": bz2.compress(b"a,b\n" * 50),
    "tar": tarred(),
    "lock": LOCK[:165],
    "html": b"<html><body><table><tr><td>1</td></tr></table></body></html>",
    "html with a mark": "\ufeff<table border=1><tr><td>Tên</td></tr></table>".encode(),
    "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>',
    "mht": b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<html></html>",
    "mail": b"Received: from a\r\nSubject: Bao cao\r\n\r\nxin gui",
    "program": b"MZ\x90\x00" + bytes(range(256)),
    "shortcut": b"L\x00\x00\x00\x01\x14\x02\x00" + b"\0" * 100,
}
SAID = {
    "Word": "tệp Word", "odt": "tệp Word", "rtf": "tệp Word", "pdf": "PDF", "heic": "ảnh", "lock": "tệp khóa", "program": "chương trình",
    "shortcut": "lối tắt", "mail": "thư điện tử", "mht": "trang web", "html": "trang web", "html with a mark": "trang web", "xml": "XML",
    **dict.fromkeys(("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"), "ảnh"),
    **dict.fromkeys(("zip", "rar", "7z", "gz", "xz", "bz2", "tar"), "tệp nén"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_says_what_the_file_is(kind: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        open_sheets(KINDS[kind])
    assert refused.value.rule == "unreadable_file" and SAID[kind] in refused.value.reason and refused.value.reason_en


@pytest.mark.parametrize("text", ["BM,Tên\n1,HTX A\n", "MZ;Tên\n1;HTX A\n", "From,Tên\n1,HTX A\n"])
def test_a_table_that_begins_like_another_kind_is_a_table(text: str) -> None:
    (sheet,) = open_sheets(text.encode())
    assert len(sheet.cells) == 2


def test_a_text_of_a_locks_length_is_a_text() -> None:
    text = ("Tên;Mã\n" + "a;1\n" * 100).encode()[:165]
    assert open_sheets(text)[0].cells[0] == ["Tên", "Mã"]
