"""The gate's receipt: what was checked, by which rules, with what result; and the refusal of anything else.

A blocking check holds only inside its own run. The receipt holds always: an export launched alone verifies it first.
The digest is of content, not of bytes: compacting or copying the file does not change it, changing one cell does.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.config import suites
from pipeline.quality.gate import Decision
from pipeline.system.errors import HoptacError
from pipeline.system.files import write_whole
from pipeline.warehouse.reader import reader

SCHEMA = "mart"


class GateError(HoptacError):
    """The export may not run: no receipt, or one of other content, other rules, another year. The message says which."""


@dataclass(frozen=True)
class Receipt:
    """``content_digest`` over all tables of the mart schema, ``suites_digest`` over all suites; ``passed`` false means draft."""

    reference_year: int
    as_of: str
    passed: bool
    content_digest: str
    suites_digest: str
    findings: dict[str, int]
    waived: int
    checks: list[dict[str, Any]]
    created_by: str


def receipt_path(warehouse: Path) -> Path:
    return warehouse.with_name(f"{warehouse.name}.receipt.json")


def content_digest(warehouse: Path | duckdb.DuckDBPyConnection) -> str:
    """SHA-256 over every mart table: its columns and types, number of rows, and an order-free sum of row hashes."""
    if isinstance(warehouse, duckdb.DuckDBPyConnection):
        return _content_digest(warehouse)
    with reader(warehouse) as connection:
        return _content_digest(connection)


def make_receipt(
    decision: Decision, warehouse: Path | duckdb.DuckDBPyConnection, suites_folder: Path, as_of: datetime, created_by: str = "hoptac"
) -> Receipt:
    """The receipt of a decision. Make it when mart.fct_finding is written: the digest covers it."""
    return Receipt(
        reference_year=decision.year,
        as_of=as_of.isoformat(),
        passed=decision.passed,
        content_digest=content_digest(warehouse),
        suites_digest=suites.digest(suites_folder),
        findings=decision.findings,
        waived=decision.waived,
        checks=decision.checks,
        created_by=created_by,
    )


def write_receipt(receipt: Receipt, path: Path) -> None:
    """Whole or not at all: written aside, then put in place."""
    write_whole(path, (json.dumps(asdict(receipt), ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def announce_receipt(receipt: Receipt, path: Path) -> None:
    """Put the receipt of what is about to be published beside the present one: the two files cannot be changed in one step, and a
    reader between the steps (or after a run that was killed there) finds the receipt of whichever warehouse it sees."""
    write_receipt(receipt, _next(path))


def settle_receipt(path: Path) -> None:
    """The announced receipt takes the place of the one before: its warehouse is published."""
    _next(path).replace(path)


def _next(path: Path) -> Path:
    return path.with_name(f"{path.stem}.next{path.suffix}")


def _standing(path: Path) -> list[Receipt]:
    """The announced receipt first: between two looks it can only have moved to the other place, which is looked at last."""
    found = []
    for place in (_next(path), path):
        with suppress(FileNotFoundError):
            found.append(_read(place))
    return found


def read_receipt(path: Path) -> Receipt:
    """Raises GateError where there is none, or one that is not whole."""
    try:
        return _read(path)
    except FileNotFoundError as error:
        raise GateError("Chưa có biên nhận kiểm tra {}; hãy chạy hoptac run trước khi xuất báo cáo.", path.name) from error


def _read(path: Path) -> Receipt:
    try:
        return Receipt(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, TypeError) as error:
        raise GateError("Biên nhận kiểm tra {} hỏng; hãy chạy lại hoptac run.", path.name) from error


def verify_receipt(warehouse: Path, suites_folder: Path, path: Path | None = None, year: int | None = None) -> Receipt:
    """The receipt that covers exactly this content and these rules; its ``passed`` says final or draft.

    Raises GateError where content, rules or year are not those of the receipt.
    """
    path = path or receipt_path(warehouse)
    before, content = _standing(path), content_digest(warehouse)
    # Published since: the receipt of an old warehouse was there before it was looked at, that of a new one is there after.
    receipt = next((found for found in [*before, *_standing(path)] if found.content_digest == content), None) or read_receipt(path)
    if year is not None and receipt.reference_year != year:
        raise GateError(
            "Biên nhận kiểm tra là của năm {0}, không phải năm {1}; hãy chạy hoptac run --year {1}.", receipt.reference_year, year
        )
    if suites.digest(suites_folder) != receipt.suites_digest:
        raise GateError("Bộ quy tắc kiểm tra đã thay đổi sau lần kiểm tra; hãy chạy lại hoptac run.")
    if content != receipt.content_digest:
        raise GateError("Số liệu trong kho đã thay đổi sau lần kiểm tra; hãy chạy lại hoptac run.")
    return receipt


def _content_digest(connection: duckdb.DuckDBPyConnection) -> str:
    columns = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns where table_schema = ? order by table_name, column_name",
        [SCHEMA],
    ).fetchall()
    if not columns:
        raise GateError("Kho số liệu không có bảng nào trong lược đồ {}; hãy chạy lại hoptac run.", SCHEMA)
    tables: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in columns:
        tables.setdefault(table, []).append((column, kind))
    content = []
    for table, typed in tables.items():
        names = ", ".join(f'"{name}"' for name, _ in typed)
        # two sums of 64-bit hashes with different salts; a sum, unlike xor, does not cancel a row that is doubled
        rows, first, second = connection.execute(
            f"select count(*), sum(hash({names})::hugeint), sum(hash('salt', {names})::hugeint) from {SCHEMA}.\"{table}\""
        ).fetchone()
        content.append([table, typed, rows, str(first), str(second)])
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
