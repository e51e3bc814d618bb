"""Figures in words: every direction, zero, nothing known, rounding, plan and verdict, in both languages."""

from __future__ import annotations

import math
import string
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Target
from pipeline.office.numerals import WORDS, load_words, rounded
from pipeline.office.wording import Wording, planned
from tests.reports.official.invented import figure, money, share

VI, EN = Wording("vi"), Wording("en")
T1 = Target(reference_year=2019, indicator="T1", measure="value", threshold=20, base_year=None, document_no="765/VP-KTTH")
T6 = Target(reference_year=2019, indicator="T6", measure="growth", threshold=10, base_year=2018, document_no="765/VP-KTTH")
T9 = Target(reference_year=2019, indicator="T9", measure="value", threshold=80, base_year=None, document_no="765/VP-KTTH")


def new_htx(value: float | None, verdict: str, **given_: object):
    return figure(indicator="T1", unit_of_measure="HTX", kind="count", value=value, verdict=verdict, **given_)


# numbers -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1787.35, 1, "1.787,4"),
        (79.96, 1, "80,0"),
        (0.25, 1, "0,3"),
        (-0.25, 1, "-0,3"),  # half away from zero, not half up
        (2.2499999999999996, 1, "2,3"),  # the noise of a division that gave 2,25
        (0, 0, "0"),
        (-0.01, 1, "0,0"),  # no minus before a zero
        (5998378, 0, "5.998.378"),
        (None, 1, "…"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(value: float | None, decimals: int, written: str) -> None:
    assert VI.number(value, decimals) == written


def test_english_numbers() -> None:
    assert (EN.number(1787.35, 1), EN.percent(79.96), EN.count(5)) == ("1,787.4", "80.0%", "5")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=4), st.integers(min_value=0, max_value=3))
def test_rounding_is_half_away_from_zero(value: Decimal, decimals: int) -> None:
    scaled = abs(value) * 10**decimals
    expected = math.floor(scaled + Decimal("0.5"))
    assert abs(rounded(value, decimals)) * 10**decimals == expected


@given(st.integers(min_value=0, max_value=10**15))
def test_a_money_amount_keeps_every_digit_before_it_is_rounded(vnd: int) -> None:
    assert VI.million(vnd) == VI.number(Decimal(vnd) / 1_000_000, 1)


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (1, "01"), (9, "09"), (10, "10"), (1234, "1.234"), (None, "…")])
def test_small_counts_get_a_zero_as_in_the_directive(value: int | None, written: str) -> None:
    assert VI.count(value) == written


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 3, 29), "ngày 29 tháng 3 năm 2019"),
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2019, 12, 9), "ngày 09 tháng 12 năm 2019"),
    ],
)
def test_dates_pad_days_below_ten_and_the_first_two_months(day: date, written: str) -> None:
    assert VI.date(day) == written


def test_a_moment_shows_its_clock() -> None:
    assert VI.moment(datetime(2019, 12, 9, 23, 59)) == "23:59 ngày 09/12/2019"  # noqa: DTZ001


# against last year -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_", "said"),
    [
        ({"value": 105.0, "previous_value": 100.0, "growth_pct": 5.0}, "tăng 5,0% so với năm 2018 (100 thành viên)"),
        ({"value": 95.0, "previous_value": 100.0, "growth_pct": -5.0}, "giảm 5,0% so với năm 2018 (100 thành viên)"),
        ({"value": 100.0, "previous_value": 100.0, "growth_pct": 0.0}, "bằng năm 2018"),
        ({"value": 100_001.0, "previous_value": 100_000.0, "growth_pct": 0.001}, "tăng dưới 0,1% so với năm 2018 (100.000 thành viên)"),
        ({"value": 5.0, "previous_value": 0.0}, "năm 2018 không có"),
        ({"value": 0.0, "previous_value": 0.0}, "năm 2018 cũng không có"),
        ({"value": 0.0, "previous_value": 2.0, "growth_pct": -100.0}, "năm 2018 là 02 thành viên"),
        ({"value": 5.0, "previous_value": None}, "năm 2018 chưa có số liệu để so sánh"),
        ({"value": None, "previous_value": 5.0}, ""),
        ({"value": None, "previous_value": None}, ""),
    ],
)
def test_a_count_is_compared_with_the_year_before(given_: dict[str, float | None], said: str) -> None:
    assert VI.compared(figure(**given_)) == said


def test_shares_are_compared_in_percentage_points() -> None:
    assert VI.compared(share(value=71.3, previous_value=65.1, growth_pct=9.52)) == "tăng 6,2 điểm phần trăm so với năm 2018 (65,1%)"
    assert VI.compared(share(value=65.0, previous_value=65.0, growth_pct=0.0)) == "bằng năm 2018"


