"""Provinces that nobody here has seen: every figure is the truth's, however the offices lay out their files, and nothing false is found."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline import config
from pipeline.simulate import simulate, truth, write_raw
from pipeline.simulate.profile import small
from pipeline.simulate.world import World
from tests.e2e.build import build_warehouse, findings
from tests.e2e.truth import differences

NOW = datetime(2026, 11, 24, tzinfo=UTC)
# What a clean province may well make a checker say: real disagreements and real lateness, each decided by precedence.
# A column in which every unit of a small district shows one number happens by chance once in a while.
TRUE_WARNINGS = {
    "submission_late",
    "state_differs_from_registry",
    "rating_differs_from_form_5",
    "tht_listed_late",
    "column_of_one_value",
}


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(small(htx=40, years=2), seed=71)


@pytest.fixture(scope="module")
def builds(world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same province written the simplest way and with every variation at once."""
    made = {}
    for habits in ("plain", "wild"):
        folder = tmp_path_factory.mktemp(habits)
        write_raw(world, folder / "raw", habits)
        made[habits] = build_warehouse(folder / "raw", folder, config.load(), world.profile.last_year, NOW)
    return made


@pytest.mark.parametrize("habits", ["plain", "wild"])
def test_every_figure_equals_the_truth(world: World, builds: dict[str, Path], habits: str) -> None:
    assert differences(builds[habits], truth.indicators(world, NOW)) == []


@pytest.mark.parametrize("habits", ["plain", "wild"])
def test_nothing_false_is_found(builds: dict[str, Path], habits: str) -> None:
    said = findings(builds[habits])
    ambiguous = {"ambiguous_date", "number_decided_by_custom"} if habits == "wild" else set()
    assert [(row["rule"], row["path"], row["sheet"], row["row"]) for row in said if row["rule"] not in TRUE_WARNINGS | ambiguous] == []
    assert [row for row in said if row["severity"] == "error"] == []


def test_plain_and_wild_give_the_same_figures(builds: dict[str, Path]) -> None:
    # names stay as the offices spelt them, and a row's place is its own
    as_written = ("name", "converted_from", "path", "sheet", "row", "submission_id")
    rows = {}
    for habits, build in builds.items():
        with duckdb.connect(str(build), read_only=True) as connection:
            for table in ("fct_indicator", "fct_sector"):
                columns = [name for (name, *_) in connection.execute(f"describe mart.{table}").fetchall() if name not in as_written]
                quoted = ", ".join(f'"{name}"' for name in columns)
                rows[habits, table] = connection.execute(f"select {quoted} from mart.{table} order by all").fetchall()
    for table in {table for _, table in rows}:
        assert rows["plain", table] == rows["wild", table], table
