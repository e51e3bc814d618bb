"""An as-of as people type it."""

from datetime import datetime

import pytest

from pipeline.config import load
from pipeline.settings import parse_moment
from pipeline.system.errors import HoptacError


@pytest.mark.parametrize("day", ["2019-12-14", " 2019-12-14 ", "20191214", "2019-W50-6"])
def test_a_day_is_known_to_its_end(day: str) -> None:
    assert parse_moment(day, load()).isoformat() == "2019-12-14T23:59:59.999999+07:00"


def test_a_moment_is_known_to_itself() -> None:
    assert parse_moment("2019-12-14T00:00", load()) == datetime.fromisoformat("2019-12-14T00:00:00+07:00")


def test_what_is_neither_is_one_line() -> None:
    with pytest.raises(HoptacError, match="14/12/2019"):
        parse_moment("14/12/2019", load())
