"""The unit that a line of no unit may mean where a letter is wrong in a word that is no part of its match key: shown, never linked."""

import polars as pl

from pipeline.identity.fold import each, fold
from pipeline.identity.kinds import IN_OWN_LIST, IS_THT
from pipeline.identity.near_names import one_slip, slip_blocks
from pipeline.identity.pairing import sifted
from pipeline.identity.words import TYPE_PHRASES

_TYPES = "|".join(sorted((phrase for phrases in TYPE_PHRASES.values() for phrase in phrases), key=len, reverse=True))


def misspelt(unlinked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """rec, right_key: of each of ``unlinked`` (rec) the units of its district and kind whose whole name is one letter away
    (“thu mua nôn sản” for “nông sản”) and that no line of its file is. ``known``: records with unit_key."""
    columns = ["area_code", "is_tht", "name", "unit_key", "submission_id"]
    rows = known.with_columns(is_tht=IS_THT)
    left = rows.join(unlinked, on="rec", how="semi").filter(pl.col("area_code").is_not_null()).select("rec", *columns)
    if left.is_empty():
        return pl.DataFrame(schema={"rec": pl.UInt32, "right_key": pl.String})
    right = rows.filter(IN_OWN_LIST).select("area_code", "is_tht", "name", right_key="unit_key").unique()
    pairs = sifted(_whole_name(left), _whole_name(right), "area_code", "is_tht", "block", keep=_one_slip).unique()
    beside = known.select("submission_id", right_key="unit_key").unique()
    return pairs.join(beside, on=["submission_id", "right_key"], how="anti").select("rec", "right_key").unique().sort("rec", "right_key")


def _one_slip(pairs: pl.DataFrame) -> pl.DataFrame:
    pairs = pairs.filter(pl.col("unit_key") != pl.col("right_key"))
    return pairs.filter(one_slip(pairs)).select("rec", "submission_id", "right_key")


def _whole_name(rows: pl.DataFrame) -> pl.DataFrame:
    """With its letters as ``key``, a row a ``block`` of those."""
    bare = each(pl.col("name"), fold).str.replace(rf"^(?:{_TYPES}) ", "").str.replace_all(" ", "")
    return rows.with_columns(key=bare).drop("name").with_columns(block=slip_blocks("key")).explode("block")
