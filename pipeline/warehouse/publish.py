"""From the build file to the readers' file: only ``mart``."""

from pathlib import Path

from pipeline.warehouse.readers_file import literal, readers_file

PUBLISHED_SCHEMA = "mart"


def publish(build: Path, warehouse: Path) -> list[str]:
    """Copy the mart tables with their comments into a new file and put it in the readers' place; the tables published.

    Raises OSError, duckdb.Error; then the old file stands.
    """
    with readers_file(warehouse) as connection:
        connection.execute(f"attach {literal(str(build))} as build (read_only)")
        connection.execute(f"create schema readers.{PUBLISHED_SCHEMA}")
        tables = connection.execute(
            "select table_name, comment from duckdb_tables() where database_name = 'build' and schema_name = ? order by table_name",
            [PUBLISHED_SCHEMA],
        ).fetchall()
        for table, comment in tables:
            name = f'{PUBLISHED_SCHEMA}."{table}"'
            connection.execute(f"create table readers.{name} as select * from build.{name}")
            if comment:
                connection.execute(f"comment on table readers.{name} is {literal(comment)}")
            columns = connection.execute(
                "select column_name, comment from duckdb_columns() "
                "where database_name = 'build' and schema_name = ? and table_name = ? and comment is not null",
                [PUBLISHED_SCHEMA, table],
            ).fetchall()
            for column, text in columns:
                connection.execute(f'comment on column readers.{name}."{column}" is {literal(text)}')
    return [table for table, _ in tables]
