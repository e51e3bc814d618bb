"""SQL from people: read-only, no file, no network, no setting; in a process of its own, which ends with its time and has its memory."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from pipeline.config import Limits
from pipeline.system.child_process import ChildProcess, Died, OutOfMemory, OutOfTime
from pipeline.system.errors import HoptacError
from pipeline.warehouse.reader import in_our_words, reader

Taken = TypeVar("Taken")
Connection = duckdb.DuckDBPyConnection
DEFAULT = Limits()
_ASKS = (duckdb.StatementType.SELECT, duckdb.StatementType.MULTI)  # a pivot over whatever values there are asks for them first


class QueryError(HoptacError):
    """A query that was refused, failed, took too long or too much memory."""


@dataclass(frozen=True)
class Answer:
    """``rows`` in order; ``is_cut`` where the answer had more than the limit."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def query(warehouse: Path, sql: str, limit: int | None = 1000, limits: Limits = DEFAULT) -> Answer:
    """The first ``limit`` rows (None: all) of one statement on the published warehouse. Raises as ``taken`` does."""
    return taken(warehouse, sql, limits, _first, limit)


def taken(warehouse: Path, sql: str, limits: Limits, take: Callable[..., Taken], *given: Any) -> Taken:
    """What ``take(connection, statement, …)``, a module's function, makes of one statement on the published warehouse.

    Raises QueryError, ReadError, OSError: one clear line.
    """
    with ChildProcess(_take, warehouse, sql, limits, take, given, megabytes=limits.query_megabytes) as child:
        try:
            answer: Taken = child.result(limits.query_seconds)
            return answer
        except OutOfTime as error:
            raise QueryError("Câu hỏi chạy quá {:g} giây nên đã dừng; hãy thu hẹp lại.", limits.query_seconds) from error
        except OutOfMemory as error:
            raise QueryError("Câu hỏi cần hơn {} MB bộ nhớ nên đã dừng; hãy thu hẹp lại.", limits.query_megabytes) from error
        except Died as error:
            raise QueryError("Câu hỏi làm tiến trình truy vấn dừng đột ngột; hãy viết cách khác.") from error


def _take(warehouse: Path, sql: str, limits: Limits, take: Callable[..., Any], given: tuple[Any, ...]) -> Any:
    memory = f"{limits.query_megabytes * 2 // 3}MiB"  # the rest is for what makes the answer, and for what the engine does not count
    with reader(warehouse, memory_limit=memory, threads=2, search_path="mart") as connection:
        try:
            statements = connection.extract_statements(sql)
            if len(statements) != 1 or statements[0].type not in _ASKS:
                raise QueryError("Chỉ nhận đúng một câu select.")
            return take(connection, statements[0].query, *given)
        except duckdb.OutOfMemoryException as error:
            raise MemoryError from error
        except duckdb.Error as error:
            # up to the line with the place: what DuckDB thinks was meant stands before it
            first = QueryError("Câu hỏi không chạy được: {}", " ".join(str(error).strip().partition("\n\n")[0].split()))
            said = in_our_words(warehouse, error)
            raise (first if said is error else said) from error


def _first(connection: Connection, sql: str, limit: int | None) -> Answer:
    result = connection.execute(sql)
    columns = tuple(column[0] for column in result.description)
    rows = result.fetchall() if limit is None else result.fetchmany(limit + 1)
    return Answer(columns, rows[:limit], limit is not None and len(rows) > limit)
