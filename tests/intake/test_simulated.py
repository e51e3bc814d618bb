"""A simulated province written plainly and with every habit that the contract allows: the same rows, nothing that holds a report back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest

from pipeline import config
from pipeline.intake.read import read_raw
from pipeline.intake.schema import FIELDS
from tests.simulator import simulate, small, write_raw

from .reading import SEVERITY

PROVINCE = config.load()
LATE = datetime(2030, 1, 1, tzinfo=UTC)
SPELLED_FREELY = {
    "name",
    "commune",
    "district",
    "class_name",
    "organiser",
    "content",
    "result",
    "label",
    "unit_text",
    "unit_of_measure",
    "converted_from",
}
AS_WRITTEN = {"value_step", "previous_step", "value_column", "previous_column"}


def comparable(tables: dict[str, pl.DataFrame], table: str) -> pl.DataFrame:
    """A table without what offices spell each in their way, in an order of its own."""
    columns = ["submission_id", *(name for name in FIELDS[table] if name not in SPELLED_FREELY | AS_WRITTEN)]
    return tables[table].select(columns).sort(columns)


def severities(tables: dict[str, pl.DataFrame]) -> set[str]:
    return {SEVERITY[rule] for rule in tables["finding"]["rule"]}


@pytest.mark.parametrize("seed", [11, 12])
def test_plain_and_wild_are_read_alike(tmp_path: Path, seed: int) -> None:
    world = simulate(small(), seed=seed)
    tables = {}
    for habits in ("plain", "wild"):
        folder = tmp_path / habits
        folder.mkdir()
        write_raw(world, folder, habits)
        tables[habits] = read_raw(folder, PROVINCE, LATE)
    assert tables["plain"]["finding"].is_empty()
    assert "error" not in severities(tables["wild"])
    assert tables["wild"]["submission"]["was_read"].all()
    for table in FIELDS:
        assert comparable(tables["wild"], table).equals(comparable(tables["plain"], table)), table
        assert tables["plain"][table].height > 0
