"""The gate's receipt: what was checked, on what basis, by which rules, with what result; and the refusal of anything else.

A blocking check holds only inside its own run. The receipt holds always, one a year: an export launched alone verifies it first, and a
year's receipt stands while others are run, as long as what it rests on is the same. The digest is of content, not of bytes: compacting or
copying the file does not change it, changing one cell does.
"""

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from pipeline.config import suites
from pipeline.quality.basis import Basis, as_found, basis_of, difference
from pipeline.quality.gate import Decision
from pipeline.settings import Settings
from pipeline.system.errors import HoptacError
from pipeline.system.files import write_whole
from pipeline.warehouse.reader import reader

SCHEMA = "mart"


class GateError(HoptacError):
    """The export may not run: no receipt, or one of other content, other rules, another year. The message says which."""


@dataclass(frozen=True)
class Receipt(Basis):
    """``content_digest`` over all tables of the mart schema, ``suites_digest`` over all suites; ``passed`` false means draft."""

    passed: bool
    content_digest: str
    suites_digest: str
    findings: dict[str, int]
    waived: int
    checks: list[dict[str, Any]]
    created_by: str


def receipt_path(warehouse: Path, year: int) -> Path:
    return warehouse.with_name(f"{warehouse.name}.receipt-{year}.json")


def receipts(warehouse: Path) -> list[Path]:
    """Those of all years."""
    return sorted(warehouse.parent.glob(f"{warehouse.name}.receipt-*.json"))


def content_digest(warehouse: Path | duckdb.DuckDBPyConnection, without: str | None = None) -> str:
    """SHA-256 over every mart table but one: its columns and types, number of rows, and an order-free sum of row hashes."""
    if isinstance(warehouse, duckdb.DuckDBPyConnection):
        return _content_digest(warehouse, without)
    with reader(warehouse) as connection:
        return _content_digest(connection, without)


def make_receipt(
    decision: Decision, basis: Basis, warehouse: Path | duckdb.DuckDBPyConnection, suites_folder: Path, created_by: str = "hoptac"
) -> Receipt:
    """The receipt of a decision. Make it when mart.fct_finding is written: the digest covers it."""
    return Receipt(
        **basis.as_dict(),
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
        raise GateError("Chưa có biên nhận kiểm tra {}; hãy chạy hoptac run cho năm đó.", path.name) from error


def _read(path: Path) -> Receipt:
    try:
        return Receipt(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, TypeError) as error:
        raise GateError("Biên nhận kiểm tra {} hỏng; hãy chạy lại hoptac run.", path.name) from error


def verify_receipt(warehouse: Path, suites_folder: Path, year: int) -> Receipt:
    """The year's receipt that covers exactly this content and these rules; its ``passed`` says final or draft.

    Raises GateError where there is none, or content or rules are not those of the receipt.
    """
    path = receipt_path(warehouse, year)
    before, content = _standing(path), content_digest(warehouse)
    # Published since: the receipt of an old warehouse was there before it was looked at, that of a new one is there after.
    receipt = next((found for found in [*before, *_standing(path)] if found.content_digest == content), None) or read_receipt(path)
    if receipt.reference_year != year:
        raise GateError("Biên nhận kiểm tra {0} là của năm {1}; hãy chạy hoptac run --year {2}.", path.name, receipt.reference_year, year)
    if suites.digest(suites_folder) != receipt.suites_digest:
        raise GateError("Bộ quy tắc kiểm tra đã thay đổi sau lần kiểm tra; hãy chạy lại hoptac run --year {}.", year)
    if content != receipt.content_digest:
        raise GateError("Số liệu trong kho đã thay đổi sau lần kiểm tra năm {0}; hãy chạy lại hoptac run --year {0}.", year)
    return receipt


def standing_receipt(settings: Settings, year: int, suites_folder: Path, *, until_now: bool = True) -> Receipt:
    """The year's verified receipt whose basis is what lies there: documents, signatures, settings, program.

    ``until_now``: of a run as of now, what came in since counts too, and a deadline that has passed. Raises GateError.
    """
    receipt = verify_receipt(settings.warehouse, suites_folder, year)
    then = as_found(replace(settings, is_now=True), receipt)
    present = basis_of(replace(then, as_of=datetime.now(UTC)) if until_now and receipt.is_now else then, year)
    if said := difference(receipt, replace(present, as_of=receipt.as_of)):
        raise GateError("Sau lần kiểm tra năm {0}, {1}; hãy chạy lại hoptac run --year {0}.", year, said)
    return receipt


def _content_digest(connection: duckdb.DuckDBPyConnection, without: str | None) -> str:
    columns = connection.execute(
        "select table_name, column_name, data_type from information_schema.columns "
        "where table_schema = ? and table_name is distinct from ? order by table_name, column_name",
        [SCHEMA, without],
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
        [(rows, first, second)] = connection.execute(
            f"select count(*), sum(hash({names})::hugeint), sum(hash('salt', {names})::hugeint) from {SCHEMA}.\"{table}\""
        ).fetchall()
        content.append([table, typed, rows, str(first), str(second)])
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()
