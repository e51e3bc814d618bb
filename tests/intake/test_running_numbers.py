"""The list's numbers inside names are no part of them; numbers of the names' own are."""

from __future__ import annotations

import pytest

from pipeline.intake.running_numbers import without

from .books import page, xlsx
from .reading import errors, read


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        (["1. HTX Sơn Ca", "2. HTX Hợp Thành"], ["HTX Sơn Ca", "HTX Hợp Thành"]),
        (["01/ HTX Sơn Ca", None, "02/ HTX 2 Tháng 9"], ["HTX Sơn Ca", None, "HTX 2 Tháng 9"]),
        (["1) “Sơn Ca”", "2) HTX A", "1) THT B"], ["“Sơn Ca”", "HTX A", "THT B"]),
    ],
)
def test_a_list_s_numbers_are_taken_off(written: list, read_as: list) -> None:
    assert without(written) == read_as


@pytest.mark.parametrize("names", [["19/5", "1. HTX Sơn Ca"], ["2. HTX Sơn Ca", "5. HTX A"], ["HTX Sơn Ca", "1. HTX A"], [], [None]])
def test_what_is_no_numbering_stays(names: list) -> None:
    assert without(names) == names


def test_numbered_rows_are_read_as_plain_ones() -> None:
    rows = [{"name": f"{number}. HTX {name}", "unit_type": "HTX"} for number, name in enumerate(("Sơn Ca", "Hợp Thành"), start=1)]
    parsed = read(xlsx(page("unit_report", rows)), "unit_report")
    assert parsed.tables["unit_report"]["name"] == ["HTX Sơn Ca", "HTX Hợp Thành"]
    assert "unreadable_number" not in errors(parsed)
