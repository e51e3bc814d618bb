"""The reminder: who owes what by when, in working days; on a screen, in a workbook, as a command."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import config
from pipeline.intake.reminders import outstanding
from pipeline.office.working_days import is_working_day, last_working_day, working_days_late, working_days_left
from pipeline.reports.reminder.reminder_list import ReminderList
from tests.e2e.command import hoptac

RAW = Path(__file__).resolve().parents[3] / "raw"
TZ = ZoneInfo("Asia/Ho_Chi_Minh")
PROVINCE = config.load()


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2019-12-13", True),
        ("2019-12-14", False),  # a Saturday
        ("2019-09-02", False),  # Quốc khánh
        ("2019-02-05", False),  # mùng một Tết Kỷ Hợi
        ("2019-04-15", False),  # Giỗ Tổ fell on a Sunday
        ("2024-04-29", False),  # exchanged …
        ("2024-05-04", True),  # … for this Saturday
    ],
)
def test_working_days_are_vietnams(day: str, works: bool) -> None:
    assert is_working_day(date.fromisoformat(day)) is works


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2019-12-04T08:00", "còn 3 ngày làm việc"),  # Thursday, Friday, Monday
        ("2019-12-06T23:59", "còn 1 ngày làm việc"),
        ("2019-12-09T08:00", "hôm nay là ngày làm việc cuối"),
        ("2019-12-10T00:00", "đã quá hạn 1 ngày làm việc"),
        ("2019-12-11T08:00", "đã quá hạn 2 ngày làm việc"),
        ("2019-12-15T08:00", "đã quá hạn 4 ngày làm việc"),  # the weekend adds none
    ],
)
def test_what_is_left_and_what_is_overdue(tmp_path: Path, as_of: str, state: str) -> None:
    owed = outstanding(tmp_path, PROVINCE, 2019, at(as_of))
    assert len(owed) == len(PROVINCE.obligations_of(2019))
    said = ReminderList(owed, PROVINCE, 2019, at(as_of))
    assert {said.state_of(row) for row in owed} == {state}


def test_a_deadline_on_a_sunday_ends_with_friday() -> None:
    due = at("2019-12-15T00:00")
    assert last_working_day(due, TZ) == date(2019, 12, 13)
    assert working_days_left(due, at("2019-12-13T17:00"), TZ) == 0
    assert working_days_late(due, at("2019-12-15T09:00"), TZ) == 0
    assert working_days_late(due, at("2019-12-16T09:00"), TZ) == 1


@given(st.datetimes(at("2015-01-01").replace(tzinfo=None), at("2025-12-31").replace(tzinfo=None)), st.integers(-960, 960))
def test_counting_day_by_day_gives_the_same(due: datetime, hours: int) -> None:
    due = due.replace(tzinfo=TZ)
    now = due + timedelta(hours=hours)
    last = (due - timedelta(microseconds=1)).date()
    days = [due.date() + timedelta(days=number) for number in range(-60, 61)]
    left = [day for day in days if is_working_day(day) and now.date() < day <= last]
    late = [day for day in days if is_working_day(day) and due.date() <= day <= now.date()] if now >= due else []
    assert (working_days_left(due, now, TZ), working_days_late(due, now, TZ)) == (len(left), len(late))
    assert last_working_day(due, TZ) == max(day for day in days if is_working_day(day) and day <= last)


@pytest.mark.parametrize("as_of", ["2019-11-20T08:00", "2019-12-04T08:00", "2019-12-10T23:59", "2019-12-31T08:00"])
def test_it_is_exactly_what_the_register_does_not_have_yet(as_of: str) -> None:
    with (RAW / "incoming.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["year"] == "2019" and datetime.fromisoformat(row["received_at"]) <= at(as_of)]
    arrived = {(row["sender"], row["form"]) for row in rows}
    owed = {(row.sender, row.form) for row in outstanding(RAW, PROVINCE, 2019, at(as_of))}
    assert owed == {(row.sender, row.form) for row in PROVINCE.obligations_of(2019)} - arrived


def test_a_registered_file_that_is_another_one_is_still_owed(tmp_path: Path) -> None:
    head = "received_at,sender,form,year,path,sha256,document_no,note\n"
    line = f"2019-12-02T08:00:00+07:00,615,agency_report,2019,2019/615/a.xlsx,{'0' * 64},,\n"
    (tmp_path / "incoming.csv").write_text(head + line, encoding="utf-8")
    (tmp_path / "2019/615").mkdir(parents=True)
    (tmp_path / "2019/615/a.xlsx").write_bytes(b"x")
    (row,) = [row for row in outstanding(tmp_path, PROVINCE, 2019, at("2019-12-04T08:00")) if row.sender == "615"]
    assert row.refused == "2019/615/a.xlsx"
    said = ReminderList([row], PROVINCE, 2019, at("2019-12-04T08:00")).state_of(row)
    assert said.endswith("không đúng tệp đã vào sổ; còn 3 ngày làm việc")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_command_prints_a_table_and_writes_the_list(tmp_path: Path, lang: str) -> None:
    def run(out: Path):
        return hoptac("remind", "--year", 2019, "--as-of", "2019-12-11T08:00", "--raw", RAW, "--out", out, "--lang", lang)

    done = run(tmp_path / "a")
    assert (done.code, done.err) == (0, "")
    assert all(len(line) <= 80 for line in done.out.splitlines() if not line.endswith(".xlsx"))
    assert "UBND huyện Ia H'Drai" in done.out and "10/12/2019" in done.out and "2" in done.out.split("10/12/2019")[1]
    path = tmp_path / "a" / "nhac-gui-bao-cao-2019.xlsx"
    assert str(path) in done.out
    rows = list(openpyxl.load_workbook(path)["2019"].iter_rows(min_row=5, values_only=True))
    assert [row[:2] for row in rows] == [("618", "UBND huyện Ia H'Drai")]
    run(tmp_path / "b")
    assert (tmp_path / "b" / path.name).read_bytes() == path.read_bytes()


def test_a_text_of_the_register_is_never_a_formula_and_an_offices_own_words_are_taken(tmp_path: Path) -> None:
    province = PROVINCE.model_copy(update={"folder": tmp_path})
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "reminder.vi.yaml").write_text("left: 'chỉ còn {days} ngày'\n", encoding="utf-8")
    (row, *_) = outstanding(tmp_path, province, 2019, at("2019-12-04T08:00"))
    said = ReminderList([replace(row, agency_name="=1+1")], province, 2019, at("2019-12-04T08:00"))
    path = said.write_book(tmp_path)
    cells = [cell for line in openpyxl.load_workbook(path)["2019"].iter_rows(min_row=5) for cell in line]
    assert {cell.data_type for cell in cells} == {"s"} and "=1+1" in {cell.value for cell in cells}
    assert cells[-1].value == "chỉ còn 3 ngày" and all("chỉ còn 3 ngày" in line for line in said.lines())


def test_nothing_owed_is_said(tmp_path: Path) -> None:
    done = hoptac("remind", "--year", 2019, "--as-of", "2019-12-31", "--raw", RAW)
    assert (done.code, done.out.strip()) == (0, "Các cơ quan, địa phương đã gửi đủ báo cáo năm 2019, tính đến 23:59 ngày 31/12/2019.")


def test_bad_input_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    cases = [
        (1, ("--year", 1999, "--raw", RAW)),
        (1, ("--year", 2019, "--raw", tmp_path / "nowhere")),
        (2, ("--year", 2019, "--raw", RAW, "--as-of", "mai")),
        (1, ("--year", 2019, "--raw", RAW, "--out", tmp_path / "file" / "below")),
        (2, ("--raw", RAW)),
    ]
    for code, arguments in cases:
        done = hoptac("remind", *arguments)
        assert done.code == code and "Traceback" not in done.err
        assert code == 2 or len(done.err.strip().splitlines()) == 1
