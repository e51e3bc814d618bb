"""Homonyms of one file that fit as many units, all alike: each is one of them, though nobody knows which.

None is linked, for half a chance is no link; but each counts for one of the units, and counts are right whichever is which.
"""

from __future__ import annotations

import polars as pl

from pipeline.identity.cascade import AMBIGUOUS


def counted(known: pl.DataFrame, tied: pl.DataFrame) -> pl.DataFrame:
    """rec, counts_as (uid): in a fixed order, where as many rows of a file are open as units that no other row of it is.

    ``known``: records with uid and doubt, people's decisions included. ``tied``: rec, uid of units that an ambiguous row fits alike.
    """
    now = known.select(pl.col("rec").alias("uid"), unit="uid")  # a uid is the rec that it was made for
    rows = known.filter(pl.col("doubt") == AMBIGUOUS).select("rec", "submission_id")
    pairs = tied.join(rows, on="rec").join(now, on="uid").select("submission_id", "rec", "unit").unique()
    free = pairs.join(known.select("submission_id", unit="uid"), on=["submission_id", "unit"], how="anti")
    sets = free.sort("unit").group_by("submission_id", "rec", maintain_order=True).agg("unit")
    homonyms = ["submission_id", "unit"]
    sets = sets.filter(pl.col("unit").list.len() == pl.len().over(homonyms))
    ranked = sets.with_columns(place=pl.col("rec").rank("ordinal").over(homonyms) - 1)
    one = ranked.select(uid="rec", counts_as=pl.col("unit").list.get(pl.col("place")))
    return known.select("rec", "uid").join(one, on="uid").select("rec", "counts_as")
