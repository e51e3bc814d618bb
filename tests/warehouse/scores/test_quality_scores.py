"""mart.fct_quality against plain polars, on a province with a silent district, a late report and corrections."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tests.warehouse.scores.province import CORRECTED, DISAGREES, LATE, PROVINCE, SILENT, YEAR, table
from tests.warehouse.scores.scoring import comparable_years, differences


def scores(build: Path, year: int = YEAR) -> dict[tuple, tuple]:
    rows = table(build, "mart.fct_quality").filter(pl.col("reference_year") == year)
    keys = ["sender", "form", "indicator", "item", "value", "numerator", "denominator"]
    return {row[:4]: row[4:] for row in rows.select(keys).iter_rows()}


@pytest.mark.parametrize("year", [2017, 2018, 2019])
def test_every_score_is_what_plain_polars_says(build: Path, year: int) -> None:
    assert differences(build, year) == []
    assert {key[2] for key in scores(build, year)} >= {"R1", "A2", "A3", "A4", "A5", "A7", "TP1", "TP2", "TP3", "CC1", "CC2"}


def test_the_silent_the_late_and_the_corrected(build: Path) -> None:
    found = scores(build)

    def value(sender: str, indicator: str, item: str | None = None) -> float | None:
        return found.get((sender, "agency_report", indicator, item), (None,))[0]

    assert [value(SILENT, code) for code in ("R1", "A4", "TP3_missing")] == [0, 100, 100]
    assert all(value(SILENT, code) is None for code in ("A2", "A3", "A5", "A6", "TP1", "TP3"))
    assert (value(LATE, "TP3"), value(LATE, "TP3_late"), value(LATE, "TP3_on_time")) == (2, 100, 0)
    moved = {sender: value(sender, "A6_MR", "I.2") for sender in CORRECTED}
    assert moved == {"612": 7, "611": 3}
    assert value("608", "A6") is None
    assert value("611", "TP2") - value("611", "TP1") > 0


def test_the_one_that_disagrees(build: Path) -> None:
    found = scores(build)
    assert found[DISAGREES, "agency_report", "A2", None][1] == 1
    assert found[DISAGREES, "agency_report", "CC1", "I.1b"][1] == 2
    # the registry counts one less in existence and one more dissolved than the district
    assert (found[DISAGREES, "agency_report", "CC1", "I.1"][1], found[DISAGREES, "agency_report", "CC1", "I.1c"][1]) == (1, 1)
    assert found["608", "agency_report", "CC1", None][0] == 0 < found[None, None, "CC1", None][0]


def test_nothing_in_the_headline_is_carried_or_estimated(build: Path) -> None:
    value, numerator, denominator = scores(build)[None, None, "A7", None]
    assert (value, numerator) == (0, 0) and denominator > 500


def test_on_time_late_and_missing_are_all_that_is_owed(build: Path) -> None:
    rows = table(build, "mart.fct_quality").filter(pl.col("indicator").str.starts_with("TP3_") & pl.col("item").is_null())
    keys = ["reference_year", "sender", "form"]
    sums = rows.group_by(keys).agg(pl.col("value", "numerator").sum(), pl.col("denominator").first(), n=pl.len())
    assert sums["value"].round(9).unique().to_list() == [100]
    assert sums.filter((pl.col("numerator") != pl.col("denominator")) | (pl.col("n") != 3)).is_empty()
    whole = sums.filter(pl.col("sender").is_null()).sort("reference_year")
    assert whole["denominator"].to_list() == [len(PROVINCE.obligations_of(year)) for year in (2017, 2018, 2019)]


def test_length_of_series_ends_where_a_report_is_missing(build: Path) -> None:
    submission = table(build, "landing.submission").filter(pl.col("is_current") & pl.col("was_read"))
    for year in (2018, 2019):
        found = scores(build, year)
        for owed in PROVINCE.obligations_of(year):
            came = submission.filter((pl.col("sender") == owed.sender) & (pl.col("form") == owed.form))["reference_year"]
            length = comparable_years(dict.fromkeys(came.to_list(), True), year)
            assert found[owed.sender, owed.form, "CC2", None][0] == length
    assert found[SILENT, "agency_report", "CC2", None][0] == 0
    lengths = {item: value[0] for (sender, _, indicator, item), value in found.items() if indicator == "CC2" and sender is None and item}
    assert lengths == {target: 3 if target in ("T1", "T2", "T8", "T9") else 0 for target in (f"T{number}" for number in range(1, 10))}
    assert found[None, None, "CC2", None][0] == 0


def test_every_score_is_explained_with_its_source(build: Path) -> None:
    explained = table(build, "mart.dim_quality")
    assert set(table(build, "mart.fct_quality")["indicator"]) <= set(explained["indicator"])
    for indicator, source in explained.select("indicator", "source").iter_rows():
        # after the guidelines' indicator of this code, in both languages; no claim that the formula is theirs
        vi, en = source.split(" / ")
        assert vi.startswith(f"theo cách của ESS QPI 2014, {indicator.partition('_')[0]}"), source
        assert en.startswith(f"after ESS QPI 2014, {indicator.partition('_')[0]}"), source
    assert explained.select(pl.all().is_not_null().all()).row(0) == (True,) * explained.width
