"""One written date, and what it can mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.intake import dates

DAYS = st.dates(date(1945, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("25/03/2019", date(2019, 3, 25)),
        ("25-3-2019", date(2019, 3, 25)),
        ("25.3.2019", date(2019, 3, 25)),
        ("2019-03-05", date(2019, 3, 5)),
        ("2019/3/5", date(2019, 3, 5)),
        ("ngày 5 tháng 3 năm 2019", date(2019, 3, 5)),
        ("Ngày 25/3/2019", date(2019, 3, 25)),
        ("Ngày 05 tháng 03 năm 2019", date(2019, 3, 5)),
        ("43529", date(2019, 3, 5)),
        ("05032019", date(2019, 3, 5)),
        ("20190305", date(2019, 3, 5)),
        ("2019-03-05 00:00:00", date(2019, 3, 5)),
        ("5/5/2019", date(2019, 5, 5)),
        ("25/03/2019.", date(2019, 3, 25)),
        ("25/03/2019 12:00:00 SA", date(2019, 3, 25)),
        ("25,3,2019", date(2019, 3, 25)),
        ("2019-03-05T00:00:00+07:00", date(2019, 3, 5)),
        ("05 March 2019", date(2019, 3, 5)),
        ("05-Mar-2019", date(2019, 3, 5)),
        ("05-Thg3-2019", date(2019, 3, 5)),
        ("05 Tháng Ba 2019", date(2019, 3, 5)),
        ("31 Tháng Mười Hai 2019", date(2019, 12, 31)),
        ("11 Tháng Năm năm 2019", date(2019, 5, 11)),
        ("5 tháng 3, 2019", date(2019, 3, 5)),
        ("31/12/98", date(1998, 12, 31)),
        ("31/12/19", date(2019, 12, 31)),
        ("15/02/20", date(2020, 2, 15)),  # of the very year it is read in
        ("15/02/21", date(1921, 2, 15)),
    ],
)
def test_reads_what_offices_write(text: str, day: date) -> None:
    reading = dates.read(text, 2020)
    assert not reading.is_ambiguous
    assert (reading.day_first or reading.month_first) == day


@pytest.mark.parametrize(
    "text",
    [
        "2019",
        "3/2019",
        "31/02/2019",
        "13/13/2019",
        "tháng 3",
        "0/1/2019",
        "5/3-2019",
        "01/01/1812",
        "12345678",
        "hôm qua",
        "T3/2019",
        "5 tháng 13, 2019",
        "5 năm 2019",
        "tháng 5 năm 2019",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.read(text, 2020) is None


def test_day_and_month_that_can_be_exchanged_are_both_given() -> None:
    reading = dates.read("05/03/2019", 2020)
    assert (reading.day_first, reading.month_first) == (date(2019, 3, 5), date(2019, 5, 3))
    assert reading.is_ambiguous


@given(DAYS)
def test_the_template_s_format_reads_back(day: date) -> None:
    assert dates.read(f"{day:%d/%m/%Y}", 2020).day_first == day


@given(DAYS)
def test_iso_reads_back_with_certainty(day: date) -> None:
    reading = dates.read(day.isoformat(), 2020)
    assert (reading.day_first, reading.is_ambiguous) == (day, False)


@given(DAYS)
def test_excel_s_serial_numbers_read_back(day: date) -> None:
    assert dates.from_serial((day - date(1899, 12, 30)).days) == day
    assert dates.from_serial((day - date(1904, 1, 1)).days, is_1904=True) in (day, None)


@given(st.integers(0, 12_000) | st.integers(80_000, 10**9))
def test_a_count_or_a_year_is_no_serial_number(number: int) -> None:
    assert dates.from_serial(number) is None


@given(st.text(max_size=30) | st.text("0123456789/-. ", max_size=14))
def test_no_text_raises(text: str) -> None:
    dates.read(text, 2020)
