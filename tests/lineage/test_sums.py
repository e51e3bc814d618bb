"""Sums over the traced cells give the published figure, to the last bit, for every indicator, area and year."""

from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipeline.lineage.explain import explain_figure
from pipeline.lineage.indicators import Indicator, read_indicators
from tests.lineage.province import SILENT, YEAR, Built

SIDES = ("this_year", "previous_year")
Answers = dict[tuple[str, str], dict[str, Any]]
Published = dict[tuple[str, int, str], dict[str, Any]]


@pytest.fixture(scope="module")
def published(connection: duckdb.DuckDBPyConnection) -> Published:
    rows = connection.execute("select * from mart.fct_indicator")
    names = [column[0] for column in rows.description]
    records = [dict(zip(names, row, strict=True)) for row in rows.fetchall()]
    return {(row["indicator"], row["reference_year"], row["area_code"]): row for row in records}


@pytest.fixture(scope="module")
def indicators(connection: duckdb.DuckDBPyConnection) -> dict[str, Indicator]:
    return read_indicators(connection)


def _from_cells(unit: dict[str, Any], by_cell: bool) -> int:
    """A unit's share by its cells alone: the figure, times its weight where it has one; 1 for a unit that is counted."""
    numbers = [cell["value"] for cell in unit["cells"] if cell["role"] in ("value", "weight")]
    if not by_cell:
        return unit["numerator"]
    assert numbers, unit
    return numbers[0] * (numbers[1] if len(numbers) == 2 else 1)


def test_a_unit_that_counts_has_no_reason_why_it_does_not(answers: Answers) -> None:
    """In a share, one that counts in the denominator alone has; in a count nobody who is listed has."""
    reasons = {True: 0, False: 0}
    for key, answer in answers.items():
        for unit in (unit for side in SIDES for unit in answer[side].get("contributions", ())):
            is_whole = bool(unit.get("numerator")) or answer["kind"] != "share"
            assert not (is_whole and "reason" in unit), (key, unit)
            reasons[is_whole] += "reason" in unit
    assert reasons[False] > 0


@pytest.mark.parametrize("side", SIDES)
def test_cells_add_up_to_the_published_figure(indicators: dict[str, Indicator], answers: Answers, published: Published, side: str) -> None:
    seen = 0
    for (indicator, area), answer in answers.items():
        part = indicators[indicator]
        if not part.is_built:
            continue
        units, year = answer[side]["contributions"], answer[side]["reference_year"]
        figure = published[indicator, year, area]
        if figure["value"] is None:
            assert answer[side]["why_unknown"], (indicator, area, year)
            continue
        numerator = sum(_from_cells(unit, part.figure is not None) for unit in units)
        if part.per is None:
            denominator = 1
        elif part.per not in ("units", "reporting"):
            role = "weight" if part.per == "weight" else "divisor"
            denominator = sum(cell["value"] for unit in units for cell in unit["cells"] if cell["role"] == role)
        else:
            denominator = len(units)
        value = part.scale * float(numerator) / float(denominator)
        assert (value, numerator, denominator) == (figure["value"], answer[side]["numerator"], answer[side]["denominator"]), (
            indicator,
            area,
            year,
        )
        assert answer[side]["reproduces"], (indicator, area, year)
        if part.per is not None:
            assert (float(numerator), float(denominator)) == (figure["numerator"], figure["denominator"]), (indicator, area, year)
        seen += 1
    assert seen > 60


@pytest.mark.parametrize("side", SIDES)
def test_cells_of_form_1_add_up_to_the_reported_figure(
    indicators: dict[str, Indicator], answers: Answers, published: Published, side: str
) -> None:
    known = 0
    for (indicator, area), answer in answers.items():
        said = answer[side]["reported"]
        figure = published[indicator, answer[side]["reference_year"], area]["reported_value"]
        if said is None:
            assert not indicators[indicator].is_item
            continue
        assert said["reproduces"], (indicator, area)
        assert said["value"] == figure
        if figure is not None:
            assert sum(cell["value"] for cell in said["cells"]) == figure
            known += 1
    assert known > 40


def test_the_year_before_is_the_figure_that_growth_is_taken_on(answers: Answers) -> None:
    for key, answer in answers.items():
        assert answer["previous_year"]["value"] == answer["previous_value"], key


def test_matched_units_add_up(answers: Answers, published: Published) -> None:
    for indicator in ("T5", "T6", "T7"):
        for area in ("62", "608", "615"):
            answer, figure = answers[indicator, area], published[indicator, YEAR, area]
            matched = answer["matched"]
            assert (matched["units"], matched["growth_pct"]) == (figure["matched_units"], figure["matched_growth_pct"])
            units = [unit for unit in answer["this_year"]["contributions"] if unit["is_matched"]]
            assert len(units) == matched["units"]
            assert sum(unit["numerator"] for unit in units) == matched["numerator"]
    assert answers["T6", SILENT]["matched"] is None


def test_units_expected_and_reported_are_the_sides(answers: Answers, published: Published) -> None:
    for (indicator, area), answer in answers.items():
        figure = published[indicator, YEAR, area]
        if figure["units_expected"] is not None:
            sides = answer["this_year"]
            assert (sides["units_expected"], sides["units_reported"]) == (figure["units_expected"], figure["units_reported"]), (
                indicator,
                area,
            )


def test_a_limit_cuts_lists_and_no_sum(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    whole, cut = answers["T7", "62"], explain_figure(connection, built.province, "T7", YEAR, "62", limit=2)
    assert len(cut["this_year"]["contributions"]) == 2
    for name in ("numerator", "denominator", "units", "left_out_counts", "reproduces"):
        assert cut["this_year"][name] == whole["this_year"][name]
    assert cut["this_year"]["contributions"] == whole["this_year"]["contributions"][:2]
