"""A DuckDB file for readers, written aside in a format that older clients open, and put in place at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.system.errors import refusal
from pipeline.system.files import replacing
from pipeline.warehouse.reader import BUILD_STORAGE


@contextmanager
def readers_file(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection whose empty database ``readers`` stands at ``target`` after the block, whole.

    Open readers keep the old file until they close it; a failure leaves it untouched. Raises OSError (a full disk too), duckdb.Error.
    """
    try:
        with replacing(target) as aside:
            try:
                with duckdb.connect() as connection:
                    connection.execute(f"attach {literal(str(aside))} as readers (storage_version '{BUILD_STORAGE}')")
                    yield connection
                    connection.execute("detach readers")  # says where the disk was full; closing would not
            finally:
                aside.with_name(f"{aside.name}.wal").unlink(missing_ok=True)
    except duckdb.Error as error:
        if refused := refusal(str(error), target):
            raise refused from error
        raise


def literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
