"""One table as files: Parquet, CSV and a workbook, each described as a resource of the package."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipeline.reports.open_data.spreadsheet import write_spreadsheet
from pipeline.reports.open_data.tables import Column, Table, frictionless_type, is_key, quoted
from pipeline.system.files import LIVE_IN_A_SPREADSHEET
from pipeline.warehouse.lookup import SCHEMA


def write_table(
    connection: duckdb.DuckDBPyConnection, table: Table, folder: Path, words: Mapping[str, str], time_zone: str
) -> list[dict[str, Any]]:
    """``folder``: where its files go. One resource a file; the CSV's alone has a schema, the others are what they are in it."""
    source, order, parquet = table.source, _qualified(table), folder / f"{table.name}.parquet"
    exact = ", ".join(f"{_exact(column)} as {quoted(column.name)}" for column in table.columns)
    connection.execute(f"copy (select {exact} from {source} order by {order}) to {_literal(parquet)} (format parquet, compression zstd)")
    title = table.comment or table.name
    schema: dict[str, Any] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if is_key(connection, source, table.key):
        schema["primaryKey"] = list(table.key)
    resource = described(parquet, parquet.name, words["parquet"].format(title=title), "parquet", "application/vnd.apache.parquet")
    workbook = folder / f"{table.name}.xlsx"
    heads = [(quoted(column.name), column.comment or column.name, column.type) for column in table.columns]
    write_spreadsheet(connection, table.source, heads, table.order, workbook, time_zone)
    tabular = [] if table.schema == SCHEMA else [_write_csv(connection, table, folder) | {"schema": schema}]
    return [*tabular, resource, described_workbook(workbook, words["xlsx"].format(title=title))]


def _write_csv(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> dict[str, Any]:
    path = folder / f"{table.name}.csv"
    cells = ", ".join(f"{_csv_cell(column)} as {quoted(column.name)}" for column in table.columns)
    connection.execute(
        f"copy (select {cells} from {table.source} order by {_qualified(table)}) to {_literal(path)} (format csv, header true)"
    )
    path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())  # without it Excel takes the text for another code page
    tabular = {"type": "table", "profile": "tabular-data-resource", "encoding": "utf-8"}
    dialect = {"dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True}}
    return described(path, table.name, table.comment or table.name, "csv", "text/csv") | tabular | dialect


def described_workbook(path: Path, title: str) -> dict[str, Any]:
    return described(path, path.name, title, "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def described(path: Path, name: str, title: str, form: str, media_type: str) -> dict[str, Any]:
    """The resource of a file that is written: its size in bytes and SHA-256."""
    data = path.read_bytes()
    return {
        "name": name,
        "type": "file",
        "path": path.name,
        "title": title,
        "format": form,
        "mediatype": media_type,
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }


def _field(column: Column) -> dict[str, str]:
    field = {"name": column.name, "type": frictionless_type(column.type)}
    return field | {"description": column.comment} if column.comment else field


def _exact(column: Column) -> str:
    """Parquet has no whole numbers of 128 bits: DuckDB would write them as doubles."""
    name = quoted(column.name)
    return f"cast({name} as decimal(38, 0))" if column.type.upper() == "HUGEINT" else name


def _csv_cell(column: Column) -> str:
    name, kind = quoted(column.name), frictionless_type(column.type)
    if kind == "datetime":
        moment = f"({name} at time zone 'UTC')" if "WITH TIME ZONE" in column.type.upper() else name
        fraction = f"case when {moment} <> date_trunc('second', {moment}) then strftime({moment}, '.%f') else '' end"
        return f"strftime({moment}, '%Y-%m-%dT%H:%M:%S') || {fraction} || 'Z'"
    if kind == "string":
        text = f"cast({name} as varchar)"
        return f"case when regexp_matches({text}, '{LIVE_IN_A_SPREADSHEET}') then '''' || {text} else {text} end"
    return name


def _qualified(table: Table) -> str:
    # the select list gives columns their own names back, so a bare name in "order by" would sort by the changed text
    return ", ".join(f"{quoted(table.name)}.{part}" for part in table.order.split(", "))


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
