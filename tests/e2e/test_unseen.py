"""Provinces that nobody here has seen: every figure is the truth's, however the offices lay out their files, and nothing false is found."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from pipeline import config
from tests.e2e.build import build_warehouse, findings
from tests.e2e.seeds import SEEDS
from tests.e2e.truth import differences
from tests.simulator import simulate, truth, write_raw
from tests.simulator.profile import small
from tests.simulator.world import World

NOW = datetime(2026, 11, 24, tzinfo=UTC)
# What a clean province may well make a checker say: real disagreements and real lateness, each decided by precedence.
TRUE_WARNINGS = {
    "submission_late",
    "state_differs_from_registry",
    "rating_differs_from_form_5",
    "tht_listed_late",
}

AMBIGUOUS = {"ambiguous_date", "number_decided_by_custom"}  # what some ways of writing leave open


@pytest.fixture(scope="module")
def world() -> World:
    return simulate(small(htx=40, years=2), seed=SEEDS["unseen province"])


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
    assert differences(builds[habits], truth.all_indicators(world, NOW)) == []


@pytest.mark.parametrize("habits", ["plain", "wild"])
def test_nothing_false_is_found(builds: dict[str, Path], habits: str) -> None:
    said = findings(builds[habits])
    ambiguous = AMBIGUOUS if habits == "wild" else set()
    assert [(row["rule"], row["path"], row["sheet"], row["row"]) for row in said if row["rule"] not in TRUE_WARNINGS | ambiguous] == []
    assert [row for row in said if row["severity"] == "error"] == []


# What is each file's own and no figure: where a row or column stands, what the file is called, and how names are spelt in it.
AS_WRITTEN = {
    "dim_column": {"path", "sheet", "column_letter", "header", "multiplier"},  # "Doanh thu (nghìn đồng)" in column L of that file
    "dim_unit": {"name", "search_key"},
    "fct_finding_effect": {"finding_id"},
    "fct_reported_item": {"path", "sheet", "row", "value_column", "previous_column"},
    "fct_submission": {"path", "sha256"},
    "fct_task": {"path", "sheet", "row"},
    "fct_training": {"path", "sheet", "row"},
    "fct_figure_source": {"path", "sheet", "row"},
    "fct_unit_source": {"path", "sheet", "row", "name_as_written"},
    "fct_unit_year": {"name", "newest_name", "search_key", "converted_from", "path", "sheet", "row"},
}


def test_plain_and_wild_give_the_same_marts(builds: dict[str, Path]) -> None:
    rows: dict[str, dict[str, list]] = {}
    for habits, build in builds.items():
        with duckdb.connect(str(build), read_only=True) as connection:
            tables = [
                name for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'mart'").fetchall()
            ]
            rows[habits] = {}
            for table in sorted(tables):
                columns = [name for (name, *_) in connection.execute(f"describe mart.{table}").fetchall()]
                quoted = ", ".join(f'"{name}"' for name in columns if name not in AS_WRITTEN.get(table, ()))
                rows[habits][table] = connection.execute(f"select {quoted} from mart.{table} order by all").fetchall()
    assert AS_WRITTEN.keys() <= rows["plain"].keys() == rows["wild"].keys()
    # what is said of a file is its own, but what is said of the units and senders is the same
    differing = {table for table in rows["plain"] if rows["plain"][table] != rows["wild"][table]}
    assert differing == {"fct_finding", "fct_finding_year"}
    assert sum(map(len, rows["plain"].values())) > 1000
    said = {
        habits: sorted([(row["reference_year"], row["rule"], row["sender"], row["unit_key"]) for row in findings(build)], key=str)
        for habits, build in builds.items()
    }
    assert said["plain"] == [row for row in said["wild"] if row[1] not in AMBIGUOUS]
