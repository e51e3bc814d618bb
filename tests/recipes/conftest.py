"""The recipes “a rule” and “an indicator” followed in one copy, and a year run there."""

from __future__ import annotations

import pytest

from tests.recipes import test_indicator, test_rule
from tests.recipes.house import YEAR, House, copied
from tests.simulator import simulate, small, write_raw


@pytest.fixture(scope="session")
def recipe_run(tmp_path_factory: pytest.TempPathFactory) -> House:
    house = copied(tmp_path_factory.mktemp("recipes"))
    test_rule.follow(house)
    test_indicator.follow(house)
    write_raw(simulate(small(40, first_year=YEAR - 1, years=2), 7), house.raw, "plain")
    done = house.run("run", "--year", str(YEAR), "--as-of", f"{YEAR + 1}-06-01T00:00:00+07:00")
    assert done.returncode in (0, 3), done.stderr
    return house
