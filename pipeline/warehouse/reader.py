"""The published warehouse opened for our own reading: read-only, no file, no network, no setting, whatever text is bound to a query.

SQL that people write themselves goes through ``query``. No polars here: what answers on the command line must start at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.system.errors import HoptacError


class ReadError(HoptacError):
    """The published warehouse is not there, cannot be opened, or is older than this program."""


@contextmanager
def reader(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads ``mart`` and may keep temporary tables in memory. Raises ReadError with one clear line."""
    if not warehouse.is_file():
        raise ReadError(f"Chưa có kho số liệu {warehouse}; hãy chạy hoptac run trước.")
    try:
        connection = duckdb.connect(str(warehouse), read_only=True, config={"threads": "2"})
    except duckdb.Error as error:
        raise ReadError(f"Không mở được kho số liệu {warehouse}: {str(error).strip().splitlines()[0]}") from error
    with connection:
        connection.execute("set enable_external_access = false")
        connection.execute("set max_temp_directory_size = '0B'")
        connection.execute("set lock_configuration = true")
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            raise ReadError(f"Kho số liệu {warehouse} do bản hoptac khác lập; hãy chạy lại hoptac run.") from error
