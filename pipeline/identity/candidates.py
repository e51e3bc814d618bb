"""Which unit a row may be, and what speaks for and against: pairs of rows and known units. What it is worth is ``tiers``' part."""

import polars as pl

from pipeline.identity.codes import CONFIRMED
from pipeline.identity.kinds import IN_ALLIANCE, IS_THT

NAMED = ["unit_type", "key", "place", "marked_key", "business", "code", "certificate", "area_code", "commune_code", "commune_from"]
ALIAS = [*NAMED, "is_marked", "code_state", "founded_on", "joined_on", "ended_on", "table_name"]
KEPT = ["submission_id", "reference_year", "table_name", "unit_type", "has_code", "renewed_on", "founded_on", "joined_on"]
MOST_ALIKE = 10_000  # pairs of one name in a district, or of one code: a hundred homonyms beside a hundred
VALID = pl.col("code_state").is_in(CONFIRMED)


def aliases(known: pl.LazyFrame) -> pl.LazyFrame:
    """``known``: records with ``uid``. One row per unit and way of writing it, with the years it was written so."""
    # the Alliance's dates are those of membership, not of the unit
    frame = known.with_columns(joined_on=pl.when(IN_ALLIANCE).then("founded_on"))
    frame = frame.with_columns(pl.when(~IN_ALLIANCE).then(name).alias(name) for name in ("founded_on", "ended_on"))
    return frame.group_by("uid", *ALIAS).agg(first_year=pl.col("reference_year").min(), last_year=pl.col("reference_year").max())


def candidates(rows: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """One row per row (``rec``) and unit (``uid``) that share a code, a certificate or a private name, with the evidence.

    ``rows``: records. ``known``: ``aliases``.
    """
    return _evidence(_together(rows, known), rows, known)


def _together(rows: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """Distinct (rec, uid) worth comparing."""
    columns = ["unit_type", "key", "code", "certificate", "area_code", "founded_on"]
    left, right = rows.select("rec", *columns, is_tht=IS_THT), known.select("uid", *columns, is_tht=IS_THT)
    out = []
    for name in ("code", "certificate"):
        # a THT that became an HTX keeps its code and is another unit
        side = left.filter(pl.col(name).is_not_null())
        out.append(_beside(side, right.select("uid", name, "is_tht").unique(), name, "is_tht").select("rec", "uid"))
    named = right.filter(pl.col("key").is_not_null())
    names = named.select("uid", "key", "area_code", "unit_type").unique()
    joins = [
        _beside(left, names, "key", "area_code"),
        _beside(left.filter(pl.col("area_code").is_null()), names, "key"),
        _beside(left, names.filter(pl.col("area_code").is_null()), "key"),
        left.join(named, on=["key", "area_code", "founded_on"]),  # of however many of the name
    ]
    same_type = pl.col("unit_type").is_null() | pl.col("unit_type_right").is_null() | (pl.col("unit_type") == pl.col("unit_type_right"))
    out += [join.filter(same_type).select("rec", "uid") for join in joins]
    return pl.concat(out).unique()


def _beside(left: pl.LazyFrame, right: pl.LazyFrame, *on: str) -> pl.LazyFrame:
    """Their join, but for what so many on both sides share that it tells none from another."""
    pairs = left.group_by(on).len("_rows").join(right.group_by(on).len("_units"), on=on)
    few = pairs.filter(pl.col("_rows").cast(pl.Int64) * pl.col("_units") <= MOST_ALIKE).select(on)
    return left.join(few, on=on, how="semi").join(right, on=on)


def _evidence(together: pl.LazyFrame, rows: pl.LazyFrame, known: pl.LazyFrame) -> pl.LazyFrame:
    """What speaks for and against each pair, over everything known of the unit."""
    left = rows.select(
        "rec",
        "submission_id",
        "reference_year",
        "table_name",
        "renewed_on",
        *NAMED,
        has_code=VALID.fill_null(False),
        is_marked="is_marked",
        founded_on=pl.when(~IN_ALLIANCE).then("founded_on"),
        joined_on=pl.when(IN_ALLIANCE).then("founded_on"),
    )
    both = together.join(left, on="rec").join(known.rename({name: f"{name}_k" for name in ALIAS}), on="uid")
    same = {name: (pl.col(name) == pl.col(f"{name}_k")).fill_null(False) for name in (*NAMED, "founded_on", "joined_on")}
    comparable = (pl.col("commune_from") == pl.col("commune_from_k")).fill_null(False) & pl.col("commune_code").is_not_null()
    common = pl.col("business").and_(pl.col("business_k"))
    subset = (common == pl.col("business")) | (common == pl.col("business_k"))
    # "HTX Dược liệu xã Đăk Na" and "HTX Dược liệu xã Đăk Sao"
    name = same["key"] & (pl.col("place") == pl.col("place_k")).fill_null(True)
    name &= (pl.col("unit_type") == pl.col("unit_type_k")).fill_null(True)
    is_registry = pl.col("table_name_k") == "registry_unit"
    both_marked = name & pl.col("is_marked") & pl.col("is_marked_k")
    lives = is_registry & pl.col("ended_on_k").is_null() & (pl.col("last_year") >= pl.col("reference_year"))
    return both.group_by("rec", "uid").agg(
        *(pl.col(column).first() for column in KEPT),
        is_tht=(pl.col("unit_type_k") == "THT").fill_null(False).any(),
        code=same["code"].any(),
        certificate=same["certificate"].any(),
        name=name.any(),
        marked=(both_marked & same["marked_key"]).any(),
        marks_differ=both_marked.any() & ~(both_marked & same["marked_key"]).any(),
        business=pl.when(name & same["business"]).then(2).when(name & subset).then(1).otherwise(0).max(),
        district=same["area_code"].any(),
        district_unknown=(pl.col("area_code").is_null() | pl.col("area_code_k").is_null()).all(),
        commune=(comparable & same["commune_code"]).any(),
        commune_differs=(comparable & pl.col("commune_code_k").is_not_null() & ~same["commune_code"]).any(),
        founded=same["founded_on"].any(),
        joined=(name & same["joined_on"]).any(),
        founded_differs=(pl.col("founded_on") != pl.col("founded_on_k")).fill_null(False).any(),
        unit_has_code=pl.col("code_state_k").is_in(CONFIRMED).fill_null(False).any(),
        unit_type_equal=same["unit_type"].any(),
        unit_founded=pl.col("founded_on_k").min(),
        registered=pl.col("founded_on_k").filter(is_registry).min(),
        ended=pl.when(~lives.any()).then(pl.col("ended_on_k").max()),
        first_year=pl.col("first_year").min(),
        name_year=pl.col("last_year").filter(name).max(),
    )
