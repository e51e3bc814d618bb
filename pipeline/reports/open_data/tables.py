"""The tables of a warehouse that are published: their columns, what these mean and are, their keys and the order of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

import duckdb

from pipeline.config.yaml_file import read_yaml
from pipeline.quality.findings import TABLES
from pipeline.system import program
from pipeline.warehouse.lookup import SCHEMA, views

MODELS = program.DBT_PROJECT / "models" / "marts"


@lru_cache(maxsize=1)
def grains() -> dict[str, tuple[str, ...]]:
    """The columns that no two rows of a mart share, as dbt tests them: the order of its rows, and its key where the data bear it out."""
    models = [model for path in sorted(MODELS.glob("*.yml")) for model in read_yaml(path).get("models", ())]
    tests = [(model["name"], test["unique_key"]) for model in models for test in model.get("data_tests", ()) if "unique_key" in test]
    return {name: tuple(test["arguments"]["columns"]) for name, test in tests} | TABLES | {name: view.key for name, view in views().items()}


@dataclass(frozen=True)
class Column:
    """``type``: DuckDB's; ``comment``: what it means, which is its head for people."""

    name: str
    type: str
    comment: str | None


@dataclass(frozen=True)
class Table:
    """A table of the marts or a view for people; ``comment``: what it holds and its grain."""

    name: str
    comment: str | None
    columns: tuple[Column, ...]
    schema: str = "mart"

    @property
    def key(self) -> tuple[str, ...]:
        names = {column.name for column in self.columns}
        key = grains().get(self.name, ())
        return key if names.issuperset(key) else ()

    @property
    def source(self) -> str:
        return f"{self.schema}.{quoted(self.name)}"

    @property
    def order(self) -> str:
        """All columns, the key first: rows that differ at all then have one order in every run."""
        return ", ".join(quoted(name) for name in dict.fromkeys([*self.key, *(column.name for column in self.columns)]))


def tables_of(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    """By schema and name, views for people after the marts."""
    named = connection.execute(
        """
        select schema_name, table_name, comment from duckdb_tables()
        union all select schema_name, view_name, comment from duckdb_views() where not internal
        """
    )
    comments = {(schema, name): comment for schema, name, comment in named.fetchall()}
    columns = connection.execute(
        """
        select schema_name, table_name, column_name, data_type, comment from duckdb_columns()
        where schema_name in ('mart', ?) order by schema_name, table_name, column_index
        """,
        [SCHEMA],
    )
    by_table = groupby(columns.fetchall(), itemgetter(0, 1))
    return [Table(key[1], comments[key], tuple(Column(*column[2:]) for column in mine), key[0]) for key, mine in by_table]


def is_key(connection: duckdb.DuckDBPyConnection, source: str, key: Sequence[str]) -> bool:
    """Whether these columns tell the rows apart and are never blank in the data that are there."""
    if not key:
        return False
    columns = ", ".join(quoted(name) for name in key)
    blank = " or ".join(f"{quoted(name)} is null" for name in key)
    sql = f"select count(*) = count(distinct ({columns})) and count(*) filter (where {blank}) = 0 from {source}"
    return connection.execute(sql).fetchall() == [(True,)]


def frictionless_type(duckdb_type: str) -> str:
    name = duckdb_type.upper()
    if name.endswith("]") or name.startswith(("STRUCT", "MAP")):
        return "string"
    if name == "BOOLEAN":
        return "boolean"
    if name.endswith(("INT", "INTEGER")):
        return "integer"
    if name.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        return "number"
    if name.startswith("TIMESTAMP"):
        return "datetime"
    return "date" if name == "DATE" else "string"


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
