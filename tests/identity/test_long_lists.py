"""A list of thousands of lines of one name, one code or one place takes no more memory than its lines: a clerk's slip, or somebody's
intent, stops nobody else's run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link
from pipeline.identity.pairing import A_LONG_LIST, MOST_BESIDE
from pipeline.system.child_process import ChildProcess

from .landing import file, landing

LINES, MEGABYTES = 3000, 2000  # every line beside every other would take twice that and more
WORDS = ["".join(letters + letters[::-1]) for letters in product("bcdghklm", "aeiou", "nt", "bcdghklm", "aeiou")][:LINES]
STEM = "Đăk Rơ Wa " * 15
HOME = {"unit_type": "HTX", "commune": "Hà Mòn"}


def homonyms(line: int, year: int) -> dict[str, Any]:
    return HOME | {"name": "HTX Đoàn Kết", "founded_on": date(1990, 1, 1) + timedelta(line)}


def homonyms_of_no_day(line: int, year: int) -> dict[str, Any]:
    return HOME | {"name": "HTX Đoàn Kết", "registration_code": f"61{line:08}"}


def strangers(line: int, year: int) -> dict[str, Any]:
    return HOME | {"name": f"HTX {WORDS[line]} {year % 10}", "founded_on": date(2015, 1, 1)}


def one_stem(line: int, year: int) -> dict[str, Any]:
    return HOME | {"name": f"HTX {STEM} {WORDS[line]} {year % 10}", "founded_on": date(2015, 1, 1)}


def one_code(line: int, year: int) -> dict[str, Any]:
    return HOME | {"name": f"HTX {WORDS[line]} {year % 10}", "registration_code": "6101123457"}


def converted(line: int, year: int) -> dict[str, Any]:
    if year == 2018:
        return HOME | {"unit_type": "THT", "name": f"THT {WORDS[line]}"}
    return HOME | {"name": f"HTX Mới {WORDS[line]}", "converted_from": f"THT {WORDS[-1 - line]}x"}


def units(kind: str) -> int:
    """How many units two years' lists of a kind are."""
    made: Callable[[int, int], dict[str, Any]] = globals()[kind]
    lists = [file("unit_report", year, *(made(line, year) for line in range(LINES))) for year in (2018, 2019)]
    return link(landing(*lists), load()).unit.height


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        ("homonyms", LINES),
        ("homonyms_of_no_day", LINES),
        ("strangers", 2 * LINES),
        ("one_stem", 2 * LINES),
        ("one_code", 2 * LINES),
        ("converted", 2 * LINES),
    ],
)
def test_it_ends_within_memory(kind: str, found: int) -> None:
    with ChildProcess(units, kind, megabytes=MEGABYTES) as child:
        assert child.result() == found


def shown(reason: str, name: str, *files: dict[str, Any]) -> list[int]:
    """How many units each line of a name that begins so stands beside for this reason in the list for people."""
    review = link(landing(*files), load()).review.filter(pl.col("reason") == reason, pl.col("left_name").str.starts_with(name))
    return review.group_by("left_key", "sheet", "row").agg(pl.col("right_key").count())["right_key"].to_list()


MANY = MOST_BESIDE + 5
GROUP = HOME | {"unit_type": "THT", "name": "THT thu mua nông sản Kon Lốc", "founded_on": date(2016, 2, 2)}
COOPERATIVE = GROUP | {"unit_type": "HTX", "name": "HTX thu mua nông sản Kon Lốc"}


def test_a_line_of_a_slip_stands_beside_some_of_the_many_of_that_name() -> None:
    coded = [COOPERATIVE | {"registration_code": f"61{line:08}"} for line in range(MANY)]
    slip = COOPERATIVE | {"name": "HTX thu mua nông sản Kon Lốcc", "registration_code": "6112345678"}
    assert shown("twin", slip["name"], file("unit_report", 2019, slip, *coded)) == [MOST_BESIDE]


def test_a_line_among_many_names_that_are_near_stands_beside_some_of_them() -> None:
    near = [GROUP | {"name": f"THT thu mua nông sản Kon Lố{letter}"} for letter in "abcdeghiklmn"]
    assert set(shown("twin", "THT", file("unit_report", 2019, *near))) == {MOST_BESIDE}


def test_a_line_of_no_unit_stands_beside_some_of_the_many_that_it_may_mean() -> None:
    days = [GROUP | {"founded_on": date(2015, 1, 1) + timedelta(day)} for day in range(MANY)]
    member = {"name": "THT thu mua nôn sản Kon Lốc", "unit_type": "THT", "district": "Đăk Hà", "joined_on": date(2017, 1, 1)}
    assert shown("not_linked", member["name"], file("unit_report", 2019, *days), file("alliance_member", 2019, member)) == [MOST_BESIDE]


@pytest.mark.parametrize(("lines", "suggested"), [(30, 30), (A_LONG_LIST + 1, 0)])
def test_a_long_list_of_predecessors_that_are_none_is_listed_whole_without_what_they_may_be(lines: int, suggested: int) -> None:
    before = file("unit_report", 2018, *(HOME | {"unit_type": "THT", "name": f"THT {WORDS[line]} vui"} for line in range(lines)))
    now = (HOME | {"name": f"HTX Mới {WORDS[line]}", "converted_from": f"THT {WORDS[line]} vuii"} for line in range(lines))
    beside = shown("predecessor_not_found", "HTX", before, file("unit_report", 2019, *now))
    assert (len(beside), sum(count > 0 for count in beside)) == (lines, suggested)
