"""Runs the suites over a DuckDB file and says every failing row as a finding at its cell.

Not here: Great Expectations (``expectations``), how rules are read (``pipeline.config.suites``), their words (``sentences``), which
findings hold a report back (``gate``), waivers (``waivers``).
"""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipeline.config.rules import Suite
from pipeline.config.suites import read
from pipeline.quality.causes import find_causes
from pipeline.quality.expectations import ALL, failures, tables
from pipeline.quality.failures import Columns, columns_of, spoken
from pipeline.quality.finding_effects import DOUBT
from pipeline.quality.findings import frame, identified
from pipeline.quality.sentences import of_gate, plain
from pipeline.warehouse.reader import builder

_TABLES = "select table_schema, table_name from information_schema.tables"


def run_suites(
    warehouse: Path | duckdb.DuckDBPyConnection, suites_folder: Path, lang: str = "vi", year: int | None = None
) -> tuple[pl.DataFrame, list[dict[str, Any]], pl.DataFrame]:
    """All rules over all years: findings (columns of mart.fct_finding, unwaived, as loud as their rules), one check a rule, and what
    would be another if a finding is right (``finding_effects.DOUBT``).

    ``year`` is given to findings about a whole table. A check is {name, table, severity, passed, observed, expected};
    ``observed`` counts failing rows. Findings about superseded submissions are left out: a newer file has replaced them.
    Raises SuiteError for suites that cannot be trusted.
    """
    suites = read(suites_folder)
    if isinstance(warehouse, duckdb.DuckDBPyConnection):
        return _run(warehouse, suites, lang, year)
    with builder(warehouse, read_only=True) as connection:
        return _run(connection, suites, lang, year)


def _run(
    connection: duckdb.DuckDBPyConnection, suites: tuple[Suite, ...], lang: str, year: int | None
) -> tuple[pl.DataFrame, list[dict[str, Any]], pl.DataFrame]:
    present = {f"{schema}.{name}" for schema, name in connection.execute(_TABLES).fetchall()}
    columns = columns_of(connection) if "landing.sheet_column" in present else Columns()
    superseded = _superseded_paths(connection) if "landing.submission" in present else frozenset()
    found: list[dict[str, Any]] = []
    checks: list[dict[str, Any]] = []
    through = tables()
    for suite in suites:
        rows = connection.sql(f"select * from {suite.table}").pl() if suite.table in present else None  # its name is checked on reading
        table_found, table_checks = _rows_there(suite, rows, lang, year)
        found.extend(table_found)
        checks.extend(table_checks)
        if rows is None:
            checks.extend(_check(rule.rule, suite, rule.severity, False, None, 0) for rule in suite.rules)
            continue
        failed = failures(through, suite, rows)
        kept = [item for item in spoken(suite, rows, failed, columns, lang, year) if item[1].get("path") not in superseded]
        found.extend(finding for _, finding in kept)
        for rule in suite.rules:
            mine = [failure for failure, _ in kept if failure.rule in (rule.rule, ALL)]
            observed = next((failure.observed for failure in mine if failure.position is None), len(mine))
            checks.append(_check(rule.rule, suite, rule.severity, not mine, observed, 0))
    unique = identified(found)
    find_causes(unique.values(), {rule.rule: rule for suite in suites for rule in suite.rules})
    return frame(unique.values()), checks, _doubts(unique)


def _doubts(found: dict[str, dict[str, Any]]) -> pl.DataFrame:
    place = ("finding_id", "unit_key", "reference_year")
    rows = [{name: finding[name] for name in place} | doubt for finding in found.values() for doubt in finding.get("doubt", ())]
    return pl.DataFrame([row | {"value": plain(row["value"])} for row in rows], schema=DOUBT)


def _rows_there(suite: Suite, rows: pl.DataFrame | None, lang: str, year: int | None) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """That the table is there and not emptied: an expectation would pass over no rows."""
    least = suite.meta.min_rows
    if rows is not None and rows.height >= least:
        return [], [_check(f"has_rows:{suite.table}", suite, "error", True, rows.height, f">= {least}")] if least else []
    values = {"table": suite.table, "observed": 0 if rows is None else rows.height, "expected": max(least, 1)}
    place = {"reference_year": year, "table_name": suite.table, "value": suite.table}
    finding = of_gate("table_missing" if rows is None else "table_too_short", values, lang) | place
    return [finding], [_check(f"has_rows:{suite.table}", suite, "error", False, values["observed"], f">= {values['expected']}")]


def _superseded_paths(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    found = connection.execute(
        "select path from landing.submission where path is not null group by path having not bool_or(is_current)"
    ).fetchall()
    return frozenset(path for (path,) in found)


def _check(name: str, suite: Suite, severity: str, passed: bool, observed: Any, expected: Any) -> dict[str, Any]:
    return {"name": name, "table": suite.table, "severity": severity, "passed": passed, "observed": observed, "expected": expected}
