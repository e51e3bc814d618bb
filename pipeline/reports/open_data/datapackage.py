"""The marts as open data: ``du-lieu/`` with every table as Parquet, CSV and a workbook, every view for people as Parquet and a workbook,
a dictionary of their columns and the licence, described by ``datapackage.json`` (Frictionless).

Parquet is exact. CSV is for spreadsheets: marked as UTF-8, and a text that a spreadsheet would take for a formula gets an apostrophe in
front. No figure is computed here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

import duckdb

from pipeline.office.numerals import load_words
from pipeline.reports.open_data.spreadsheet import write_spreadsheet
from pipeline.reports.open_data.table_files import described, described_workbook, write_table
from pipeline.reports.open_data.tables import Table, frictionless_type, quoted, tables_of
from pipeline.reports.outputs import Outputs
from pipeline.system.files import write_whole
from pipeline.system.staged_folder import staged_folder
from pipeline.warehouse.reader import reader

FOLDER, DICTIONARY, LICENCE = "du-lieu", "tu-dien.xlsx", "giay-phep.txt"


def write_data_package(outputs: Outputs) -> Path:
    """Write ``du-lieu`` whole and return its ``datapackage.json``. Two runs give identical bytes. Raises OSError, ReadError."""
    target, words = outputs.folder / FOLDER, load_words(Path(__file__).parent, outputs.lang, outputs.province.folder)
    # one thread: with more, the row groups of a Parquet file depend on which one came first
    settings: dict[str, str | int] = {"threads": 1, "TimeZone": "UTC", "preserve_insertion_order": "true", "max_temp_directory_size": "1TB"}
    with staged_folder(target) as stage, reader(outputs.warehouse, writes_to=stage, **settings) as connection:
        zone = outputs.province.time_zone
        tables = tables_of(connection)
        resources = [resource for table in tables for resource in write_table(connection, table, stage, words, zone)]
        package = _package(outputs, words)
        about = [_write_dictionary(connection, tables, stage, words), _write_licence(package, stage, words)]
        package |= {"resources": [*resources, *about]}
        write_whole(stage / "datapackage.json", (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode())
    return target / "datapackage.json"


def _package(outputs: Outputs, words: Mapping[str, str]) -> dict[str, Any]:
    province, year = outputs.province, outputs.year
    named = {
        "province": province.name,
        "year": year,
        "as_of": outputs.local(outputs.as_of).isoformat(),
        "issuer": province.letterhead.issuing_agency,
        "dictionary": DICTIONARY,
        "licence": LICENCE,
    }
    licence = words["licence_of_simulated"] if outputs.simulated else province.licence and province.licence.model_dump()
    return {
        "profile": "data-package",
        "name": f"hoptac-{province.code}-{year}",
        "title": words["title"].format(**named),
        "description": words["description"].format(**named),
        "created": outputs.as_of.astimezone(UTC).isoformat(),
        "notice": words["simulated" if outputs.simulated else "notice"].format(**named),
        "simulated": outputs.simulated,
    } | ({"licenses": [licence]} if licence else {})


def _write_dictionary(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Table], folder: Path, words: Mapping[str, Any]
) -> dict[str, Any]:
    """What every column of every table and view means, one row a column, in the order that they stand in."""
    told = words["dictionary"]
    rows = [
        (at, table.name, table.comment, column.name, told["types"][frictionless_type(column.type)], column.comment)
        for at, (table, column) in enumerate((table, column) for table in tables for column in table.columns)
    ]
    names = ["n", *told["heads"]]
    connection.execute(f"create temp table dictionary ({', '.join(f'{quoted(name)} varchar' for name in names)})")
    connection.executemany(f"insert into dictionary values ({', '.join('?' * len(names))})", rows)
    path = folder / DICTIONARY
    write_spreadsheet(connection, "dictionary", [(quoted(name), name, "VARCHAR") for name in names[1:]], '"n"::int', path, "UTC")
    connection.execute("drop table dictionary")
    return described_workbook(path, told["title"])


def _write_licence(package: Mapping[str, Any], folder: Path, words: Mapping[str, Any]) -> dict[str, Any]:
    """On what terms the data may be used, for people. Where the office has stated none, that is what it says."""
    told = words["licence"]
    stated = [told["stated"].format(**licence) for licence in package.get("licenses", ())] or [told["none"]]
    path = folder / LICENCE
    path.write_bytes("\r\n".join([package["title"], "", *stated, package["notice"], ""]).encode("utf-8-sig"))  # for Notepad
    return described(path, path.name, told["title"], "txt", "text/plain")
