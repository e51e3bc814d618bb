"""The invented warehouse, built once: tests that change it build their own."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import invented


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return invented.build(tmp_path_factory.mktemp("warehouse") / "hoptac.duckdb")
