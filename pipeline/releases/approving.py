"""Approving the report that stands in out/: the line in the register, and the report written again with name and time in it."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.archive.release_store import ReleaseError, read_manifest
from pipeline.quality.approvals import Approval, approval_of, approve
from pipeline.quality.receipt import passed_receipt
from pipeline.reports.export import export
from pipeline.settings import Settings
from pipeline.system.folding import as_written
from pipeline.system.lock import exclusive


def approve_report(settings: Settings, year: int, name: str, title: str, moment: datetime | None, suites: Path) -> Approval:
    """``moment``: now where none is given. Raises ApprovalError, GateError, BusyError with nothing approved.

    An approval that was killed after its line was written is finished as it stands in the register.
    """
    with exclusive(settings.warehouse):
        receipt = passed_receipt(settings, year, suites)
        standing = approval_of(settings.raw, receipt)
        if standing is not None and standing.name == as_written(name) and not _is_printed(settings.out / str(year)):
            approval = standing
        else:
            approval = approve(settings.raw, receipt, name, title, moment or datetime.now(UTC).astimezone(settings.province.tz))
        export(settings, year, suites, lambda done, total: None)
        return approval


def _is_printed(outputs: Path) -> bool:
    """Whether the report that stands there carries an approval."""
    try:
        return read_manifest(outputs).get("approval") is not None
    except ReleaseError:
        return False
