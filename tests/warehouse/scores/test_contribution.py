"""``mart.fct_contribution``, summed up by hand, against the simulator's truth; the tests' own definitions against dbt's."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from tests.definitions import dim_indicator
from tests.simulator import simulate, truth
from tests.warehouse.scores.province import AS_OF, PROFILE, PROVINCE, YEAR, table

SEED = 5
NONE = [0, 0, 0, 0]


@pytest.fixture(scope="module")
def sums(build: Path) -> dict[tuple[int, str, str], list[int]]:
    """Numerator, denominator, units expected and reported, by (year, indicator, area); the province holds every district."""
    found: dict[tuple[int, str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for row in table(build, "mart.fct_contribution").iter_rows(named=True):
        for area in (row["area_code"], PROVINCE.code):
            of_area = found[row["reference_year"], row["indicator"], area]
            of_area[0] += int(row["numerator"] or 0)
            of_area[1] += int(row["denominator"] or 0)
            of_area[2] += row["is_reported"] is not None
            of_area[3] += row["is_reported"] is True
    return dict(found)


def test_what_units_contribute_adds_up_to_the_simulators_truth(build: Path, sums: dict) -> None:
    """Every indicator of the plan and of biểu 1 that is built from units, in the years in which nothing was taken out or changed."""
    built = dim_indicator().filter((pl.col("kind") != "reported") & (pl.col("listed_in") != "report"))
    kinds = {row["indicator"]: row for row in built.iter_rows(named=True)}
    checked = set()
    for row in truth.indicators(simulate(PROFILE, SEED), AS_OF).iter_rows(named=True):
        key = (row["reference_year"], row["indicator"], row["area_code"])
        if row["value"] is None or row["reference_year"] == YEAR or row["indicator"] not in kinds:
            continue
        numerator, denominator, expected, reported = sums.get(key, NONE)
        made = numerator if kinds[row["indicator"]]["per"] is None else kinds[row["indicator"]]["scale"] * numerator / denominator
        assert made == pytest.approx(row["value"], rel=1e-12), key
        if row["numerator"] is not None:
            assert (numerator, denominator) == (row["numerator"], row["denominator"]), key
        if row["units_expected"] is not None:
            assert (expected, reported) == (row["units_expected"], row["units_reported"]), key
        checked.add(row["indicator"])
    assert checked == kinds.keys()


def test_every_figure_that_stands_is_the_sum_of_its_contributions(build: Path, sums: dict) -> None:
    kinds = {row["indicator"]: row for row in dim_indicator().iter_rows(named=True)}
    standing = table(build, "mart.fct_indicator").filter(~pl.col("value").is_null())
    for row in standing.iter_rows(named=True):
        numerator, denominator, expected, reported = sums.get((row["reference_year"], row["indicator"], row["area_code"]), NONE)
        about = kinds[row["indicator"]]
        assert row["value"] == (numerator if about["per"] is None else about["scale"] * float(numerator) / float(denominator))
        if about["per"] is not None:
            assert (row["numerator"], row["denominator"]) == (numerator, denominator)
        if row["units_expected"] is not None:
            assert (row["units_expected"], row["units_reported"]) == (expected, reported)
    assert standing["indicator"].n_unique() == sum(row["kind"] != "reported" for row in kinds.values())


def test_the_definitions_that_tests_without_dbt_use_are_dbts(build: Path) -> None:
    made = table(build, "mart.dim_indicator")
    assert dim_indicator().select(made.columns).sort("sort_order").equals(made.sort("sort_order"))
