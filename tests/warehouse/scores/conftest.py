"""One build of the province, shared by all that look at it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.warehouse.scores import province


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return province.build(tmp_path_factory.mktemp("scores"))
