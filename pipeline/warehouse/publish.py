"""From the build file to the readers' file: ``mart``, and the views over it for people."""

from pathlib import Path

from pipeline.warehouse.lookup import create_views
from pipeline.warehouse.readers_file import comments, describe, literal, readers_file


def publish(build: Path, warehouse: Path) -> list[str]:
    """Copy the mart tables with their comments into a new file and put it in the readers' place; the tables published.

    Raises OSError, duckdb.Error; then the old file stands.
    """
    with readers_file(warehouse) as connection:
        connection.execute(f"attach {literal(str(build))} as build (read_only)")
        connection.execute("create schema readers.mart")
        tables = connection.execute(
            "select table_name from duckdb_tables() where database_name = 'build' and schema_name = 'mart' order by table_name"
        ).fetchall()
        for (table,) in tables:
            connection.execute(f'create table readers.mart."{table}" as select * from build.mart."{table}"')
        describe(connection, comments(connection, "build"))
        create_views(connection, "readers")
    return [table for (table,) in tables]
