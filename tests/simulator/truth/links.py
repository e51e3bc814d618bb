"""Which row of which file speaks of which unit: what linkage must find."""

from __future__ import annotations

import polars as pl

from tests.simulator.world import World
from tests.simulator.writers import laid_out

SCHEMA = {"path": pl.String, "sheet": pl.String, "row": pl.Int32, "table_name": pl.String, "unit_id": pl.String}


def links(world: World, habits: str = "office") -> pl.DataFrame:
    """Path in `raw/`, sheet (null in a CSV), row as Excel counts (a CSV: line), table, the world's unit id. All versions of all files."""
    rows = []
    for _, path, grids, habit in laid_out(world, habits):
        for grid in grids:
            sheet = None if habit.file == "csv" else grid.name
            rows += [(path, sheet, row, grid.table, unit) for row, unit in grid.row_units.items()]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")
