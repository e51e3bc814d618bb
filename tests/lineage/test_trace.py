"""Explain and trace agree both ways: a cell's figures are exactly those whose explanation holds the cell."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import duckdb
import pytest

from pipeline.lineage.conditions import conditions
from pipeline.lineage.trace import trace_cell
from tests.lineage.province import MENDED, REPORT, SILENT, YEAR, Built

Answers = dict[tuple[str, str], dict[str, Any]]
Cell = tuple[str, str | None, str]
SIDES = ("this_year", "previous_year")
STEP = 23  # of the cells, so many are skipped between two that are tried


@pytest.fixture(scope="module")
def fed(answers: Answers) -> dict[Cell, set[tuple[str, str, int]]]:
    """Cell → the (indicator, area, year) whose known value it is traced to."""
    found: dict[Cell, set[tuple[str, str, int]]] = defaultdict(set)
    for (indicator, area), answer in answers.items():
        for side in (answer[name] for name in SIDES):
            for unit in side.get("contributions", ()) if side["value"] is not None else ():
                for cell in unit["cells"]:
                    found[cell["path"], cell["sheet"], cell["cell"]].add((indicator, area, side["reference_year"]))
    return found


def test_cells_lead_back_to_every_figure_they_came_from(built: Built, connection: duckdb.DuckDBPyConnection, fed: dict) -> None:
    tried = sorted(fed, key=str)[::STEP]
    assert len(tried) > 30
    for path, sheet, cell in tried:
        answer = trace_cell(connection, built.province, path, sheet or "", cell)
        figures = [figure for figure in answer["figures"] if figure["role"] == "value"]
        assert {(f["indicator"], f["area_code"], f["reference_year"]) for f in figures if f["part"] != "placement"} == fed[
            path, sheet, cell
        ]
        before = {(f["indicator"], f["area_code"], f["reference_year"] - 1) for f in answer["figures"] if f["role"] == "previous_value"}
        assert before == {key for key in fed[path, sheet, cell] if key[2] < YEAR}


def test_a_share_in_a_figure_is_the_units_own(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    unit = answers["T7", MENDED]["this_year"]["contributions"][0]
    income, members = unit["cells"][:2]
    found = trace_cell(connection, built.province, f"raw/{income['path']}", "bieu 2", income["cell"].lower())
    shares = {
        (f["numerator"], f["denominator"])
        for f in found["figures"]
        if (f["indicator"], f["role"], f["reference_year"]) == ("T7", "value", YEAR)
    }
    assert shares == {(income["value"] * members["value"], members["value"])}
    assert (found["value"], found["written_in"]) == (income["value"], 1_000_000)
    weights = trace_cell(connection, built.province, members["path"], members["sheet"], members["cell"])["figures"]
    assert {f["part"] for f in weights if f["indicator"] == "T7"} == {"weight"}
    assert {f["part"] for f in weights if f["indicator"] == "T6"} == {"value"}


def test_matched_units_lead_back_to_both_years(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    for side in SIDES:
        units = answers["T6", MENDED][side]["contributions"]
        cells = {unit["unit_key"]: unit["cells"][0] for unit in units if unit["is_matched"]}
        cell = next(iter(cells.values()))
        found = trace_cell(connection, built.province, cell["path"], cell["sheet"], cell["cell"])
        matched = {(f["area_code"], f["reference_year"]) for f in found["figures"] if (f["indicator"], f["role"]) == ("T6", "matched")}
        assert {("62", YEAR), (MENDED, YEAR)} <= matched


def test_a_left_out_unit_is_told_at_the_cell_that_is_the_cause(
    built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers
) -> None:
    for indicator, reason in (("T6", "dissolved"), ("III.1", "tht_dissolved"), ("T4", "not_active")):
        side = answers[indicator, "62"]["this_year"]
        unit = next(unit for unit in side["left_out"] if unit["reason"] == reason)
        cell = next(cell for cell in unit["cells"] if conditions().is_cause(unit, cell))
        found = trace_cell(connection, built.province, cell["path"], cell["sheet"] or "", cell["cell"])
        told = {(f["indicator"], f["reference_year"], f["reason"]) for f in found["figures"] if f["role"] == "left_out"}
        assert (indicator, YEAR, reason) in told, unit


def test_form_1_leads_to_the_reported_figures(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    now = answers["I.7a", MENDED]["this_year"]["reported"]["cells"][0]
    before = answers["I.7a", MENDED]["previous_year"]["reported"]["cells"][0]
    for cell, areas in ((now, {MENDED}), (before, {MENDED, "62"})):  # this year a district is missing: the province has no sum
        found = trace_cell(connection, built.province, cell["path"], cell["sheet"], cell["cell"])
        assert {(f["indicator"], f["area_code"], f["role"]) for f in found["figures"]} == {
            ("I.7a", area, "reported_value") for area in areas
        }
        assert found["value"] == cell["value"]


def test_the_year_before_of_form_1_feeds_nothing(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    cell = answers["I.1", MENDED]["this_year"]["reported"]["cells"][0]
    column = connection.execute(
        "select column_letter from mart.dim_column where path = ? and table_name = 'total_item' and field = 'previous_value'",
        [cell["path"]],
    ).fetchone()[0]
    found = trace_cell(connection, built.province, cell["path"], cell["sheet"], f"{column}{cell['row']}")
    assert (found["figures"], [note["note"] for note in found["notes"]]) == ([], ["previous_item"])


def test_a_superseded_file_feeds_nothing(built: Built, connection: duckdb.DuckDBPyConnection, answers: Answers) -> None:
    now = next(document for document in answers["T6", MENDED]["previous_year"]["documents"] if document["version"] == 2)
    old = now["replaces"][0]["path"]
    found = trace_cell(connection, built.province, old, "Biểu 2", "H10")
    assert found["figures"] == []
    assert found["notes"] == [{"note": "superseded", "path": now["path"]}]


def test_a_mended_cell_says_what_stood_there(built: Built, connection: duckdb.DuckDBPyConnection) -> None:
    column, row = built.mended
    found = trace_cell(connection, built.province, REPORT.format(year=YEAR, sender=MENDED), "Biểu 2", f"{column}{row}")
    assert [one["value"] for one in found["corrections"]] == [str(found["value"])]
    assert [finding["rule"] for finding in found["findings"]] == ["figure_off_by_ten"]


def test_names_codes_and_places_are_told_apart(built: Built, connection: duckdb.DuckDBPyConnection) -> None:
    path, sheet, row = connection.execute(
        "select path, sheet, row from mart.fct_figure_source where source = 'registry_newest' and reference_year = $1 limit 1", [YEAR]
    ).fetchone()
    letters = dict(
        connection.execute(
            "select field, column_letter from mart.dim_column where path = ? and table_name = 'registry_unit'", [path]
        ).fetchall()
    )
    name = trace_cell(connection, built.province, path, sheet or "", f"{letters['name']}{row}")
    assert (name["figures"], [note["note"] for note in name["notes"]]) == ([], ["identity"])
    district = trace_cell(connection, built.province, path, sheet or "", f"{letters['district']}{row}")
    assert {figure["part"] for figure in district["figures"]} == {"placement"}
    kind = trace_cell(connection, built.province, path, sheet or "", f"{letters['unit_type']}{row}")
    areas = [{figure["area_code"] for figure in found["figures"]} for found in (district, kind)]
    assert len(areas[0]) == 1 and areas[1] == areas[0] | {built.province.code}, "where a unit is does not change the province's figures"
    assert SILENT in {area for (area,) in connection.execute("select area_code from mart.fct_area_year").fetchall()}
