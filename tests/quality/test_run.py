"""The runner says every failing row as a finding at its cell, and never passes what it could not check."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline.config.suites import SuiteError
from pipeline.quality.run import run_suites
from tests.quality.helpers import rule, suite, warehouse, write_suite


def test_a_failing_row_becomes_a_finding_at_its_cell(tmp_path: Path) -> None:
    write_suite(tmp_path / "x", suite(min_rows=1))
    findings, checks, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")
    (found,) = findings.to_dicts()
    place = {key: found[key] for key in ("reference_year", "sender", "path", "sheet", "row", "column", "unit_key", "value", "field")}
    assert place == {
        "reference_year": 2019,
        "sender": "615",
        "path": "2019/615/moi.xlsx",
        "sheet": "Biểu 2",
        "row": 18,
        "column": "H",
        "unit_key": "u1",
        "value": "4",
        "field": "members",
    }
    assert (found["rule"], found["severity"], found["is_waived"]) == ("too_few_members", "error", False)
    assert (found["message"], found["remedy"]) == ("Chỉ có 4 thành viên.", "Xem lại.")
    assert [(check["name"], check["passed"], check["observed"]) for check in checks] == [
        ("has_rows:checks.unit", True, 3),
        ("too_few_members", False, 1),
    ]


def test_a_clean_table_has_no_findings_and_a_null_is_not_a_failure(tmp_path: Path) -> None:
    write_suite(tmp_path / "x", suite())
    findings, checks, _ = run_suites(warehouse(tmp_path / "w.duckdb", (9, None)), tmp_path / "x")
    assert findings.is_empty()
    assert all(check["passed"] for check in checks)


def test_sentences_speak_english_and_ids_do_not_depend_on_it(tmp_path: Path) -> None:
    write_suite(tmp_path / "x", suite())
    file = warehouse(tmp_path / "w.duckdb")
    vietnamese, _, _ = run_suites(file, tmp_path / "x")
    english, _, _ = run_suites(file, tmp_path / "x", lang="en")
    assert english["message"].to_list() == ["Only 4 members."]
    assert english["finding_id"].to_list() == vietnamese["finding_id"].to_list()


def test_a_pair_with_a_blank_side_can_be_left_out(tmp_path: Path) -> None:
    pair = {
        "type": "expect_column_pair_values_a_to_be_greater_than_b",
        "kwargs": {"column_A": "members", "column_B": "new_members", "or_equal": True, "ignore_row_if": "either_value_is_missing"},
        "meta": rule("new_over_total")["meta"],
    }
    write_suite(tmp_path / "x", suite(rules=[pair]))
    file = warehouse(tmp_path / "w.duckdb", (9, 4, None))
    with duckdb.connect(str(file)) as connection:
        connection.execute("alter table checks.unit add column new_members bigint")
        connection.execute("update checks.unit set new_members = case row when 18 then 5 when 19 then 3 end")
    findings, _, _ = run_suites(file, tmp_path / "x")
    assert findings["row"].to_list() == [18]


def test_a_missing_table_fails_as_an_error(tmp_path: Path) -> None:
    write_suite(tmp_path / "x", suite(name="mart_gone", table="mart.gone"))
    findings, checks, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x", year=2019)
    assert findings.select("rule", "severity", "reference_year", "value").rows() == [("table_missing", "error", 2019, "mart.gone")]
    assert not any(check["passed"] for check in checks)


def test_an_emptied_table_fails_where_rows_are_required_and_only_there(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "w.duckdb", ())
    write_suite(tmp_path / "x", suite(min_rows=1))
    findings, checks, _ = run_suites(file, tmp_path / "x", year=2019)
    assert findings["rule"].to_list() == ["table_too_short"]
    assert [check["passed"] for check in checks] == [False, True]
    write_suite(tmp_path / "x", suite())
    findings, _, _ = run_suites(file, tmp_path / "x")
    assert findings.is_empty()


def test_a_rule_on_a_column_that_is_gone_is_an_error_and_the_others_still_speak(tmp_path: Path) -> None:
    gone = rule("gone") | {"kwargs": {"column": "memberz", "min_value": 7}}
    write_suite(tmp_path / "x", suite(rules=[gone, rule()]))
    findings, checks, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")
    assert set(findings["rule"]) == {"check_could_not_run", "too_few_members"}
    assert [check["passed"] for check in checks] == [False, False]


def test_a_rule_that_raises_is_an_error(tmp_path: Path) -> None:
    number_as_pattern = {
        "type": "expect_column_values_to_match_regex",
        "kwargs": {"column": "members", "regex": "("},
        "meta": rule()["meta"],
    }
    write_suite(tmp_path / "x", suite(rules=[number_as_pattern]))
    findings, _, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")
    assert findings["rule"].to_list() == ["check_could_not_run"]


def test_a_figure_of_the_whole_table_is_a_finding_without_a_cell(tmp_path: Path) -> None:
    whole = {
        "type": "expect_column_sum_to_be_between",
        "kwargs": {"column": "members", "min_value": 100},
        "meta": rule("sum", vi="Tổng chỉ {observed_value}.")["meta"],
    }
    write_suite(tmp_path / "x", suite(rules=[whole]))
    findings, _, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x", year=2019)
    assert findings.select("rule", "row", "message", "value").rows() == [("sum", None, "Tổng chỉ 25.", "25")]


def test_a_placeholder_that_is_no_column_is_refused(tmp_path: Path) -> None:
    write_suite(tmp_path / "x", suite(rules=[rule(en="Only {member} members.")]))
    with pytest.raises(SuiteError, match="member không phải cột"):
        run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")


def write_catalogue(folder: Path, **meta: str) -> None:
    """A suite through which one rule of a catalogue passes: bad_number."""
    passed = {"type": "expect_column_values_to_be_null", "kwargs": {"column": "rule"}, "meta": {"catalogue": "reading"}}
    write_suite(folder, suite(name="landing_finding", table="landing.finding", rules=[passed]))
    write_suite(folder / "catalogue", {"name": "reading", "rules": [rule("bad_number", **{"field": None} | meta)["meta"]]})


LANDING_FINDING = (
    "create table landing.finding (rule varchar, reference_year integer, sender varchar, path varchar, sheet varchar,"
    ' row integer, "column" varchar, unit_key varchar, value varchar, detail varchar)'
)


def test_findings_of_intake_keep_their_cell_and_speak_with_their_detail(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "w.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(LANDING_FINDING)
        connection.execute(
            "insert into landing.finding values ('bad_number', 2019, '615', '2019/615/moi.xlsx', 'Biểu 2', 20, 'K', null, 'bảy', ?)",
            ['{"header": "Doanh thu"}'],
        )
        connection.execute(
            "insert into landing.finding values ('bad_number', 2019, '615', '2019/615/cu.xlsx', 'Biểu 2', 9, 'K', null, 'x', null)"
        )
    write_catalogue(tmp_path / "x", vi="Ô {header} ghi «{value}».")
    findings, checks, _ = run_suites(file, tmp_path / "x")
    found = findings.select("row", "column", "value", "message").rows()
    assert found == [(20, "K", "bảy", "Ô Doanh thu ghi «bảy».")], "and nothing about the superseded file"
    assert checks[0]["observed"] == 1


def test_a_finding_that_no_rule_speaks_of_is_not_lost(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "w.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(LANDING_FINDING)
        connection.execute(
            "insert into landing.finding values ('new_kind', 2019, '615', '2019/615/moi.xlsx', 'Biểu 2', 20, 'K', null, 'x', null)"
        )
    write_catalogue(tmp_path / "x")
    findings, _, _ = run_suites(file, tmp_path / "x")
    assert findings.select("rule", "severity", "row", "value").rows() == [("rule_without_sentence", "error", 20, "new_kind")]


def test_a_catalogue_whose_column_is_gone_lets_none_of_its_rules_pass(tmp_path: Path) -> None:
    file = warehouse(tmp_path / "w.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(LANDING_FINDING.replace("rule varchar", "name varchar"))
    write_catalogue(tmp_path / "x")
    findings, checks, _ = run_suites(file, tmp_path / "x")
    assert findings["rule"].to_list() == ["check_could_not_run"]
    assert [(check["name"], check["passed"]) for check in checks] == [("bad_number", False)]


def test_a_rule_is_silent_where_a_stronger_one_speaks_of_the_row(tmp_path: Path) -> None:
    weak = rule("below_ten", unless=["too_few_members"]) | {"kwargs": {"column": "members", "min_value": 10}}
    write_suite(tmp_path / "x", suite(rules=[weak, rule()]))
    findings, checks, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")
    assert sorted(findings.select("rule", "row").rows()) == [("below_ten", 17), ("too_few_members", 18)]
    assert [check["observed"] for check in checks] == [1, 1]


def test_a_rule_of_several_expectations_speaks_once_of_a_row(tmp_path: Path) -> None:
    above = {"type": "expect_column_values_to_be_between", "kwargs": {"column": "members", "max_value": 10}}
    twice = {"type": "expect_column_values_to_not_be_in_set", "kwargs": {"column": "members", "value_set": [4, 9]}}
    parts = [one | {"meta": {"rule": "too_few_members", "part": name}} for name, one in {"above": above, "twice": twice}.items()]
    write_suite(tmp_path / "x", suite(rules=[rule(), *parts]))
    findings, _, _ = run_suites(warehouse(tmp_path / "w.duckdb"), tmp_path / "x")
    assert findings["row"].to_list() == [17, 18, 19]
