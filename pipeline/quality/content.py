"""One digest of what tables say: of content, not of bytes. Compacting or copying a file does not change it, changing one cell does."""

import hashlib
import json
from pathlib import Path

import duckdb

from pipeline.system.errors import HoptacError
from pipeline.warehouse.reader import reader

MART = "table_schema = 'mart'"


class GateError(HoptacError):
    """The export may not run: no receipt, or one of other content, other rules, another year. The message says which."""


def content_digest(warehouse: Path | duckdb.DuckDBPyConnection, tables: str = MART) -> str:
    """SHA-256 over the tables that a condition on ``table_schema`` and ``table_name`` chooses: columns and types, number of rows, and
    an order-free sum of row hashes. Raises GateError where there is none, ReadError."""
    if isinstance(warehouse, Path):
        with reader(warehouse) as connection:
            return content_digest(connection, tables)
    columns = warehouse.execute(
        f"select table_schema, table_name, column_name, data_type from information_schema.columns where {tables} order by all"
    ).fetchall()
    if not columns:
        raise GateError("Kho số liệu không có bảng nào đã kiểm tra; hãy chạy lại hoptac run.")
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for schema, table, column, kind in columns:
        found.setdefault((schema, table), []).append((column, kind))
    content = []
    for (schema, table), typed in found.items():
        names = ", ".join(f'"{name}"' for name, _ in typed)
        # two sums of 64-bit hashes with different salts; a sum, unlike xor, does not cancel a row that is doubled
        [(rows, first, second)] = warehouse.execute(
            f'select count(*), sum(hash({names})::hugeint), sum(hash(\'salt\', {names})::hugeint) from "{schema}"."{table}"'
        ).fetchall()
        content.append([table, typed, rows, str(first), str(second)])
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
