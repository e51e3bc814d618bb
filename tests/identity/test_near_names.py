"""Near letters: a slip is one letter, wherever it stands."""

from itertools import product

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identity.near_names import _AT_ONCE, LEAST_SLIP, MOST_SLIP, slips

KEYS = st.text("aă", min_size=3, max_size=7)  # so few that most have another a slip apart


def found(keys: list[str], others: list[str]) -> list[tuple[str, str]]:
    return slips(pl.Series(keys, dtype=pl.String), pl.Series(others, dtype=pl.String)).rows()


@pytest.mark.parametrize(
    ("left", "right", "is_slip"),
    [
        ("truongthinh", "trongthinh", True),
        ("truongthinh", "truongthinhh", True),
        ("truongthinh", "truongthnih", True),
        ("truongthinh", "xruongthinh", True),
        ("truongthinh", "truongthinx", True),
        ("truongthinh", "trongtinh", False),
        ("truongthinh", "truongthinh", False),
        ("abc", "abd", False),  # too short to be a slip
        ("a" * MOST_SLIP, "a" * (MOST_SLIP - 1) + "b", True),
        ("a" * MOST_SLIP + "a", "a" * MOST_SLIP + "b", False),
    ],
)
def test_a_slip_is_one_letter(left: str, right: str, is_slip: bool) -> None:
    assert found([left, "quyetthang"], [right, "doanket"]) == [(left, right)] * is_slip


@settings(max_examples=60)
@given(st.lists(KEYS, max_size=30), st.lists(KEYS, max_size=30))
def test_a_slip_is_what_measures_one(keys: list[str], others: list[str]) -> None:
    """Without measuring one pair, what measuring all of them finds."""
    with duckdb.connect() as connection:
        connection.register("keys", pl.DataFrame({"key": keys}, {"key": pl.String}).to_arrow())
        connection.register("others", pl.DataFrame({"key_r": others}, {"key_r": pl.String}).to_arrow())
        measured = connection.execute(
            "select distinct key, key_r from keys, others where damerau_levenshtein(key, key_r) = 1 and length(key) >= ?", [LEAST_SLIP]
        ).fetchall()
    assert sorted(found(keys, others)) == sorted(measured)


def test_a_list_is_searched_to_its_end() -> None:
    names = ["".join(letters) for letters in product("bcdg", "aeio", "bcdg", "aeio", "bcdg")]
    slipped = [name + "x" for name in names]
    assert len(names) > 2 * _AT_ONCE and {*zip(names, slipped, strict=True)} == {*found(names, slipped)}
