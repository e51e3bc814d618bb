"""The simulated province through its real workbooks: linkage held to truth, nothing said of what is clean."""

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link
from pipeline.identity.schema import LINKED_TABLES
from pipeline.intake.read import read_raw
from tests.identity.evaluate import evaluate
from tests.provinces import SONG_LAM
from tests.simulator import simulate, small, write_raw
from tests.simulator.writers import laid_out

from .shown import show
from .test_evaluate import listed_or_right

OTHER_PROVINCE = {"province": SONG_LAM, "district_weights": {"981": 6, "983": 4}, "fund_districts": ("981", "983")}


def through_workbooks(tmp_path, habits, seed, **changes):
    """What identity makes of a small simulated province in which a third of the old HTX and all THT have no code, and its quality."""
    world = simulate(replace(small(40), no_code_share=1 / 3, report_code_share=2 / 3, **changes), seed)
    write_raw(world, tmp_path, habits)
    province = load(world.profile.province)
    found = link(read_raw(tmp_path, province, datetime(2030, 1, 1, tzinfo=UTC)), province)
    rows = [
        (f"{document.sender}/{document.form}/{document.year}/{document.version}", grid.table, row, unit)
        for document, _, grids, _ in laid_out(world, habits)
        for grid in grids
        if grid.table in LINKED_TABLES
        for row, unit in grid.row_units.items()
    ]
    names = {"submission_id": pl.String, "table_name": pl.String, "row": pl.Int32, "true": pl.String}
    quality = evaluate(found.unit_link, pl.DataFrame(rows, schema=names, orient="row"))
    noise = f", slips {changes['name_noise']:.0%}" if "name_noise" in changes else ""
    show(f"{world.profile.province.name}, {habits}, seed {seed}{noise}", quality)
    return found, quality


@pytest.mark.parametrize(("habits", "seed", "changes"), [("office", 4, {}), ("wild", 5, {}), ("wild", 8, OTHER_PROVINCE)])
def test_a_province_with_codes_missing_through_its_workbooks(tmp_path, habits, seed, changes):
    found, quality = through_workbooks(tmp_path, habits, seed, **changes)
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
