"""SQL from people: read-only, no file, no network, no setting, limited in time, memory and rows."""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.system.errors import HoptacError
from pipeline.warehouse.reader import in_our_words, reader


class QueryError(HoptacError):
    """A query that was refused, failed, or took too long."""


@dataclass(frozen=True)
class Answer:
    """``rows`` in order; ``is_cut`` where the answer had more than the limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def query(warehouse: Path, sql: str, limit: int | None = 1000, seconds: float = 30, memory: str = "1GB") -> Answer:
    """The first ``limit`` rows (None: all) of one statement on the published warehouse. Raises QueryError, ReadError: one clear line."""
    with reader(warehouse, memory_limit=memory, threads=2, search_path="mart") as connection:
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
            raise QueryError("Câu hỏi chạy quá {:g} giây nên đã dừng; hãy thu hẹp lại.", seconds) from error
        except duckdb.Error as error:
            first = QueryError("Câu hỏi không chạy được: {}", str(error).strip().splitlines()[0])
            said = in_our_words(warehouse, error)
            raise (first if said is error else said) from error
        finally:
            timer.cancel()
    return Answer(columns, rows[:limit], limit is not None and len(rows) > limit)
