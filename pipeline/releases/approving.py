"""Approving the report that stands in out/: the line in the register, and the report written again with name and time in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pipeline.quality.approvals import Approval, approve
from pipeline.quality.receipt import verify_receipt
from pipeline.reports.export import export
from pipeline.settings import Settings
from pipeline.warehouse.lock import exclusive


def approve_report(settings: Settings, year: int, name: str, title: str, moment: datetime | None, suites: Path) -> Approval:
    """``moment``: now where none is given. Raises ApprovalError, GateError, BusyError with nothing approved."""
    with exclusive(settings.warehouse):
        receipt = verify_receipt(settings.warehouse, suites, settings.receipt, year)
        approval = approve(settings.raw, receipt, name, title, moment or datetime.now(UTC).astimezone(settings.province.tz))
        export(replace(settings, as_of=datetime.fromisoformat(receipt.as_of)), year, suites, lambda done, total: None)
        return approval
