"""Approving a report: the report printed with name and time in it, and the line in the register that binds what is printed. One act.

The report is written aside first, onto the disk, then the line, then the report takes its place: whatever stops it leaves neither, or the
line alone, which the same approval given again completes and without which nothing can be released.
"""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.archive.release_store import ReleaseError, read_manifest
from pipeline.quality.approvals import Approval, ApprovalError, covering, drafted, enter
from pipeline.releases.leaving import leaving
from pipeline.reports.export import write_outputs
from pipeline.settings import Settings
from pipeline.system.files import flush_all
from pipeline.system.lock import exclusive
from pipeline.system.staged_folder import staged_folder


def approve_report(settings: Settings, year: int, name: str, title: str, moment: datetime | None, suites: Path) -> Approval:
    """``moment``: now where none is given. Raises HeldBackError, ApprovalError, GateError, BusyError, OSError with nothing approved."""
    outputs = settings.out / str(year)
    with exclusive(settings.warehouse):
        receipt = leaving(settings, year, suites)
        draft = drafted(receipt, name, title, moment or datetime.now(UTC).astimezone(settings.province.tz))
        with staged_folder(outputs) as folder:
            _, approval = write_outputs(settings, receipt, suites, folder, signing=draft)
            assert approval is not None  # it was told who signs
            if approval not in covering(settings.raw, receipt):
                flush_all(folder)
                enter(settings.raw, approval)
            elif approval.name != draft.name or _is_printed(outputs):
                raise ApprovalError("Báo cáo này đã được {} phê duyệt lúc {}.", approval.name, approval.approved_at.isoformat())
        return approval


def _is_printed(outputs: Path) -> bool:
    """Whether the report that stands there carries an approval."""
    try:
        return read_manifest(outputs).get("approval") is not None
    except ReleaseError:
        return False
