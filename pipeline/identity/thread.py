"""Which unit carries on which: a THT that became an HTX, and what people decided of mergers and splits. Two units, one thread.

A rename and a re-registration under the law of 2012 need no thread: they stay one unit.
"""

import polars as pl

from pipeline.identity.keys import name_keys
from pipeline.identity.kinds import IN_REPORT, IS_THT
from pipeline.identity.near_names import nearly, numbers
from pipeline.identity.pairing import A_LONG_LIST, sifted

THREAD = pl.Schema({"uid": pl.UInt32, "predecessor": pl.UInt32})
MISSED = pl.Schema({"rec": pl.UInt32, "perhaps": pl.UInt32})


def threads(known: pl.DataFrame, successors: list[tuple[int, int]], areas: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """(one row per unit that carries on another (THREAD), one per record whose "Chuyển đổi từ THT" names nothing known for certain and
    THT that it may mean (MISSED)).

    The THT is sought by name in the district's earlier reports: in the same commune first, then one that has left them, then with the
    same marks, then the last seen. A THT and an HTX with one tax code are a thread too: the HTX keeps the THT's code. Of several
    predecessors (a merger) the one decided first is given. A name is not missed where the district's report of the year before was
    never received.
    """
    says = known.filter(pl.col("converted_from").is_not_null(), pl.col("unit_type") != "THT")
    keys = name_keys(says["converted_from"], areas).rename({"key": "from_key", "marked_key": "from_marked", "is_marked": "is_from_marked"})
    says = says.select("rec", "uid", "sender", "reference_year", "area_code", "commune_code", "converted_from", "is_current").join(
        keys.select("from_key", "from_marked", "is_from_marked", converted_from="name"), on="converted_from"
    )
    reported = known.filter(IN_REPORT, IS_THT).join(says, on="area_code", how="semi")
    groups = reported.select(
        "area_code",
        from_uid="uid",
        from_group="key",
        marked="marked_key",
        is_marked="is_marked",
        place="commune_code",
        seen="reference_year",
        last=pl.col("reference_year").max().over("uid"),
    )
    marks_differ = (pl.col("is_marked") & pl.col("is_from_marked") & (pl.col("marked") != pl.col("from_marked"))).fill_null(False)
    early = pl.col("seen") <= pl.col("reference_year")
    found = says.join(groups, left_on=["area_code", "from_key"], right_on=["area_code", "from_group"], coalesce=False).filter(early)
    found = found.drop("area_code_right").filter(~marks_differ)
    # "THT Hợp Thành" for "THT Trồng cà phê Hợp Thành": what it grows is often left out
    open_ones = says.join(found, on="rec", how="anti").filter(pl.len().over("area_code") <= A_LONG_LIST)
    rest = sifted(open_ones, groups, "area_code", keep=_alike)
    partly = rest.filter("is_part").filter(pl.col("from_uid").n_unique().over("rec") == 1)
    same_place = (pl.col("place") == pl.col("commune_code")).fill_null(False)
    signs = (same_place, pl.col("last") < pl.col("reference_year"), pl.col("marked") == pl.col("from_marked"))
    sign = pl.sum_horizontal(sign.cast(pl.Int32) * 10_000 * 2**place for place, sign in enumerate(reversed(signs))) + pl.col("seen")
    best = pl.concat([found, partly.select(found.columns)]).group_by("rec", "uid", "from_uid").agg(sign=sign.max())
    best = best.filter(pl.col("sign") == pl.col("sign").max().over("rec"))
    certain = best.filter(pl.len().over("rec") == 1).sort("rec")
    named = certain.unique("uid", keep="first", maintain_order=True).select("uid", predecessor="from_uid")
    near = rest.join(partly, on="rec", how="anti").filter("is_near")
    perhaps = pl.concat([best.select("rec", "from_uid"), near.select("rec", "from_uid")]).unique()
    before = known.filter(IN_REPORT).select("sender", reference_year=pl.col("reference_year") + 1).unique()
    missed = says.filter("is_current").join(certain, on="rec", how="anti").join(before, on=["sender", "reference_year"], how="semi")
    decided = pl.DataFrame(successors, schema=THREAD, orient="row")
    threads = pl.concat([decided, named.cast(THREAD), _by_code(known)]).unique("uid", keep="first", maintain_order=True)
    missed = missed.select("rec").join(perhaps, on="rec", how="left").select("rec", perhaps="from_uid").sort("rec", "perhaps")
    return threads.filter(pl.col("uid") != pl.col("predecessor")), missed.cast(MISSED)


def _alike(pairs: pl.DataFrame) -> pl.DataFrame:
    """``is_part``: one name is the end of the other; ``is_near``: it is nearly that of one that has left."""
    ends = pl.col("from_group").str.ends_with(pl.col("from_key")) | pl.col("from_key").str.ends_with(pl.col("from_group"))
    gone = (pl.col("last") < pl.col("reference_year")) & (numbers("from_group") == numbers("from_key"))
    pairs = pairs.filter(pl.col("seen") <= pl.col("reference_year"), ends | gone)
    near = nearly(pairs.select(key="from_group", key_r="from_key"))
    pairs = pairs.with_columns(is_part=ends & (pl.col("from_key") != pl.col("from_group")), is_near=gone & near)
    return pairs.filter(pl.col("is_part") | pl.col("is_near"))


def _by_code(known: pl.DataFrame) -> pl.DataFrame:
    coded = known.filter(pl.col("code").is_not_null()).select("uid", "code", is_tht=pl.col("unit_type") == "THT").unique()
    tht, htx = coded.filter("is_tht"), coded.filter(~pl.col("is_tht"))
    return htx.join(tht, on="code", suffix="_tht").sort("uid", "uid_tht").select("uid", predecessor="uid_tht").cast(THREAD)
