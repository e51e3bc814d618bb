"""One to one, whoever sorts the pairs."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identity.matching import one_to_one

SCHEMA = {"group": pl.String, "left": pl.UInt32, "right": pl.UInt32, "score": pl.Int32}


def chosen(*pairs):
    return sorted(one_to_one(pl.DataFrame(pairs, schema=SCHEMA, orient="row")).select("left", "right").iter_rows())


def test_the_better_claim_wins_and_the_other_takes_what_is_left():
    assert chosen(("f", 1, 9, 80), ("f", 2, 9, 90), ("f", 1, 8, 10)) == [(1, 8), (2, 9)]


def test_a_tie_is_nobodys():
    assert chosen(("f", 1, 8, 50), ("f", 1, 9, 50)) == []


def test_a_better_claim_elsewhere_settles_a_tie():
    assert chosen(("f", 1, 8, 50), ("f", 1, 9, 50), ("f", 2, 9, 70)) == [(1, 8), (2, 9)]


def test_what_two_rows_contest_is_nobodys_where_each_might_be_another():
    assert chosen(("f", 1, 8, 50), ("f", 2, 8, 50), ("f", 1, 9, 40), ("f", 2, 9, 40)) == []


def test_a_row_that_fits_nothing_else_comes_first():
    assert chosen(("f", 1, 8, 50), ("f", 1, 9, 40), ("f", 2, 8, 50)) == [(1, 9), (2, 8)]


def test_another_file_may_take_the_same_unit():
    assert chosen(("f", 1, 9, 50), ("g", 2, 9, 50)) == [(1, 9), (2, 9)]


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 4)), max_size=25, unique_by=lambda pair: pair[:2]), st.randoms()
)
def test_no_side_is_taken_twice_and_order_does_not_count(pairs, chance):
    rows = [("f", *pair) for pair in pairs]
    found = chosen(*rows)
    assert len({left for left, _ in found}) == len({right for _, right in found}) == len(found)
    chance.shuffle(rows)
    assert chosen(*rows) == found
