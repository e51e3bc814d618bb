"""Homonyms of one file that fit several units alike: each is one of them, though nobody knows which.

None is linked, for half a chance is no link; but where they are as many as the units, each counts for one of them, and counts are right
whichever is which.
"""

import polars as pl

from pipeline.identity.cascade import AMBIGUOUS

SAME_LINE = ["table_name", "sender", "unit_type", "area_code", "key", "founded_on"]


def in_later_lists(links: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """``links`` with a homonym one unit through the years: the sender's only line of that name and day in each of its lists."""
    rows = records.join(links.filter(pl.col("doubt") == AMBIGUOUS).select("rec", "uid"), on="rec")
    rows = rows.filter(pl.col("key").is_not_null(), pl.col("founded_on").is_not_null())
    lines = rows.group_by(SAME_LINE).agg(
        "uid", first=pl.col("uid").min(), is_one=pl.col("submission_id").n_unique() == pl.col("uid").n_unique()
    )
    lines = lines.filter("is_one").explode("uid").select("uid", "first").unique()
    return (
        links.join(lines, on="uid", how="left", maintain_order="left").with_columns(uid=pl.coalesce("first", "uid")).select(links.columns)
    )


def counted(known: pl.DataFrame, tied: pl.DataFrame) -> pl.DataFrame:
    """rec, counts_as (uid): in a fixed order, where as many rows of a file are open as units that no other row of it is.

    ``known``: records with uid and doubt, people's decisions included. ``tied``: rec, uid of units that an ambiguous row fits alike.
    """
    now = known.select(pl.col("rec").alias("uid"), unit="uid")  # a uid is the rec that it was made for
    rows = known.filter(pl.col("doubt") == AMBIGUOUS).select("rec", "submission_id", own="uid")
    pairs = tied.join(rows, on="rec").join(now, on="uid").select("submission_id", "own", "unit").unique()
    free = pairs.join(known.select("submission_id", unit="uid"), on=["submission_id", "unit"], how="anti")
    sets = free.sort("unit").group_by("submission_id", "own", maintain_order=True).agg("unit")
    homonyms = ["submission_id", "unit"]
    sets = sets.filter(pl.col("unit").list.len() == pl.len().over(homonyms))
    ranked = sets.with_columns(place=pl.col("own").rank("ordinal").over(homonyms) - 1)
    one = ranked.select("submission_id", "own", counts_as=pl.col("unit").list.get(pl.col("place")))
    return rows.join(one, on=["submission_id", "own"]).select("rec", "counts_as")
