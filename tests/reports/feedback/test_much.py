"""What a sender's file takes of the machine on its way back is bounded: where it is too much to mark, the list goes out alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.reports.feedback.book import open_book
from pipeline.system.child_process import ChildProcess
from tests.intake.books import UNITS, page, xlsx
from tests.intake.test_bounds import blanks

MEGABYTES = 700  # a tenth of what openpyxl would take of them all


def many_values() -> bytes:
    return b"a;b\n" + b"1;2\n" * 600_000


MUCH: dict[str, tuple[str, Callable[[], bytes]]] = {
    "two million bordered blank cells": ("a.xlsx", lambda: blanks(100_000, 20)),
    "values in a text file": ("a.csv", many_values),
}


@pytest.mark.parametrize(("name", "content"), MUCH.values(), ids=MUCH)
def test_a_file_of_more_cells_than_can_be_marked_is_not_opened(tmp_path: Path, name: str, content: Callable[[], bytes]) -> None:
    (tmp_path / name).write_bytes(content())
    with ChildProcess(open_book, tmp_path, {name: ""}, megabytes=MEGABYTES) as child, pytest.raises(ValueError, match="cells"):
        child.result()


def test_a_long_list_is_marked(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(xlsx(page("unit_report", UNITS * 50)))
    assert len(open_book(tmp_path, {"a.xlsx": ""}).sheets) == 1
