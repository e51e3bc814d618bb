"""One run of the shipped province, shared by all that look at what came out."""

from pathlib import Path

import pytest

from tests.e2e.command import Done, Place, place

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2019-12-14T23:59:59+07:00"


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Done]:
    """``hoptac run --year 2019`` on the shipped raw/, as known on the eve of the province's own deadline."""
    run = place(tmp_path_factory.mktemp("shipped"), ROOT / "raw")
    return run, run.run("--year", 2019, "--as-of", AS_OF)
