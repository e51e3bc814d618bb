"""Every rule of ``expectations/`` speaks where its figure is broken, at that cell, and nowhere else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from pipeline.quality.run import run_suites
from tests.quality.breaks import BREAKS
from tests.quality.province import Draft

SUITES = Path(__file__).parents[2] / "expectations"
PLACE = ("rule", "sender", "sheet", "row", "column")


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Draft(seed=1).build(tmp_path_factory.mktemp("clean"))


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> tuple[pl.DataFrame, list[tuple]]:
    draft = Draft(seed=2)
    expected = [named for one in BREAKS for named in one(draft)]
    findings, _ = run_suites(draft.build(tmp_path_factory.mktemp("broken")), SUITES)
    return findings, expected


def test_a_clean_province_is_silent(clean: Path) -> None:
    findings, checks = run_suites(clean, SUITES)
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
