"""A copy of the build whose inputs a test may change, and the models from there on run again: their compiled SQL, without dbt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from tests import compiled

BUILD = "build.duckdb"  # the compiled SQL names the database by its file


@contextmanager
def again(folder: Path, place: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a copy, in ``place``, of the build file in ``folder``."""
    place.mkdir()
    shutil.copyfile(folder / BUILD, place / BUILD)
    with duckdb.connect(str(place / BUILD)) as connection:
        yield connection


def rerun(connection: duckdb.DuckDBPyConnection, folder: Path, *wanted: str) -> None:
    """These models and all that they rest on, in the order of the graph."""
    compiled.rerun(connection, folder / "dbt", *wanted)
