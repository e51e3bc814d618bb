"""Units that the cascade left apart and that may be one: who is open, which pairs are possible. How near names are is ``near_names``'.

Only finds them; what a pair is worth is ``probabilistic``'s part. In a tidy province nothing is open and nothing here costs time.
"""

import polars as pl

from pipeline.identity.codes import CONFIRMED
from pipeline.identity.kinds import IN_REGISTRY, IN_REPORT, IS_THT
from pipeline.identity.near_names import nearly, numbers
from pipeline.identity.pairing import A_LONG_LIST, sifted

PAIR = {"left": pl.UInt32, "right": pl.UInt32, "may_link": pl.Boolean}
MOST_OF_A_DAY = 100  # units of a district; with more, to have been founded then is no sign


def open_units(linked: pl.DataFrame) -> pl.DataFrame:
    """uid of every unit that ought to be somewhere else too. ``linked``: records with uid.

    A legal person that no registry extract has, a THT that no district reports, a unit that a correction no longer has; a legal person
    that leaves the registry, enters it long after it was registered or misses a year; a THT that does so in biểu 2 without having ended.
    """
    complete = IN_REGISTRY | IN_REPORT & IS_THT
    seen = linked.filter(complete)
    lists = seen.select("table_name", "sender", "reference_year").unique()
    by_list = seen.group_by("uid", "table_name", "sender").agg(
        first=pl.col("reference_year").min(),
        last=pl.col("reference_year").max(),
        years=pl.col("reference_year").n_unique(),
        founded=pl.col("founded_on").min().dt.year(),
        ended=pl.col("ended_on").is_not_null().any(),
    )
    year = pl.col("reference_year")
    beside = by_list.join(lists, on=["table_name", "sender"])
    beside = beside.group_by("uid", "table_name", "sender").agg(
        before=(year < pl.col("first")).any(), after=(year > pl.col("last")).any(), between=year.is_between("first", "last").sum()
    )
    by_list = by_list.join(beside, on=["uid", "table_name", "sender"])
    enters_late = pl.col("before") & (pl.col("founded").fill_null(0) < pl.col("first"))
    leaves = pl.col("after") & ~pl.col("ended")
    astray = by_list.filter(enters_late | leaves | (pl.col("years") < pl.col("between"))).select("uid")
    is_in = linked.group_by("uid").agg(
        registry=IN_REGISTRY.any(),
        report=IN_REPORT.any(),
        tht=IS_THT.any(),
        now=pl.col("is_current").any(),
    )
    missing = is_in.filter(~pl.when("tht").then("report").otherwise("registry") | ~pl.col("now")).select("uid")
    return pl.concat([astray, missing]).unique().sort("uid")


def possible_pairs(linked: pl.DataFrame) -> pl.DataFrame:
    """left (an open unit), right, may_link: units of one district and type, never in one file together, no code or date against it.

    A pair that ``may_link`` not may only be proposed: a code is another's, or day and commune agree while the names differ by a number or
    end in two communes, or a THT was founded when one of its name vanished.
    """
    opened = open_units(linked)
    if opened.is_empty():
        return pl.DataFrame(schema=PAIR)
    spellings = linked.with_columns(
        founded_on=pl.when(pl.col("table_name") != "alliance_member").then("founded_on"),
        code=pl.when(pl.col("code_state").is_in(CONFIRMED)).then("code"),
    )
    # a code that the registry gives to another was copied from its line
    owner = spellings.filter(IN_REGISTRY, pl.col("code").is_not_null()).unique("code")
    spellings = spellings.join(owner.select("code", owner="uid"), on="code", how="left").with_columns(
        copied=(pl.col("owner") != pl.col("uid")).fill_null(False)
    )
    spellings = spellings.with_columns(code=pl.when(~pl.col("copied")).then("code"))
    # the day that a whole list was given tells nobody from another
    crowd = pl.col("uid").n_unique().over("area_code", "founded_on") > MOST_OF_A_DAY
    units = spellings.filter(pl.col("key").is_not_null()).with_columns(founded_on=pl.when(~crowd).then("founded_on"))
    left = units.join(opened, on="uid", how="semi")
    # a THT that is where it should be can still be the one that a superseded report wrote otherwise
    settled = (IN_REGISTRY | IS_THT).any().over("uid")
    right = units.filter(settled | pl.col("uid").is_in(opened["uid"].to_list()))
    files = spellings.group_by("uid").agg(files=pl.col("submission_id").unique().sort().str.join("\n"))
    names = ["uid", "area_code", "unit_type", "key", "place", "commune_code", "founded_on"]
    left, right = (
        side.select(names).unique().join(files, on="uid", how="left").with_columns(numbers=numbers("key")) for side in (left, right)
    )
    right = right.with_columns(is_open=pl.col("uid").is_in(opened["uid"].to_list()))
    long = pl.when(pl.len().over("files") > A_LONG_LIST).then("files")  # is never held against itself
    parts = [
        sifted(part, right.filter(pl.col("files") != these) if these else right, *on, keep=_may_be_one)
        for (these,), part in left.with_columns(long=long).partition_by("long", as_dict=True, include_key=False).items()
        for on in (("area_code", "numbers"), ("founded_on",))
    ]
    if not parts:
        return pl.DataFrame(schema=PAIR)
    pairs = pl.concat(parts).group_by(left="uid", right="uid_r").agg(pl.col("may_link", "one_name").any())
    return _not_against(pairs, spellings).sort("left", "right")


