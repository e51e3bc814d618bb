"""Every rule of ``expectations/`` speaks where its figure is broken, at that cell, and nowhere else."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.config.suites import read
from pipeline.quality.run import run_suites
from tests.quality.breaks import BREAKS
from tests.quality.province import Draft

SUITES = Path(__file__).parents[2] / "expectations"
PLACE = ("rule", "sender", "sheet", "row", "column")


def without_form_2(draft: Draft, sender: str, year: int) -> None:
    """Intake says that the sheet is missing; what rested on it is not known, and its totals are not held against zeros."""
    for item, value in draft.figures_of_items(sender, year).items():
        draft.overridden |= {(sender, year, item, "value"): value, (sender, year + 1, item, "previous_value"): value}
    draft.submission(sender, year)["_sheets"] = [1, 3, 4]
    for row in draft.rows("unit_report", sender, year):
        draft.drop(row)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    draft = Draft(seed=1)
    without_form_2(draft, "617", 2018)
    return draft.build(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, list[tuple]]:
    draft = Draft(seed=2)
    expected = [named for one in BREAKS for named in one(draft)]
    findings, _, _ = run_suites(draft.build(tmp_path_factory.mktemp("broken")), SUITES)
    return findings, expected


def test_a_clean_province_is_silent(clean: Path) -> None:
    findings, checks, _ = run_suites(clean, SUITES)
    assert findings.select("reference_year", *PLACE, "message").rows() == []
    assert all(check["passed"] for check in checks)


def test_every_break_is_named_at_its_cell_and_nothing_else_is(broken: tuple[pl.DataFrame, list[tuple]]) -> None:
    findings, expected = broken
    found = Counter(findings.select(PLACE).rows())
    wanted = Counter(expected)
    assert (sorted(map(str, wanted - found)), sorted(map(str, found - wanted))) == ([], [])


def test_messages_speak_both_languages_without_gaps(broken: tuple[pl.DataFrame, list[tuple]]) -> None:
    findings, _ = broken
    for message in findings["message"]:
        assert "(trống)" not in message, message
        assert "{" not in message, message


def test_a_figure_and_a_column_a_hundred_times_too_large_are_errors_that_say_so(broken: tuple[pl.DataFrame, list[tuple]]) -> None:
    findings, _ = broken
    off = findings.filter(pl.col("rule").is_in(["figure_off_by_thousands", "column_in_other_unit"]))
    by_hundred = off.filter(pl.col("message").str.contains(r"khoảng 100 lần"))
    assert set(by_hundred.select("rule", "severity", "sender").rows()) == {
        ("figure_off_by_thousands", "error", "611"),
        ("column_in_other_unit", "error", "610"),
    }


# What dbt's own contracts let through and no incoming figure can cause: the marts themselves are broken, one row each.
BROKEN_MARTS = {
    "verdict_missing": "update mart.fct_indicator set verdict = null where indicator = 'T1' and area_code = '62'",
    "verdict_unknown": "update mart.fct_indicator set verdict = 'maybe' where indicator = 'T2' and area_code = '62'",
    "share_out_of_range": "update mart.fct_indicator set value = 101 where indicator = 'T9' and area_code = '62'",
    "indicator_negative": "update mart.fct_indicator set value = -1 where indicator = 'I.2' and area_code = '62'",
    "timeliness_unknown": "update mart.fct_submission set timeliness = 'soon' where sender = 'SCT'",
    "late_without_days": "update mart.fct_submission set timeliness = 'late', days_late = null where sender = 'STC'",
    "unit_year_twice": "insert into mart.fct_unit_year select * from mart.fct_unit_year order by unit_key limit 1",
    "unit_without_district": "update mart.fct_unit_year set area_code = null where unit_key = '608h0'",
}


def test_a_broken_mart_is_named_by_its_rule(clean: Path, tmp_path: Path) -> None:
    copy = tmp_path / "broken.duckdb"
    shutil.copy(clean, copy)
    with duckdb.connect(str(copy)) as connection:
        for statement in BROKEN_MARTS.values():
            connection.execute(statement)
    findings, _, _ = run_suites(copy, SUITES)
    assert set(findings["rule"]) == set(BROKEN_MARTS)


def test_every_rule_over_tables_has_a_break_here(broken: tuple[pl.DataFrame, list[tuple]]) -> None:
    _, expected = broken
    written = {rule.rule for suite in read(SUITES) for rule in suite.rules if suite.table != "landing.finding"}
    assert written == {named[0] for named in expected} | set(BROKEN_MARTS)


def test_no_rule_is_lost_from_the_catalogue() -> None:
    """``catalogue.json`` holds rule → severity: who adds a rule or takes one away says so there too."""
    kept = json.loads((Path(__file__).parent / "catalogue.json").read_text(encoding="utf-8"))
    assert {rule.rule: rule.severity for suite in read(SUITES) for rule in suite.rules} == kept
