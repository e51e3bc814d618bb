"""A query's answer as a file, row after row and whole: CSV, JSON, xlsx, Parquet. It is written where the query runs."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.cli.values import is_number, plain, told_apart, written
from pipeline.system.files import inert
from pipeline.warehouse.query import Connection, QueryError

_CHUNK = 10_000  # rows
_EXACT = 10**15  # Excel keeps 15 digits
_SHEET_ROWS = 1_048_575  # of a sheet, below its header
_LONGEST_CELL = 32_767  # characters
Rows = Iterator[tuple[Any, ...]]


def write(connection: Connection, sql: str, form: str, path: Path, limit: int | None) -> bool:
    """The answer, or its first ``limit`` rows, at ``path``; whether it had more. Raises duckdb.Error, OSError, QueryError."""
    if form == "parquet":
        return _parquet(connection, sql, path, limit)
    result = connection.execute(sql)
    rows: Rows = (row for chunk in iter(lambda: result.fetchmany(_CHUNK), []) for row in chunk)
    writers: dict[str, Callable[[Path, list[str], Iterable[tuple[Any, ...]]], None]] = {"csv": _csv, "json": _json, "xlsx": _xlsx}
    writers[form](path, told_apart([column[0] for column in result.description]), islice(rows, limit))
    return next(rows, None) is not None


def _csv(path: Path, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """A text that a spreadsheet would take for a formula has an apostrophe in front."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(map(inert, names))
        # csv puts no quotes around a carriage return, and a reader would begin a row there
        writer.writerows([cell if is_number(cell) else inert(written(cell)).replace("\r", "\n") for cell in row] for row in rows)


def _json(path: Path, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """A list with one object a row and line. What JSON has no word for (NaN, infinity) is null."""
    with path.open("w", encoding="utf-8") as file:
        before = "["
        for row in rows:
            file.write(f"{before}\n {json.dumps(dict(zip(names, map(plain, row), strict=True)), ensure_ascii=False)}")
            before = ","
        file.write("[]\n" if before == "[" else "\n]\n")


def _xlsx(path: Path, names: list[str], rows: Iterable[tuple[Any, ...]]) -> None:
    """One sheet, every text a text and never a formula. Raises QueryError where a sheet has not so many rows."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "remove_timezone": True, "default_date_format": "dd/mm/yyyy"}
    book = xlsxwriter.Workbook(str(path), options)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, names, book.add_format({"bold": True}))
    sheet.freeze_panes(1, 0)
    moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
    for number, row in enumerate(rows, start=1):
        if number > _SHEET_ROWS:
            raise QueryError("Kết quả dài hơn {} dòng, một trang tính không chứa hết; hãy dùng --format csv hoặc parquet.", _SHEET_ROWS)
        for column, value in enumerate(map(_cell, row)):
            sheet.write(number, column, value, moment if isinstance(value, datetime) else None)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _cell(value: Any) -> Any:
    """What Excel keeps exactly; else the text."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value if value.year >= 1900 else value.isoformat()
    if is_number(value) and plain(value) is not None and abs(value) < _EXACT:
        return plain(value)
    return written(value)[:_LONGEST_CELL]


def _parquet(connection: Connection, sql: str, path: Path, limit: int | None) -> bool:
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    batches = connection.sql(sql).to_arrow_reader(_CHUNK)
    schema = batches.schema
    for index, name in enumerate(told_apart(schema.names)):
        schema = schema.set(index, schema.field(index).with_name(name))
    left = limit
    try:
        with ParquetWriter(path, schema) as writer:
            for batch in batches:
                writer.write_batch(batch.slice(0, left).rename_columns(schema.names))
                if left is not None and (left := left - batch.num_rows) < 0:
                    return True
    except (pyarrow.ArrowException, OSError) as error:  # what the engine says in the middle of the rows comes as an OSError of no number
        if isinstance(error, MemoryError) or getattr(error, "errno", None):
            raise
        if "Out of Memory" in str(error):
            raise MemoryError from error
        raise QueryError("Câu hỏi không chạy được: {}", str(error).strip().partition("\n")[0]) from error
    return False
