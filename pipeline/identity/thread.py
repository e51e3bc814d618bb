"""Which unit carries on which: a THT that became an HTX, and what people decided of mergers and splits. Two units, one thread.

A rename and a re-registration under the law of 2012 need no thread: they stay one unit.
"""

from __future__ import annotations

import polars as pl

from pipeline.identity.keys import name_keys

THREAD = {"uid": pl.UInt32, "predecessor": pl.UInt32}


def threads(known: pl.DataFrame, successors: list[tuple[int, int]], areas: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(one row per unit that carries on another (THREAD), the records whose "Chuyển đổi từ THT" names nothing known (rec)).

    The THT is sought by name in the district's earlier reports: with the same marks first, then in the same commune, then the last
    seen. A THT and an HTX with one tax code are a thread too: the HTX keeps the THT's code. Of several predecessors (a merger) the
    one decided first is given. A name is not missed where the district's report of the year before was never received.
    """
    says = known.filter(pl.col("converted_from").is_not_null(), pl.col("unit_type") != "THT")
    keys = name_keys(says["converted_from"], areas).rename({"key": "from_key", "marked_key": "from_marked"})
    says = says.select("rec", "uid", "sender", "reference_year", "area_code", "commune_code", "converted_from", "is_current").join(
        keys.select("from_key", "from_marked", converted_from="name"), on="converted_from"
    )
    groups = known.filter(pl.col("table_name") == "unit_report", pl.col("unit_type") == "THT").select(
        "area_code", from_key="key", from_uid="uid", marked="marked_key", place="commune_code", seen="reference_year"
    )
    found = says.join(groups, on=["area_code", "from_key"])
    # "THT Hợp Thành" for "THT Trồng cà phê Hợp Thành": what it grows is often left out
    partly = says.join(found, on="rec", how="anti").join(groups.rename({"from_key": "whole"}), on="area_code")
    partly = partly.filter(pl.col("whole").str.ends_with(pl.col("from_key")) | pl.col("from_key").str.ends_with(pl.col("whole")))
    partly = partly.filter(pl.col("from_uid").n_unique().over("rec") == 1)
    found = pl.concat([found, partly.select(found.columns)]).filter(pl.col("seen") <= pl.col("reference_year"))
    best = found.with_columns(
        same_marks=pl.col("marked") == pl.col("from_marked"), same_place=(pl.col("place") == pl.col("commune_code")).fill_null(False)
    ).sort("rec", "same_marks", "same_place", "seen", "from_uid", descending=[False, True, True, True, False])
    named = best.unique("uid", keep="first", maintain_order=True).select("uid", predecessor="from_uid")
    reports = known.filter(pl.col("table_name") == "unit_report").select("sender", reference_year=pl.col("reference_year") + 1).unique()
    missed = says.filter("is_current").join(found, on="rec", how="anti").join(reports, on=["sender", "reference_year"], how="semi")
    decided = pl.DataFrame(successors, schema=THREAD, orient="row")
    threads = pl.concat([decided, named.cast(THREAD), _by_code(known)]).unique("uid", keep="first", maintain_order=True)
    return threads.filter(pl.col("uid") != pl.col("predecessor")), missed.select("rec")


def _by_code(known: pl.DataFrame) -> pl.DataFrame:
    coded = known.filter(pl.col("code").is_not_null()).select("uid", "code", is_tht=pl.col("unit_type") == "THT").unique()
    tht, htx = coded.filter("is_tht"), coded.filter(~pl.col("is_tht"))
    return htx.join(tht, on="code", suffix="_tht").sort("uid", "uid_tht").select("uid", predecessor="uid_tht").cast(THREAD)
