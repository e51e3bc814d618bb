"""``raw/approvals.csv``: who approved which report, when, and exactly which content; lines are only ever added.

It lies in raw/ with the office's other decisions, so that a report can be made again, signature and all, from raw/ alone.
An approval is of content: whatever changes a figure, a finding or a rule leaves it behind. Not here: the gate (``gate``).
"""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from pipeline.quality.receipt import Receipt
from pipeline.system import register_csv
from pipeline.system.errors import HoptacError, reason
from pipeline.system.folding import as_written
from pipeline.system.lock import FOREVER, hold

FILE_NAME = "approvals.csv"


class ApprovalError(HoptacError):
    """The report cannot be approved, or the register cannot be read; the message says why."""


@dataclass(frozen=True)
class Approval:
    """One line of the register. ``approved_at``: aware; ``content_digest``, ``suites_digest``: of the receipt."""

    year: int
    content_digest: str
    suites_digest: str
    name: str
    title: str
    approved_at: datetime

    def covers(self, receipt: Receipt) -> bool:
        return (self.year, self.content_digest, self.suites_digest) == (
            receipt.reference_year, receipt.content_digest, receipt.suites_digest,
        )  # fmt: skip


COLUMNS = tuple(field.name for field in fields(Approval))


def approval_of(raw: Path, receipt: Receipt) -> Approval | None:
    """The approval of exactly this content and these rules, for a receipt that passed. Raises ApprovalError, RegisterError."""
    found = [approval for approval in read_approvals(raw) if approval.covers(receipt)]
    return found[0] if found and receipt.passed else None


def earlier_approval(raw: Path, receipt: Receipt) -> Approval | None:
    """The newest approval of the year where none covers the receipt: what has been voided by a change. Raises ApprovalError."""
    of_year = [approval for approval in read_approvals(raw) if approval.year == receipt.reference_year]
    return None if not of_year or approval_of(raw, receipt) else of_year[-1]


def read_approvals(raw: Path) -> list[Approval]:
    """The register's lines in order; none where it is not there. Raises ApprovalError, RegisterError."""
    return [_approval(raw, row) for row in register_csv.read(raw / FILE_NAME, COLUMNS).rows]


def _approval(raw: Path, row: register_csv.Row) -> Approval:
    try:
        moment = datetime.fromisoformat(row.cells["approved_at"])
        if moment.tzinfo is None:
            raise ValueError("no offset")
        words = {name: row.cells[name] for name in COLUMNS[1:5]}
        return Approval(year=int(row.cells["year"]), **words, approved_at=moment)
    except ValueError as error:
        raise ApprovalError("{}: dòng {} của sổ phê duyệt không đọc được.", raw / FILE_NAME, row.number) from error


def approve(raw: Path, receipt: Receipt, name: str, title: str, moment: datetime) -> Approval:
    """Add a line for a receipt that passed. Raises ApprovalError for a nameless signer or a second approval."""
    name, title = as_written(name), as_written(title)
    if not name:
        raise ApprovalError("Chưa có tên người phê duyệt (--name).")
    if moment < datetime.fromisoformat(receipt.as_of):
        raise ApprovalError("Thời điểm phê duyệt (--at) trước thời điểm chốt số liệu của báo cáo.")
    approval = Approval(receipt.reference_year, receipt.content_digest, receipt.suites_digest, name, title, moment)
    try:
        with hold(raw, wait=FOREVER):
            if earlier := approval_of(raw, receipt):
                raise ApprovalError("Báo cáo này đã được {} phê duyệt lúc {}.", earlier.name, earlier.approved_at.isoformat())
            cells = {name: str(value) for name, value in asdict(approval).items()} | {"approved_at": moment.isoformat()}
            register_csv.append(register_csv.read(raw / FILE_NAME, COLUMNS), cells)
    except OSError as error:
        raise ApprovalError("{}: không ghi được sổ phê duyệt ({}).", raw / FILE_NAME, reason(error)) from error
    return approval
