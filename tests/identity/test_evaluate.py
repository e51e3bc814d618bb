"""Linkage held to the truth of the tests' own world."""

import polars as pl
import pytest

from pipeline.config import load
from pipeline.identity.link import link
from tests.identity.evaluate import evaluate

from .shown import show
from .world import World


def listed_or_right(found, quality):
    """Rows wrong or missing that no line of the review list speaks of."""
    named = pl.concat([found.review.select(unit_key="left_key"), found.review.select(unit_key="right_key")]).drop_nulls().unique()
    return quality.errors.join(named, on="unit_key", how="anti")


@pytest.mark.parametrize("seed", range(4))
def test_a_third_of_the_old_without_code_and_all_groups(seed):
    landing, truth = World(load(), seed).write()
    found = link(landing, load())
    quality = evaluate(found.unit_link, truth)
    show(f"world {seed}", quality)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.99
    assert found.finding.is_empty()
    assert listed_or_right(found, quality).is_empty()


def test_dropped_letters_lose_no_precision_and_are_listed():
    landing, truth = World(load(), seed=9).write(typos=0.03)
    found = link(landing, load())
    quality = evaluate(found.unit_link, truth)
    show("3 % dropped letters", quality)
    assert quality.precision >= 0.999
    assert quality.recall >= 0.985
    assert listed_or_right(found, quality).is_empty()


def test_the_measure_itself():
    truth = pl.DataFrame({"submission_id": ["a", "b", "c", "d"], "table_name": "t", "row": [1, 1, 1, 1], "true": [1, 1, 1, 2]})
    links = truth.drop("true").with_columns(unit_key=pl.Series(["x", "x", "y", "y"]), method=pl.lit("code"), row=pl.col("row"))
    quality = evaluate(links, truth)
    assert quality.precision == pytest.approx(1 / 2)
    assert quality.recall == pytest.approx(1 / 3)
    with pytest.raises(ValueError, match="3 links"):
        evaluate(links.head(3), truth)
