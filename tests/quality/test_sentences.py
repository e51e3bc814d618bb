from __future__ import annotations

import datetime as dt

import pytest

from pipeline.quality.sentences import figure_of, fill, plain, show


@pytest.mark.parametrize(
    ("name", "value", "vietnamese", "english"),
    [
        ("revenue_vnd", 1_787_350_000, "1.787.350.000 đồng", "1,787,350,000 VND"),
        ("ratio", 1234.5, "1.234,5", "1,234.5"),
        ("score", 0.0123, "0,012", "0.012"),
        ("members", 7.0, "7", "7"),
        ("reference_year", 2019, "2019", "2019"),
        ("registration_code", "6101123457", "6101123457", "6101123457"),
        ("founded_on", dt.date(2019, 3, 5), "05/03/2019", "2019-03-05"),
        ("name", None, "(trống)", "(blank)"),
        ("x", float("nan"), "(trống)", "(blank)"),
    ],
)
def test_values_read_as_people_write_them(name: str, value: object, vietnamese: str, english: str) -> None:
    assert (show(name, value, "vi"), show(name, value, "en")) == (vietnamese, english)


def test_a_figure_without_end_or_none_is_said_as_it_is() -> None:
    assert [show("value", figure_of(value, 10**6)) for value in (float("inf"), None)] == ["∞", "(trống)"]
    assert [show("value", figure_of(value, unit)) for value, unit in ((2.6, None), (2_500_000, 10**6))] == ["3", "2,5 triệu đồng"]


def test_a_sentence_without_a_value_still_reads() -> None:
    assert fill("Từ {a} đến {b}", {"a": 3}) == "Từ 3 đến (trống)"


def test_a_name_with_braces_is_not_taken_for_a_placeholder() -> None:
    assert fill("Tên {name}", {"name": "HTX {x}"}) == "Tên HTX {x}"


@pytest.mark.parametrize(
    ("value", "text"), [(7.0, "7"), (0.1, "0.1"), (dt.date(2019, 3, 5), "2019-03-05"), (float("inf"), "inf"), (None, None)]
)
def test_plain_values_are_the_same_in_every_language(value: object, text: str | None) -> None:
    assert plain(value) == text
