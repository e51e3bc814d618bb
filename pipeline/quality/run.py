"""Runs the suites over a DuckDB file with Great Expectations and says every failing row as a finding at its cell.

Not here: what the rules are (``expectations/``), how they are run over one table (``validate``), which findings hold a report back
(``gate``), waivers (``waivers``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.quality import builtin
from pipeline.quality.findings import frame
from pipeline.quality.sentences import fill, plain
from pipeline.quality.suites import Rule, Suite, SuiteError, load
from pipeline.quality.validate import Outcome, tables, validate

LANDING_FINDINGS = "landing.finding"
_TABLES = "select table_schema, table_name from information_schema.tables"
_GIVEN = frozenset({"header", "observed_value"})  # placeholders that the runner itself fills
_Columns = dict[tuple[str | None, str | None, str | None, str | None], tuple[str, str]]
_PLACE = ("reference_year", "sender", "path", "sheet", "row", "unit_key")


def run_suites(
    warehouse: Path | duckdb.DuckDBPyConnection, suites_folder: Path, lang: str = "vi", year: int | None = None
) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """All rules over all years: findings (columns of mart.fct_finding, unwaived) and one check an expectation.

    ``year`` is given to findings about a whole table. A check is {name, table, severity, passed, observed, expected};
    ``observed`` counts failing rows. Findings about superseded submissions are left out: a newer file has replaced them.
    Raises SuiteError for suites that cannot be trusted.
    """
    suites = load(suites_folder)
    if isinstance(warehouse, duckdb.DuckDBPyConnection):
        return _run(warehouse, suites, lang, year)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return _run(connection, suites, lang, year)


def _run(
    connection: duckdb.DuckDBPyConnection, suites: tuple[Suite, ...], lang: str, year: int | None
) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    present = {f"{schema}.{name}" for schema, name in connection.execute(_TABLES).fetchall()}
    columns = _columns(connection) if "landing.sheet_column" in present else {}
    superseded = _superseded_paths(connection) if "landing.submission" in present else frozenset()
    found: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    through = tables()
    for suite in suites:
        rows = connection.sql(f"select * from {suite.table}").pl() if suite.table in present else None  # name checked by suites.TABLE
        if rows is None or rows.height < suite.min_rows:
            problem = "table_missing" if rows is None else "table_too_short"
            said = {"table": suite.table, "observed": 0 if rows is None else rows.height, "expected": max(suite.min_rows, 1)}
            found.append(builtin.finding(problem, said, lang) | {"reference_year": year, "table_name": suite.table, "value": suite.table})
            checks.append(_check(f"has_rows:{suite.table}", suite, "error", False, said["observed"], f">= {said['expected']}"))
        elif suite.min_rows:
            checks.append(_check(f"has_rows:{suite.table}", suite, "error", True, rows.height, f">= {suite.min_rows}"))
        if rows is None:
            checks.extend(_check(rule.rule, suite, rule.severity, False, None, 0) for rule in suite.rules)
            continue
        _placeholders_exist(suite, rows)
        if suite.table == LANDING_FINDINGS:
            found.extend(_without_rule(suite, rows, lang))
        for outcome in validate(through, suite, rows):
            said = [item for item in _say(suite, outcome, rows, columns, lang, year) if item.get("path") not in superseded]
            found.extend(said)
            seen = len(said) if outcome.failing or not said else outcome.observed
            checks.append(_check(outcome.rule.rule, suite, outcome.rule.severity, not said, seen, 0))
    return frame(found), checks


def _say(suite: Suite, outcome: Outcome, rows: pl.DataFrame, columns: _Columns, lang: str, year: int | None) -> list[dict[str, Any]]:
    rule = outcome.rule
    if outcome.reason is not None:
        values = {"table": suite.table, "checked": rule.rule, "reason": outcome.reason}
        place = {"reference_year": year, "table_name": suite.table, "value": rule.rule}
        return [builtin.finding("check_could_not_run", values, lang) | place]
    if outcome.observed is not None:
        values = {"reference_year": year, "observed_value": outcome.observed, "value": outcome.observed}
        return [_finding(suite, rule, values, columns, lang)]
    return [_finding(suite, rule, row, columns, lang) for row in _as_dicts(rows, outcome.failing, suite)]


def _without_rule(suite: Suite, rows: pl.DataFrame, lang: str) -> list[dict[str, Any]]:
    """What reading found and no rule of the suite speaks of: said as an error, or it would be lost."""
    known = {name for rule in suite.rules for name in rule.kwargs.get("value_set", ())}
    strange = rows.filter(~pl.col("rule").is_in(list(known)))
    return [
        {name: row.get(name) for name in (*_PLACE, "column")}
        | builtin.finding("rule_without_sentence", {"name": row["rule"], "value": row["value"]}, lang)
        | {"value": row["rule"], "table_name": suite.table}
        for row in strange.iter_rows(named=True)
    ]


def _as_dicts(rows: pl.DataFrame, failing: tuple[int, ...], suite: Suite) -> Iterator[dict[str, Any]]:
    for row in rows[list(failing)].iter_rows(named=True) if failing else ():
        if suite.table == LANDING_FINDINGS and row.get("detail"):
            row = json.loads(row["detail"]) | row
        yield row


def _finding(suite: Suite, rule: Rule, row: dict[str, Any], columns: _Columns, lang: str) -> dict[str, Any]:
    place = {name: row.get(name) for name in _PLACE}
    field = rule.field or row.get("field")
    letter, header = columns.get((row.get("submission_id"), place["sheet"], suite.source, field), (None, None))
    values = {"header": header or field} | row
    return place | {
        "severity": rule.severity,
        "rule": rule.rule,
        "column": row.get("column") or letter,
        "value": plain(_value(rule, row)),
        "message": fill(rule.sentences[lang], values, lang),
        "remedy": fill(rule.sentences[f"{lang}_remedy"], values, lang),
        "table_name": suite.table,
        "field": field,
        "feeds_next_year": rule.feeds_next_year,
    }


def _value(rule: Rule, row: dict[str, Any]) -> Any:
    for name in (rule.value, "value", rule.field, f"{rule.field}_vnd", *rule.columns):
        if name is not None and name in row:
            return row[name]
    return None


def _placeholders_exist(suite: Suite, rows: pl.DataFrame) -> None:
    if suite.table == LANDING_FINDINGS:
        return  # its words come with each row's detail
    for rule in suite.rules:
        if unknown := sorted(rule.placeholders - set(rows.columns) - _GIVEN):
            raise SuiteError(f"{suite.file}: quy tắc {rule.rule}: chỗ trống {', '.join(unknown)} không phải cột của {suite.table}.")


def _columns(connection: duckdb.DuckDBPyConnection) -> _Columns:
    found = connection.execute('select submission_id, sheet, table_name, field, "column", header from landing.sheet_column').fetchall()
    return {(submission, sheet, table, field): (letter, header) for submission, sheet, table, field, letter, header in found}


def _superseded_paths(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    found = connection.execute(
        "select path from landing.submission where path is not null group by path having not bool_or(is_current)"
    ).fetchall()
    return frozenset(path for (path,) in found)


def _check(name: str, suite: Suite, severity: str, passed: bool, observed: Any, expected: Any) -> dict[str, Any]:
    return {"name": name, "table": suite.table, "severity": severity, "passed": passed, "observed": observed, "expected": expected}
