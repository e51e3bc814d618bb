"""Near letters: a slip is one letter, wherever it stands."""

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.identity.near_names import one_slip, slip_blocks

KEYS = st.text("abc", max_size=9)


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
    ],
)
def test_a_slip_is_one_letter(left, right, is_slip):
    assert one_slip(pl.DataFrame({"key": [left], "key_r": [right]})).to_list() == [is_slip]


@settings(max_examples=25)
@given(st.lists(st.tuples(KEYS, KEYS), max_size=30))
def test_what_is_not_measured_is_no_slip(pairs):
    """Most pairs are told apart by their ends; measuring all of them says the same."""
    frame = pl.DataFrame(pairs, schema={"key": pl.String, "key_r": pl.String}, orient="row")
    with duckdb.connect() as connection:
        connection.register("pairs", frame.to_arrow())
        measured = connection.sql("select damerau_levenshtein(key, key_r) = 1 and length(key) >= 5 as found from pairs").pl()["found"]
    assert one_slip(frame).to_list() == measured.to_list()


@settings(max_examples=200)
@given(st.text("abc", min_size=5, max_size=9), st.integers(0, 9), st.sampled_from("abcx"))
def test_keys_a_slip_apart_have_a_block_in_common(key, at, letter):
    before, this, rest = key[:at], key[at : at + 1], key[at + 1 :]
    slips = [before + letter + this + rest, before + rest, before + letter + rest, before + rest[:1] + this + rest[1:]]
    own, *others = pl.DataFrame({"key": [key, *slips]}).select(slip_blocks("key"))["key"].to_list()
    assert all(set(own) & set(other) for other in others)
