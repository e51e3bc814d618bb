"""Working days of Vietnam's public offices: what is left before a deadline, what has passed since.

Weekends, public holidays and the Saturdays worked in exchange are those that the ``holidays`` package knows (the Government's yearly
decisions; a year not decided on yet has the holidays of the Labour Code alone). What is owed by then is no affair of this module.
"""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo


@cache
def _calendar() -> Any:
    import holidays

    return holidays.country_holidays("VN")


def is_working_day(day: date) -> bool:
    return bool(_calendar().is_working_day(day))


def last_working_day(due_before: datetime, tz: ZoneInfo) -> date:
    """The last working day with a moment before ``due_before``: 13 December 2019 (a Friday) for what is due before Sunday the 15th."""
    day = _last_day(due_before, tz)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_left(due_before: datetime, as_of: datetime, tz: ZoneInfo) -> int:
    """Working days after the day of ``as_of`` that still have a moment before ``due_before``; 0 on the last of them and after."""
    return _count(as_of.astimezone(tz).date() + timedelta(days=1), _last_day(due_before, tz))


def working_days_late(due_before: datetime, as_of: datetime, tz: ZoneInfo) -> int:
    """Working days since ``due_before``, both ends included as the contract counts its days late; 0 before it and over a weekend."""
    return _count(due_before.astimezone(tz).date(), as_of.astimezone(tz).date()) if as_of >= due_before else 0


def _last_day(due_before: datetime, tz: ZoneInfo) -> date:
    return (due_before.astimezone(tz) - timedelta(microseconds=1)).date()


def _count(first: date, last: date) -> int:
    return sum(is_working_day(first + timedelta(days=number)) for number in range((last - first).days + 1))
