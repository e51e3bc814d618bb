"""A copy of the build whose units a test may change, and the models from there on run again: their compiled SQL, without dbt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

# What follows from mart-ready units, in the order of the graph.
MODELS = (
    *("marts/fct_contribution", "intermediate/int_indicator_value", "intermediate/int_indicator_compared"),
    *("intermediate/int_matched_growth", "marts/fct_indicator"),
    *("intermediate/int_missing_figure", "marts/fct_still_open"),
    *("intermediate/int_unit_estimate", "intermediate/int_district_estimate", "marts/fct_estimate"),
)
SCHEMAS = {"intermediate": "intermediate", "marts": "mart"}


class Again:
    """``with Again(build, folder) as again: again.change(sql); again.run()``."""

    def __init__(self, build: Path, folder: Path) -> None:
        self.compiled = build.parent / "target" / "compiled" / "hoptac" / "models"
        self.path = folder / build.name  # the compiled SQL names the database by its file
        shutil.copyfile(build, self.path)

    def __enter__(self) -> Again:
        self.connection = duckdb.connect(str(self.path))
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    @contextmanager
    def closed(self) -> Iterator[Path]:
        """The file for somebody else to read."""
        self.connection.close()
        try:
            yield self.path
        finally:
            self.connection = duckdb.connect(str(self.path))

    def change(self, sql: str, *values: object) -> None:
        self.connection.execute(sql, list(values))

    def run(self) -> None:
        for model in MODELS:
            folder, name = model.split("/")
            sql = (self.compiled / f"{model}.sql").read_text(encoding="utf-8")
            self.connection.execute(f"create or replace table {SCHEMAS[folder]}.{name} as {sql}")

    def rows(self, sql: str, *values: object) -> list[tuple]:
        return self.connection.execute(sql, list(values)).fetchall()

    def verdict(self, indicator: str) -> str:
        sql = "select verdict from mart.fct_indicator where reference_year = 2019 and area_code = '62' and indicator = ?"
        return self.rows(sql, indicator)[0][0]

    def needed(self, indicator: str) -> tuple[int | None, int, int | None]:
        """(needed, missing, members assumed) of the province."""
        sql = """
            select needed, missing, members_assumed from mart.fct_still_open
            where reference_year = 2019 and area_code = '62' and indicator = ?"""
        return self.rows(sql, indicator)[0]
