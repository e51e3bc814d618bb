"""A list of thousands of lines of one name, one code or one place takes no more memory than its lines: a clerk's slip, or somebody's
intent, stops nobody else's run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from pipeline.config import load
from pipeline.identity.link import link
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