def _may_be_one(pairs: pl.DataFrame) -> pl.DataFrame:
    """uid, uid_r, may_link, one_name: of another district, or of none that is known, only what has the day and nearly the name."""
    twice = pl.col("is_open") & (pl.col("uid") < pl.col("uid_r"))  # where both sides are open the pair comes twice
    same_place = (pl.col("place") == pl.col("place_r")).fill_null(True)
    same_district = (pl.col("area_code") == pl.col("area_code_r")).fill_null(False)
    same_day = (pl.col("founded_on") == pl.col("founded_on_r")).fill_null(False)
    apart = pl.col("files") == pl.col("files_r")  # two units of one file are two
    pairs = pairs.filter(pl.col("uid") != pl.col("uid_r"), ~twice, ~apart, _same_type(), same_place | same_day & same_district)
    pairs = pairs.filter(same_district | same_day & pl.col("area_code").ne_missing(pl.col("area_code_r")))
    pairs = pairs.with_columns(near=nearly(pairs), may_link=(pl.col("numbers") == pl.col("numbers_r")) & same_place)
    pairs = pairs.filter(pl.col("may_link") & pl.col("near") | same_day & same_district)
    return pairs.select("uid", "uid_r", "may_link", one_name=pl.col("key") == pl.col("key_r"))


def _same_type() -> pl.Expr:
    left, right = pl.col("unit_type"), pl.col("unit_type_r")
    return (left == right) | (left.is_null() & (right != "THT")) | (right.is_null() & (left != "THT"))


def _not_against(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """Without the pairs that cannot be one unit: two rows of one file, two valid codes, one founded after the other was
    there or when it was last seen."""
    files = records.select("uid", "submission_id").unique()
    together = pairs.join(files, left_on="left", right_on="uid").join(
        files, left_on=["right", "submission_id"], right_on=["uid", "submission_id"]
    )
    pairs = pairs.join(together.select("left", "right").unique(), on=["left", "right"], how="anti")
    facts = records.group_by("uid").agg(
        code=pl.col("code").drop_nulls().unique(),
        founded=pl.col("founded_on").drop_nulls().unique(),
        first=pl.col("reference_year").min(),
        last=pl.col("reference_year").max(),
        ended=pl.col("ended_on").filter(IN_REPORT).max().dt.year(),
        copied=pl.col("copied").any(),
        is_tht=IS_THT.any(),
    )
    both = pairs.join(facts, left_on="left", right_on="uid").join(facts, left_on="right", right_on="uid", suffix="_r")

    def apart(name: str) -> pl.Expr:
        common = pl.col(name).list.set_intersection(f"{name}_r").list.len()
        return (pl.col(name).list.len() > 0) & (pl.col(f"{name}_r").list.len() > 0) & (common == 0)

    later = (pl.col("founded").list.min().dt.year() > pl.col("first_r")) | (pl.col("founded_r").list.min().dt.year() > pl.col("first"))
    after = (pl.col("founded").list.min().dt.year() > pl.col("last_r")) | (pl.col("founded_r").list.min().dt.year() > pl.col("last"))
    tht = pl.col("is_tht") | pl.col("is_tht_r")
    gone = tht & ((pl.col("ended") < pl.col("first_r")) | (pl.col("ended_r") < pl.col("first")))
    by_day = apart("founded") & later.fill_null(False) | after.fill_null(False)
    # a THT that vanishes while one of its name is founded: another, or a clerk's slip in the day
    against = apart("code") | gone.fill_null(False) | by_day & ~(tht & pl.col("one_name"))
    may_link = pl.col("may_link") & ~pl.col("copied") & ~pl.col("copied_r") & ~by_day
    return both.filter(~against).select("left", "right", may_link=may_link)
