"""The list for people: every doubtful link and every missing one, with both sides, the most worth looking at first."""

import polars as pl

from pipeline.identity.kinds import IN_OWN_LIST
from pipeline.identity.misspelt import misspelt
from pipeline.identity.reasons import REASONS
from pipeline.identity.schema import REVIEW, shaped
from pipeline.identity.twins import twins

FULL_DOUBT = 0.5  # what an unlinked row or a tie counts as


def review(known: pl.DataFrame, units: pl.DataFrame, tied: pl.DataFrame, proposals: pl.DataFrame, missed: pl.DataFrame) -> pl.DataFrame:
    """One row per doubtful pair (REVIEW): left is the row as written, right the unit that it was or might be linked to.

    ``weight``: the memberships that may be booked to the wrong unit, i.e. members (one where not reported) times the chance of
    being wrong. ``tied``: rec, uid. ``missed``: rec, perhaps (uid). ``proposals``: left, right (uid), probability, accepted.
    A pair is listed once a year and list, superseded versions only where no current one says the same. What a decision settled is not
    asked again.
    """
    best = known.group_by("uid").agg(pl.col("unit_key").first())
    doubtful = known.filter(pl.col("doubt").is_not_null(), pl.col("doubt") != "ambiguous").select(
        "rec", "probability", reason="doubt", right_key="unit_key"
    )
    ties = tied.join(best, on="uid").select("rec", probability=pl.lit(FULL_DOUBT), reason=pl.lit("ambiguous"), right_key="unit_key")
    open_rows = known.filter(pl.col("method") != "decision").select("rec", "uid")
    proposed = (
        proposals.filter(~pl.col("accepted"))
        .join(best, left_on="right", right_on="uid")
        .join(open_rows, left_on="left", right_on="uid")
        .select("rec", "probability", reason=pl.lit("proposed"), right_key="unit_key")
    )
    unregistered = known.join(units.filter(~pl.col("in_registry")).select("unit_key"), on="unit_key", how="semi")
    unlinked = unregistered.filter(~IN_OWN_LIST, pl.col("method") == "minted", pl.col("doubt").is_null()).select("rec")
    unlinked = unlinked.join(misspelt(unlinked, known), on="rec", how="left").select(
        "rec", probability=pl.lit(FULL_DOUBT), reason=pl.lit("not_linked"), right_key="right_key"
    )
    lost = missed.join(best, left_on="perhaps", right_on="uid", how="left").select(
        "rec", probability=pl.lit(FULL_DOUBT), reason=pl.lit("predecessor_not_found"), right_key="unit_key"
    )
    beside = twins(known.filter(pl.col("counts_as").is_null())).select(lost.columns)
    listed = pl.concat([part.cast({"rec": pl.UInt32}) for part in (doubtful, ties, proposed, unlinked, beside, lost)])
    rows = listed.join(known.drop("probability"), on="rec").filter(pl.col("method") != "decision")
    right = units.select(
        right_key="unit_key", right_name="name", right_code="registration_code", right_place=pl.coalesce("commune_code", "area_code")
    )
    wrong = pl.when(pl.col("reason").is_in(["proposed"])).then("probability").otherwise(1 - pl.col("probability"))
    rows = rows.join(right, on="right_key", how="left").with_columns(
        weight=(pl.max_horizontal(pl.col("members").fill_null(1), 1) * wrong).round(3),
        left_key="unit_key",
        left_name="name",
        left_code="code_text",
        left_place=pl.coalesce("commune_text", "district_text", "area_code"),
    )
    rows = rows.sort("is_current", "received_at", "rec", descending=[True, True, False])
    said = ["reason", "sender", "table_name", "reference_year", "left_name", "left_place", "right_key"]
    line = pl.col("left_key").rank("dense").over(*said, "submission_id")  # two homonyms of one file are two
    rows = rows.with_columns(line=line).unique([*said, "line"], keep="first", maintain_order=True)
    rows = rows.with_columns(
        reason_vi=pl.col("reason").replace_strict({name: vi for name, (vi, _) in REASONS.items()}, return_dtype=pl.String)
    )
    return shaped(rows.sort("weight", "reference_year", "rec", descending=[True, True, False]), REVIEW)
