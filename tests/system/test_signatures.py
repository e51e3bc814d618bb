"""A signature is text that can be seen, of a day that has come; what looks like one and is none is no signature in any register."""

import unicodedata
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from pipeline.system.signatures import is_day, is_visible, moment_of, signed_on, standing, unseen

NOBODY = [
    "\u200b",  # zero width space
    "\u2060\u2060",  # word joiner
    "\u00a0\u2003",  # spaces that do not break
    "\u0301\u0323",  # marks without a letter
    "\u0007",
    "\u3164",  # Hangul's filler, a letter to Unicode
    "\u115f\u1160\uffa0",
    "\u2800",  # Braille's blank
    "\U000e0041",  # a tag
    "\u00ad\u034f\u061c",
    "\ufe0f",
    "\ue000",  # of nobody's alphabet
    "...",
    "–",
    "1",
]
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.now(UTC)


@pytest.mark.parametrize("text", [*NOBODY, "A \u202e neyugN", "\u2067A"], ids=ascii)  # the last two are read the other way round
def test_what_nobody_can_read_is_no_text(text: str) -> None:
    assert not is_visible(text)
    assert not is_visible(f" {text} ")


@pytest.mark.parametrize("text", ["A", "Trần Thị B", unicodedata.normalize("NFD", "Ủy"), "đ", "\u200bA", "李", "Số 12: đã hỏi"])
def test_letters_are_seen(text: str) -> None:
    assert is_visible(text)


def test_cells_that_hold_nothing_to_see_are_named() -> None:
    assert unseen({"reason": "\u3164", "signed_by": "A"}, ("reason", "signed_by", "title")) == ["reason", "title"]


@pytest.mark.parametrize("text", ["2019-12-31", "31/12/2019", "31.12.2019", " 2019-12-31T00:00:00+07:00 ", "2019-12-30T17:00:00Z"])
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert signed_on(text, ZONE) == datetime(2019, 12, 31, tzinfo=ZONE)


@pytest.mark.parametrize(
    "text",
    ["", "hôm qua", "31/13/2019", "2019", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "32/12/2019"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert signed_on(text, ZONE) is None
    assert moment_of(text, ZONE) is None


@pytest.mark.parametrize(
    ("moment", "as_of", "is_now", "found"),
    [
        (NOW - timedelta(days=2), NOW - timedelta(days=1), False, "known"),
        (NOW - timedelta(days=1), NOW - timedelta(days=2), False, "later"),
        (NOW + timedelta(days=1), NOW - timedelta(days=2), False, "later"),  # a past day's run knows nothing of it
        (NOW + timedelta(days=1), NOW, True, "future"),
        (datetime(2099, 1, 1, tzinfo=UTC), NOW, True, "future"),
        (datetime(2099, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC), False, "future"),  # whatever moment is asked for
        (NOW - timedelta(days=3), NOW - timedelta(days=5), True, "future"),  # as of now, five days ago
        (None, NOW - timedelta(days=5), True, "future"),
        (None, NOW, True, "future"),
        (None, NOW - timedelta(days=2), False, "later"),
        (NOW + timedelta(seconds=5), NOW + timedelta(seconds=9), True, "known"),  # clocks of two machines
    ],
)
def test_a_day_that_has_not_come_is_told_from_one_that_is_not_known_yet(
    moment: datetime | None, as_of: datetime, is_now: bool, found: str
) -> None:
    assert standing(moment, as_of, is_now=is_now) == found


def test_a_day_is_one_however_it_is_written_and_a_moment_is_none() -> None:
    assert all(is_day(text) for text in ("2019-12-14", " 2019-12-14\n", "20191214", "2019-W50-6"))
    assert not any(is_day(text) for text in ("2019-12-14T00:00", "2019-12-1", "14/12/2019", ""))
