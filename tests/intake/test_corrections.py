"""Cells that the Alliance mends: applied before the table is read, refused where the cell is not what the signer saw."""

from __future__ import annotations

import csv
import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import config
from pipeline.intake.corrections import COLUMNS, same
from pipeline.intake.read import read_raw
from tests.system.test_signatures import NOBODY

PROVINCE = config.load()
AS_OF = datetime(2019, 12, 14, 16, 59, tzinfo=UTC)
PATH = "2019/SNNPTNT/bieu5.xlsx"
HEADER = ("Tên HTX", "Mã số HTX", "Huyện/thành phố", "Điểm", "Xếp loại")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A register with one workbook: biểu 5, whose score at D4 cannot be read and whose E5 holds an error."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Biểu 5"
    sheet.append(["Biểu 5. XẾP LOẠI HỢP TÁC XÃ NÔNG NGHIỆP NĂM 2019"])
    sheet.append(HEADER)
    sheet.append(["HTX Nông nghiệp Một", "6101234567", "Huyện Đăk Hà", 82.5, "Tốt"])
    sheet.append(["HTX Nông nghiệp Hai", "6101234574", "Huyện Đăk Hà", "bảy mươi", "Khá"])
    sheet.append(["HTX Nông nghiệp Ba", "6101234581", "Huyện Sa Thầy", 55, "#N/A"])
    (tmp_path / PATH).parent.mkdir(parents=True)
    book.save(tmp_path / PATH)
    digest = hashlib.sha256((tmp_path / PATH).read_bytes()).hexdigest()
    header = "received_at,sender,form,year,path,sha256,document_no,note\n"
    row = f"2019-12-05T08:00:00+07:00,SNNPTNT,agency_report,2019,{PATH},{digest},1/BC,\n"
    (tmp_path / "incoming.csv").write_text(header + row, encoding="utf-8")
    return tmp_path


