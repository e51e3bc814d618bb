"""What evidence is worth: the deterministic cascade, tier by tier.

Code with name, certificate, name in the commune, code alone, name in the district, then what needs a second look. Choosing among
scored pairs is ``matching``'s part.
"""

import polars as pl

from pipeline.identity.kinds import IN_REGISTRY
from pipeline.identity.schema import where

TIER = 1000  # a tier outweighs every sign inside it
WEAK = 32  # less than this between two units are signs (the list's day of joining, in existence, seen lately) that anybody may share
FIRM = 60  # from this tier on a second row of the file with the same name is the same unit again

_code, _certificate, _founded = pl.col("code"), pl.col("certificate"), pl.col("founded")
_commune, _elsewhere, _other_code, _is_tht = pl.col("commune"), pl.col("commune_differs"), pl.col("other_code"), pl.col("is_tht")
_named = pl.col("name") & (pl.col("business") >= 1) & pl.col("possible")
_fits = _named & ~pl.col("marks_differ")
_name = _fits & pl.col("district")
_exact = _name & (pl.col("business") == 2)
# where the day of founding is the unit's own and not what a clerk took for it
_dated = _is_tht | IN_REGISTRY
_founded_differs = pl.col("founded_differs")
# a district's day of an HTX may be another; with half the name it may be another HTX
_plain = _name & ~_other_code & ~((_dated | (pl.col("business") < 2)) & _founded_differs)
_far = ~pl.col("district") & ~pl.col("district_unknown")
# the code is another unit's: codes are copied from line to line, names are not; only the registry's own code is above its name
_swapped = _exact & _other_code & pl.col("code_is_known") & ~IN_REGISTRY

CASCADE: tuple[tuple[int, pl.Expr, str, float, str | None], ...] = (
    (90, _code & pl.col("name") & ~(_elsewhere & _founded_differs), "code", 1.0, None),
    (85, _certificate & pl.col("name") & ~_other_code, "certificate", 0.999, None),
    (80, _plain & _commune, "name_commune", 0.995, None),
    (78, _swapped & (_commune | _founded), "name_commune", 0.97, "code_of_other"),
    (75, _certificate & ~_other_code, "certificate", 0.99, None),
    # a new name and a new code at once; a number copied into another unit's line would not bring its day along
    (74, _certificate & IN_REGISTRY & _founded & ~_elsewhere, "certificate", 0.97, None),
    # all but the code agrees: a code that goes with quite another name is no stronger
    (73, _exact & _other_code & _commune & _founded & ~IN_REGISTRY, "name_commune", 0.9, "other_code"),
    (72, _swapped & ~_elsewhere, "name_district", 0.93, "code_of_other"),
    (70, _code & ~_far, "code", 0.99, None),
    (FIRM, _plain & ~_elsewhere, "name_district", 0.98, None),
    (50, _exact & ~_other_code & _elsewhere & _founded & ~_is_tht, "name_district", 0.97, None),
    (48, _code, "code", 0.9, "code_only"),
    # registered anew under the law of 2012 with another number
    (46, _exact & _other_code & IN_REGISTRY & _founded & pl.col("renewed_on").is_not_null(), "name_commune", 0.95, None),
    (45, _exact & _other_code & (_founded | ~IN_REGISTRY & _commune), "name_commune", 0.85, "other_code"),
    (
        44,
        _name & ~_other_code & _founded_differs & _commune & ~pl.col("refounded"),
        "name_commune",
        0.85,
        "founded_differs",
    ),
    (42, _exact & ~_other_code & _elsewhere & _is_tht & _founded, "name_district", 0.88, "commune_differs"),
    # where the day differs too it is a namesake
    (40, _exact & ~_other_code & _elsewhere & ~_founded_differs & ~_is_tht, "name_district", 0.9, "commune_differs"),
    (30, _fits & pl.col("district_unknown") & ~_other_code, "name_district", 0.85, "no_district"),
    # "Đông Tâm" and "Đồng Tâm": of a THT, which no register confirms, only with commune and day
    (20, _named & ~_far & ~_other_code & ~_elsewhere & (~_is_tht | _commune & ~_founded_differs), "name_district", 0.6, "marks_differ"),
)
"""(tier, when, method, probability, doubt): the first that holds counts. Probabilities are judgements, set for sorting reviews."""
_WORTH = {"tier": pl.Int32, "method": pl.String, "probability": pl.Float64, "doubt": pl.String}


