"""The items of biểu 1 in the checks follow from their indicators' rows of the seed."""

from pathlib import Path

import polars as pl

from pipeline.config import form
from tests.definitions import dim_indicator
from tests.warehouse.scores.province import table


def test_every_item_built_from_units_has_figures_that_it_may_rightly_show(build: Path) -> None:
    built = dim_indicator().filter((pl.col("listed_in") == "form") & (pl.col("kind") != "reported"))
    candidates = table(build, "checks.chk_total_candidate").filter(pl.col("candidate").is_not_null())
    assert set(candidates["item"]) == set(built["indicator"])


def test_parts_and_wholes_are_items_of_the_form() -> None:
    seed = dim_indicator()
    named = seed.filter(pl.col("part_of").is_not_null() | pl.col("split_of").is_not_null())
    items = {item.item for declared in form.read()[0] for item in declared.items}
    assert not named.is_empty() and set(named["indicator"]) <= items
    assert {*named["part_of"].drop_nulls(), *named["split_of"].drop_nulls()} <= items


def test_events_explain_the_number_of_cooperatives_alone(build: Path) -> None:
    made = table(build, "checks.chk_total_definition").filter(pl.col("new_item").is_not_null())
    counted = dim_indicator().filter((pl.col("kind") == "count") & pl.col("flag").is_null())
    of_htx = counted.filter((pl.col("listed_in") == "form") & (pl.col("units") == "htx"))
    of_scope = {row["scope"]: row["indicator"] for row in of_htx.iter_rows(named=True)}
    assert made.select("item", "new_item", "dissolved_item").rows() == [(of_scope["existing"], of_scope["new"], of_scope["dissolved"])]