def sign(raw: Path, *lines: dict[str, str]) -> None:
    usual = {
        "path": PATH,
        "sheet": "Biểu 5",
        "reason": "Đã hỏi lại Sở",
        "signed_by": "Nguyễn Văn A",
        "signed_at": "2019-12-10T08:00:00+07:00",
    }
    with (raw / "corrections.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(usual | line for line in lines)


def read(raw: Path, cache: Path | None = None, as_of: datetime = AS_OF) -> dict[str, pl.DataFrame]:
    return read_raw(raw, PROVINCE, as_of, cache)


def scores(tables: dict[str, pl.DataFrame]) -> list[float | None]:
    return tables["rating_report"]["score"].to_list()


def rules(tables: dict[str, pl.DataFrame]) -> set[str]:
    return {rule for rule in tables["finding"]["rule"] if rule.startswith(("correction", "unread", "error", "cell", "not_a"))}


def test_an_unreadable_cell_is_mended_and_its_finding_clears(raw: Path, tmp_path: Path) -> None:
    before = read(raw)
    assert scores(before) == [82.5, None, 55.0]
    spoke = {(rule, row) for rule, row in before["finding"].select("rule", "row").iter_rows() if row == 4}
    assert spoke
    sign(raw, {"cell": "D4", "expect": "bảy  mươi", "value": "70"})
    after = read(raw)
    assert scores(after) == [82.5, 70.0, 55.0]
    (said,) = after["finding"].filter(row=4).to_dicts()
    assert (said["rule"], said["path"], said["sheet"], said["column"]) == ("correction_applied", PATH, "Biểu 5", "D")
    (line,) = after["correction"].to_dicts()
    assert line["is_applied"] and line["found"] == "bảy mươi" and (line["column"], line["row"], line["sender"]) == ("D", 4, "SNNPTNT")
    assert (raw / PATH).read_bytes() and hashlib.sha256((raw / PATH).read_bytes()).hexdigest() in (raw / "incoming.csv").read_text()


@pytest.mark.parametrize("expect", ["82.5", "82,5", "82,50"])
def test_numbers_are_compared_as_numbers(raw: Path, expect: str) -> None:
    sign(raw, {"cell": "$d$3", "expect": expect, "value": "28,5"})
    assert scores(read(raw))[0] == 28.5


def test_a_cell_that_no_longer_holds_what_was_seen_is_left_alone(raw: Path) -> None:
    sign(raw, {"cell": "D3", "expect": "83", "value": "28,5"})
    tables = read(raw)
    assert scores(tables)[0] == 82.5
    (finding,) = tables["finding"].filter(rule="correction_outdated").to_dicts()
    assert (finding["path"], finding["row"], finding["value"], finding["reference_year"]) == ("corrections.csv", 2, "82.5", None)
    assert tables["correction"]["why_not"].to_list() == ["outdated"]


def test_a_line_says_what_it_lacks(raw: Path) -> None:
    good = {"cell": "D3", "expect": "82.5", "value": "28.5"}
    lacking = ({"reason": ""}, {"signed_by": " "}, {"signed_at": "hôm qua"}, {"cell": "hàng 3"}, {"value": "82.5"}, {"path": ""})
    sign(raw, *(good | change for change in lacking))
    tables = read(raw)
    assert tables["finding"].filter(rule="correction_incomplete")["row"].to_list() == [2, 3, 4, 5, 6, 7]
    assert scores(tables)[0] == 82.5 and tables["correction"].is_empty()


@pytest.mark.parametrize(
    ("change", "why"),
    [({"sheet": "Biểu 9"}, "without_cell"), ({"cell": "ZZ900"}, "without_cell"), ({"path": "2019/615/khong-co.xlsx"}, "without_file")],
)
def test_no_such_cell(raw: Path, change: dict[str, str], why: str) -> None:
    sign(raw, {"cell": "D3", "expect": "82.5", "value": "28.5"} | change)
    tables = read(raw)
    assert tables["correction"]["why_not"].to_list() == [why]
    assert tables["finding"].filter(rule="correction_without_cell").height == 1


@pytest.mark.parametrize(
    "change",
    [
        *({"reason": text} for text in NOBODY),
        *({"signed_by": text} for text in NOBODY),
        {"signed_at": "2099-01-01"},
        {"signed_at": "01/01/2099"},
    ],
    ids=ascii,
)
def test_a_signature_of_nobody_or_of_a_day_that_has_not_come_corrects_nothing(raw: Path, change: dict[str, str]) -> None:
    sign(raw, {"cell": "D3", "expect": "82.5", "value": "28.5"} | change)
    tables = read_raw(raw, PROVINCE, datetime.now(UTC), is_now=True)
    assert tables["finding"].filter(rule="correction_incomplete").select("row", "reference_year").rows() == [(2, None)]
    assert scores(tables)[0] == 82.5 and tables["correction"].is_empty()


def test_signed_later_is_not_known_yet(raw: Path) -> None:
    sign(raw, {"cell": "D3", "expect": "82.5", "value": "28.5", "signed_at": "2019-12-14T23:59:30+07:00"})
    assert scores(read(raw))[0] == 82.5
    assert scores(read(raw, as_of=datetime(2019, 12, 14, 17, tzinfo=UTC)))[0] == 28.5


def test_a_second_correction_finds_what_the_first_left(raw: Path) -> None:
    sign(raw, {"cell": "D3", "expect": "82.5", "value": "28.5"}, {"cell": "D3", "expect": "28,5", "value": ""})
    tables = read(raw)
    assert scores(tables)[0] is None and tables["correction"]["is_applied"].to_list() == [True, True]


def test_the_cache_knows_corrections(raw: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert scores(read(raw, cache))[0] == 82.5
    sign(raw, {"cell": "D3", "expect": "82.5", "value": "28.5"})
    mended = read(raw, cache)
    again = read(raw, cache)
    assert scores(mended)[0] == scores(again)[0] == 28.5
    assert again["correction"].equals(mended["correction"])
    sign(raw, {"cell": "hàng"}, {"cell": "D3", "expect": "82.5", "value": "28.5"})  # kept, now at line 3
    assert read(raw, cache)["correction"]["register_row"].to_list() == [3]
    (raw / "corrections.csv").unlink()
    assert scores(read(raw, cache))[0] == 82.5


def made(register: Path, what: str) -> None:
    """A register of corrections that is none."""
    match what:
        case "pipe":
            os.mkfifo(register)
        case "folder":
            register.mkdir()
        case "link that leads nowhere":
            register.symlink_to("corrections-moved.csv")
        case "other columns":
            register.write_text("path,cell\n", encoding="utf-8")
        case "other letters":
            register.write_bytes("path,sheet,cell,expect,value,reason,signed_by,signed_at\n,,,,,đã hỏi,,\n".encode("cp1258", "replace"))
        case "open quotation mark":
            register.write_text(",".join(COLUMNS) + '\n"2019/615/a.xlsx,,K17,1,2,x,A,2019-12-10\n', encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "row"),
    [("pipe", 1), ("folder", 1), ("link that leads nowhere", 1), ("other columns", 1), ("other letters", 2), ("open quotation mark", 2)],
)
def test_a_register_that_cannot_be_read_is_an_error_of_every_year(raw: Path, what: str, row: int) -> None:
    """Nobody can say what was corrected, so no report may leave; what the offices sent is read all the same."""
    made(raw / "corrections.csv", what)
    tables = read(raw)
    (said,) = tables["finding"].filter(pl.col("path") == "corrections.csv").to_dicts()
    assert (said["rule"], said["reference_year"], said["row"]) == ("correction_incomplete", None, row)
    assert scores(tables)[0] == 82.5 and tables["correction"].is_empty()


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_is_itself_however_grouped(number: int) -> None:
    grouped = f"{number:,}"
    for text in (str(number), grouped.replace(",", "."), grouped.replace(",", " ")):
        assert same(text, number) and same(text, float(number))
    assert not same(str(number + 1), number)


@given(st.text(max_size=20), st.one_of(st.text(max_size=20), st.floats(allow_nan=False, allow_infinity=False), st.dates()))
def test_any_text_can_be_compared(expect: str, cell: Any) -> None:
    assert same(expect, cell) in (True, False)
