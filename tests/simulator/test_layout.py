"""Habits that meet in one sheet do not spoil it."""

import pytest

from tests.simulator import World
from tests.simulator.habits import Habit
from tests.simulator.writers import sheets_of


@pytest.mark.parametrize("every", [1, 2, 5])
def test_a_header_on_every_page_breaks_merged_communes_and_nothing_else(unseen: World, every: int) -> None:
    habit = Habit(merges_commune=True, repeat_header=every, groups="type", subtotals=True)
    (document,) = unseen.find("608", "agency_report", 2019)
    plain, merged = (next(grid for grid in sheets_of(unseen, document, made) if grid.table == "unit_report") for made in (Habit(), habit))
    assert sorted(merged.row_units.values()) == sorted(plain.row_units.values())
    for first_row, first_column, last_row, last_column in merged.merges:
        assert first_row <= last_row and first_column <= last_column
        assert (first_row, first_column) in merged.cells
