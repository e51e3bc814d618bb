"""One written date → what it can mean: ``05/03/2019`` · ``5-3-2019`` · ``2019-03-05`` · ``ngày 5 tháng 3 năm 2019`` · 43529.

Where day and month can be exchanged both readings are given, and only the column can tell (``values``). A month or a year alone is a
period.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from pipeline.intake.text import tidy, words

FIRST_YEAR, LAST_YEAR = 1900, 2100
_FIRST_SERIAL, _LAST_SERIAL = 14611, 73050  # 1940-01-01 and 2099-12-31: a smaller number is a year or a count, not a day
_EPOCH, _EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
_OF_VIETNAM = timedelta(hours=7)
_TIME = r"(?:\s+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s*(?i:[ap]m|sa|ch))?)?"
_NUMERIC = re.compile(r"(?i:ng[aà]y\s+)?(\d{1,2})\s*([/.\-–,\\])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})" + _TIME)
_ISO = re.compile(r"(\d{4})\s*([/.\-])\s*(\d{1,2})\s*\2\s*(\d{1,2})(?:[T\s]+(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(Z|[+\-]\d{2}:?\d{2})?)?")
_PERIOD = re.compile(r"(?:(?:thang )?(\d{1,2}) (?:nam )?|nam )?((?:19|20)\d\d)")
_SPELLED = re.compile(r"(?:ngay)?(\d{1,2})thang(\d{1,2})nam(\d{4})")
# As spreadsheets show it: 05-Mar-19 · 05-Thg3-19 · 05 Tháng Ba 2019 · 5 tháng 3, 2019.
_NAMED = re.compile(r"(\d{1,2}) (?:(?:thang|thg) ?(\d{1,2}|[a-z]+(?: mot| hai)?)|([a-z]{3,9})) (?:nam )?(\d{4}|\d{2})")
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_VIETNAMESE = ["mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai"]
_MONTHS = {name: month for names in (_VIETNAMESE, map(str, range(1, 13))) for month, name in enumerate(names, 1)}


Period = tuple[date, date]
"""A first and a last day, both inside."""


@dataclass(frozen=True, slots=True)
class Written:
    """``day_first`` and ``month_first``: the two readings, None where that one is no date. ``short_year``: two digits stood there."""

    day_first: date | None
    month_first: date | None
    short_year: bool = False

    @property
    def is_ambiguous(self) -> bool:
        return self.day_first is not None and self.month_first is not None and self.day_first != self.month_first


def order(readings: Iterable[Written]) -> str | None:
    """Which comes first in written dates: ``day`` or ``month``, ``both`` where both are seen to come first, None where neither is."""
    readings = list(readings)
    day = any(reading.month_first is None for reading in readings)
    month = any(reading.day_first is None for reading in readings)
    return "both" if day and month else "day" if day else "month" if month else None


@lru_cache(maxsize=16384)
def read(text: str, this_year: int) -> Written | None:
    """What a non-blank text says as a date, or None where it is none. Two-digit years up to ``this_year`` are of its century."""
    text = tidy(text).rstrip(" .,;")
    if match := _NUMERIC.fullmatch(text):
        first, second, (year, short) = int(match[1]), int(match[3]), _year(match[4], this_year)
        return _written(_date(year, second, first), _date(year, first, second), short)
    if match := _ISO.fullmatch(text):
        return _certain(_instant(match) if match[6] else _date(int(match[1]), int(match[3]), int(match[4])))
    if match := _SPELLED.fullmatch("".join(words(text))):
        return _certain(_date(int(match[3]), int(match[2]), int(match[1])))
    if match := _NAMED.fullmatch(" ".join(words(text))):
        (year, short), english = _year(match[4], this_year), (match[3] or "")[:3]
        month = _ENGLISH.index(english) + 1 if english in _ENGLISH else _MONTHS.get((match[2] or "").removeprefix("0"), 0)
        day = _date(year, month, int(match[1]))
        return _written(day, day, short)
    if text.isascii() and text.isdecimal():
        return _digits(text)
    return None


def period(text: str) -> Period | None:
    """The days of a month or a year where a text names no more: ``6/2015``, ``tháng 12 năm 2018``, ``2016``."""
    match = _PERIOD.fullmatch(" ".join(words(text)))
    if match is None:
        return None
    year, month = int(match[2]), int(match[1] or 1)
    if not 1 <= month <= 12:
        return None
    last_month = month if match[1] else 12
    return date(year, month, 1), date(year + last_month // 12, last_month % 12 + 1, 1) - timedelta(days=1)


def from_serial(number: float, is_1904: bool = False) -> date | None:
    """The day of an Excel serial number, or None where the number cannot be one."""
    if not _FIRST_SERIAL <= number <= _LAST_SERIAL:
        return None
    return (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(days=int(number))


def _year(written: str, this_year: int) -> tuple[int, bool]:
    """The year of four digits or two, and whether it was two."""
    year, century = int(written), this_year // 100 * 100
    if len(written) == 4:
        return year, False
    return year + (century if year <= this_year % 100 else century - 100), True


def _digits(text: str) -> Written | None:
    if len(text) == 8:  # 05032019 or 20190305: taken where only one of the two is a date
        day_first = _date(int(text[4:]), int(text[2:4]), int(text[:2]))
        year_first = _date(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _certain(day_first or year_first) if (day_first is None) != (year_first is None) else None
    return _certain(from_serial(int(text))) if len(text) == 5 else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _instant(match: re.Match[str]) -> date | None:
    """The day in the province of an instant that says how far its clock is from Greenwich's."""
    hours, minutes = map(int, match[5].split(":"))
    day = _date(int(match[1]), int(match[3]), int(match[4]))
    if day is None or hours > 23 or minutes > 59:
        return None
    sign, ahead = -1 if match[6].startswith("-") else 1, match[6].strip("Z+-").replace(":", "") or "0000"
    offset = timedelta(hours=int(ahead[:2]), minutes=int(ahead[2:])) * sign
    return (datetime(day.year, day.month, day.day, hours, minutes, tzinfo=UTC) - offset + _OF_VIETNAM).date()


def _certain(day: date | None) -> Written | None:
    return Written(day, day) if day else None


def _written(day_first: date | None, month_first: date | None, short: bool) -> Written | None:
    return Written(day_first, month_first, short) if day_first or month_first else None
