"""The landing tables' columns and types; every frame that intake returns has them, empty ones too.

Not here: the fields of a form, which its YAML declares (``pipeline/config/forms``), how a value is read (``values``).
"""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.config.form import read

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

_TYPES: Schema = {"date": pl.Date, "count": pl.Int64, "money": pl.Int64, "number": pl.Float64}  # money is in đồng
FIELDS: dict[str, Schema] = {
    form.table: {column: _TYPES.get(kind, pl.String) for column, kind in form.landing().items()} for form in read()[0]
}
"""What the fields of a form become, by its table."""

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


def frame(table: str, columns: Mapping[str, list[Any]]) -> pl.DataFrame:
    """A landing table from equally long lists by column name; a column that is not given is null throughout."""
    height = max((len(values) for values in columns.values()), default=0)
    data = {name: columns.get(name) or [None] * height for name in LANDING[table]}
    return pl.DataFrame(data, schema=LANDING[table], strict=True)
