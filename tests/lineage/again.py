"""A copy of the build whose inputs a test may change, and the models from there on run again: their compiled SQL, without dbt."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

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
    nodes = json.loads((folder / "dbt" / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    models = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    needed, found = {f"model.hoptac.{name}" for name in wanted}, {}
    while needed:
        key = needed.pop()
        found[key] = [parent for parent in models[key]["depends_on"]["nodes"] if parent in models]
        needed |= set(found[key]) - found.keys()
    for key in TopologicalSorter(found).static_order():
        node = models[key]
        compiled = folder / "dbt" / "compiled" / "hoptac" / node["original_file_path"]
        kind = "view" if node["config"]["materialized"] == "view" else "table"
        connection.execute(f"create or replace {kind} {node['schema']}.{node['name']} as {compiled.read_text(encoding='utf-8')}")
