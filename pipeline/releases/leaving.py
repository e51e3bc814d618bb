"""What may be signed or frozen: a report that passed the gate, whose moment has come, and whose files, read anew, say what the run read."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.intake.anew import check_readings
from pipeline.quality.content import GateError
from pipeline.quality.receipt import HeldBackError, Receipt, standing_receipt
from pipeline.settings import Settings


def leaving(settings: Settings, year: int, suites: Path) -> Receipt:
    """The year's standing receipt of such a report. Raises HeldBackError, GateError, IntakeError."""
    receipt = standing_receipt(settings, year, suites)
    if not receipt.passed:
        raise HeldBackError("Báo cáo năm {0} còn bị giữ lại, mới là dự thảo; xem hoptac gate --year {0}.", year)
    if receipt.moment > datetime.now(UTC):
        raise GateError("Chưa tới thời điểm chốt số liệu của báo cáo năm {0}; hãy chạy lại hoptac run --year {0}.", year)
    check_readings(settings.raw, settings.province, receipt.moment, receipt.readings_digest, is_now=receipt.is_now)
    return receipt
