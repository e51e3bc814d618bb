"""The whole of ``raw/`` → the landing tables, as known at a moment. Orders the work; each step lives in its own module."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.intake import forms as form_data
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.register import read_register, resolve
from pipeline.intake.schema import FINDING, ROW_TABLES, SHEET_COLUMN, SHEET_READ, empty, frame

Progress = Callable[[int, int], None]


def read_raw(
    raw: Path, province: Province, as_of: datetime, cache: Path | None = None, progress: Progress | None = None
) -> dict[str, pl.DataFrame]:
    """All landing tables (``schema.LANDING``) of everything received at or before ``as_of``, superseded versions too.

    ``cache``: a folder for parsed files, None for none. ``progress(done, total)`` counts files. Raises IntakeError where the
    register cannot be read; whatever is wrong with a single file is a finding.
    """
    submission, finding = read_register(raw, province, as_of)
    forms = form_data.load()
    parsed: dict[str, Parsed] = {}
    readable = submission.filter(pl.col("sha256").is_not_null())
    for done, row in enumerate(readable.iter_rows(named=True), start=1):
        content = resolve(raw, row["path"]).read_bytes()
        parsed[row["submission_id"]] = parse(content, request_of(row, province), forms)
        if progress:
            progress(done, readable.height)
    read = [name for name, result in parsed.items() if result.was_read]
    tables = _frames(readable, parsed)
    tables["submission"] = submission.with_columns(was_read=pl.col("submission_id").is_in(read))
    tables["finding"] = pl.concat([finding, tables["finding"]])
    return tables


def newest_year(tables: dict[str, pl.DataFrame]) -> int | None:
    """The newest reference year of which anything was received."""
    return tables["submission"]["reference_year"].max()


def request_of(row: dict[str, Any], province: Province) -> Request:
    """What a submission's file should hold."""
    year = row["reference_year"]
    owed = [owed for owed in province.obligations_of(year) if owed.sender == row["sender"] and owed.form == row["form"]]
    return Request(row["form"], year, tuple(sorted({sheet for item in owed for sheet in item.sheets})))


def _frames(submissions: pl.DataFrame, parsed: dict[str, Parsed]) -> dict[str, pl.DataFrame]:
    columns: dict[str, dict[str, list]] = {table: {} for table in (*ROW_TABLES, "sheet_column", "sheet_read", "finding")}
    for row in submissions.iter_rows(named=True):
        result = parsed[row["submission_id"]]
        own = {name: row[name] for name in ("submission_id", "sender", "reference_year", "path")}
        for table, read in result.tables.items():
            _extend(columns[table], own, read)
        _extend(columns["sheet_column"], own, _transposed(result.columns, ("sheet", "field", "column", "header", "multiplier", "table_name")))
        _extend(columns["sheet_read"], own, _transposed(result.sheets, ("sheet", "table_name", "header_row", "rows_read", "reported_year")))
        _extend(columns["finding"], own, _transposed(result.findings, ("rule", "sheet", "row", "column", "value", "detail")))
    return {table: frame(table, values) if values else empty(table) for table, values in columns.items()}


def _transposed(rows: list[tuple], names: tuple[str, ...]) -> dict[str, list]:
    return dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}


def _extend(into: dict[str, list], own: dict[str, Any], read: dict[str, list]) -> None:
    height = len(next(iter(read.values()), ()))
    for name, value in own.items():
        into.setdefault(name, []).extend([value] * height)
    for name, values in read.items():
        into.setdefault(name, []).extend(values)


__all__ = ["FINDING", "SHEET_COLUMN", "SHEET_READ", "newest_year", "read_raw", "request_of"]
