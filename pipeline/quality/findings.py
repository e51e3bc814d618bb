"""The frame of findings: its columns, its stable ids, its order. Not here: where findings come from or go."""

import hashlib
from collections.abc import Iterable
from typing import Any

import polars as pl

from pipeline.config.form import read
from pipeline.office.persons import Kind, hidden

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "finding_id": pl.String,
    "reference_year": pl.Int32,
    "severity": pl.String,
    "rule": pl.String,
    "sender": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "column": pl.String,
    "unit_key": pl.String,
    "value": pl.String,
    "expected_value": pl.String,
    "message": pl.String,
    "remedy": pl.String,
    "table_name": pl.String,
    "source": pl.String,
    "field": pl.String,
    "weight": pl.Float64,
    "caused_by": pl.String,
    "is_waived": pl.Boolean,
    "waiver_reason": pl.String,
    "waiver_signed_by": pl.String,
    "waiver_signed_at": pl.String,
    "is_confirmed": pl.Boolean,
    "confirmation_reason": pl.String,
    "confirmed_by": pl.String,
    "confirmed_at": pl.String,
    "confirmation_paper": pl.String,
}
TABLES: dict[str, tuple[str, ...]] = {
    "fct_decision": ("decision_id", "reference_year"),
    "fct_decision_effect": ("decision_id", "reference_year", "indicator"),
    "fct_finding": ("finding_id",),
    "fct_finding_effect": ("finding_id", "reference_year", "indicator"),
    "fct_finding_year": ("finding_id", "reference_year"),
}
"""What the gate writes after dbt: mart → the columns that no two rows share."""
_IDENTITY = ("rule", "reference_year", "sender", "path", "sheet", "row", "column", "unit_key", "value", "field")
_SAID = ("value", "message", "remedy")
_KINDS = {column: kind for form in read()[0] for column, kind in form.landing().items()}
_FIGURES = frozenset(
    name for column, kind in _KINDS.items() if kind in ("count", "money", "number") for name in (column, column.removesuffix("_vnd"))
)
_CODES = frozenset(column for column, kind in _KINDS.items() if kind == "code")
TOTALS = "total_item"
"""The ``source`` of findings about totals, which mostly follow from what is wrong in the rows."""
SEVERITY_ORDER = {"error": 0, "warning": 1, "info": 2}


def finding_id(finding: dict[str, Any]) -> str:
    """16 hex digits from the rule and the place it speaks of; the same finding has the same id in every run."""
    text = "\x1f".join("" if finding.get(key) is None else str(finding[key]) for key in _IDENTITY)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def frame(rows: Iterable[dict[str, Any]]) -> pl.DataFrame:
    """Findings of mart.fct_finding, one row a finding, worst first; the same finding said twice is kept once. What they quote of persons is
    hidden, once for all who read them."""
    unique = identified(rows)
    found = pl.DataFrame([{name: row.get(name) for name in SCHEMA} for row in unique.values()], schema=SCHEMA)
    return in_order(found)


def identified(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Findings by their id, as they may be shown."""
    unique: dict[str, dict[str, Any]] = {}
    for row in rows:
        kind: Kind = "code" if row.get("field") in _CODES else "figure" if row.get("field") in _FIGURES else "remark"
        shown = {name: hidden(row[name], kind) for name in _SAID if row.get(name)}
        full = dict.fromkeys(SCHEMA) | {"is_waived": False, "is_confirmed": False} | row | shown
        key = finding_id(full)
        unique.setdefault(key, full | {"finding_id": key})
    return unique


def in_order(findings: pl.DataFrame) -> pl.DataFrame:
    """Errors before warnings before info; units and lists before the totals that follow from them, what weighs most first; then the newest
    year and by place."""
    severity = pl.col("severity").replace_strict(SEVERITY_ORDER, default=3, return_dtype=pl.Int8)
    is_total = (pl.col("source") == TOTALS).fill_null(False)
    first = [severity, is_total, pl.col("weight").fill_null(0), pl.col("reference_year")]
    place = ["rule", "sender", "path", "sheet", "row", "column", "unit_key", "value", "finding_id"]
    return findings.sort([*first, *place], descending=[False, False, True, True] + [False] * len(place), nulls_last=False)
