"""Working days as offices count them: weekends and holidays are none, Saturdays worked in exchange are."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from pipeline.office.working_days import last_working_day, working_days_late, working_days_left

TZ = ZoneInfo("Asia/Ho_Chi_Minh")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


@pytest.mark.parametrize(
    ("due_before", "last"),
    [
        ("2019-12-15", date(2019, 12, 13)),  # a Sunday
        ("2019-12-10", date(2019, 12, 9)),
        ("2019-12-10T00:00:01", date(2019, 12, 10)),
        ("2019-02-11", date(2019, 2, 1)),  # behind Tết
        ("2019-09-03", date(2019, 8, 30)),  # behind the National Day and a weekend
    ],
)
def test_the_last_working_day_before_a_deadline(due_before: str, last: date) -> None:
    assert last_working_day(at(due_before), TZ) == last


@pytest.mark.parametrize(
    ("as_of", "left", "late"),
    [
        ("2019-12-05T12:00:00", 2, 0),  # a Thursday: Friday and Monday
        ("2019-12-07T12:00:00", 1, 0),
        ("2019-12-09T23:59:59", 0, 0),
        ("2019-12-10", 0, 1),
        ("2019-12-15", 0, 4),
    ],
)
def test_what_is_left_before_ten_december_and_what_has_passed_since(as_of: str, left: int, late: int) -> None:
    due = at("2019-12-10")
    assert (working_days_left(due, at(as_of), TZ), working_days_late(due, at(as_of), TZ)) == (left, late)
