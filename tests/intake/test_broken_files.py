"""Files that are damaged, locked, of another kind or made to harm: one finding in words, nothing raised, no memory eaten."""

from __future__ import annotations

import io
import random
import resource
import struct
import zipfile
import zlib

import pytest

from .books import UNITS, csv_text, page, xls, xlsx
from .reading import findings, read, rules

GOOD = xlsx(page("unit_report", UNITS))
GOOD_XLS = xls(page("unit_report", UNITS))


def repacked(change: dict[str, bytes], content: bytes = GOOD, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The workbook with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", method) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return buffer.getvalue()


def part(name: str = "xl/worksheets/sheet1.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        return book.read(name)


def refused(content: bytes) -> str:
    parsed = read(content, "unit_report")
    assert not parsed.was_read
    assert parsed.tables == {}
    (rule,) = rules(parsed)
    assert rule != "reader_failed"
    return rule


def reason(content: bytes) -> str:
    return findings(read(content, "unit_report"), "unreadable_file")[0]["reason"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 4096,
        b" \n\t ",
        GOOD[:2000],
        GOOD[: len(GOOD) // 2],
        GOOD[:-30],
        GOOD_XLS[:600],
        GOOD_XLS[:3000],
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        bytes(range(256)) * 20,
    ],
)
def test_damaged_files_are_unreadable(content: bytes) -> None:
    assert refused(content) == "unreadable_file"


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "<x/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"{\\rtf1\\ansi Bao cao}", "Word"),
        (b"<html><body><table><tr><td>STT</td></tr></table></body></html>", "trang web"),
        (archive("word/document.xml"), "Word"),
    ],
)
def test_files_of_another_kind_are_named(content: bytes, word: str) -> None:
    assert word in reason(content)


def test_a_workbook_with_a_password() -> None:
    locked = bytearray(GOOD_XLS)
    for name in ("EncryptedPackage", "EncryptionInfo"):
        locked += name.encode("utf-16-le")
    assert refused(bytes(locked)) == "password_protected"


def test_an_old_workbook_with_a_password() -> None:
    position = GOOD_XLS.index(struct.pack("<HH", 0x0809, 16)) + 20
    filepass = struct.pack("<HHHH", 0x2F, 4, 0, 0x1234)  # XOR obfuscation, in the place of the next record
    assert refused(GOOD_XLS[:position] + filepass + GOOD_XLS[position + 8 :]) in ("password_protected", "unreadable_file")


def test_an_encrypted_archive_entry() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book:
        place = book.getinfo("xl/workbook.xml")
    content = bytearray(GOOD)
    at = content.index(b"PK\x01\x02")
    while content[at + 46 : at + 46 + len(place.filename)] != place.filename.encode():
        at = content.index(b"PK\x01\x02", at + 4)
    content[at + 8] |= 1
    assert refused(bytes(content)) == "password_protected"


def test_a_zip_bomb_is_not_unpacked() -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    blanks = b" " * 90_000_000
    bomb = repacked({"xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", blanks + b"</sheetData>")})
    assert len(bomb) < 150_000
    del blanks
    assert refused(bomb) == "oversized_file"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000  # kB, the making of the bomb included


def test_a_directory_that_lies_about_sizes() -> None:
    content = bytearray(GOOD)
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = struct.pack("<I", 17)
    assert refused(bytes(content)) == "unreadable_file"


def test_entities_are_not_expanded() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + part().partition(b"?>")[2]
    assert refused(repacked({"xl/worksheets/sheet1.xml": laughs})) == "unreadable_file"
    outside = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>'
    assert refused(repacked({"xl/sharedStrings.xml": outside})) == "unreadable_file"
    assert refused(repacked({"xl/sharedStrings.xml": outside.decode().encode("utf-16")})) == "unreadable_file"


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "ZZZ99999", "xfd1048576", "Xfd1048576"])
def test_a_cell_too_far_out(place: str) -> None:
    far = f'<row r="1048576"><c r="{place}"><v>1</v></c></row></sheetData>'.encode()
    assert refused(repacked({"xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", far)})) == "oversized_file"
    assert refused(repacked({"xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", far.replace(b'"', b"'"))})) == "oversized_file"


def test_empty_formatted_cells_far_out_do_no_harm() -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/><c r="XFD%d" s="1"/></row>' % (number, number, number) for number in (1000, 1048576))
    parsed = read(repacked({"xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", rows + b"</sheetData>")}), "unit_report")
    assert parsed.findings == []
    assert len(parsed.tables["unit_report"]["name"]) == len(UNITS)


@pytest.mark.parametrize("claim", ["99999999999999", "&#57;9999"])
def test_a_claim_of_more_strings_than_there_are(claim: str) -> None:
    strings = part("xl/sharedStrings.xml").replace(b'uniqueCount="', b'uniqueCount="' + claim.encode())
    assert refused(repacked({"xl/sharedStrings.xml": strings})) == "unreadable_file"


def test_an_old_workbook_that_claims_false_sizes() -> None:
    at = GOOD_XLS.index(struct.pack("<HH", 0x0200, 14))  # DIMENSIONS
    claimed = GOOD_XLS[: at + 4] + struct.pack("<II", 0, 2**32 - 1) + GOOD_XLS[at + 12 :]
    assert "reader_failed" not in rules(read(claimed, "unit_report"))


def test_many_parts_and_many_sheets() -> None:
    assert (
        refused(repacked({f"xl/worksheets/extra{number}.xml": b"<worksheet><sheetData/></worksheet>" for number in range(150)}))
        == "oversized_file"
    )
    assert refused(repacked({f"xl/x{number}.xml": b"<x/>" for number in range(2100)})) == "oversized_file"


def test_far_cells_of_an_old_workbook() -> None:
    import xlwt

    book = xlwt.Workbook()
    for number in range(4):
        sheet = book.add_sheet(f"S{number}")
        sheet.write(65535, 255, 1)
    buffer = io.BytesIO()
    book.save(buffer)
    assert refused(buffer.getvalue()) == "oversized_file"


def test_overlapping_merged_ranges_do_not_multiply_the_work() -> None:
    merges = "".join(f'<mergeCell ref="A{row}:Z{row + 900}"/>' for row in range(1, 9000)).encode()
    content = repacked(
        {"xl/worksheets/sheet1.xml": part().replace(b"</sheetData>", b'</sheetData><mergeCells count="9000">' + merges + b"</mergeCells>")}
    )
    parsed = read(content, "unit_report")
    assert "reader_failed" not in rules(parsed)


def test_a_lone_quote_does_not_swallow_the_table() -> None:
    text = csv_text(page("unit_report", UNITS)).replace("Khá", '"Khá')
    assert read(text.encode(), "unit_report").tables["unit_report"]["name"] == [unit["name"] for unit in UNITS]


def test_a_cell_of_unsound_length() -> None:
    text = csv_text(page("unit_report", UNITS)).replace("Khá", "Khá" * 100_000)
    assert refused(text.encode()) == "unreadable_file"


@pytest.mark.parametrize("length", [1, 7, 63, 255])
def test_random_bytes(length: int) -> None:
    rng = random.Random(length)
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf"):
        assert "reader_failed" not in rules(read(start + rng.randbytes(length * 16), "unit_report"))


def test_a_compressed_part_that_is_cut_short() -> None:
    raw = zlib.compressobj(wbits=-15)
    stream = raw.compress(b"<a/>" * 5000) + raw.flush()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b"<a/>" * 5000)
    content = buffer.getvalue()
    assert refused(content.replace(stream[10:40], bytes(30))) == "unreadable_file"
