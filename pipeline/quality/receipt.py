"""The gate's receipt: what was checked, on what basis, by which rules, with what result; and the refusal of anything else.

A blocking check holds only inside its own run. The receipt holds always, one a year: an export launched alone verifies it first, and a
year's receipt stands while others are run, as long as what it rests on is the same. What it says is computed again from the findings that
its digest covers: nobody's word is taken for it.
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
from pipeline.quality.content import GateError, content_digest
from pipeline.quality.gate import Decision, decide
from pipeline.quality.report_years import OF_YEAR
from pipeline.settings import Settings
from pipeline.system.clock import check_clock
from pipeline.system.errors import HELD_BACK
from pipeline.system.files import write_whole
from pipeline.system.raw_names import INCOMING
from pipeline.warehouse.reader import reader


class HeldBackError(GateError):
    """The gate refuses it: there is an open error."""

    exit_code = HELD_BACK


@dataclass(frozen=True)
class Receipt(Basis):
    """``content_digest`` over all tables of the mart schema, ``suites_digest`` over all suites; ``passed`` false means draft.

    ``releases``: those that the figures were made beside, name → digest. ``readings_digest``: of all that was read.
    """

    passed: bool
    content_digest: str
    suites_digest: str
    findings: dict[str, int]
    waived: int
    checks: list[dict[str, Any]]
    created_by: str
    releases: dict[str, str]
    readings_digest: str


def receipt_path(warehouse: Path, year: int) -> Path:
    return warehouse.with_name(f"{warehouse.name}.receipt-{year}.json")


def receipts(warehouse: Path) -> list[Path]:
    """Those of all years."""
    return sorted(warehouse.parent.glob(f"{warehouse.name}.receipt-*.json"))


def receipt_years(warehouse: Path) -> list[int]:
    """The years that there are receipts of, the newest last."""
    return sorted(
        {int(year) for path in receipts(warehouse) if (year := path.stem.rpartition("receipt-")[2].partition(".")[0]).isdecimal()}
    )


def make_receipt(
    decision: Decision,
    basis: Basis,
    warehouse: Path | duckdb.DuckDBPyConnection,
    suites_folder: Path,
    releases: dict[str, str] | None = None,
    readings_digest: str = "",
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
        created_by="hoptac",
        releases=releases or {},
        readings_digest=readings_digest,
    )


def write_receipt(receipt: Receipt, path: Path) -> None:
    """Whole or not at all: written aside, then put in place; with a seal over what it says, so that no word of it is changed unseen."""
    said = asdict(receipt)
    write_whole(path, (json.dumps(said | {"seal": _seal(said)}, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode())


def _seal(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


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
        said = json.loads(path.read_text(encoding="utf-8"))
        if said.pop("seal", None) != _seal(said):
            raise ValueError("not as it was written")
        return Receipt(**said)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise GateError("Biên nhận kiểm tra {} hỏng hoặc đã bị sửa; hãy chạy lại hoptac run.", path.name) from error


def verify_receipt(warehouse: Path, suites_folder: Path, year: int) -> Receipt:
    """The year's receipt that covers exactly this content and these rules; its ``passed`` says final or draft.

    Raises GateError where there is none, content or rules are not those of the receipt, or it says otherwise than the findings.
    """
    path = receipt_path(warehouse, year)
    before = _standing(path)
    with reader(warehouse) as connection:
        content, findings = content_digest(connection), connection.sql(f"from {OF_YEAR}", params={"year": year}).pl()
    # Published since: the receipt of an old warehouse was there before it was looked at, that of a new one is there after.
    receipt = next((found for found in [*before, *_standing(path)] if found.content_digest == content), None) or read_receipt(path)
    if receipt.reference_year != year:
        raise GateError("Biên nhận kiểm tra {0} là của năm {1}; hãy chạy hoptac run --year {2}.", path.name, receipt.reference_year, year)
    if suites.digest(suites_folder) != receipt.suites_digest:
        raise GateError("Bộ quy tắc kiểm tra đã thay đổi sau lần kiểm tra; hãy chạy lại hoptac run --year {}.", year)
    if content != receipt.content_digest:
        raise GateError("Số liệu trong kho đã thay đổi sau lần kiểm tra năm {0}; hãy chạy lại hoptac run --year {0}.", year)
    decision = decide(findings, year, receipt.checks)
    said = (receipt.passed, receipt.findings, receipt.waived, receipt.checks)
    if said != (decision.passed, decision.findings, decision.waived, decision.checks):
        raise GateError("Biên nhận kiểm tra {0} nói khác các phát hiện trong kho; hãy chạy lại hoptac run --year {1}.", path.name, year)
    return receipt


def standing_receipt(settings: Settings, year: int, suites_folder: Path, *, until_now: bool = True) -> Receipt:
    """The year's verified receipt whose basis is what lies there: documents, signatures, settings, program.

    ``until_now``: of a run as of now, what came in since counts too, and a deadline that has passed. Raises GateError, ClockError.
    """
    receipt = verify_receipt(settings.warehouse, suites_folder, year)
    then = as_found(replace(settings, is_now=True), receipt)
    if until_now and receipt.is_now:
        check_clock(settings.raw / INCOMING, receipt_path(settings.warehouse, year))
        then = replace(then, as_of=datetime.now(UTC))
    if said := difference(receipt, replace(basis_of(then, year), as_of=receipt.as_of)):
        raise GateError("Sau lần kiểm tra năm {0}, {1}; hãy chạy lại hoptac run --year {0}.", year, said)
    return receipt
