"""Two runs, shared: Kon Tum across July 2025 up to checked marts, and another province from raw/ to its report by the command."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl
import pytest

from pipeline.config import load
from tests.e2e.build import build_warehouse
from tests.e2e.command import Done, Place, place
from tests.e2e.seeds import SEEDS
from tests.provinces import SONG_LAM
from tests.simulator import World, simulate, small, write_raw


@dataclass(frozen=True)
class Built:
    """A simulated world and what the pipeline made of it as known at ``as_of``."""

    world: World
    warehouse: Path
    as_of: datetime

    def ask(self, sql: str) -> pl.DataFrame:
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return connection.sql(sql).pl()


@pytest.fixture(scope="session")
def kon_tum(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """2024 (districts, a short year) to 2026 (communes); in 2026 the report of xã Ia Tơi has not come."""
    folder, as_of = tmp_path_factory.mktemp("kon_tum"), datetime.fromisoformat("2027-06-01T00:00:00+07:00")
    world = simulate(small(60, first_year=2024, years=3), SEEDS["Kon Tum across the merger"])
    # all have come by December 2026: a document of the future is an error
    world.documents = [
        replace(item, received_at=item.received_at - timedelta(days=14)) if item.year == 2026 else item
        for item in world.documents
        if (item.sender, item.year) != ("23538", 2026)
    ]
    write_raw(world, folder / "raw")
    return Built(world, build_warehouse(folder / "raw", folder, load(), 2026, as_of), as_of)


@pytest.fixture(scope="session")
def song_lam(tmp_path_factory: pytest.TempPathFactory) -> tuple[Built, Place, Done]:
    """``hoptac run --province``: two districts, other senders, deadlines, targets and tasks."""
    as_of = datetime.fromisoformat("2020-02-01T00:00:00+07:00")
    profile = small(40, 2018, 2, province=SONG_LAM, district_weights={"981": 6, "983": 4}, fund_districts=("981", "983"))
    world = simulate(profile, SEEDS["Sông Lam"])
    run = place(tmp_path_factory.mktemp("song_lam"))
    write_raw(world, run.raw)
    done = run.run("--year", 2019, "--as-of", as_of.isoformat(), "--province", SONG_LAM)
    return Built(world, run.warehouse, as_of), run, done
