"""An error holds every report whose figures rest on the cell, in whichever year it was found; what rests on nothing holds its own."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from pipeline.quality.check import check, decide_from
from pipeline.quality.findings import frame
from pipeline.quality.report_years import place_findings
from pipeline.quality.waivers import COVERS
from pipeline.settings import SUITES
from tests.quality.province import AS_OF, YEARS, Draft

ALL = list(YEARS)
REGISTRY = {"sender": "SKHDT", "sheet": "Danh sách"}
REPORT = {"sender": "615", "path": "2018/615/agency_report.xlsx"}


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years; the Alliance's list of 2019 has come and cannot be read, a bureau's tasks and a district's report of 2018 are
    missing."""
    draft = Draft(seed=1)
    unread = draft.submission("LMHTX", 2019, "alliance_members")
    unread |= {"was_read": False}
    for row in draft.rows("alliance_member", "LMHTX", 2019):
        draft.drop(row)
    for sender in ("SCT", "618"):
        draft.submissions.remove(draft.submission(sender, 2018))
        for table in draft.tables:
            for row in draft.rows(table, sender, 2018):
                draft.drop(row)
    return draft.build(tmp_path_factory.mktemp("years"))


def held(build: Path, *findings: dict[str, Any], covers: list[tuple] = ()) -> list[int]:
    error = {"severity": "error", "rule": "unreadable_date"}
    rows = frame([error | finding for finding in findings])
    with duckdb.connect(str(build)) as connection:
        connection.register("incoming", rows.to_arrow())
        connection.execute("create or replace table mart.fct_finding as from incoming")
        place_findings(connection, pl.DataFrame(covers, schema=COVERS, orient="row"))
        return [year for (year,) in connection.sql("select distinct reference_year from mart.fct_finding_year order by 1").fetchall()]


@pytest.mark.parametrize(
    ("finding", "years"),
    [
        # the newest whole list gives every year its dates: the attack, and its relatives
        (REGISTRY | {"reference_year": 2019, "path": "2019/SKHDT/registry_extract.xlsx", "row": 17, "column": "J"}, ALL),
        (REGISTRY | {"reference_year": 2019, "path": "2019/SKHDT/registry_extract.xlsx", "row": 9_999}, ALL),  # a row that was not read
        (REGISTRY | {"reference_year": 2019, "path": "2019/SKHDT/registry_extract.xlsx", "column": "J"}, ALL),  # a whole column
        ({"sender": "SKHDT", "reference_year": 2019, "path": "2019/SKHDT/registry_extract.xlsx"}, ALL),  # the file
        ({"sender": "LMHTX", "reference_year": 2019, "path": "2019/LMHTX/alliance_members.xlsx"}, ALL),  # newest, and cannot be read
        ({"sender": "LMHTX", "reference_year": 2018, "path": "2018/LMHTX/alliance_members.xlsx", "row": 12}, ALL),  # the newest that can
        # a list of its own year feeds that report and the one that compares with it
        (REGISTRY | {"reference_year": 2017, "path": "2017/SKHDT/registry_extract.xlsx", "row": 17}, [2017, 2018]),
        (REPORT | {"reference_year": 2018, "sheet": "Biểu 2", "row": 17, "column": "H"}, [2018, 2019]),
        (REPORT | {"reference_year": 2018}, [2018, 2019]),
        (REPORT | {"reference_year": 2018, "sheet": "Biểu 2 (2)"}, [2018, 2019]),  # a sheet that nobody read
        (
            {"sender": "SNNPTNT", "reference_year": 2018, "path": "2018/SNNPTNT/agency_report.xlsx", "sheet": "Biểu 5", "row": 12},
            [2018, 2019],
        ),
        ({"sender": "618", "reference_year": 2018, "value": "agency_report", "rule": "submission_missing"}, [2018, 2019]),
        # what is only printed beside the figures, or tells of tasks, holds its own year
        (REPORT | {"reference_year": 2018, "sheet": "Biểu 1", "row": 17}, [2018]),
        (REPORT | {"reference_year": 2018, "sheet": "Biểu 4", "source": "task_report"}, [2018]),
        ({"sender": "SCT", "reference_year": 2018, "value": "agency_report", "rule": "submission_missing"}, [2018]),
        ({"sender": "SKHDT", "reference_year": 2019, "path": "2019/SKHDT/agency_report.xlsx"}, [2019]),
        (REPORT | {"reference_year": 2019, "path": "2019/615/agency_report.xlsx", "sheet": "Biểu 2", "row": 17}, [2019]),
        # of no year, or of one that is none
        ({"path": "incoming.csv", "row": 4, "rule": "unknown_year"}, ALL),
        ({"path": "incoming.csv", "row": 4, "reference_year": 2091}, ALL),
        ({"path": "2091/615/a.xlsx", "reference_year": 19}, ALL),
        # and only errors hold others
        (REGISTRY | {"reference_year": 2019, "path": "2019/SKHDT/registry_extract.xlsx", "row": 17, "severity": "warning"}, [2019]),
    ],
)
def test_a_finding_holds_the_reports_whose_figures_rest_on_it(build: Path, finding: dict[str, Any], years: list[int]) -> None:
    assert held(build, finding) == years


def test_a_finding_of_no_year_is_signed_for_report_by_report(build: Path) -> None:
    finding = {"severity": "error", "rule": "unknown_year", "path": "incoming.csv", "row": 4, "message": "x"}
    held(build, finding, covers=[(2, frame([finding])["finding_id"][0], 2019, "đã hỏi", "A", None)])
    assert [decide_from_findings(build, year) for year in YEARS] == [False, False, True]


def decide_from_findings(build: Path, year: int) -> bool:
    with duckdb.connect(str(build)) as connection:
        connection.execute("create schema if not exists quality; create or replace table quality.check (name varchar, outcome varchar)")
    return decide_from(build, year).passed


def test_the_gate_of_an_earlier_year_is_held_by_the_newest_list_until_somebody_signs(tmp_path: Path) -> None:
    """The attack, from what reading says to the decision: days of registration in the list of 2019 that cannot be read."""
    draft = Draft(seed=1)
    row = draft.unit("registry_unit", "615h2") | {"registered_on": None}
    draft.unit("registry_unit", "615h2")["registered_on"] = None
    place = {name: row[name] for name in ("sender", "reference_year", "path", "sheet", "row")}
    draft.finding.append(place | {"rule": "unreadable_date", "column": "J", "value": "32/13/2016", "detail": "{}"})
    build, waivers = draft.build(tmp_path), tmp_path / "waivers.csv"
    header = "year,rule,sender,path,sheet,row,column,reason,signed_by,signed_at\n"
    check(build, SUITES, waivers.parent, AS_OF, 2018, "vi")
    assert [decide_from(build, year).passed for year in YEARS] == [False, False, False]
    waivers.write_text(f"{header}2019,unreadable_date,,,,,,đã hỏi Sở,Chánh Văn phòng,2019-12-12\n", encoding="utf-8")
    check(build, SUITES, waivers.parent, AS_OF, 2018, "vi")
    decisions = [decide_from(build, year) for year in YEARS]
    assert [(found.passed, found.waived) for found in decisions] == [(True, 1)] * 3, [found.open_errors.to_dicts() for found in decisions]
    assert datetime.now(UTC) > AS_OF
