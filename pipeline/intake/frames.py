"""Parsed files ↔ data frames: rows keyed by the file they came from, packed for the cache and for other processes, and given to
the submissions that registered the file.

Not here: what is in a file (``parse``), where packs are kept (``cache``).
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl

from pipeline.intake.parsed import Parsed
from pipeline.intake.schema import LANDING, ROW_TABLES

Frames = dict[str, pl.DataFrame]

_OF_SUBMISSION = ("submission_id", "sender", "reference_year", "path")
TABLES = (*ROW_TABLES, "sheet_column", "sheet_read", "finding")
SCHEMAS: dict[str, dict[str, Any]] = {
    "file": {"key": pl.String, "was_read": pl.Boolean},
    "correction": {"key": pl.String, "position": pl.Int32, "found": pl.String, "why_not": pl.String, "sheet": pl.String},
    **{
        table: {"key": pl.String} | {name: kind for name, kind in LANDING[table].items() if name not in (*_OF_SUBMISSION, "unit_key")}
        for table in TABLES
    },
}
"""Keyed tables: the landing tables without what the register knows, and ``file`` with one row a file;
``correction``: what became of each cell to mend, in the order of the request."""

_COLUMN = ("sheet", "field", "column", "header", "multiplier", "table_name")
_SHEET = ("sheet", "table_name", "header_row", "rows_read", "reported_year")
_CORRECTION = ("position", "found", "why_not", "sheet")
_FINDING = ("rule", "sheet", "row", "column", "value", "detail")


def empty() -> Frames:
    return {table: pl.DataFrame(schema=schema) for table, schema in SCHEMAS.items()}


def build(files: Iterable[tuple[str, Parsed]]) -> Frames:
    """Keyed frames of parsed files, given with their keys."""
    columns: dict[str, dict[str, list[Any]]] = {table: {name: [] for name in schema} for table, schema in SCHEMAS.items()}
    for key, parsed in files:
        _extend(columns["file"], key, {"was_read": [parsed.was_read]})
        for table, read in parsed.tables.items():
            _extend(columns[table], key, read)
        for table, rows, names in (
            ("sheet_column", parsed.columns, _COLUMN),
            ("sheet_read", parsed.sheets, _SHEET),
            ("finding", parsed.findings, _FINDING),
            ("correction", parsed.corrections, _CORRECTION),
        ):
            _extend(columns[table], key, dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {})
    return {table: pl.DataFrame(data, schema=SCHEMAS[table], strict=True) for table, data in columns.items()}


def join(parts: Iterable[Frames]) -> Frames:
    parts = list(parts)
    return {table: pl.concat([part[table] for part in parts]) for table in SCHEMAS}


def of_keys(frames: Frames, keys: Iterable[str]) -> Frames:
    wanted = pl.Series("key", list(keys), dtype=pl.String)
    return {table: frame.filter(pl.col("key").is_in(wanted.implode())) for table, frame in frames.items()}


def pack(frames: Frames) -> bytes:
    """All frames as one archive of Arrow files; its checksums show damage."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for table, frame in frames.items():
            part = io.BytesIO()
            frame.write_ipc(part, compression="lz4")
            archive.writestr(zipfile.ZipInfo(f"{table}.arrow"), part.getvalue())
    return buffer.getvalue()


def unpack(content: bytes) -> Frames:
    """The frames of a pack. Raises ValueError where it is damaged or of another make."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            frames = {table: pl.read_ipc(io.BytesIO(archive.read(f"{table}.arrow"))) for table in SCHEMAS}
    except (zipfile.BadZipFile, KeyError, EOFError, OSError, pl.exceptions.PolarsError) as error:
        raise ValueError("damaged pack") from error
    if any(frame.schema != pl.Schema(SCHEMAS[table]) for table, frame in frames.items()):
        raise ValueError("pack of another make")
    return frames


def attach(frames: Frames, submissions: pl.DataFrame) -> Frames:
    """Landing tables of the keyed ones: every submission (with a column ``key``) gets the rows of its file, in its order."""
    own = submissions.select("key", *_OF_SUBMISSION)
    landed = {}
    for table in TABLES:
        rows = own.join(frames[table], on="key", how="inner", maintain_order="left_right")
        if table == "finding":
            rows = rows.with_columns(unit_key=pl.lit(None, pl.String))
        landed[table] = rows.select(list(LANDING[table]))
    return landed


def _extend(into: dict[str, list[Any]], key: str, read: Mapping[str, list[Any]]) -> None:
    height = len(next(iter(read.values()), ()))
    for name, values in into.items():
        values.extend([key] * height if name == "key" else read.get(name) or [None] * height)
