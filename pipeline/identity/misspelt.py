"""The unit that a line of no unit may mean where a letter is wrong in a word that is no part of its match key: shown, never linked."""

import polars as pl

from pipeline.identity.fold import each, fold
from pipeline.identity.kinds import IN_OWN_LIST, IS_THT
from pipeline.identity.near_names import slips
from pipeline.identity.pairing import few, sifted
from pipeline.identity.words import TYPE_PHRASES

_TYPES = "|".join(sorted((phrase for phrases in TYPE_PHRASES.values() for phrase in phrases), key=len, reverse=True))
_PLACE = ["area_code", "is_tht"]


def misspelt(unlinked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """rec, right_key: of each of ``unlinked`` (rec) the units of its district and kind whose whole name is one letter away
    (“thu mua nôn sản” for “nông sản”) and that no line of its file is. ``known``: records with unit_key."""
    rows = known.with_columns(is_tht=IS_THT, key=_whole_name(pl.col("name"))).filter(pl.col("area_code").is_not_null())
    left = rows.join(unlinked, on="rec", how="semi").select("rec", "submission_id", "unit_key", "key", *_PLACE)
    right = rows.filter(IN_OWN_LIST).select(*_PLACE, key_r="key", right_key="unit_key").unique()
    near = left.join(slips(left["key"], right["key_r"]), on="key")
    pairs = sifted(near, few(right.sort("right_key"), *_PLACE, "key_r"), *_PLACE, "key_r", keep=_others)
    beside = known.select("submission_id", right_key="unit_key").unique()
    pairs = pairs.join(beside, on=["submission_id", "right_key"], how="anti").select("rec", "right_key").unique()
    return few(pairs.sort("rec", "right_key"), "rec")


def _others(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.filter(pl.col("unit_key") != pl.col("right_key")).select("rec", "submission_id", "right_key")


def _whole_name(name: pl.Expr) -> pl.Expr:
    """Its letters, without its type's words."""
    return each(name, fold).str.replace(rf"^(?:{_TYPES}) ", "").str.replace_all(" ", "")
