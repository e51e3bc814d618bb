"""The marts as open data: ``du-lieu/`` with every table as Parquet and CSV, every view for people as Parquet and a workbook, described
by ``datapackage.json`` (Frictionless).

Parquet is exact. CSV is for spreadsheets: a text that a spreadsheet would take for a formula gets an apostrophe in front.
No figure is computed here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb

from pipeline.config.yaml_file import read_yaml
from pipeline.office.numerals import load_words
from pipeline.quality.findings import TABLES
from pipeline.reports.open_data.spreadsheet import write_spreadsheet
from pipeline.reports.outputs import Outputs
from pipeline.system import program
from pipeline.system.files import LIVE_IN_A_SPREADSHEET, write_whole
from pipeline.system.staged_folder import staged_folder
from pipeline.warehouse.lookup import SCHEMA, views
from pipeline.warehouse.reader import reader

FOLDER = "du-lieu"
MODELS = program.DBT_PROJECT / "models" / "marts"


@lru_cache(maxsize=1)
def grains() -> dict[str, tuple[str, ...]]:
    """The columns that no two rows of a mart share, as dbt tests them: the order of its rows, and its key where the data bear it out."""
    models = [model for path in sorted(MODELS.glob("*.yml")) for model in read_yaml(path).get("models", ())]
    tests = [(model["name"], test["unique_key"]) for model in models for test in model.get("data_tests", ()) if "unique_key" in test]
    return {name: tuple(test["arguments"]["columns"]) for name, test in tests} | TABLES | {name: view.key for name, view in views().items()}


@dataclass(frozen=True)
class _Column:
    name: str
    type: str
    comment: str | None


@dataclass(frozen=True)
class _Table:
    name: str
    comment: str | None
    columns: tuple[_Column, ...]
    schema: str = "mart"

    @property
    def key(self) -> tuple[str, ...]:
        names = {column.name for column in self.columns}
        key = grains().get(self.name, ())
        return key if names.issuperset(key) else ()

    @property
    def source(self) -> str:
        return f"{self.schema}.{_quoted(self.name)}"

    @property
    def order(self) -> str:
        """All columns, the key first: rows that differ at all then have one order in every run."""
        return ", ".join(_quoted(name) for name in dict.fromkeys([*self.key, *(column.name for column in self.columns)]))


def write_data_package(outputs: Outputs) -> Path:
    """Write ``du-lieu`` whole and return its ``datapackage.json``. Two runs give identical bytes. Raises OSError, ReadError."""
    target, words = outputs.folder / FOLDER, load_words(Path(__file__).parent, outputs.lang, outputs.province.folder)
    # one thread: with more, the row groups of a Parquet file depend on which one came first
    settings: dict[str, str | int] = {"threads": 1, "TimeZone": "UTC", "preserve_insertion_order": "true", "max_temp_directory_size": "1TB"}
    with staged_folder(target) as stage, reader(outputs.warehouse, writes_to=stage, **settings) as connection:
        zone = outputs.province.time_zone
        resources = [resource for table in _tables(connection) for resource in _write_table(connection, table, stage, words, zone)]
        package = _package(outputs, words) | {"resources": resources}
        write_whole(stage / "datapackage.json", (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode())
    return target / "datapackage.json"


def _package(outputs: Outputs, words: Mapping[str, str]) -> dict[str, Any]:
    province, year = outputs.province, outputs.year
    named = {
        "province": province.name,
        "year": year,
        "as_of": outputs.local(outputs.as_of).isoformat(),
        "issuer": province.letterhead.issuing_agency,
    }
    notice = words["notice"].format(**named)
    return {
        "profile": "tabular-data-package",
        "name": f"hoptac-{province.code}-{year}",
        "title": words["title"].format(**named),
        "description": words["description"].format(**named),
        "created": outputs.as_of.astimezone(UTC).isoformat(),
        "notice": f"{words['simulated']} {notice}" if outputs.simulated else notice,
        "simulated": outputs.simulated,
    }


def _tables(connection: duckdb.DuckDBPyConnection) -> list[_Table]:
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
    return [_Table(key[1], comments[key], tuple(_Column(*column[2:]) for column in mine), key[0]) for key, mine in by_table]


def _write_table(
    connection: duckdb.DuckDBPyConnection, table: _Table, folder: Path, words: Mapping[str, str], time_zone: str
) -> list[dict[str, Any]]:
    source, order, parquet = table.source, _qualified(table), folder / f"{table.name}.parquet"
    exact = ", ".join(f"{_exact(column)} as {_quoted(column.name)}" for column in table.columns)
    connection.execute(f"copy (select {exact} from {source} order by {order}) to {_literal(parquet)} (format parquet, compression zstd)")
    title = table.comment or table.name
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if _is_key(connection, source, table.key):
        schema["primaryKey"] = list(table.key)
    resource = _resource(parquet, parquet.name, words["parquet"].format(title=title), "parquet", "application/vnd.apache.parquet")
    beside = (
        _write_workbook(connection, table, folder, words, time_zone) if table.schema == SCHEMA else _write_csv(connection, table, folder)
    )
    return [beside | {"schema": schema}, resource | {"schema": schema}]


def _write_csv(connection: duckdb.DuckDBPyConnection, table: _Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    cells = ", ".join(f"{_csv_cell(column)} as {_quoted(column.name)}" for column in table.columns)
    connection.execute(
        f"copy (select {cells} from {table.source} order by {_qualified(table)}) to {_literal(path)} (format csv, header true)"
    )
    tabular = {"profile": "tabular-data-resource", "encoding": "utf-8"}
    dialect = {"dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True}}
    return _resource(path, table.name, table.comment or table.name, "csv", "text/csv") | tabular | dialect


def _write_workbook(
    connection: duckdb.DuckDBPyConnection, table: _Table, folder: Path, words: Mapping[str, str], time_zone: str
) -> dict[str, Any]:
    path = folder / f"{table.name}.xlsx"
    columns = [(_quoted(column.name), column.comment or column.name, column.type) for column in table.columns]
    write_spreadsheet(connection, table.source, columns, table.order, path, time_zone)
    title = words["xlsx"].format(title=table.comment or table.name)
    return _resource(path, path.name, title, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def _resource(path: Path, name: str, title: str, form: str, media_type: str) -> dict[str, Any]:
    data = path.read_bytes()
    return {
        "name": name,
        "path": path.name,
        "title": title,
        "format": form,
        "mediatype": media_type,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(column: _Column) -> dict[str, str]:
    field = {"name": column.name, "type": _frictionless_type(column.type)}
    return field | {"description": column.comment} if column.comment else field


def _frictionless_type(duckdb_type: str) -> str:
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


def _exact(column: _Column) -> str:
    """Parquet has no whole numbers of 128 bits: DuckDB would write them as doubles."""
    name = _quoted(column.name)
    return f"cast({name} as decimal(38, 0))" if column.type.upper() == "HUGEINT" else name


def _csv_cell(column: _Column) -> str:
    name, kind = _quoted(column.name), _frictionless_type(column.type)
    if kind == "datetime":
        moment = f"({name} at time zone 'UTC')" if "WITH TIME ZONE" in column.type.upper() else name
        fraction = f"case when {moment} <> date_trunc('second', {moment}) then strftime({moment}, '.%f') else '' end"
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%S') || {fraction} || 'Z'"
    if kind == "string":
        text = f"cast({name} as varchar)"
        return f"case when regexp_matches({text}, '{LIVE_IN_A_SPREADSHEET}') then '''' || {text} else {text} end"
    return name


def _qualified(table: _Table) -> str:
    # the select list gives columns their own names back, so a bare name in "order by" would sort by the changed text
    return ", ".join(f"{_quoted(table.name)}.{part}" for part in table.order.split(", "))


def _is_key(connection: duckdb.DuckDBPyConnection, source: str, key: Sequence[str]) -> bool:
    if not key:
        return False
    columns = ", ".join(_quoted(name) for name in key)
    blank = " or ".join(f"{_quoted(name)} is null" for name in key)
    sql = f"select count(*) = count(distinct ({columns})) and count(*) filter (where {blank}) = 0 from {source}"
    return connection.execute(sql).fetchall() == [(True,)]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