def scored(found: pl.LazyFrame) -> pl.LazyFrame:
    """``candidates`` → the pairs that some tier takes.

    Columns: group (the submission), left (rec), right (uid), tier, method, probability, doubt (null: enough evidence), other_code,
    certain_name (the whole name agrees and no code speaks against it), score.
    """
    year = pl.col("reference_year")
    found = found.with_columns(
        commune_differs=pl.col("commune_differs") & ~pl.col("commune"),
        founded_differs=pl.col("founded_differs") & ~pl.col("founded"),
        other_code=pl.col("has_code") & pl.col("unit_has_code") & ~pl.col("code"),
        code_is_known=pl.col("code").any().over("rec"),
        # a unit cannot be meant before it was registered, nor a THT after its end (the Alliance lists past members too)
        possible=~(pl.col("registered").dt.year() > year).fill_null(False)
        & ~(
            pl.col("is_tht") & (pl.col("table_name") != "alliance_member") & (pl.col("ended").dt.year() < year) & ~pl.col("founded")
        ).fill_null(False),
        # a THT founded when one of the name was already there is another
        refounded=pl.col("is_tht")
        & ((pl.col("founded_on").dt.year() > pl.col("first_year")) | (pl.col("unit_founded").dt.year() > year)).fill_null(False),
    )
    tier = pl.lit(0)
    for value, test, *_ in reversed(CASCADE):
        tier = pl.when(test).then(value).otherwise(tier)
    worth = pl.LazyFrame([(value, *said) for value, _, *said in CASCADE], schema=_WORTH, orient="row")
    pairs = found.with_columns(tier=tier).join(worth, on="tier")
    for doubt, seen in (("joined_before", _joined_before()), ("dissolved_before", _dissolved_before())):
        pairs = pairs.with_columns(where(seen & ~_code & pl.col("doubt").is_null(), doubt=doubt, probability=0.85))
    return pairs.select(
        pl.col("submission_id").alias("group"),
        pl.col("rec").alias("left"),
        pl.col("uid").alias("right"),
        "tier",
        "method",
        "probability",
        "doubt",
        "other_code",
        certain_name=_exact & ~_other_code,
        score=pl.col("tier") * TIER + _signs(),
    )


def _joined_before() -> pl.Expr:
    """A member of the Alliance before there was such a unit: perhaps its namesake's line."""
    return (pl.coalesce("registered", "unit_founded") > pl.col("joined_on")).fill_null(False)


def _gone() -> pl.Expr:
    return (pl.col("ended").dt.year() < pl.col("reference_year")).fill_null(False)


def _dissolved_before() -> pl.Expr:
    """Listed after its end, and not with its own day: perhaps a later one of the name. The Alliance lists past members too."""
    return _gone() & ~_founded & ~pl.col("table_name").is_in(["registry_unit", "alliance_member"])


def _signs() -> pl.Expr:
    """What decides between units of one tier, the weightier first."""
    year = pl.col("reference_year")
    signs = (
        _founded,
        pl.col("business") == 2,
        pl.col("marked"),
        ~_joined_before(),
        pl.col("joined"),
        ~_gone(),
        _commune,
        pl.col("unit_type_equal"),
        pl.col("name_year") >= year - 1,
    )
    weighed = [sign.fill_null(False).cast(pl.Int32) * 2**place for place, sign in enumerate(reversed(signs))]
    return pl.sum_horizontal(weighed)
