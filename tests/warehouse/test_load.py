"""How many rows a build file's tables have, as Dagster's page shows it."""

from pathlib import Path

import duckdb

from pipeline.warehouse.load import row_counts


def test_rows_are_counted_by_schema_and_table(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "build.duckdb")) as connection:
        connection.execute("create schema mart; create table mart.unit as from range(3); create table unit as select 1 as n where false")
    assert row_counts(tmp_path / "build.duckdb") == {("mart", "unit"): 3, ("main", "unit"): 0}
