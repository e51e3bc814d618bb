"""Pairs that are made piece by piece are those of one join."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identity.pairing import sifted

SIDE = st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.integers(0, 3)), max_size=12)
SCHEMA = {"name": pl.String, "day": pl.Int64}


def numbered(rows: list) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").with_row_index("n")


def small(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.filter(pl.col("day") <= pl.col("day_r"))


@settings(max_examples=60)
@given(SIDE, SIDE, st.integers(1, 9))
def test_pieces_of_any_size_give_what_one_join_gives(left: list, right: list, at_once: int) -> None:
    sides = numbered(left), numbered(right)
    whole = small(sides[0].join(sides[1], on="name", suffix="_r", coalesce=False))
    found = sifted(*sides, "name", keep=small, at_once=at_once)
    assert found.schema == whole.schema and found.sort("n", "n_r").equals(whole.sort("n", "n_r"))


def test_no_piece_is_larger_than_it_may_be_but_for_one_row_s_own() -> None:
    sizes: list[int] = []

    def keep(pairs: pl.DataFrame) -> pl.DataFrame:
        sizes.append(pairs.height)
        return pairs.clear()

    sifted(numbered([("a", 0)] * 10), numbered([("a", 0)] * 4), "name", keep=keep, at_once=9)
    assert sum(sizes) == 40 and max(sizes) <= 9 + 4
    sizes.clear()
    sifted(numbered([("a", 0)] * 3), numbered([("a", 0)] * 4), "name", keep=keep, at_once=1)
    assert sizes == [4, 4, 4]
