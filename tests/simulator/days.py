"""The calendar that the province lives by: reporting windows, the quiet days of December, working days. No unit, no file."""

from __future__ import annotations

import random
from datetime import date, timedelta, timezone

HANOI = timezone(timedelta(hours=7))


def window(year: int) -> tuple[date, date]:
    """First and last day that count as the reference year: calendar year up to 2023, then as the circulars of 2024 have it."""
    if year <= 2023:
        return date(year, 1, 1), date(year, 12, 31)
    if year == 2024:
        return date(2024, 1, 1), date(2024, 12, 14)
    return date(year - 1, 12, 15), date(year, 12, 14)


def working_day(rng: random.Random, first: date, last: date) -> date:
    """A Monday-to-Friday day between the two, both included."""
    for _ in range(1000):
        day = first + timedelta(days=rng.randint(0, (last - first).days))
        if day.weekday() < 5:
            return day
    raise ValueError(f"no working day between {first} and {last}")


def ordinary_day(rng: random.Random, year: int, first_month: int = 1, last_month: int = 11) -> date:
    """A day before December: the offices' reports and lists of that year all know what happened on it."""
    return working_day(rng, date(year, first_month, 4), date(year, last_month, 27))


def late_day(rng: random.Random, year: int) -> date:
    """A day after every report and list of the year were made, 16 to 30 December; nothing at all happens from 1 to 15 December."""
    return working_day(rng, date(year, 12, 16), date(year, 12, 30))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, at most the 28th."""
    total = day.year * 12 + day.month - 1 - months
    return date(total // 12, total % 12 + 1, min(day.day, 28))
