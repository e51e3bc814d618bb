"""Lines of one file that differ too much to be one unit for certain, and too little to be surely two: shown to people, never linked."""

import polars as pl

from pipeline.identity.kinds import IN_REPORT
from pipeline.identity.near_names import numbers, one_slip

SAID = ["table_name", "unit_type", "area_code", "key", "commune_code", "founded_on", "unit_key"]


def twins(known: pl.DataFrame) -> pl.DataFrame:
    """rec, right_key, probability, reason: lines that became units of their own (``known``: records with unit_key and method) beside
    another line of the file with their type and name in what may be the same commune, or with their day, commune and all but a letter
    of their name."""
    lists = known.filter(pl.col("table_name") != "registry_unit", pl.col("key").is_not_null())
    named = _side_by_side(lists, "key").filter(_same_where_known("commune_code"))
    days = lists.filter(pl.col("founded_on").is_not_null(), pl.col("commune_code").is_not_null(), IN_REPORT)
    slips = _side_by_side(days, "commune_code", "founded_on").filter(numbers("key") == numbers("key_r"))
    slips = slips.filter(one_slip(slips))
    pairs = pl.concat([part.select("rec", right_key="unit_key_r") for part in (named, slips)]).unique()
    return pairs.with_columns(probability=pl.lit(0.5), reason=pl.lit("twin"))


def _side_by_side(lists: pl.DataFrame, *on: str) -> pl.DataFrame:
    """Every line that is a unit of its own beside every other of its file with the same ``on``, of its table, type and district."""
    share = ["submission_id", *on]
    lists = lists.select("rec", "method", "submission_id", *SAID).filter(pl.struct(share).is_duplicated())
    pairs = lists.filter(pl.col("method") == "minted").join(lists, on=share, suffix="_r")
    same = [pl.col(name).eq_missing(pl.col(f"{name}_r")) for name in ("table_name", "unit_type", "area_code") if name not in share]
    return pairs.filter(pl.col("unit_key") != pl.col("unit_key_r"), *same)


def _same_where_known(column: str) -> pl.Expr:
    return (pl.col(column) == pl.col(f"{column}_r")).fill_null(True)
