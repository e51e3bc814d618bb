"""Every way to open a DuckDB file of ours, with what stands in the way in one line of Vietnamese that says what to do.

A reader reads and no more: no file, no network, no setting, whatever text is bound to a query. SQL that people write themselves goes
through ``query``. No polars here: what answers on the command line must start at once.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import Any

import duckdb

from pipeline.system.errors import HoptacError, reason, refusal

BUILD_STORAGE = "v1.5.0"
# a file of another kind must not send DuckDB to the network for its reader
_CONFIG: dict[str, str | bool | int | float | list[str]] = {"autoinstall_known_extensions": "false"}
_OTHER_PROGRAM = re.compile(r"Conflicting lock is held in (?:.*/)?(.+?) \(PID (\d+)\)")
_DAMAGED = re.compile(r"Corrupt database file|not a valid DuckDB database|Could not read enough bytes|Failed to deserialize|sqlite")
_opening = threading.Lock()


class ReadError(HoptacError):
    """A DuckDB file is not there, cannot be opened or read, or is older than this program."""


@contextmanager
def reader(warehouse: Path, writes_to: Path | None = None, **settings: str | int) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that reads and may keep temporary tables in memory. Raises ReadError with one clear line, OSError (a full disk).

    ``writes_to``: the one folder that it may write files to. ``settings``: DuckDB's, by name. Readers of one file in one process
    share the settings of the first.
    """
    with _opening:
        connection = _connect(warehouse, read_only=True)
        is_locked = connection.execute("select current_setting('lock_configuration')").fetchone()
        if is_locked != (True,):
            folders = {} if writes_to is None else {"allowed_directories": [str(writes_to)]}
            closed = {"enable_external_access": False, "lock_configuration": True}
            for name, value in ({"max_temp_directory_size": "0B"} | settings | folders | closed).items():
                connection.execute(f"set {name} = {value!r}")
    with connection, told(warehouse):
        yield connection


@contextmanager
def builder(build: Path, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a run's own build file, made where it is not there, with nothing forbidden. Raises ReadError, OSError."""
    with _connect(build, read_only) as connection, told(build):
        yield connection


@contextmanager
def told(path: Path) -> Iterator[None]:
    """While the block works with the DuckDB file: what is wrong with the file or its disk, in our words. Raises ReadError, OSError."""
    try:
        yield
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise ReadError("Kho số liệu {} do bản hoptac khác lập; hãy chạy lại hoptac run.", path) from error
    except duckdb.Error as error:
        raise in_our_words(path, error) from error


def in_our_words(path: Path, error: duckdb.Error) -> Exception:
    """What DuckDB says of a file: as ReadError, as the system's refusal that is behind it, or as it is where the file is not to blame."""
    if isinstance(error, duckdb.ProgrammingError):  # the query's own
        return error
    text = str(error)
    if found := _OTHER_PROGRAM.search(text):
        program, process = found.groups()
        return ReadError(
            "Kho số liệu {} đang được chương trình khác mở ({}, tiến trình {}); hãy đóng lại rồi làm lại.", path, program, process
        )
    if _DAMAGED.search(text):
        return ReadError("Kho số liệu {} bị hỏng hoặc không phải tệp của hoptac; hãy chạy lại hoptac run để lập lại.", path)
    return refusal(text, path) or error


def _connect(path: Path, read_only: bool) -> duckdb.DuckDBPyConnection:
    if read_only and not path.exists():
        raise ReadError("Chưa có kho số liệu {}; hãy chạy hoptac run trước.", path)
    config = _CONFIG if read_only else _CONFIG | {"storage_compatibility_version": BUILD_STORAGE}
    try:
        return duckdb.connect(str(path), read_only=read_only, config=config)
    except duckdb.Error as error:
        found = in_our_words(path, error)
        if isinstance(found, ReadError):
            raise found from error
        unknown = _("bản DuckDB khác đã lập tệp này, hoặc tệp bị hỏng; hãy chạy lại hoptac run")
        why = reason(found) if isinstance(found, OSError) else unknown
        raise ReadError("Không mở được kho số liệu {}: {}.", path, why) from error


def records(connection: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any] | list[Any] | None = None) -> list[dict[str, Any]]:
    """The rows of a query by the names of its columns."""
    found = connection.execute(sql, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
