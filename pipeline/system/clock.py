"""Whether the machine's clock can be believed: "as known now" means nothing on a clock that was set back."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.system.errors import HoptacError

TOLERANCE_SECONDS = 60  # a file on another machine's disk is dated by that machine


class ClockError(HoptacError):
    """A file that is there already is dated later than now."""


def check_clock(*written: Path) -> None:
    """``written``: files that were written before, as far as they are there. Raises ClockError."""
    now = datetime.now(UTC).timestamp()
    for path in written:
        if path.exists() and path.stat().st_mtime > now + TOLERANCE_SECONDS:
            dated, shown = (datetime.fromtimestamp(moment, UTC).astimezone() for moment in (path.stat().st_mtime, now))
            raise ClockError(
                "Đồng hồ máy ({:%H:%M %d/%m/%Y}) chạy lùi so với {} (ghi lúc {:%H:%M %d/%m/%Y}); "
                "hãy chỉnh lại giờ máy, hoặc nêu rõ thời điểm bằng --as-of (khi vào sổ: --received-at).",
                shown,
                path,
                dated,
            )
