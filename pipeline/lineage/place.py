"""Where a person points: a document's path, a sheet's name and a cell, found in the warehouse or refused with what there is.

Nothing here knows an indicator. All text of the person is bound or compared in Python, never part of a query.
"""

import re
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.intake.text import key
from pipeline.lineage.documents import local_time
from pipeline.system.errors import HoptacError
from pipeline.system.folding import same_path
from pipeline.warehouse.reader import records

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
# The newest registered version of a path, with or without ``raw/`` before it, in whatever Unicode form; and what counts instead of it.
_DOCUMENT = """
    select s.submission_id, s.path, s.sender, coalesce(g.agency_name, s.sender) as agency_name, s.form, s.reference_year, s.version,
        s.document_no, epoch_us(s.received_at) as received_at, s.was_read, now.path as superseded_by
    from mart.fct_submission as s
    left join mart.dim_agency as g on g.sender = s.sender
    left join mart.fct_submission as now on not s.is_current and now.is_current
        and now.sender = s.sender and now.form = s.form and now.reference_year = s.reference_year
    where nfc_normalize(s.path) in ($asked, $inside)
    order by nfc_normalize(s.path) = $asked desc, s.is_current desc, s.version desc limit 1"""
_COLUMNS = """
    select sheet, column_letter, table_name, field, header, nullif(multiplier, 1.0) as multiplier
    from mart.dim_column where submission_id = $id and column_letter is not null
    order by length(column_letter), column_letter, table_name, field"""
_USED_ROWS = {
    "total_item": "mart.fct_reported_item where submission_id = $id",
    "task_report": "mart.fct_task where path = $path",
    "training_class": "mart.fct_training where path = $path",
}
_ROWS_OF_UNITS = "mart.fct_figure_source where submission_id = $id"


class TraceError(HoptacError):
    """No such document, sheet or cell; the line says what there is."""


@dataclass(frozen=True)
class Place:
    """A cell that was read: of which document, table and field. ``superseded_by``: the path that counts instead; ``column``: its letter."""

    submission_id: str
    path: str
    sender: str
    agency_name: str
    form: str
    reference_year: int
    version: int
    document_no: str | None
    received_at: str | None
    was_read: bool
    superseded_by: str | None
    sheet: str | None
    cell: str
    column: str
    row: int
    table: str | None
    field: str | None
    header: str | None
    written_in: int | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"value": None, "unit": None, "item": None}


def find_place(connection: duckdb.DuckDBPyConnection, province: Province, path: str, sheet: str, cell: str) -> Place:
    """Raises TraceError for a path, sheet or cell that the warehouse does not know."""
    parsed = _CELL.fullmatch(cell.strip().upper())
    if not parsed:
        raise TraceError("Ô {} không hợp lệ; viết chữ cái của cột rồi số dòng, ví dụ K17.", cell)
    column, row = parsed[1], int(parsed[2])
    document = _document(connection, path)
    columns = records(connection, _COLUMNS, {"id": document["submission_id"]}) if document["was_read"] else []
    name = _sheet(document["path"], {found["sheet"] for found in columns}, sheet)
    columns = [found for found in columns if found["sheet"] == name]
    at_column = [found for found in columns if found["column_letter"] == column]
    if columns and not at_column:
        known = ((found["column_letter"], " ".join((found["header"] or "").split())) for found in columns)
        said = ", ".join(f"{letter} “{header}”" if header else letter for letter, header in known)
        raise TraceError("Cột {} của {} không được đọc; các cột được đọc: {}.", column, _named(document["path"], name), said)
    read = _row_is_read(connection, document, name, at_column, row)
    return Place(
        **document | {"received_at": local_time(document["received_at"], province)},
        sheet=name,
        cell=f"{column}{row}",
        column=column,
        row=row,
        table=read.get("table_name"),
        field=read.get("field"),
        header=read.get("header"),
        written_in=int(read["multiplier"]) if read.get("multiplier") else None,
    )


def _document(connection: duckdb.DuckDBPyConnection, path: str) -> dict[str, Any]:
    asked = same_path(path)
    inside = asked.removeprefix("raw/")
    for document in records(connection, _DOCUMENT, {"asked": asked, "inside": inside}):
        return document
    rows = connection.execute("select distinct path from mart.fct_submission where path is not null order by 1").fetchall()
    paths = [found for (found,) in rows]
    near = get_close_matches(inside, paths, n=3, cutoff=0.5) or paths[:3]
    raise TraceError("Kho số liệu không có văn bản {}; có {} văn bản, gần giống nhất: {}.", path, len(paths), "; ".join(near) or "–")


def _sheet(path: str, read: set[str | None], asked: str) -> str | None:
    """Of the sheets that were read the one asked for, however it is spelled; a CSV has one without a name, and none is None as well."""
    names = sorted(name for name in read if name is not None)
    if not names:
        return None
    if not asked.strip():
        if len(names) > 1:
            raise TraceError("Tệp {} có nhiều trang, hãy cho biết trang nào: {}.", path, ", ".join(names))
        return names[0]
    found = asked if asked in names else next((name for name in names if key(name) == key(asked)), None)
    if found is None:
        raise TraceError("Tệp {} không có trang “{}”; các trang được đọc: {}.", path, asked, ", ".join(names))
    return found


def _row_is_read(
    connection: duckdb.DuckDBPyConnection, document: dict[str, Any], sheet: str | None, at_column: list[dict[str, Any]], row: int
) -> dict[str, Any]:
    """The column's entry at this row; of several tables in one sheet, that which has it. Only rows far from any data are refused."""
    if not at_column or document["superseded_by"]:
        return at_column[0] if at_column else {}
    spans = []
    for found in at_column:
        rows = _USED_ROWS.get(found["table_name"], _ROWS_OF_UNITS)
        of_file = {"path": document["path"]} if "$path" in rows else {"id": document["submission_id"]}
        [(first, last, is_there)] = connection.execute(
            f"select min(row), max(row), coalesce(bool_or(row = $row), false) from {rows} and sheet is not distinct from $sheet",
            of_file | {"sheet": sheet, "row": row},
        ).fetchall()
        if is_there:
            return found
        spans.append((first, last))
    first, last = spans[0]
    if first is not None and not any(low is not None and low <= row <= high for low, high in spans):
        raise TraceError(
            "Dòng {} của {} không phải dòng số liệu; số liệu ở các dòng từ {} đến {}.", row, _named(document["path"], sheet), first, last
        )
    return at_column[0]


def _named(path: str, sheet: str | None) -> str:
    return path if sheet is None else f"{path} › {sheet}"
