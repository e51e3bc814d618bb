"""The truth keeps to the contract where it is easy to slip: edges of dates, nulls, verdicts."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from types import SimpleNamespace

import polars as pl
import pytest

from tests.simulator import World, simulate, small, truth
from tests.simulator.days import window
from tests.simulator.truth.measures import Measure
from tests.simulator.truth.verdicts import growth
from tests.simulator.truth.verdicts import verdict as verdict_against

NOW = datetime.fromisoformat("2021-01-01T00:00:00+07:00")
FULL = SimpleNamespace(has_registry=True, has_alliance=True, is_complete=True)
NO_LISTS = SimpleNamespace(has_registry=False, has_alliance=False, is_complete=True)
MISSING_ONE = SimpleNamespace(has_registry=True, has_alliance=True, is_complete=False)

TARGETS_2019 = {"T1": 20, "T2": 1, "T3": 50, "T4": 60, "T5": 10, "T6": 10, "T7": 10, "T8": 20, "T9": 80}


def verdict(indicator: str, now: object, measure: Measure, before: object, previous: Measure | None) -> str:
    """Against the directive's targets, written out here."""
    return verdict_against(indicator, Fraction(TARGETS_2019[indicator]), now, measure, before, previous)


def counted(value: int, expected: int = 100, reported: int = 100) -> Measure:
    return Measure(Fraction(value), expected=expected, reported=reported)


def test_windows() -> None:
    assert window(2023) == (date(2023, 1, 1), date(2023, 12, 31))
    assert window(2024) == (date(2024, 1, 1), date(2024, 12, 14))
    assert window(2025) == (date(2024, 12, 15), date(2025, 12, 14))


def test_growth_of_exactly_ten_per_cent_is_met() -> None:
    assert growth(Fraction(33), Fraction(30)) == 10
    assert verdict("T6", FULL, counted(33), FULL, counted(30)) == "met"
    assert verdict("T6", FULL, counted(329), FULL, counted(300)) == "not_met"
    assert growth(Fraction(5), Fraction(0)) is None
    assert growth(Fraction(5), Fraction(-2)) is None


def test_coverage_of_both_years_decides_whether_growth_decides() -> None:
    assert verdict("T5", FULL, counted(200, 100, 95), FULL, counted(100)) == "met"
    assert verdict("T5", FULL, counted(200, 100, 94), FULL, counted(100)) == "undetermined"
    assert verdict("T5", FULL, counted(200), FULL, counted(100, 100, 94)) == "undetermined"
    assert verdict("T5", FULL, counted(200), None, None) == "undetermined"


def test_share_just_under_the_target_is_not_met_whatever_it_prints_as() -> None:
    share = Measure(Fraction(7996, 100), Fraction(7996), Fraction(10000))
    assert verdict("T9", FULL, share, FULL, share) == "not_met"
    assert verdict("T9", NO_LISTS, Measure(), FULL, share) == "undetermined"


def test_new_groups_with_a_district_missing() -> None:
    assert verdict("T3", MISSING_ONE, Measure(Fraction(50)), None, None) == "met"
    assert verdict("T3", MISSING_ONE, Measure(Fraction(49)), None, None) == "undetermined"
    assert verdict("T3", FULL, Measure(Fraction(49)), None, None) == "not_met"


@pytest.mark.parametrize(("low", "high", "said"), [(60, 70, "met"), (50, 59, "not_met"), (55, 60, "undetermined")])
def test_effective_share_between_its_bounds(low: int, high: int, said: str) -> None:
    assert verdict("T4", FULL, Measure(Fraction(low), high=Fraction(high)), None, None) == said


def test_alliance_growth_needs_the_lists_of_both_years() -> None:
    assert verdict("T8", FULL, Measure(Fraction(12)), FULL, Measure(Fraction(10))) == "met"
    assert verdict("T8", FULL, Measure(Fraction(12)), NO_LISTS, Measure()) == "undetermined"


def test_what_rests_on_lists_survives_a_missing_report_and_the_rest_is_null(unseen: World) -> None:
    world = without(unseen, "608", "agency_report", 2019)
    rows = truth.indicators(world, NOW).filter((pl.col("reference_year") == 2019) & (pl.col("area_code") == "608"))
    known = {row["indicator"] for row in rows.iter_rows(named=True) if row["value"] is not None}
    assert known == {"T1", "T2", "T8", "T9", "I.1", "I.1b", "I.1c", "II.1", "II.1b"}


def test_without_the_registry_nothing_of_htx_is_known(unseen: World) -> None:
    world = without(unseen, "SKHDT", "registry_extract", 2019)
    rows = truth.indicators(world, NOW).filter((pl.col("reference_year") == 2019) & (pl.col("area_code") == "62"))
    known = {row["indicator"] for row in rows.iter_rows(named=True) if row["value"] is not None}
    assert known == {"T3", "III.1", "III.1a", "III.2"}
    verdicts = dict(rows.filter(pl.col("verdict").is_not_null()).select("indicator", "verdict").iter_rows())
    assert {name for name, said in verdicts.items() if said == "undetermined"} == {f"T{number}" for number in range(1, 10)} - {"T3"}


def test_a_later_list_tells_what_happened_after_the_report(unseen: World) -> None:
    """Registered after the extract of 2018: not known in January, part of 2018 once the list of 2019 is there."""
    late = [unit for unit in unseen.units if unit.is_htx and unit.registered_on >= date(2018, 12, 16) and unit.registered_on.year == 2018]
    assert late

    def new_in_2018(as_of: str) -> float:
        rows = truth.indicators(unseen, datetime.fromisoformat(as_of))
        return rows.filter((pl.col("reference_year") == 2018) & (pl.col("indicator") == "T1") & (pl.col("area_code") == "62"))[
            "value"
        ].item()

    assert new_in_2018("2020-01-01T00:00:00+07:00") - new_in_2018("2019-01-15T00:00:00+07:00") == len(late)


def test_units_and_indicators_agree(unseen: World) -> None:
    units = truth.unit_years(unseen, NOW).filter(pl.col("reference_year") == 2019)
    rows = truth.indicators(unseen, NOW).filter((pl.col("reference_year") == 2019) & (pl.col("area_code") == "62"))
    value = dict(rows.select("indicator", "value").iter_rows())
    htx = units.filter(pl.col("unit_type").is_in(["HTX", "QTDND"]))
    assert htx["in_existence"].sum() == value["I.1"]
    assert htx["is_new"].sum() == value["T1"]
    assert htx.filter("in_existence")["members"].sum() == value["T6"]
    assert htx.filter("is_active")["is_effective"].sum() == value["I.1d"]
    assert units.filter((pl.col("unit_type") == "THT") & pl.col("in_existence")).height == value["III.1"]


def test_a_province_of_any_span() -> None:
    world = simulate(small(12, first_year=2021, years=3), 3)
    assert truth.indicators(world, datetime.fromisoformat("2024-06-01T00:00:00+07:00"))["reference_year"].unique().sort().to_list() == [
        2021,
        2022,
        2023,
    ]


def without(world: World, sender: str, form: str, year: int) -> World:
    kept = [item for item in world.documents if (item.sender, item.form, item.year) != (sender, form, year)]
    return replace(world, documents=kept)
