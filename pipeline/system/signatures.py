"""What makes a signature, in every register that people sign: letters that can be seen, and a day that has come.

Not here: the registers' columns, what a signature lets pass.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Literal

from pipeline.system.clock import TOLERANCE_SECONDS
from pipeline.system.folding import TURNING

_LETTERS = frozenset(("Lu", "Ll", "Lt", "Lo"))
_BLANK = frozenset("\u115f\u1160\u3164\uffa0")  # Hangul's fillers: letters in Unicode, nothing to the eye
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")

FUTURE = "ngày ký sau thời điểm hiện tại của đồng hồ máy", "signed later than the machine's clock"
"""Why a line that nobody can have signed yet has no effect, in Vietnamese and English."""

Standing = Literal["known", "later", "future"]


def is_visible(text: str) -> bool:
    """Whether who looks at a text sees a letter, and all in their order: spaces, marks, controls and fillers alone show nothing."""
    return not TURNING.search(text) and any(unicodedata.category(sign) in _LETTERS and sign not in _BLANK for sign in text)


def unseen(cells: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Those of the named cells that hold no visible letter."""
    return [name for name in names if not is_visible(cells.get(name, ""))]


def moment_of(text: str, zone: tzinfo) -> datetime | None:
    """ISO 8601, in the zone where it names none; None for what is no such moment."""
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        _ = moment.astimezone(UTC), moment.astimezone(zone)  # the first and the last day of all may have none
    except (ValueError, OverflowError):
        return None
    return moment


def is_day(text: str) -> bool:
    """Whether an ISO 8601 text names a day and no time of it."""
    try:
        return bool(date.fromisoformat(text.strip()))
    except ValueError:
        return False


def signed_on(text: str, zone: tzinfo) -> datetime | None:
    """``moment_of``, and a day as people write it: ``31/12/2019``."""
    day = _DAY.fullmatch(text.strip())
    return moment_of(f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text, zone)


def standing(moment: datetime | None, as_of: datetime, *, is_now: bool) -> Standing:
    """``known`` by the as-of; ``later``, which a run as of then knows nothing of; ``future``: none that can be read, or later than the
    clock, which nobody can have signed. That is said in runs as of what has not come yet, and as of now (``is_now``), where the as-of is
    the clock: whatever the clock does while they run, and when such a run is made again."""
    clock = as_of if is_now else datetime.now(UTC)
    if moment is None or is_future(moment, clock):
        return "future" if is_now or is_future(as_of, clock) else "later"
    return "known" if moment <= as_of else "later"


def is_future(moment: datetime, clock: datetime | None = None) -> bool:
    """Whether it has not come yet by a clock, this machine's where none is given."""
    return moment > (clock or datetime.now(UTC)) + timedelta(seconds=TOLERANCE_SECONDS)
