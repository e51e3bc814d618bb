"""The scores where windows are not calendar years and communes report: 2024, 2025 and 2026, of former districts and communes."""

import polars as pl
import pytest

from pipeline.config import load
from tests.e2e.provinces.conftest import Built
from tests.warehouse.scores.scoring import differences


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_score_is_what_plain_polars_says_across_the_merger(kon_tum: Built, year: int) -> None:
    assert differences(kon_tum.warehouse, year) == []


def test_on_time_late_and_missing_are_all_that_is_owed(kon_tum: Built) -> None:
    rows = kon_tum.ask("select * from mart.fct_quality where indicator like 'TP3/_%' escape '/' and item is null")
    sums = rows.group_by("reference_year", "sender", "form").agg(pl.col("value", "numerator").sum(), pl.col("denominator").first())
    assert sums["value"].round(9).unique().to_list() == [100]
    whole = sums.filter(pl.col("sender").is_null()).sort("reference_year")
    assert whole["denominator"].to_list() == [len(load().obligations_of(year)) for year in (2024, 2025, 2026)]


def test_the_silent_commune_is_seen(kon_tum: Built) -> None:
    found = kon_tum.ask(
        """select indicator, value from mart.fct_quality
        where (reference_year, sender, form) = (2026, '23538', 'agency_report') and item is null"""
    )
    values = dict(found.iter_rows())
    assert (values["TP3_missing"], values["R1"], values["CC2"]) == (100, 0, 0)
    assert "TP1" not in values
