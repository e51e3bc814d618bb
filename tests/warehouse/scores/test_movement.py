"""``mart.fct_movement``: the parts of a change, counted again by hand from the contributions, and what they add up to."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.scores.province import PROVINCE, YEAR, table


@pytest.fixture(scope="module")
def movement(build: Path) -> pl.DataFrame:
    return table(build, "mart.fct_movement")


def test_the_parts_of_what_is_counted_or_summed_add_up_to_the_whole(build: Path, movement: pl.DataFrame) -> None:
    kinds = dict(table(build, "mart.dim_indicator").select("indicator", "kind").iter_rows())
    wholes = {(row["reference_year"], row["indicator"]): row for row in movement.filter(pl.col("cut") == "whole").iter_rows(named=True)}
    assert len(wholes) >= 40
    for (year, code, cut), parts in movement.group_by("reference_year", "indicator", "cut"):
        if kinds[code] == "mean":
            continue
        for column in ("value", "previous_value", "change"):
            assert parts[column].sum() == pytest.approx(wholes[year, code][column]), (year, code, cut)


def test_the_whole_is_the_provinces_figure(build: Path, movement: pl.DataFrame) -> None:
    figures = table(build, "mart.fct_indicator").filter(pl.col("area_code") == PROVINCE.code)
    both = movement.filter(pl.col("cut") == "whole", pl.col("reference_year") < YEAR).join(figures, on=["reference_year", "indicator"])
    known = both.filter(pl.col("value_right").is_not_null() & pl.col("previous_value_right").is_not_null())
    assert known.height >= 20
    for row in known.iter_rows(named=True):
        assert (row["value"], row["previous_value"]) == pytest.approx((row["value_right"], row["previous_value_right"])), row["indicator"]


def test_units_enter_leave_or_stay_as_their_contributions_say(build: Path, movement: pl.DataFrame) -> None:
    counted = table(build, "mart.fct_contribution").filter((pl.col("indicator") == "I.1") & pl.col("numerator").is_not_null())
    years = {year: set(rows["unit_key"]) for (year,), rows in counted.group_by("reference_year")}
    shown = movement.filter((pl.col("indicator") == "I.1") & (pl.col("cut") == "presence"))
    found = {(row["reference_year"], row["part"]): row["units"] + row["previous_units"] for row in shown.iter_rows(named=True)}
    for year in sorted(years)[1:]:
        now, before = years[year], years[year - 1]
        parts = Counter(entered=len(now - before), left=len(before - now), stayed=2 * len(now & before))
        assert {part: count for (of, part), count in found.items() if of == year} == +parts


def test_so_many_units_make_up_half_of_a_change(build: Path, movement: pl.DataFrame) -> None:
    members = table(build, "mart.fct_contribution").filter(pl.col("indicator") == "T6")
    for row in movement.filter((pl.col("indicator") == "T6") & (pl.col("cut") == "whole")).iter_rows(named=True):
        sums: Counter[str] = Counter()
        for unit, year, number in members.select("unit_key", "reference_year", "numerator").iter_rows():
            sign = {row["reference_year"]: 1, row["reference_year"] - 1: -1}.get(year, 0)
            sums[unit] += sign * int(number or 0)
        way = 1 if row["change"] > 0 else -1
        steps = sorted((way * change for change in sums.values() if way * change > 0), reverse=True)
        enough = next(n for n in range(1, len(steps) + 1) if 2 * sum(steps[:n]) >= abs(row["change"]))
        assert row["half_units"] == enough
