"""The page on what was tried names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "attacks.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \| (.+?) \|$", PAGE, re.MULTILINE)


def test_each_point_has_its_row() -> None:
    assert [name.split(".")[0] for name, _, _ in ROWS] == [*map(str, range(1, 17)), "Kills and machines"]


@pytest.mark.parametrize(("tried", "tests"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_each_test_that_is_named_is_there(tried: str, tests: str) -> None:
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", tests)
    assert len(named) == tests.count("`") // 2 and len(re.split("[,;:]", tried)) > 5
    for file, function in named:
        text = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert f"\ndef {function}" in text, (file, function)
