"""Links made by the code alone whose name is not nearly the registry's: a wrong code, a wrong name or an unreported renaming.

Only marks them for a second look; the link stays, for a code is the weightier evidence.
"""

import polars as pl

from pipeline.identity.kinds import IN_REGISTRY
from pipeline.identity.near_names import nearly
from pipeline.identity.schema import where

OTHER_NAME = "other_name"


def doubted(links: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """``links`` with the doubt ``other_name`` where no name that the registry ever gave the unit is near what the row says."""
    names = records.select("rec", "key", "table_name").filter(pl.col("key").is_not_null())
    registered = links.join(names.filter(IN_REGISTRY), on="rec").select("uid", key_r="key").unique()
    asked = links.filter(pl.col("method") == "code", pl.col("doubt").is_null()).join(names.filter(~IN_REGISTRY), on="rec")
    asked = asked.join(registered, left_on=["uid", "key"], right_on=["uid", "key_r"], how="anti").select("rec", "uid", "key")
    pairs = asked.join(registered, on="uid")
    near = pairs.with_columns(near=nearly(pairs), inside=_within("key", "key_r") | _within("key_r", "key"))
    other = near.group_by("rec").agg((pl.col("near") | pl.col("inside")).any().alias("fits")).filter(~pl.col("fits"))["rec"]
    here = pl.col("rec").is_in(other.implode())
    return links.with_columns(where(here, doubt=OTHER_NAME, probability=0.9))


def _within(part: str, whole: str) -> pl.Expr:
    return pl.col(whole).str.contains(pl.col(part), literal=True)
