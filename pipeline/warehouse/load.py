"""Frames into a build file: the landing and identity schemas that dbt reads as its sources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import duckdb
import polars as pl

from pipeline.config import Province
from pipeline.config.suites import read, rules, tolerances
from pipeline.settings import SUITES
from pipeline.warehouse.reader import builder

REVISION = {
    "reference_year": pl.Int32,
    "indicator": pl.String,
    "area_code": pl.String,
    "earlier_release": pl.Int32,
    "later_release": pl.Int32,
    "earlier_value": pl.Float64,
    "later_value": pl.Float64,
    "difference": pl.Float64,
    "is_changed": pl.Boolean,
    "documents": pl.String,
    "is_first_to_last": pl.Boolean,
}
"""``landing.revision``: one row a figure and pair of releases; ``difference`` is null where either is not known, ``is_changed`` tells
those too."""


def run_frames(province: Province, year: int, as_of: datetime, revision: pl.DataFrame | None = None) -> dict[str, pl.DataFrame]:
    """What the models read beside what was sent: ``run`` (one row), ``htx_type`` and ``effective_rating`` (one row a word),
    ``rule`` and ``tolerance`` (one row a rule, a bound of one), and ``revision``, what releases so far say differently (none where
    none is given). Raises SuiteError."""
    settings = province.rules
    run = pl.DataFrame(
        {
            "run_year": [year],
            "as_of": [as_of],
            "as_of_day": [as_of.astimezone(province.tz).date()],
            "time_zone": [province.time_zone],
            "province_code": [province.code],
            "effective_denominator": [settings.effective_denominator],
            "coverage_threshold": [settings.coverage_threshold],
            **{name: [value] for name, value in settings.weighs.model_dump().items()},
        },
        schema_overrides={"run_year": pl.Int32, "as_of": pl.Datetime("us", "UTC")},
    )
    return {
        "run": run,
        "htx_type": pl.DataFrame({"unit_type": list(settings.htx_types)}),
        "revision": pl.DataFrame(schema=REVISION) if revision is None else revision,
        "effective_rating": pl.DataFrame({"rating": list(settings.effective_ratings)}),
        "rule": pl.DataFrame(rules(SUITES), infer_schema_length=None, schema_overrides={"aliases": pl.String}),
        "tolerance": tolerance_frame(SUITES),
    }


def tolerance_frame(suites: Path) -> pl.DataFrame:
    """Every bound that the suites set. Raises SuiteError."""
    schema = {"rule": pl.String, "part": pl.String, "bound": pl.String, "number": pl.Float64, "day": pl.Date}
    return pl.DataFrame(tolerances(read(suites)), schema=schema)


def write_schema(build: Path, schema: str, tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    """Replace every table of a schema in the build file; rows written by table."""
    build.parent.mkdir(parents=True, exist_ok=True)
    with builder(build) as connection:
        connection.execute(f'create schema if not exists "{schema}"')
        for name, frame in tables.items():
            write_table(connection, f'"{schema}"."{name}"', frame)
    return {name: frame.height for name, frame in tables.items()}


def write_table(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Replace a table, named with its schema, by the frame."""
    connection.register("incoming_frame", frame.to_arrow())
    connection.execute(f"create or replace table {name} as select * from incoming_frame")
    connection.unregister("incoming_frame")


def read_schema(build: Path, schema: str) -> dict[str, pl.DataFrame]:
    """Every table of a schema of the build file, as frames."""
    with builder(build, read_only=True) as connection:
        names = [
            name for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = ?", [schema]).fetchall()
        ]
        return {name: connection.sql(f'select * from "{schema}"."{name}"').pl() for name in names}


def row_counts(build: Path) -> dict[tuple[str, str], int]:
    """Rows of every table of the build file, counted, by schema and name."""
    with builder(build, read_only=True) as connection:
        names = connection.execute("select schema_name, table_name from duckdb_tables()").fetchall()
        return {(schema, name): connection.table(f'"{schema}"."{name}"').count("*").fetchall()[0][0] for schema, name in names}


def first_rows(build: Path, schema: str, name: str, count: int = 5) -> str:
    """The first rows of a table as a table in Markdown."""
    with builder(build, read_only=True) as connection:
        found = connection.execute(f'select * from "{schema}"."{name}" limit {count}')
        rows = [[column[0] for column in found.description], *found.fetchall()]
    shown = [" | ".join(" ".join(str("" if cell is None else cell).replace("|", "\\|").split())[:60] for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in (shown[0], " | ".join("---" for _ in rows[0]), *shown[1:]))
