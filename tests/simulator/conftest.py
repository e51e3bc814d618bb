"""One small and one shipped world for all tests of the simulator."""

import pytest

from tests.simulator import KON_TUM, World, simulate, small


@pytest.fixture(scope="session")
def kon_tum() -> World:
    return simulate(KON_TUM, 2019)


@pytest.fixture(scope="session")
def unseen() -> World:
    return simulate(small(30), 7)


@pytest.fixture(scope="session", params=["kon_tum", "unseen"])
def world(request: pytest.FixtureRequest) -> World:
    return request.getfixturevalue(request.param)
