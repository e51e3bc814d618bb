"""SQL from people: read-only, no file, no network, no setting, limited in time, memory and rows."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.system.errors import HoptacError


class QueryError(HoptacError):
    """A query that was refused, failed, or took too long."""


@dataclass(frozen=True)
class Answer:
    """``rows`` in order; ``is_cut`` where the answer had more than the limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def query(warehouse: Path, sql: str, limit: int | None = 1000, seconds: float = 30, memory: str = "1GB") -> Answer:
    """The first ``limit`` rows (None: all) of one statement on the published warehouse. Raises QueryError with one clear line."""
    if not warehouse.is_file():
        raise QueryError(f"Chưa có kho số liệu {warehouse}; hãy chạy hoptac run trước.")
    try:
        connection = duckdb.connect(str(warehouse), read_only=True, config={"memory_limit": memory, "threads": "2"})
    except duckdb.Error as error:
        raise QueryError(f"Không mở được kho số liệu {warehouse}: {_first_line(error)}") from error
    with connection:
        # read_only alone still lets a query write other files and read any (found by trying)
        connection.execute("set enable_external_access = false")
        connection.execute("set max_temp_directory_size = '0B'")
        connection.execute("set search_path = 'mart'")
        connection.execute("set lock_configuration = true")
        timer = threading.Timer(seconds, connection.interrupt)
        timer.start()
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
                raise QueryError("Chỉ nhận đúng một câu select.")
            result = connection.execute(statements[0])
            rows = result.fetchall() if limit is None else result.fetchmany(limit + 1)
            columns = tuple(column[0] for column in result.description)
        except duckdb.InterruptException as error:
            raise QueryError(f"Câu hỏi chạy quá {seconds:g} giây nên đã dừng; hãy thu hẹp lại.") from error
        except duckdb.Error as error:
            raise QueryError(f"Câu hỏi không chạy được: {_first_line(error)}") from error
        finally:
            timer.cancel()
    return Answer(columns, rows[:limit], limit is not None and len(rows) > limit)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0]
