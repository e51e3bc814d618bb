"""A DuckDB file for readers, written aside in a format that older clients open, and put in place at once."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.system.errors import refusal
from pipeline.system.files import replacing

STORAGE = "v1.2.0"  # the oldest client that opens it (contract, section 6)
Comments = Mapping[tuple[str, str | None], str]
"""By table and column; what is said of the table itself has no column."""
_COMMENTS = """
    select table_name, null, comment from duckdb_tables()
    where database_name = coalesce($database, current_database()) and schema_name = 'mart' and comment is not null
    union all
    select table_name, column_name, comment from duckdb_columns()
    where database_name = coalesce($database, current_database()) and schema_name = 'mart' and comment is not null"""


@contextmanager
def readers_file(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose empty database ``readers`` stands at ``target`` after the block, whole.

    Open readers keep the old file until they close it; a failure leaves it untouched. Raises OSError (a full disk too), duckdb.Error.
    """
    try:
        with replacing(target) as aside:
            try:
                with duckdb.connect() as connection:
                    connection.execute(f"attach {literal(str(aside))} as readers (storage_version '{STORAGE}')")
                    yield connection
                    connection.execute("detach readers")  # says where the disk was full; closing would not
            finally:
                aside.with_name(f"{aside.name}.wal").unlink(missing_ok=True)
    except duckdb.Error as error:
        if refused := refusal(str(error), target):
            raise refused from error
        raise


def comments(connection: duckdb.DuckDBPyConnection, database: str | None = None) -> Comments:
    """What is said of the mart in a database, else in the connection's own."""
    rows = connection.execute(_COMMENTS, {"database": database}).fetchall()
    return {(table, column): text for table, column, text in rows}


def describe(connection: duckdb.DuckDBPyConnection, said: Comments) -> None:
    """Put comments on the tables and columns of ``readers.mart``."""
    for (table, column), text in said.items():
        name = f'readers.mart."{table}"'
        subject = f"table {name}" if column is None else f'column {name}."{column}"'
        connection.execute(f"comment on {subject} is {literal(text)}")


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
