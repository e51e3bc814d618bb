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

from .test_evaluate import listed_or_right, show


def through_workbooks(tmp_path, habits, seed, **changes):
    """What identity makes of a small simulated province, and its quality."""
    world = simulate(replace(small(40), no_code_share=1 / 3, report_code_share=2 / 3, **changes), seed)
    write_raw(world, tmp_path, habits)
    found = link(read_raw(tmp_path, load(), datetime(2030, 1, 1, tzinfo=UTC)), load())
    rows = [
        (f"{document.sender}/{document.form}/{document.year}/{document.version}", grid.table, row, unit)
        for document, _, grids, _ in laid_out(world, habits)
        for grid in grids
        if grid.table in LINKED_TABLES
        for row, unit in grid.row_units.items()
    ]
    names = {"submission_id": pl.String, "table_name": pl.String, "row": pl.Int32, "true": pl.String}
    quality = evaluate(found.unit_link, pl.DataFrame(rows, schema=names, orient="row"))
    show(f"{habits} {seed} {changes or ''}", quality)
    return found, quality


@pytest.mark.parametrize(("habits", "seed"), [("office", 4), ("wild", 5)])
def test_the_simulated_province_through_its_workbooks(tmp_path, habits, seed):
    found, quality = through_workbooks(tmp_path, habits, seed)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.99
    assert found.finding.filter(pl.col("rule") != "tax_code_zero_restored").is_empty()
    assert listed_or_right(found, quality).is_empty()


def test_typing_slips_lose_no_precision_and_what_they_lose_is_listed(tmp_path):
    found, quality = through_workbooks(tmp_path, "plain", 6, name_noise=0.05)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.98
    assert set(found.finding["rule"]) == {"uncertain_link"}
    assert listed_or_right(found, quality).is_empty()
