"""The simulated province through its real workbooks: linkage held to truth, nothing said of what is clean."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.evaluate import evaluate
from pipeline.identity.link import link
from pipeline.identity.schema import LINKED_TABLES
from pipeline.intake.read import read_raw
from pipeline.simulate import simulate, small, write_raw
from pipeline.simulate.writers import laid_out

from .test_evaluate import show


@pytest.mark.parametrize(("habits", "seed"), [("office", 4), ("wild", 5)])
def test_the_simulated_province_through_its_workbooks(tmp_path, habits, seed):
    world = simulate(replace(small(40), no_code_share=1 / 3), seed)
    write_raw(world, tmp_path, habits)
    landing = read_raw(tmp_path, load(), datetime(2030, 1, 1, tzinfo=UTC))
    found = link(landing, load())
    rows = [
        (f"{document.sender}/{document.form}/{document.year}/{document.version}", grid.table, row, unit)
        for document, _, grids, _ in laid_out(world, habits)
        for grid in grids
        if grid.table in LINKED_TABLES
        for row, unit in grid.row_units.items()
    ]
    truth = pl.DataFrame(
        rows, schema={"submission_id": pl.String, "table_name": pl.String, "row": pl.Int32, "true": pl.String}, orient="row"
    )
    quality = evaluate(found.unit_link, truth)
    show(f"{habits} {seed}", quality)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.99
    assert found.finding.filter(pl.col("rule") != "tax_code_zero_restored").is_empty()