@pytest.mark.parametrize(
    ("value", "previous", "said"),
    [
        (5_000_000.0, -12_300_000.0, "tăng 17,3 triệu đồng so với năm 2018 (-12,3 triệu đồng)"),
        (-5_000_000.0, 10_000_000.0, "giảm 15,0 triệu đồng so với năm 2018 (10,0 triệu đồng)"),
    ],
)
def test_a_loss_is_compared_in_money_and_not_in_percent(value: float, previous: float, said: str) -> None:
    assert VI.compared(money(value=value, previous_value=previous, growth_pct=(value / previous - 1) * 100)) == said


# plan and verdict --------------------------------------------------------------------------------------------------------


def test_what_the_directive_asks_for() -> None:
    assert VI.target(new_htx(1.0, "met"), T1) == "ít nhất 20 HTX"
    assert VI.target(figure(), T6) == "tăng 10% trở lên"
    assert VI.target(share(), T9) == "ít nhất 80%"
    other_base = T6.model_copy(update={"base_year": 2015})
    assert VI.target(figure(), other_base) == "tăng 10% trở lên so với năm 2015"


@pytest.mark.parametrize(
    ("value", "verdict", "said"),
    [
        (12.0, "not_met", "bằng 60,0% kế hoạch, không đạt chỉ tiêu"),
        (20.0, "met", "bằng 100,0% kế hoạch, đạt chỉ tiêu"),
        (0.0, "not_met", "không đạt chỉ tiêu"),
        (None, "undetermined", "chưa đủ dữ liệu để kết luận"),
    ],
)
def test_plan_and_verdict_of_a_count(value: float | None, verdict: str, said: str) -> None:
    assert VI.plan(new_htx(value, verdict), T1) == said


def test_a_share_that_rounds_up_to_the_target_is_printed_so_and_still_not_met() -> None:
    nearly = share(value=79.96, verdict="not_met")
    assert VI.amount(nearly, nearly.value) == "80,0%"
    assert VI.plan(nearly, T9) == "bằng 100,0% kế hoạch, không đạt chỉ tiêu, số chưa làm tròn thấp hơn mức giao"


def test_a_growth_of_exactly_the_target_is_met_and_one_just_below_says_why_not() -> None:
    exactly = figure(value=1100.0, previous_value=1000.0, growth_pct=10.000000000000009, verdict="met")
    assert VI.plan(exactly, T6) == "bằng 100,0% kế hoạch, đạt chỉ tiêu"
    below = figure(value=10996.0, previous_value=10000.0, growth_pct=9.96, verdict="not_met")
    assert VI.plan(below, T6).endswith("số chưa làm tròn thấp hơn mức giao")


def test_the_planned_level_of_a_growth_target_is_the_base_raised() -> None:
    assert planned(figure(previous_value=1000.0), T6) == 1100.0
    assert planned(figure(previous_value=1000.0, base_value=500.0), T6) == 550.0
    assert planned(figure(), T6) is None


# both languages ----------------------------------------------------------------------------------------------------------


def _sentences(words: dict, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _sentences(value, (*path, key))
        elif isinstance(value, str) and path[:1] not in (("terms",), ("indicators",), ("units_plural",)):
            yield (*path, key), value


def test_both_languages_have_the_same_sentences_and_no_places_of_their_own() -> None:
    vi, en = dict(_sentences(load_words(WORDS, "vi"))), dict(_sentences(load_words(WORDS, "en")))
    assert vi.keys() == en.keys()

    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert {path: places(en[path]) - places(vi[path]) for path in vi if places(en[path]) - places(vi[path])} == {}


def test_the_heads_of_the_annexes_have_the_same_number_of_columns_in_both_languages() -> None:
    vi, en = load_words(WORDS, "vi")["annex"], load_words(WORDS, "en")["annex"]
    heads = {key: len(sheet["heads"]) for key, sheet in vi.items() if isinstance(sheet, dict) and "heads" in sheet}
    assert heads == {key: len(en[key]["heads"]) for key in heads}


def test_english_sentences() -> None:
    assert EN.compared(figure(value=95.0, previous_value=100.0, growth_pct=-5.0)) == "down 5.0% on 2018 (100 members)"
    assert EN.amount(new_htx(1.0, "met"), 1.0) == "1 cooperative"
    assert EN.plan(new_htx(12.0, "not_met"), T1) == "60.0% of the plan, target not met"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        Wording("fr").percent(1)
