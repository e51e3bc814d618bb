"""dbt's models run again by the SQL that dbt compiled: a second or two, where dbt itself takes a quarter of a minute.

Good for other rows of the same tables, not for other seeds, variables or models. Not here: dbt's contracts of types (a table that is there
keeps its own) and its tests; the build that the SQL comes from has passed them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

Node = dict[str, Any]


def models(target: Path, *wanted: str) -> Iterator[tuple[Node, str]]:
    """The models that dbt made, each after those that it rests on, with its SQL; where any are ``wanted``, these and what they rest on."""
    nodes = json.loads((target / "manifest.json").read_text(encoding="utf-8"))["nodes"]
    known = {key: node for key, node in nodes.items() if node["resource_type"] == "model"}
    needed, found = {f"model.hoptac.{name}" for name in wanted} or set(known), {}
    while needed:
        key = needed.pop()
        found[key] = [parent for parent in known[key]["depends_on"]["nodes"] if parent in known]
        needed |= set(found[key]) - found.keys()
    for key in TopologicalSorter(found).static_order():
        node = known[key]
        if node["config"]["materialized"] != "ephemeral":
            yield node, (target / "compiled" / "hoptac" / node["original_file_path"]).read_text(encoding="utf-8")


def rerun(connection: duckdb.DuckDBPyConnection, target: Path, *wanted: str) -> None:
    """Fill them anew in a build file of the same name (the SQL names the database by its file): columns and types stay as dbt made them."""
    for node, sql in models(target, *wanted):
        if node["config"]["materialized"] == "view":
            connection.execute(f"create or replace view {node['schema']}.{node['name']} as {sql}")
        elif node["config"]["materialized"] == "table_function":
            parameters = ", ".join(node["config"]["parameters"])
            connection.execute(f"create or replace function {node['schema']}.{node['name']}({parameters}) as table ({sql})")
        else:
            table = f"{node['schema']}.{node['name']}"
            connection.execute(f"truncate {table}")
            connection.execute(f"insert into {table} by name {sql}")
