"""The shipped province has the sizes that were published, and a story with something on both sides of every line."""

from dataclasses import replace
from datetime import date, datetime

import polars as pl
import pytest

from tests.simulator import World, truth

NOW = datetime.fromisoformat("2020-06-01T00:00:00+07:00")


@pytest.fixture(scope="module")
def figures(kon_tum: World) -> dict[tuple[int, str], dict]:
    table = truth.indicators(kon_tum, NOW).filter(pl.col("area_code") == "62")
    return {(row["reference_year"], row["indicator"]): row for row in table.iter_rows(named=True)}


def test_2019_as_published(figures: dict) -> None:
    assert figures[2019, "I.1"]["value"] == 115
    assert figures[2019, "II.1"]["value"] in (1, 2)
    assert figures[2019, "III.1"]["value"] == 181
    assert figures[2019, "T8"]["value"] == 82
    assert 9_400 <= figures[2019, "T6"]["value"] <= 9_600


def test_earlier_years_as_published(figures: dict) -> None:
    assert [figures[year, "I.1"]["value"] for year in (2016, 2017, 2018)] == [65, 80, 99]
    assert figures[2018, "T8"]["value"] == 71
    assert figures[2016, "III.1"]["value"] == 113
    assert abs(figures[2016, "I.6x"]["value"] / 27e6 - 1) < 0.01
    assert abs(figures[2016, "I.6"]["value"] / 35e6 - 1) < 0.01
    assert abs(figures[2016, "I.4"]["value"] / 1_787e6 - 1) < 0.05


def test_some_targets_are_met_and_some_are_not(figures: dict) -> None:
    verdicts = [figures[2019, f"T{number}"]["verdict"] for number in range(1, 10)]
    assert verdicts == ["met", "met", "not_met", "met", "met", "not_met", "met", "not_met", "not_met"]


def test_the_correction_of_2018_turns_a_verdict_of_2019(kon_tum: World, figures: dict) -> None:
    """With the report of 2018 as first sent, members would have grown by over 10 per cent."""
    uncorrected = replace(kon_tum, documents=[item for item in kon_tum.documents if item.version == 1])
    table = truth.indicators(uncorrected, NOW).filter((pl.col("area_code") == "62") & (pl.col("indicator") == "T6"))
    first = {row["reference_year"]: row for row in table.iter_rows(named=True)}
    assert figures[2018, "T6"]["value"] - first[2018]["value"] == 176
    assert (first[2019]["verdict"], figures[2019, "T6"]["verdict"]) == ("met", "not_met")


def test_a_missing_district_shows(kon_tum: World) -> None:
    table = truth.indicators(kon_tum, datetime.fromisoformat("2019-12-09T23:59:59+07:00")).filter(pl.col("reference_year") == 2019)
    missing = {row["indicator"]: row for row in table.filter(pl.col("area_code") == "618").iter_rows(named=True)}
    province = {row["indicator"]: row for row in table.filter(pl.col("area_code") == "62").iter_rows(named=True)}
    assert missing["T6"]["value"] is None and missing["I.1"]["value"] > 0
    assert province["T3"]["verdict"] == "undetermined"
    assert province["T7"]["verdict"] == "undetermined"  # fewer than 95 % of the HTX report


def test_things_happen_between_report_and_new_year(kon_tum: World) -> None:
    days = (
        [unit.registered_on for unit in kon_tum.units]
        + [unit.ended_on for unit in kon_tum.units]
        + [unit.joined_on for unit in kon_tum.units]
    )
    late = [day for day in days if day and day.year >= 2016 and day >= date(day.year, 12, 16)]
    assert len(late) >= 6
    quiet = [day for day in days if day and day.year >= 2016 and date(day.year, 12, 1) <= day <= date(day.year, 12, 15)]
    assert quiet == []


def test_deadlines_to_the_second(kon_tum: World) -> None:
    sent = {
        (row["sender"], row["reference_year"]): row
        for row in truth.submissions(kon_tum, NOW).iter_rows(named=True)
        if row["form"] == "agency_report"
    }
    assert (sent["610", 2018]["timeliness"], sent["610", 2018]["days_late"]) == ("on_time", 0)  # 9 December 23:59:59
    assert (sent["613", 2017]["timeliness"], sent["613", 2017]["days_late"]) == ("late", 1)  # 10 December 00:00:00
    assert (sent["618", 2019]["timeliness"], sent["618", 2019]["days_late"]) == ("late", 2)
