"""``raw/approvals.csv``: who approved which report, when, and exactly which content; lines are only ever added.

It lies in raw/ with the office's other decisions, so that a report can be made again, signature and all, from raw/ alone.
An approval is of content and of paper: whatever changes a figure, a finding, a rule or a word that is printed leaves it behind. Not here:
the gate (``gate``), what is printed (``reports``).
"""

from dataclasses import MISSING, asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from pipeline.quality.receipt import Receipt
from pipeline.system import register_csv
from pipeline.system.errors import HoptacError, reason
from pipeline.system.folding import as_written
from pipeline.system.lock import FOREVER, hold
from pipeline.system.raw_names import APPROVALS
from pipeline.system.signatures import is_future, is_visible

Papers = tuple[str, str, str]
"""Digests of the report, of its annex, and of what the office has of its own in them."""


class ApprovalError(HoptacError):
    """The report cannot be approved, or the register cannot be read; the message says why."""


@dataclass(frozen=True)
class Approval:
    """One line of the register. ``approved_at``: aware; ``content_digest``, ``suites_digest``: of the receipt.

    ``report_digest``, ``annex_digest``: of the files with this approval in them; ``office_digest``: of what the office has of its own in
    them. Blank where an older program wrote the line: it is of the content alone.
    """

    year: int
    content_digest: str
    suites_digest: str
    name: str
    title: str
    approved_at: datetime
    report_digest: str = ""
    annex_digest: str = ""
    office_digest: str = ""

    @property
    def papers(self) -> Papers:
        return self.report_digest, self.annex_digest, self.office_digest

    def binds(self, papers: Papers) -> bool:
        return self.papers in (papers, ("", "", ""))

    def covers(self, receipt: Receipt) -> bool:
        return (self.year, self.content_digest, self.suites_digest) == (
            receipt.reference_year, receipt.content_digest, receipt.suites_digest,
        )  # fmt: skip


COLUMNS = tuple(field.name for field in fields(Approval))
_ALWAYS = tuple(field.name for field in fields(Approval) if field.default is MISSING)


def covering(raw: Path, receipt: Receipt) -> list[Approval]:
    """The approvals of this content and these rules, newest first, for a receipt that passed. Raises ApprovalError, RegisterError."""
    return [found for found in reversed(read_approvals(raw)) if found.covers(receipt)] if receipt.passed else []


def newest_approval(raw: Path, year: int) -> Approval | None:
    """Whatever it is of. Raises ApprovalError, RegisterError."""
    return next((found for found in reversed(read_approvals(raw)) if found.year == year), None)


def read_approvals(raw: Path) -> list[Approval]:
    """The register's lines in order; none where it is not there. Raises ApprovalError, RegisterError."""
    return [_approval(raw, row) for row in register_csv.read(raw / APPROVALS, _ALWAYS).rows]


def _approval(raw: Path, row: register_csv.Row) -> Approval:
    try:
        moment = datetime.fromisoformat(row.cells["approved_at"])
        if moment.tzinfo is None:
            raise ValueError("no offset")
        words = {name: row.cells.get(name, "") for name in COLUMNS if name not in ("year", "approved_at")}
        if is_future(moment) or not is_visible(words["name"]):
            raise ValueError("nobody's signature")
        return Approval(year=int(row.cells["year"]), **words, approved_at=moment)
    except ValueError as error:
        raise ApprovalError("{}: dòng {} của sổ phê duyệt không đọc được.", raw / APPROVALS, row.number) from error


def drafted(receipt: Receipt, name: str, title: str, moment: datetime) -> Approval:
    """An approval of a receipt's content before it is printed. Raises ApprovalError for a nameless signer, a moment before the as-of."""
    name, title = as_written(name), as_written(title) if is_visible(title) else ""
    if not is_visible(name):
        raise ApprovalError("Chưa có tên người phê duyệt (--name).")
    if is_future(moment):
        raise ApprovalError("Thời điểm phê duyệt (--at) sau thời điểm hiện tại của đồng hồ máy.")
    if moment < receipt.moment:
        raise ApprovalError("Thời điểm phê duyệt (--at) trước thời điểm chốt số liệu của báo cáo.")
    return Approval(receipt.reference_year, receipt.content_digest, receipt.suites_digest, name, title, moment)


def enter(raw: Path, approval: Approval) -> None:
    """Add the line. Raises ApprovalError, RegisterError; then the register is as it was."""
    cells = {name: str(value) for name, value in asdict(approval).items()} | {"approved_at": approval.approved_at.isoformat()}
    try:
        with hold(raw, wait=FOREVER):
            register = register_csv.with_columns(register_csv.read(raw / APPROVALS, _ALWAYS), COLUMNS)
            register_csv.append(register, cells)
    except OSError as error:
        raise ApprovalError("{}: không ghi được sổ phê duyệt ({}).", raw / APPROVALS, reason(error)) from error
