"""What an expectation found wrong, in one shape for all tables, and the one way from it to a finding at its cell.

Not here: how expectations are run (``run``), the words (``sentences``).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import duckdb
import polars as pl

from pipeline.config.form import unit_figures
from pipeline.config.rules import Expectation, Listed, Rule, Suite
from pipeline.config.suites import SuiteError
from pipeline.intake.money import of_unit
from pipeline.quality.sentences import figure_of, of_gate, plain, said
from pipeline.quality.what_if import FLAGS


class Column(NamedTuple):
    """Where a field stands in a sheet. ``per_unit``: đồng per unit written, 1 of what is no money."""

    letter: str | None = None
    header: str | None = None
    per_unit: float = 1.0


@dataclass(frozen=True)
class Columns:
    """``fields``: submission, sheet, landing table and field → the column; ``items``: submission, sheet, row and item of biểu 1 → its unit,
    and the letters of its figures by field."""

    fields: dict[tuple[str | None, str | None, str | None, str | None], Column] = field(default_factory=dict)
    items: dict[tuple[Any, Any, Any, Any], tuple[str | None, dict[str, str | None]]] = field(default_factory=dict)


_GIVEN = frozenset({"header", "observed_value", "shown"})  # placeholders that are filled here
_ASKED = unit_figures() | {flag: flag for flag in FLAGS}
OF_THE_CELL = re.compile(r"(?:\w+_)?(?:value|expected|usual)")
"""The columns of the checks of figures and totals that hold what their cell might hold are called so: they are said in its unit."""
_PLACE = ("reference_year", "sender", "path", "sheet", "row", "unit_key")


@dataclass(frozen=True)
class Failure:
    """A failing row by its position, or the figure of a whole table, or why the expectation could not run."""

    rule: str
    expectation: Expectation
    position: int | None = None
    observed: Any = None
    reason: str | None = None


def spoken(
    suite: Suite, rows: pl.DataFrame, failures: list[Failure], columns: Columns, lang: str, year: int | None
) -> Iterator[tuple[Failure, dict[str, Any]]]:
    """A rule's failing rows as findings, once a row, and not where a stronger rule speaks of the same row."""
    rules = {rule.rule: rule for rule in suite.rules}
    _placeholders_exist(suite, rows)
    by_rule = {name: {one.position for one in failures if one.rule == name} for name in {failure.rule for failure in failures}}
    once: set[tuple[str, int | None]] = set()
    for failure in sorted(failures, key=lambda one: -1 if one.position is None else one.position):
        rule = rules.get(failure.rule)
        key = (failure.rule, failure.position)
        stronger = rule.unless if rule and failure.position is not None else ()
        if key in once or any(failure.position in by_rule.get(name, ()) for name in stronger):
            continue
        once.add(key)
        yield failure, _finding(suite, rule, failure, rows, columns, lang, year)


def _finding(
    suite: Suite, rule: Rule | None, failure: Failure, rows: pl.DataFrame, columns: Columns, lang: str, year: int | None
) -> dict[str, Any]:
    place: dict[str, Any] = {"reference_year": year, "table_name": suite.table}
    if failure.reason is not None:
        values = {"table": suite.table, "checked": failure.rule, "reason": failure.reason}
        return of_gate("check_could_not_run", values, lang) | place | {"value": failure.rule}
    row: dict[str, Any] = {"observed_value": failure.observed, "value": failure.observed, "reference_year": year}
    if failure.position is not None:
        row = rows.row(failure.position, named=True)
        row = json.loads(row.get("detail") or "{}") | row
    place |= {name: row.get(name) for name in _PLACE} | {"source": row.get("table_name") or row.get("table") or suite.meta.source}
    if rule is None:
        values = {"name": failure.rule, "value": row["value"]}
        return of_gate("rule_without_sentence", values, lang) | place | {"column": row.get("column"), "value": failure.rule}
    named = rule.field or row.get("field")
    at = (row.get("submission_id"), place["sheet"], suite.meta.source)
    letter, header, _ = columns.fields.get((*at, named), Column())
    unit, letters = columns.items.get((*at[:2], row.get("row"), row.get("item")), (None, {}))
    letter = letters.get(named or "") or letter
    value = _value(rule, failure.expectation, row)
    words = {"header": header or named, "shown": value} | row | _in_units(row, named, at, unit, columns)
    doubt = list(_doubt(rule, row))
    expected = next((plain(one["value"]) for one in doubt if one["column"] not in (*FLAGS, None)), None)
    own = {
        "column": row.get("column") or letter,
        "value": plain(value),
        "field": named,
        "expected_value": expected,
        "doubt": doubt,
        "figure": row.get("figure"),
    }
    return said(rule, words, lang) | place | own


def _in_units(row: dict[str, Any], named: str | None, at: tuple[Any, Any, Any], unit: str | None, columns: Columns) -> dict[str, Any]:
    """The row's figures as its sheet has them: money in the unit of its column, or in its item's ``unit`` in biểu 1; persons whole."""
    said: dict[str, Any] = {}
    for name, value in row.items():
        if name.endswith("_vnd"):
            said[name] = figure_of(value, columns.fields.get((*at, name.removesuffix("_vnd")), Column()).per_unit)
    cells = {name: value for name, value in row.items() if OF_THE_CELL.fullmatch(name)}
    if at[2] == "total_item":
        of_item = of_unit(unit or "")
        return said | ({name: figure_of(value, of_item) for name, value in cells.items()} if of_item else {})
    if "field" in row and named in _ASKED:
        per_unit = columns.fields.get((*at, named), Column()).per_unit if _ASKED[named].endswith("_vnd") else None
        return said | {name: figure_of(value, per_unit) for name, value in cells.items()}
    return said


def _doubt(rule: Rule, row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What would be another in the unit's year (``finding_effects.DOUBT``)."""
    year: int = row["reference_year"]
    for named, column in rule.expected.items():
        name = named if named in _ASKED else row.get(named)
        if name in _ASKED and row[column] is not None:
            yield {"column": _ASKED[name], "value": row[column], "from_year": year}
    if rule.stands == "last_year":
        yield {"column": None, "value": None, "from_year": year - 1}


def _value(rule: Rule, expectation: Expectation, row: dict[str, Any]) -> Any:
    own = getattr(expectation.meta, "value", None)
    for name in (own, rule.value, "value", rule.field, f"{rule.field}_vnd", *expectation.columns):
        if name is not None and name in row:
            return row[name]
    return None


def _placeholders_exist(suite: Suite, rows: pl.DataFrame) -> None:
    if any(isinstance(expectation.meta, Listed) for expectation in suite.expectations):
        return  # their words come with each row's detail
    for rule in suite.rules:
        if unknown := sorted(rule.placeholders - set(rows.columns) - _GIVEN):
            raise SuiteError("{}: quy tắc {}: chỗ trống {} không phải cột của {}.", suite.file, rule.rule, ", ".join(unknown), suite.table)


def columns_of(connection: duckdb.DuckDBPyConnection) -> Columns:
    fields = 'select submission_id, sheet, table_name, field, "column", header, multiplier from landing.sheet_column'
    items = "select submission_id, sheet, row, item, unit_text, value_column, previous_column from landing.total_item"
    return Columns(
        {tuple(row[:4]): Column(*row[4:]) for row in connection.execute(fields).fetchall()},
        {tuple(row[:4]): (row[4], {"value": row[5], "previous_value": row[6]}) for row in connection.execute(items).fetchall()},
    )
