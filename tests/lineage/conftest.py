"""One province and all its explanations, made once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipeline.lineage.explain import explain_figure
from pipeline.warehouse.reader import reader
from tests.lineage.province import YEAR, Built, build


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("explain"))


@pytest.fixture(scope="session")
def connection(built: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    with reader(built.warehouse) as opened:
        yield opened


@pytest.fixture(scope="session")
def answers(built: Built, connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], dict[str, Any]]:
    """(indicator, area) → its explanation for 2019, which holds 2018 as the year before: every figure of the warehouse is on a side."""
    asked = connection.execute("select distinct indicator, area_code from mart.fct_indicator order by all").fetchall()
    return {(indicator, area): explain_figure(connection, built.province, indicator, YEAR, area) for indicator, area in asked}
