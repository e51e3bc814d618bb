"""What a column's other values settle, and what stays open."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from pipeline.intake.column_setting import Setting
from pipeline.intake.figure_columns import number_column, whole_column
from pipeline.intake.values import column

from .books import FORMS

MILLION = 10**6


class Heard(list):
    """Collects what a column says."""

    def __call__(self, rule: str, index: int, value: object = None, **detail: object) -> None:
        self.append((rule, index, value, detail))

    @property
    def rules(self) -> list[str]:
        return [rule for rule, *_ in self]


def money(cells: list, scale: int | None = MILLION, elsewhere: str | None = None) -> tuple[list, list[str]]:
    heard = Heard()
    return whole_column(cells, scale, True, False, heard, lambda: elsewhere), heard.rules


def count(cells: list) -> tuple[list, list[str]]:
    heard = Heard()
    return whole_column(cells, 1, False, False, heard), heard.rules


def days(cells: list, is_text: bool = False, is_1904: bool = False) -> tuple[list, list[str]]:
    heard = Heard()
    spec = FORMS.form("unit_report").fields["founded_on"]
    return column(spec, cells, 1, Setting(FORMS.words, 2019, is_text, is_1904), heard), heard.rules


def test_stored_numbers_are_certain() -> None:
    assert count([12.0, 7, 0.0, "", -3.0]) == ([12, 7, 0, None, -3], [])
    assert money([1787.35, 0.1, "", 1e-6]) == ([1787350000, 100000, None, 1], [])


@pytest.mark.parametrize("cell", [9e12, 9 * 10**12, "9000000000000", "9.000.000.000.000"])
def test_a_sum_that_no_cooperative_has_is_an_error(cell: object) -> None:
    assert money([5.0, cell, ""], 10**9) == ([5 * 10**9, None, None], ["unreadable_number"])


def test_digits_typed_as_text_are_certain() -> None:
    assert count(["12", "-", "007", ""]) == ([12, None, 7, None], ["number_as_text"])
    assert money(["12", "1.234,5"]) == ([12 * MILLION, 1_234_500_000], ["number_as_text"])


def test_a_fraction_of_a_dong_rounds_half_away_from_zero() -> None:
    assert money([2.5, -2.5, 33.3333333333333], 1) == ([3, -3, 33], [])


@pytest.mark.parametrize("text", ["1.234", "1,234", "1 234", "1.234 người"])
def test_a_count_can_only_be_whole(text: str) -> None:
    assert count([text]) == ([1234], ["number_as_text"])


@pytest.mark.parametrize("cell", [12.5, "12,5", "12.5"])
def test_a_count_with_decimals_is_an_error(cell: object) -> None:
    assert count([cell]) == ([None], ["count_with_decimals"])


def test_a_vietnamese_text_in_the_column_settles_the_point() -> None:
    assert money(["1.234", "1.234,5"]) == ([1_234_000_000, 1_234_500_000], ["number_as_text"])


def test_an_english_text_in_the_column_settles_the_point() -> None:
    assert money(["1.234", "12.5"]) == ([1_234_000, 12_500_000], ["number_as_text"])


def test_a_column_with_both_readings_settles_nothing() -> None:
    values, rules = money(["1.234", "12.5", "7,5"])
    assert values == [None, 12_500_000, 7_500_000]
    assert rules == ["ambiguous_number", "number_as_text"]


def test_a_lone_point_stays_open() -> None:
    assert money(["1.234", 0.0]) == ([None, 0], ["ambiguous_number"])


def test_size_settles_with_a_warning() -> None:
    assert money(["1.234", 850.0, 1500.0, 2300.0])[1] == ["number_decided_by_size", "number_as_text"]
    assert money(["1.234", 850.0, 1500.0, 2300.0])[0][0] == 1_234_000_000
    assert money(["1.234", 0.85, 1.5, 2.3])[0][0] == 1_234_000
    assert money(["1.234", 0.85, 150.0, 2300.0])[1] == ["ambiguous_number"]


def test_the_writer_s_other_columns_settle() -> None:
    assert money(["1.234"], elsewhere="point") == ([1_234_000_000], ["number_decided_by_other_columns", "number_as_text"])
    assert money(["1.234"], elsewhere="comma") == ([1_234_000], ["number_decided_by_other_columns", "number_as_text"])
    assert money(["1.234"], elsewhere="both") == ([None], ["ambiguous_number"])


def test_size_goes_before_the_writer_s_other_columns_where_they_disagree() -> None:
    cells, read = ["1.234", 0.85, 1.5, 2.3], [1_234_000, 850_000, 1_500_000, 2_300_000]
    assert money(cells, elsewhere="point") == (read, ["number_decided_by_size", "number_as_text"])
    assert money(cells, elsewhere="comma") == (read, ["number_decided_by_other_columns", "number_as_text"])


def test_several_texts_that_agree_settle_each_other() -> None:
    by_size = money(["1.234", "1.500", "2.345", 850.0, 1700.0, 2300.0])
    assert by_size == ([1_234_000_000, 1_500_000_000, 2_345_000_000, 850 * MILLION, 1700 * MILLION, 2300 * MILLION], ["number_as_text"])
    assert money(["1.234", "1.501", "2.345", 0.85, 1.7, 2.3])[0][:3] == [1_234_000, 1_501_000, 2_345_000]
    assert money(["39.600", "41.250", "(12.500)"], 1000) == ([39_600_000, 41_250_000, -12_500_000], ["number_as_text"])


def test_whole_figures_below_a_thousand_show_that_those_above_are_grouped() -> None:
    assert money(["84", "987", "2.390", "1.042", "12.815"])[0] == [n * MILLION for n in (84, 987, 2390, 1042, 12815)]
    assert money(["84", "987", "2.390", "1.042", "12.815"])[1] == ["number_as_text"]
    assert money([84.0, "2,390", "1,042", "12,815"])[0] == [n * MILLION for n in (84, 2390, 1042, 12815)]
    assert "ambiguous_number" in money(["84", "2390", "2.391", "1.042", "12.815"])[1]  # another is not grouped


def test_several_texts_that_nothing_speaks_for_stay_open() -> None:
    assert money(["39.601", "41.251", "12.502"])[1] == ["ambiguous_number"] * 3  # no last 0
    assert money(["1.250", "2.500", "3.750"], 10**9)[1] == ["ambiguous_number"] * 3  # thousandths of a milliard are written
    assert money(["1.250", "2.500"])[1] == ["ambiguous_number"] * 2  # two are no habit


def test_a_lone_comma_marks_decimals_with_a_warning() -> None:
    assert money(["30,109"]) == ([30_109_000], ["number_decided_by_custom", "number_as_text"])


def test_money_in_dong_is_whole() -> None:
    assert money(["1.234"], 1) == ([1234], ["number_as_text"])


def test_a_sum_with_its_own_words_needs_no_unit() -> None:
    assert money(["7 tỷ 250 triệu", "0"], None)[0] == [7_250_000_000, 0]
    assert money(["7 triệu"], 1000)[0] == [7_000_000]


def test_a_multiple_has_decimals_though_the_column_is_in_dong() -> None:
    assert money(["0,5 tỷ", "2,248 tỷ đồng"], 1) == ([500 * MILLION, 2248 * MILLION], ["number_as_text"])


def test_three_zeros_are_grouped_where_others_have_no_decimals() -> None:
    texts = ["643 tr", "25.000 tr", "37.000 tr", "150 tr", "6.433 tr", "901 tr", "97 tr"]
    assert money(texts)[0] == [
        643 * MILLION,
        25_000 * MILLION,
        37_000 * MILLION,
        150 * MILLION,
        6433 * MILLION,
        901 * MILLION,
        97 * MILLION,
    ]


def test_three_zeros_alone_are_grouped_too() -> None:
    assert money(["643", "47.000", "150", "901"]) == ([643 * MILLION, 47_000 * MILLION, 150 * MILLION, 901 * MILLION], ["number_as_text"])
    assert money(["61", "51.000", "683", "44.000", "33.000"])[0][1] == 51_000 * MILLION
    assert money(["47.000"])[1] == ["ambiguous_number"]
    assert money(["47.000", "1.250,5"])[0] == [47_000 * MILLION, 1_250_500_000]


def test_a_share_is_no_count_and_no_sum() -> None:
    assert count(["5%"]) == ([None], ["unreadable_number"])
    assert money(["5 %"]) == ([None], ["unreadable_number"])


def test_a_sum_of_unknown_unit_is_not_read() -> None:
    assert money([12.5, "12"], None)[0] == [None, None]


@pytest.mark.parametrize(
    "cell", ["khoảng 30", "7 triệu", True, dt.date(2019, 3, 5), dt.time(3), float("inf"), float("nan"), 1e300, "9" * 40]
)
def test_what_is_no_count_is_an_error(cell: object) -> None:
    assert count([cell, 5.0]) == ([None, 5], ["unreadable_number"])


def test_blanks_are_not_reported() -> None:
    assert count(["", "-", "…", "x", "không có số liệu", "0"])[0] == [None] * 5 + [0]


def test_scores_keep_their_decimals() -> None:
    heard = Heard()
    assert number_column([82.5, "49,9", "80", ""], False, heard) == [82.5, 49.9, 80.0, None]
    assert heard.rules == ["number_as_text"]


def test_numbers_as_text_are_said_once_a_column() -> None:
    heard = Heard()
    whole_column(["5", "6", 7.0, "8"], 1, False, False, heard)
    assert heard == [("number_as_text", 0, "5", {"count": 3})]
    heard = Heard()
    whole_column(["5", "6"], 1, False, True, heard)
    assert heard == []


def test_real_dates_are_certain() -> None:
    assert days([dt.date(2019, 3, 5), dt.datetime.combine(dt.date(2019, 3, 5), dt.time(10, 30)), ""]) == (
        [dt.date(2019, 3, 5)] * 2 + [None],
        [],
    )


def test_a_day_above_twelve_settles_the_column() -> None:
    assert days(["05/03/2019", "25/03/2019"]) == ([dt.date(2019, 3, 5), dt.date(2019, 3, 25)], ["date_as_text"])
    assert days(["05/03/2019", "03/25/2019"]) == ([dt.date(2019, 5, 3), dt.date(2019, 3, 25)], ["date_as_text"])


def test_a_column_of_both_orders_settles_nothing() -> None:
    values, rules = days(["05/03/2019", "25/03/2019", "03/25/2019"])
    assert values == [None, dt.date(2019, 3, 25), dt.date(2019, 3, 25)]
    assert rules == ["mixed_date_order", "date_as_text"]


def test_an_unsettled_date_is_read_day_first_with_a_warning() -> None:
    assert days(["03/04/2019"]) == ([dt.date(2019, 4, 3)], ["ambiguous_date", "date_as_text"])
    assert days(["03/04/2019"], is_text=True) == ([dt.date(2019, 4, 3)], ["ambiguous_date"])


def test_serial_numbers_are_days() -> None:
    assert days([43529.0, 43529]) == ([dt.date(2019, 3, 5)] * 2, ["date_as_serial"])
    assert days([42067.0], is_1904=True)[0] == [dt.date(2019, 3, 5)]


@pytest.mark.parametrize("cell", [2019.0, "2019", "tháng 3/2019", "3/2019", "tháng 12 năm 2019", "năm 2019"])
def test_a_month_or_a_year_in_which_new_units_count_is_no_day(cell: object) -> None:
    assert days([cell]) == ([None], ["date_without_day_in_window"])


@pytest.mark.parametrize(
    ("cell", "last"), [("2/2016", dt.date(2016, 2, 29)), (2015.0, dt.date(2015, 12, 31)), ("tháng 12/2018", dt.date(2018, 12, 31))]
)
def test_a_month_or_a_year_before_is_taken_at_its_end(cell: object, last: dt.date) -> None:
    assert days([cell]) == ([last], ["date_without_day"])


@pytest.mark.parametrize("cell", ["13/2019", "3/19", "quý I/2019", "1/1/2019/2", True, 1e9, dt.time(3)])
def test_what_is_no_day_is_an_error(cell: object) -> None:
    assert days([cell]) == ([None], ["unreadable_date"])


def test_a_year_of_two_digits_is_a_warning() -> None:
    assert days(["25/03/19"])[1] == ["date_with_short_year", "date_as_text"]


def test_step_is_the_last_digit_written() -> None:
    from pipeline.intake.figures import Column, figures

    cells = [1787.35, "1.787,30", 12.0, "7 triệu"]
    found = figures(Column(cells, [MILLION, MILLION, 1, MILLION], [False, False, True, False], [True, True, False, True], False), Heard())
    assert [figure.step for figure in found] == [Decimal(10_000), Decimal(10_000), Decimal(1), Decimal(1)]
