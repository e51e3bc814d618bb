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

_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_USED_ROWS = {
    "total_item": "select row from mart.fct_reported_item where submission_id = $id and sheet is not distinct from $sheet",
    "task_report": "select row from mart.fct_task where path = $path and sheet is not distinct from $sheet",
    "training_class": "select row from mart.fct_training where path = $path and sheet is not distinct from $sheet",
}
_ROWS_OF_UNITS = "select row from mart.fct_unit_source where submission_id = $id and sheet is not distinct from $sheet"


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
    column, row = _parse(cell)
    document = _document(connection, path)
    document["received_at"] = local_time(document["received_at"], province)
    found_sheet: str | None = None
    columns: list[_Column] = []
    if document["was_read"]:
        found_sheet, columns = _sheet(connection, document, sheet)
    at_column = [entry for entry in columns if entry[0] == column]
    if columns and not at_column:
        known = ", ".join(f"{letter} “{' '.join(header.split())}”" if header else letter for letter, _, _, header, _ in columns)
        raise TraceError("Cột {} của {} không được đọc; các cột được đọc: {}.", column, _named(document["path"], found_sheet), known)
    table, field, header, multiplier = _row_is_read(connection, document, found_sheet, at_column, row)
    written_in = None if multiplier is None or multiplier == 1.0 else int(multiplier)
    return Place(
        **document,
        sheet=found_sheet,
        cell=f"{column}{row}",
        column=column,
        row=row,
        table=table,
        field=field,
        header=header,
        written_in=written_in,
    )


def _parse(cell: str) -> tuple[str, int]:
    match = _CELL.fullmatch(cell.strip().upper())
    if not match:
        raise TraceError("Ô {} không hợp lệ; viết chữ cái của cột rồi số dòng, ví dụ K17.", cell)
    return match[1], int(match[2])


_DOCUMENT = (
    "submission_id", "path", "sender", "agency_name", "form", "reference_year", "version", "document_no", "received_at", "was_read",
    "is_current",
)  # fmt: skip


def _document(connection: duckdb.DuckDBPyConnection, path: str) -> dict[str, Any]:
    """The newest registered version of a path, with or without ``raw/`` before it, in whatever Unicode form."""
    asked = same_path(path)
    inside = asked.removeprefix("raw/")
    row = connection.execute(
        """select s.submission_id, s.path, s.sender, coalesce(g.agency_name, s.sender), s.form, s.reference_year, s.version, s.document_no,
            epoch_us(s.received_at), s.was_read, s.is_current
        from mart.fct_submission as s left join mart.dim_agency as g using (sender)
        where nfc_normalize(s.path) in ($1, $2) order by nfc_normalize(s.path) = $1 desc, s.is_current desc, s.version desc limit 1""",
        [asked, inside],
    ).fetchone()
    if row is None:
        paths = [
            found
            for (found,) in connection.execute("select distinct path from mart.fct_submission where path is not null order by 1").fetchall()
        ]
        near = get_close_matches(inside, paths, n=3, cutoff=0.5) or paths[:3]
        raise TraceError("Kho số liệu không có văn bản {}; có {} văn bản, gần giống nhất: {}.", path, len(paths), "; ".join(near) or "–")
    document = dict(zip(_DOCUMENT, row, strict=True))
    now = None
    if not document.pop("is_current"):
        now = connection.execute(
            "select path from mart.fct_submission where sender = $1 and form = $2 and reference_year = $3 and is_current",
            [document["sender"], document["form"], document["reference_year"]],
        ).fetchone()
    return document | {"superseded_by": now[0] if now else None}


_Column = tuple[str, str, str, str | None, float | None]


def _sheet(connection: duckdb.DuckDBPyConnection, document: dict[str, Any], sheet: str) -> tuple[str | None, list[_Column]]:
    """The sheet by its name, however it is spelled, and its columns (letter, table, field, header, multiplier) from A on.

    A CSV has one sheet without a name.
    """
    rows = connection.execute(
        """select sheet, column_letter, table_name, field, header, multiplier from mart.dim_column
        where submission_id = $1 and column_letter is not null""",
        [document["submission_id"]],
    ).fetchall()
    names = {row[0] for row in rows}
    if names == {None}:
        name = None
    else:
        spelled = {one: one for one in names if one is not None}
        name = spelled.get(sheet) or next((one for one in sorted(spelled) if key(one) == key(sheet)), None)
        if not sheet.strip() and len(spelled) == 1:
            name = next(iter(spelled))
        if name is None and rows and not sheet.strip():
            raise TraceError("Tệp {} có nhiều trang, hãy cho biết trang nào: {}.", document["path"], ", ".join(sorted(spelled)))
        if name is None and rows:
            raise TraceError("Tệp {} không có trang “{}”; các trang được đọc: {}.", document["path"], sheet, ", ".join(sorted(spelled)))
    columns = [row[1:] for row in rows if row[0] == name]
    return name, sorted(columns, key=lambda column: (len(column[0]), column[0], column[1], column[2]))


def _row_is_read(
    connection: duckdb.DuckDBPyConnection, document: dict[str, Any], sheet: str | None, at_column: list[_Column], row: int
) -> tuple[str | None, str | None, str | None, float | None]:
    """The table and field at this row; of several tables in one sheet, the one that has it. Only rows far from any data are refused."""
    if not at_column or document["superseded_by"]:
        return at_column[0][1:] if at_column else (None, None, None, None)
    spans = []
    for _, table, field, header, multiplier in at_column:
        sql = _USED_ROWS.get(table, _ROWS_OF_UNITS)
        values = {"sheet": sheet} | ({"path": document["path"]} if "$path" in sql else {"id": document["submission_id"]})
        [(first, last, is_there)] = connection.execute(
            f"select min(row), max(row), coalesce(bool_or(row = $row), false) from ({sql})", values | {"row": row}
        ).fetchall()
        if is_there:
            return table, field, header, multiplier
        spans.append((first, last))
    first, last = spans[0]
    if first is not None and not any(low is not None and low <= row <= high for low, high in spans):
        raise TraceError(
            "Dòng {} của {} không phải dòng số liệu; số liệu ở các dòng từ {} đến {}.", row, _named(document["path"], sheet), first, last
        )
    return at_column[0][1:]


def _named(path: str, sheet: str | None) -> str:
    return path if sheet is None else f"{path} › {sheet}"
