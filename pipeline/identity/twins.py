"""Lines of one file that differ too much to be one unit for certain, and too little to be surely two: shown to people, never linked."""

import polars as pl

from pipeline.identity.kinds import IN_REPORT
from pipeline.identity.near_names import numbers, slips
from pipeline.identity.pairing import few, sifted

SAME = ["submission_id", "table_name", "unit_type", "area_code"]
SAID = ["key", "commune_code", "founded_on", "unit_key"]


def twins(known: pl.DataFrame) -> pl.DataFrame:
    """rec, right_key, probability, reason: lines that became units of their own (``known``: records with unit_key and method) beside
    another line of the file with their type and name in what may be the same commune, or with their day, commune and all but a letter
    of their name."""
    lists = known.filter(pl.col("table_name") != "registry_unit", pl.col("key").is_not_null()).select("rec", "method", *SAME, *SAID)
    lists = lists.with_columns(pl.col(SAME).fill_null(""))
    of_one_name = lists.filter(pl.struct("submission_id", "key").is_duplicated())
    named = sifted(_alone(of_one_name), few(of_one_name, *SAME, "key", "commune_code"), *SAME, "key", keep=_in_one_commune)
    days = lists.filter(pl.col("founded_on").is_not_null(), pl.col("commune_code").is_not_null(), IN_REPORT)
    near = slips(_alone(days)["key"], days["key"]).filter(numbers("key") == numbers("key_r"))
    place = [*SAME, "commune_code", "founded_on", "key_r"]
    units = days.rename({"key": "key_r"}).select(*place, "unit_key").unique().sort("unit_key")
    slipped = sifted(_alone(days).join(near, on="key"), few(units, *place), *place, keep=_others)
    pairs = pl.concat([named, slipped]).unique().sort("rec", "right_key")
    return few(pairs, "rec").with_columns(probability=pl.lit(0.5), reason=pl.lit("twin"))


def _alone(lists: pl.DataFrame) -> pl.DataFrame:
    return lists.filter(pl.col("method") == "minted")


def _in_one_commune(pairs: pl.DataFrame) -> pl.DataFrame:
    return _others(pairs.filter((pl.col("commune_code") == pl.col("commune_code_r")).fill_null(True)))


def _others(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.filter(pl.col("unit_key") != pl.col("unit_key_r")).select("rec", right_key="unit_key_r")
