"""Which unit a row may be, and on what evidence: pairs of rows and known units, scored tier by tier.

The order of the tiers is the deterministic cascade: code with name, certificate, name in the commune, code alone, name in the
district, then what needs a second look. Choosing among pairs is ``matching``'s part.
"""

from __future__ import annotations

import polars as pl

from pipeline.identity.codes import OK, RESTORED

ALIAS = ["unit_type", "key", "marked_key", "business", "code", "code_state", "certificate", "area_code", "commune_code", "commune_from"]
ALIAS += ["founded_on", "ended_on", "table_name"]
VALID = pl.col("code_state").is_in([OK, RESTORED])
TIER = 1000  # a tier outweighs every secondary sign


def aliases(known: pl.DataFrame) -> pl.DataFrame:
    """``known``: records with ``uid``. One row per unit and way of writing it, with the years it was written so."""
    is_alliance = pl.col("table_name") == "alliance_member"
    # the Alliance's dates are those of membership, not of the unit
    frame = known.with_columns(pl.when(~is_alliance).then(name).alias(name) for name in ("founded_on", "ended_on"))
    return frame.group_by("uid", *ALIAS).agg(first_year=pl.col("reference_year").min(), last_year=pl.col("reference_year").max())


def pairs(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """One row per row and unit that share a code, a certificate or a private name (``left`` = rows' rec, ``right`` = uid), with
    score, tier, method, probability and doubt (null where the evidence is enough)."""
    found = _evidence(_together(rows, known), rows, known)
    return _tiers(found)


def _together(rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Distinct (rec, uid) worth comparing."""
    left = rows.select(
        "rec", "unit_type", "key", "code", "certificate", "area_code", is_tht=(pl.col("unit_type") == "THT").fill_null(False)
    )
    right = known.select(
        "uid", "unit_type", "key", "code", "certificate", "area_code", is_tht=(pl.col("unit_type") == "THT").fill_null(False)
    )
    out = []
    for name in ("code", "certificate"):
        # a THT that became an HTX keeps its code and is another unit
        side = left.filter(pl.col(name).is_not_null())
        out.append(side.join(right.select("uid", name, "is_tht").unique(), on=[name, "is_tht"]).select("rec", "uid"))
    names = right.filter(pl.col("key").is_not_null()).select("uid", "key", "area_code", "unit_type").unique()
    joins = [
        left.join(names, on=["key", "area_code"]),
        left.filter(pl.col("area_code").is_null()).join(names, on="key"),
        left.join(names.filter(pl.col("area_code").is_null()), on="key"),
    ]
    same_type = pl.col("unit_type").is_null() | pl.col("unit_type_right").is_null() | (pl.col("unit_type") == pl.col("unit_type_right"))
    out += [join.filter(same_type).select("rec", "uid") for join in joins]
    return pl.concat(out).unique()


def _evidence(together: pl.DataFrame, rows: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """What speaks for and against each pair, over everything known of the unit."""
    is_alliance = pl.col("table_name") == "alliance_member"
    left = rows.select(
        "rec",
        "submission_id",
        "reference_year",
        "table_name",
        "unit_type",
        "key",
        "marked_key",
        "business",
        "code",
        "certificate",
        "area_code",
        "commune_code",
        "commune_from",
        "renewed_on",
        has_code=VALID.fill_null(False),
        founded_on=pl.when(~is_alliance).then("founded_on"),
        joined_on=pl.when(is_alliance).then("founded_on"),
    )
    both = together.join(left, on="rec").join(known.rename({name: f"{name}_k" for name in ALIAS}), on="uid")
    same = {name: (pl.col(name) == pl.col(f"{name}_k")).fill_null(False) for name in left.columns if f"{name}_k" in both.columns}
    comparable = (pl.col("commune_from") == pl.col("commune_from_k")).fill_null(False) & pl.col("commune_code").is_not_null()
    common = pl.col("business").and_(pl.col("business_k"))
    subset = (common == pl.col("business")) | (common == pl.col("business_k"))
    name = same["key"]
    is_registry = pl.col("table_name_k") == "registry_unit"
    return both.group_by("rec", "uid").agg(
        *(
            pl.col(column).first()
            for column in (
                "submission_id",
                "reference_year",
                "table_name",
                "unit_type",
                "has_code",
                "renewed_on",
                "founded_on",
                "joined_on",
            )
        ),
        is_tht=(pl.col("unit_type_k") == "THT").fill_null(False).any(),
        code=same["code"].any(),
        certificate=same["certificate"].any(),
        name=name.any(),
        marked=(name & same["marked_key"]).any(),
        business=pl.when(name & same["business"]).then(2).when(name & subset).then(1).otherwise(0).max(),
        district=same["area_code"].any(),
        district_unknown=(pl.col("area_code").is_null() | pl.col("area_code_k").is_null()).all(),
        commune=(comparable & same["commune_code"]).any(),
        commune_differs=(comparable & pl.col("commune_code_k").is_not_null() & ~same["commune_code"]).any(),
        founded=same["founded_on"].any(),
        founded_differs=(pl.col("founded_on") != pl.col("founded_on_k")).fill_null(False).any(),
        unit_has_code=pl.col("code_state_k").is_in([OK, RESTORED]).fill_null(False).any(),
        unit_type_equal=same["unit_type"].any(),
        unit_founded=pl.col("founded_on_k").min(),
        registered=pl.col("founded_on_k").filter(is_registry).min(),
        ended=pl.col("ended_on_k").max(),
        first_year=pl.col("first_year").min(),
        name_year=pl.col("last_year").filter(name).max(),
    )


def _tiers(found: pl.DataFrame) -> pl.DataFrame:
    """Score the evidence. Pairs that no tier takes are left out."""
    year = pl.col("reference_year")
    found = found.with_columns(
        commune_differs=pl.col("commune_differs") & ~pl.col("commune"),
        founded_differs=pl.col("founded_differs") & ~pl.col("founded"),
        other_code=pl.col("has_code") & pl.col("unit_has_code") & ~pl.col("code"),
        # a unit cannot be meant before it was registered; a THT that ended, or one founded later under the same name, is another
        possible=~(pl.col("registered").dt.year() > year).fill_null(False)
        & ~(pl.col("is_tht") & (pl.col("ended").dt.year() < year) & ~pl.col("founded")).fill_null(False),
        refounded=pl.col("is_tht")
        & ((pl.col("founded_on").dt.year() > pl.col("first_year")) | (pl.col("unit_founded").dt.year() > year)).fill_null(False),
        code_is_known=pl.col("code").any().over("rec"),
    )
    name = pl.col("name") & pl.col("district") & (pl.col("business") >= 1) & pl.col("possible")
    exact = name & (pl.col("business") == 2)
    same_date = pl.col("founded")
    other, tht, commune = pl.col("other_code"), pl.col("is_tht"), pl.col("commune")
    conflict_date = pl.col("founded_differs")
    is_registry = pl.col("table_name") == "registry_unit"
    dated = tht | is_registry  # where the date of founding is the unit's own
    plain = name & ~other & ~(dated & conflict_date)
    far = ~pl.col("district") & ~pl.col("district_unknown")
    cascade = [
        (90, pl.col("code") & pl.col("name"), "code", 1.0, None),
        (85, pl.col("certificate") & pl.col("name") & ~other, "certificate", 0.999, None),
        (80, plain & commune, "name_commune", 0.995, None),
        (78, exact & other & pl.col("code_is_known") & (commune | same_date), "name_commune", 0.97, "code_of_other"),
        (75, pl.col("certificate") & ~other, "certificate", 0.99, None),
        (72, exact & other & pl.col("code_is_known") & ~pl.col("commune_differs") & ~is_registry, "name_district", 0.93, "code_of_other"),
        (70, pl.col("code") & ~far, "code", 0.99, None),
        (60, plain & ~pl.col("commune_differs"), "name_district", 0.98, None),
        (50, exact & ~other & pl.col("commune_differs") & same_date & ~tht, "name_district", 0.97, None),
        (48, pl.col("code"), "code", 0.9, "code_only"),
        (46, exact & other & is_registry & same_date & pl.col("renewed_on").is_not_null(), "name_commune", 0.95, None),
        (45, exact & other & (same_date | ~is_registry & commune), "name_commune", 0.85, "other_code"),
        (44, exact & ~other & dated & conflict_date & commune & ~pl.col("refounded"), "name_commune", 0.85, "founded_differs"),
        (42, exact & ~other & pl.col("commune_differs") & tht & same_date, "name_district", 0.88, "commune_differs"),
        (40, exact & ~other & pl.col("commune_differs") & ~tht, "name_district", 0.9, "commune_differs"),
        (
            30,
            pl.col("name") & pl.col("district_unknown") & (pl.col("business") >= 1) & pl.col("possible") & ~other,
            "name_district",
            0.85,
            "no_district",
        ),
    ]
    tier, method, probability, doubt = pl.lit(0), pl.lit(None, pl.String), pl.lit(0.0), pl.lit(None, pl.String)
    for value, test, how, sure, why in reversed(cascade):
        tier = pl.when(test).then(value).otherwise(tier)
        method = pl.when(test).then(pl.lit(how)).otherwise(method)
        probability = pl.when(test).then(sure).otherwise(probability)
        doubt = pl.when(test).then(pl.lit(why, pl.String)).otherwise(doubt)
    started = pl.coalesce("registered", "unit_founded")
    alive = ~((pl.col("ended").dt.year() < year) | (started > pl.coalesce("joined_on", pl.date(9999, 1, 1)))).fill_null(False)
    signs = (
        64 * same_date.cast(pl.Int32)
        + 32 * (pl.col("business") == 2).cast(pl.Int32)
        + 16 * pl.col("marked").cast(pl.Int32)
        + 8 * alive.cast(pl.Int32)
        + 4 * commune.cast(pl.Int32)
        + 2 * pl.col("unit_type_equal").cast(pl.Int32)
        + (pl.col("name_year") >= year - 1).fill_null(False).cast(pl.Int32)
    )
    scored = found.with_columns(tier=tier, method=method, probability=probability, doubt=doubt)
    return scored.filter(pl.col("tier") > 0).select(
        "submission_id",
        pl.col("rec").alias("left"),
        pl.col("uid").alias("right"),
        "tier",
        "method",
        "probability",
        "doubt",
        "other_code",
        "business",
        score=pl.col("tier") * TIER + signs,
        certain_name=exact & ~other,
    )
