"""The landing tables' columns and types, declared once; every frame that intake returns has them, empty ones too.

Not here: what a field is called on a form (``pipeline/config/forms``), how a value is read (``values``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

Schema = dict[str, Any]

_SUBMISSION_KEYS: Schema = {"submission_id": pl.String, "sender": pl.String, "reference_year": pl.Int32, "path": pl.String}
_ROW: Schema = _SUBMISSION_KEYS | {"sheet": pl.String, "row": pl.Int32}

SUBMISSION: Schema = {
    "submission_id": pl.String,
    "sender": pl.String,
    "form": pl.String,
    "reference_year": pl.Int32,
    "version": pl.Int32,
    "path": pl.String,
    "sha256": pl.String,
    "sha256_registered": pl.String,
    "received_at": pl.Datetime("us", "UTC"),
    "document_no": pl.String,
    "note": pl.String,
    "register_row": pl.Int32,
    "is_current": pl.Boolean,
    "was_read": pl.Boolean,
}

# What a table's own fields become. The order is the form's; money is in đồng.
FIELDS: dict[str, Schema] = {
    "registry_unit": {
        "registration_code": pl.String,
        "certificate_no": pl.String,
        "unit_type": pl.String,
        "name": pl.String,
        "commune": pl.String,
        "district": pl.String,
        "commune_code": pl.String,
        "industry_code": pl.String,
        "charter_capital_vnd": pl.Int64,
        "registered_on": pl.Date,
        "converted_on": pl.Date,
        "status": pl.String,
        "status_on": pl.Date,
    },
    "alliance_member": {
        "name": pl.String,
        "unit_type": pl.String,
        "registration_code": pl.String,
        "district": pl.String,
        "joined_on": pl.Date,
        "decision_no": pl.String,
        "left_on": pl.Date,
    },
    "total_item": {
        "item": pl.String,
        "label": pl.String,
        "unit_text": pl.String,
        "value": pl.Float64,
        "previous_value": pl.Float64,
        "value_step": pl.Float64,
        "previous_step": pl.Float64,
    },
    "unit_report": {
        "name": pl.String,
        "unit_type": pl.String,
        "registration_code": pl.String,
        "commune": pl.String,
        "sector": pl.String,
        "founded_on": pl.Date,
        "operating_state": pl.String,
        "members": pl.Int64,
        "new_members": pl.Int64,
        "workers": pl.Int64,
        "managers": pl.Int64,
        "managers_trained": pl.Int64,
        "revenue_vnd": pl.Int64,
        "revenue_from_members_vnd": pl.Int64,
        "profit_vnd": pl.Int64,
        "member_income_vnd": pl.Int64,
        "worker_income_vnd": pl.Int64,
        "rating": pl.String,
        "converted_from": pl.String,
    },
    "training_class": {
        "class_name": pl.String,
        "organiser": pl.String,
        "start_on": pl.Date,
        "end_on": pl.Date,
        "content": pl.String,
        "managers_attending": pl.Int64,
        "women_attending": pl.Int64,
    },
    "task_report": {
        "task": pl.String,
        "content": pl.String,
        "state": pl.String,
        "result": pl.String,
        "quantity": pl.Float64,
        "unit_of_measure": pl.String,
    },
    "rating_report": {
        "name": pl.String,
        "registration_code": pl.String,
        "district": pl.String,
        "score": pl.Float64,
        "rating": pl.String,
    },
}

SHEET_COLUMN: Schema = {
    "submission_id": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "field": pl.String,
    "column": pl.String,
    "header": pl.String,
    "multiplier": pl.Float64,
    "table_name": pl.String,
}

SHEET_READ: Schema = {
    "submission_id": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "table_name": pl.String,
    "header_row": pl.Int32,
    "rows_read": pl.Int32,
    "reported_year": pl.Int32,
}

CORRECTION: Schema = _SUBMISSION_KEYS | {
    "sheet": pl.String,
    "row": pl.Int32,
    "column": pl.String,
    "expect": pl.String,
    "value": pl.String,
    "found": pl.String,
    "reason": pl.String,
    "signed_by": pl.String,
    "signed_at": pl.Datetime("us", "UTC"),
    "register_row": pl.Int32,
    "is_applied": pl.Boolean,
    "why_not": pl.String,
}

FINDING: Schema = {
    "rule": pl.String,
    "reference_year": pl.Int32,
    "sender": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "column": pl.String,
    "unit_key": pl.String,
    "value": pl.String,
    "detail": pl.String,
}

LANDING: dict[str, Schema] = {
    "submission": SUBMISSION,
    **{table: _ROW | fields for table, fields in FIELDS.items()},
    "sheet_column": SHEET_COLUMN,
    "sheet_read": SHEET_READ,
    "correction": CORRECTION,
    "finding": FINDING,
}
"""Schema of every landing table, by name."""

ROW_TABLES = tuple(FIELDS)
"""Tables whose rows carry submission_id, sender, reference_year, path, sheet and row."""


def empty(table: str) -> pl.DataFrame:
    """A landing table without rows."""
    return pl.DataFrame(schema=LANDING[table])


def frame(table: str, columns: Mapping[str, list]) -> pl.DataFrame:
    """A landing table from equally long lists by column name; a column that is not given is null throughout."""
    height = max((len(values) for values in columns.values()), default=0)
    data = {name: columns.get(name) or [None] * height for name in LANDING[table]}
    return pl.DataFrame(data, schema=LANDING[table], strict=True)
