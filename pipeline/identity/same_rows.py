"""Rows of one file that say the same of one unit: a unit listed twice, a member who left and came back.

Only what the rows themselves say counts; which unit they are is the cascade's part.
"""

import polars as pl

from pipeline.identity.kinds import IN_ALLIANCE


def with_same(records: pl.DataFrame) -> pl.DataFrame:
    """``records`` with ``same``: the first of the rows in one submission that say the same of one unit, ``rec`` itself for others."""
    alike = pl.struct("submission_id", "table_name", "key").is_duplicated() & pl.col("key").is_not_null()
    found = _same(records.filter(alike))
    records = records.join(found.select("rec", "same"), on="rec", how="left", maintain_order="left")
    return records.with_columns(pl.col("same").fill_null(pl.col("rec")))


def _same(records: pl.DataFrame) -> pl.DataFrame:
    """``records`` that share their name with another of their file, with ``same``."""
    # "xã Hà Mòn" behind the name says no more than the commune's own column
    records = records.with_columns(_place=pl.when(pl.col("commune_code").is_null()).then("place"))
    place = ["submission_id", "table_name"]
    name = [*place, "unit_type", "key", "_place", "marked_key", "business", "area_code", "commune_code"]
    records = records.join(came_back(records, [*name, "code"]), on="rec", how="left", maintain_order="left")
    is_back, is_member = pl.col("came_back").fill_null(False), pl.col("came_back").is_not_null()
    records = records.with_columns(
        _day=pl.when(~is_back).then("founded_on"),
        _end=pl.when(is_member & ~is_back).then("ended_on"),
        _tht=pl.col("unit_type") == "THT",
    )
    day = [*name, "_day", "_end"]

    def one(column: str) -> pl.Expr:
        return (pl.col(column).min() == pl.col(column).max()).fill_null(True).over(day)

    rec = pl.col("rec")
    same = pl.min_horizontal(
        rec,
        # two lines of ratings name neither place nor day: with no code they may be two of one name
        pl.when(pl.col("code").is_not_null() | (pl.col("table_name") != "rating_report")).then(
            rec.min().over([*day, "code", "certificate"])
        ),
        pl.when(pl.col("code").is_not_null()).then(rec.min().over([*place, "code", "key", "_tht"])),
        pl.when(~is_member & pl.col("founded_on").is_not_null() & one("code") & one("certificate")).then(rec.min().over(day)),
    )
    return records.with_columns(same=same)


def came_back(records: pl.DataFrame, unit: list[str]) -> pl.DataFrame:
    """rec, came_back: of each of the Alliance's rows whether those with the same ``unit`` are a member who left and joined again later:
    one unit with two dates, where two of a name at one time are two."""
    members = records.filter(IN_ALLIANCE).sort("founded_on", "rec", nulls_last=True)
    follows = (pl.col("founded_on") >= pl.col("ended_on").shift(1).over(unit)).fill_null(False)
    members = members.with_columns(came_back=follows | (pl.int_range(pl.len()).over(unit) == 0))
    return members.select("rec", pl.col("came_back").all().over(unit))
