"""What identity has to say to those who sent the rows. Sentences and severities live in ``expectations/catalogue/reading.json``.

That a unit is in no registry is asked in dbt's ``checks``, not here. Only current submissions are spoken of: a superseded version
needs no mending.
"""

from collections.abc import Mapping

import polars as pl

from pipeline.identity.codes import BRANCH, CONFIRMED, OTHER, RESTORED, WRONG
from pipeline.identity.kinds import IN_REGISTRY, IS_THT
from pipeline.identity.reasons import REASONS
from pipeline.identity.same_rows import came_back
from pipeline.identity.schema import shaped
from pipeline.intake.schema import FINDING


def findings(
    known: pl.DataFrame, units: pl.DataFrame, missed: pl.DataFrame, columns: pl.DataFrame, places: Mapping[str, str]
) -> pl.DataFrame:
    """One row per finding (FINDING).

    ``known``: records with unit_key, method, probability, doubt. ``missed``: rec of rows whose predecessor was not found.
    ``columns``: landing's sheet_column. ``places``: area code → name.
    """
    rows = known.filter("is_current").join(
        units.select("unit_key", "in_registry", unit_name="name", unit_code="registration_code"), on="unit_key", how="left"
    )
    said = [*_codes(rows, known), *_links(rows), *_places(rows, places)]
    said.append(
        _say(
            rows.join(missed, on="rec", how="semi"),
            "predecessor_not_found",
            "converted_from",
            "converted_from",
            converted_from="converted_from",
        )
    )
    frame = pl.concat(said, how="diagonal_relaxed")
    letters = columns.select("submission_id", "path", "sheet", "field", "column").unique(["submission_id", "path", "sheet", "field"])
    frame = frame.join(letters, on=["submission_id", "path", "sheet", "field"], how="left", nulls_equal=True)
    return shaped(frame.sort("reference_year", "sender", "path", "sheet", "row", "rule", nulls_last=True), FINDING)


def _say(rows: pl.DataFrame, rule: str, field: str, value: str | pl.Expr, **detail: str | pl.Expr) -> pl.DataFrame:
    """Findings of one rule at one field; ``name`` is always among the details."""
    words = {"name": pl.col("name")} | {key: pl.col(item) if isinstance(item, str) else item for key, item in detail.items()}
    return rows.select(
        "submission_id",
        "reference_year",
        "sender",
        "path",
        "sheet",
        "row",
        "unit_key",
        rule=pl.lit(rule),
        field=pl.lit(field),
        value=(pl.col(value) if isinstance(value, str) else value).cast(pl.String),
        detail=pl.struct(item.cast(pl.String).fill_null("–").alias(key) for key, item in words.items()).struct.json_encode(),
    )


def _codes(rows: pl.DataFrame, known: pl.DataFrame) -> list[pl.DataFrame]:
    state, code = pl.col("code_state"), {"code": "code_text"}
    certificates = known.filter(IN_REGISTRY, pl.col("certificate_text").is_not_null())["certificate"].unique().to_list()
    is_certificate = (state == OTHER) & pl.col("certificate").is_in(certificates)
    registered = known.filter(IN_REGISTRY, "is_current", pl.col("code_state").is_in(CONFIRMED), pl.col("doubt").is_null())
    owners = registered.sort("reference_year", "rec", descending=True).unique("code", keep="first", maintain_order=True)
    owners = owners.select("code", owner_key="unit_key", owner_name="name")
    clash = rows.filter(pl.col("unit_type") != "THT").join(owners, on="code").filter(pl.col("owner_key") != pl.col("unit_key"))
    return [
        _say(rows.filter(state == RESTORED), "tax_code_zero_restored", "registration_code", "code_text", read_as="code", **code),
        _say(rows.filter(state == BRANCH), "tax_code_of_branch", "registration_code", "code_text", read_as="code", **code),
        _say(
            rows.filter(((state == WRONG) | (state == OTHER)) & ~is_certificate),
            "tax_code_check_digit",
            "registration_code",
            "code_text",
            **code,
        ),
        _say(clash, "tax_code_of_other_unit", "registration_code", "code_text", other="owner_name", **code),
    ]


def _links(rows: pl.DataFrame) -> list[pl.DataFrame]:
    doubt = pl.col("doubt")
    reasons = rows.with_columns(
        reason=doubt.replace_strict({key: vi for key, (vi, _) in REASONS.items()}, default=None, return_dtype=pl.String),
        reason_en=doubt.replace_strict({key: en for key, (_, en) in REASONS.items()}, default=None, return_dtype=pl.String),
    )
    unsure = reasons.filter(doubt.is_not_null(), doubt != "code_of_other", (doubt != "ambiguous") | IS_THT)
    ambiguous = rows.filter(doubt == "ambiguous", ~IS_THT)
    place = ["submission_id", "table_name", "unit_key"]
    # only rows of one time are one too many
    ordered = (
        rows.filter(pl.len().over(place) > 1)
        .sort("sheet", "row")
        .with_columns(
            first_row=pl.col("row").first().over(place),
            first_name=pl.col("name").first().over(place),
            repeated=pl.int_range(pl.len()).over(place) > 0,
        )
    )
    again = ordered.filter("repeated").join(came_back(ordered, place).filter("came_back"), on="rec", how="anti")
    return [
        _say(again, "duplicate_unit", "name", "name", first_row="first_row", first_name="first_name"),
        _say(ambiguous, "ambiguous_unit", "name", "name", place=pl.coalesce("commune_text", "district_text")),
        _say(unsure, "uncertain_link", "name", "name", other="unit_name", reason="reason", reason_en="reason_en"),
    ]


def _places(rows: pl.DataFrame, places: Mapping[str, str]) -> list[pl.DataFrame]:
    of_code = {code: name[:1].lower() + name[1:] for code, name in places.items()}
    district = pl.coalesce("district_text", pl.col("area_code").replace_strict(of_code, default=None, return_dtype=pl.String))
    no_district = rows.filter(pl.col("area_code").is_null(), pl.col("district_text").is_not_null())
    no_commune = rows.filter(pl.col("commune_code").is_null(), pl.col("commune_text").is_not_null())
    other_district = rows.filter(pl.col("area_code") != pl.col("commune_district"), pl.col("district_text").is_not_null())
    return [
        _say(no_district, "unknown_district", "district", "district_text"),
        _say(other_district, "commune_of_another_district", "district", "district_text", commune="commune_text"),
        _say(no_commune, "unknown_commune", "commune", "commune_text", district=district),
    ]
