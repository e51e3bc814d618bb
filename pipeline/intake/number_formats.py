"""What a cell's number format does to what a person sees: percentages, thousands and millions, days without a year.

One place for both kinds of workbook; which cell has which format is their readers' business.
"""

import datetime as dt
import re
from functools import lru_cache
from typing import Any

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
_NO_DAY = re.compile(r"m{1,5}[^dmyhs]+y{2,4}")
_NO_YEAR = re.compile(r"(d{1,2}|m{1,5})[^dmyhs]+(d{1,2}|m{1,5})[^dmyhs]*")


@lru_cache(maxsize=1024)
def scale(code: str) -> int:
    """By which power of ten a format shows numbers smaller: 3 for ``#,##0,``, 6 for ``#,##0,,``, else 0."""
    found = _THOUSANDS.search(_LITERAL.sub("", code).partition(";")[0])
    return 3 * len(found[1]) if found else 0


@lru_cache(maxsize=1024)
def is_percent(code: str) -> bool:
    return "%" in code


@lru_cache(maxsize=1024)
def hides_year(code: str) -> str:
    """``day`` or ``month``, whichever comes first, where a format shows only these two of a date; else blank."""
    parts = _NO_YEAR.fullmatch(_plain_days(code))
    first = "".join(sorted({part[0] for part in parts.groups()})) if parts else ""
    return "" if first != "dm" or parts is None else "day" if parts[1][0] == "d" else "month"


@lru_cache(maxsize=1024)
def hides_day(code: str) -> bool:
    return _NO_DAY.fullmatch(_plain_days(code)) is not None


def _plain_days(code: str) -> str:
    return _LITERAL.sub("", code).partition(";")[0].strip().casefold()


def changes(code: str) -> bool:
    """Whether a person sees something else than what is stored."""
    return bool(is_percent(code) or scale(code) or hides_year(code) or hides_day(code))


def shown(day: dt.date, code: str) -> str | None:
    """A date as its format shows it where that leaves out the year, ``19/5``, or a day that Excel made up, ``3/2013``; else None."""
    if first := hides_year(code):
        return f"{day.day}/{day.month}" if first == "day" else f"{day.month}/{day.day}"
    return f"{day.month}/{day.year}" if day.day == 1 and hides_day(code) else None


def as_percent(number: float) -> str:
    """A number that its cell shows a hundred times as great."""
    return f"{number * 100:.15g}%".replace(".", ",")


def as_shown(number: Any, power: int) -> float:
    """A number as its format shows it, unrounded; 15 digits are what a spreadsheet keeps."""
    return float(f"{float(number) / 10**power:.15g}")
