"""From the build file to the readers' file: only ``mart``, in a format older clients open, put in place at once."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb

from pipeline.warehouse.load import BUILD_STORAGE

PUBLISHED_SCHEMA = "mart"


def publish(build: Path, warehouse: Path) -> list[str]:
    """Copy the mart tables with their comments into a new file and put it in the readers' place; the tables published.

    Open readers keep the old file until they close it; a failure leaves it untouched.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    aside = warehouse.with_name(f".{warehouse.name}.{os.getpid()}.new")
    aside.unlink(missing_ok=True)
    try:
        with duckdb.connect() as connection:
            connection.execute(f"attach '{_quoted(build)}' as build (read_only)")
            connection.execute(f"attach '{_quoted(aside)}' as readers (storage_version '{BUILD_STORAGE}')")
            connection.execute(f"create schema readers.{PUBLISHED_SCHEMA}")
            tables = connection.execute(
                "select table_name, comment from duckdb_tables() where database_name = 'build' and schema_name = ? order by table_name",
                [PUBLISHED_SCHEMA],
            ).fetchall()
            for table, comment in tables:
                name = f'{PUBLISHED_SCHEMA}."{table}"'
                connection.execute(f"create table readers.{name} as select * from build.{name}")
                if comment:
                    connection.execute(f"comment on table readers.{name} is {_literal(comment)}")
                columns = connection.execute(
                    "select column_name, comment from duckdb_columns() "
                    "where database_name = 'build' and schema_name = ? and table_name = ? and comment is not null",
                    [PUBLISHED_SCHEMA, table],
                ).fetchall()
                for column, text in columns:
                    connection.execute(f'comment on column readers.{name}."{column}" is {_literal(text)}')
            connection.execute("detach readers")
        with aside.open("rb+") as file:
            os.fsync(file.fileno())
        aside.replace(warehouse)
    finally:
        aside.unlink(missing_ok=True)
        aside.with_name(aside.name + ".wal").unlink(missing_ok=True)
    return [table for table, _ in tables]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
