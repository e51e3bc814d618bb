"""The frames that identity takes for granted and hands on, declared once: column names, types, grain.

Nothing here computes. The landing frames' own schemas belong to ``pipeline.intake.schema``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

LINKED_TABLES = ("registry_unit", "unit_report", "alliance_member", "rating_report")

UNIT_LINK = pl.Schema(
    {
        "submission_id": pl.String,
        "table_name": pl.String,
        "sheet": pl.String,
        "row": pl.Int32,
        "unit_key": pl.String,
        "method": pl.String,
        "probability": pl.Float64,
        "area_code": pl.String,
        "commune_code": pl.String,
        "counts_as": pl.String,
    }
)

UNIT = pl.Schema(
    {
        "unit_key": pl.String,
        "unit_type": pl.String,
        "name": pl.String,
        "registration_code": pl.String,
        "certificate_no": pl.String,
        "area_code": pl.String,
        "commune_code": pl.String,
        "founded_on": pl.Date,
        "predecessor_key": pl.String,
        "first_seen_year": pl.Int32,
        "last_seen_year": pl.Int32,
        "in_registry": pl.Boolean,
    }
)

UNIT_ALIAS = pl.Schema(
    {
        "unit_key": pl.String,
        "kind": pl.String,
        "value": pl.String,
        "source": pl.String,
        "first_year": pl.Int32,
        "last_year": pl.Int32,
    }
)

REVIEW = pl.Schema(
    {
        "reason": pl.String,
        "reason_vi": pl.String,
        "weight": pl.Float64,
        "probability": pl.Float64,
        "reference_year": pl.Int32,
        "sender": pl.String,
        "path": pl.String,
        "sheet": pl.String,
        "row": pl.Int32,
        "left_key": pl.String,
        "left_name": pl.String,
        "left_code": pl.String,
        "left_place": pl.String,
        "right_key": pl.String,
        "right_name": pl.String,
        "right_code": pl.String,
        "right_place": pl.String,
    }
)

DECISION: dict[str, pl.DataType | type[pl.DataType]] = {
    "register_row": pl.Int32,
    "decision": pl.String,
    "left_side": pl.String,
    "right_side": pl.String,
    "reason": pl.String,
    "signed_by": pl.String,
    "signed_at": pl.Datetime("us", "UTC"),
    "submission_id": pl.String,
    "table_name": pl.String,
    "path": pl.String,
    "sheet": pl.String,
    "row": pl.Int32,
    "unit_key": pl.String,
    "former_key": pl.String,
}


@dataclass(frozen=True)
class Identity:
    """Who is who, as known on one day.

    ``unit_link``: one row per source row of ``LINKED_TABLES``; ``counts_as`` is the unit that a row counts for where it is one of
    several homonyms of its file and nobody knows which: a unit_key that it is not linked to, else null. ``unit``: one row per unit.
    ``unit_alias``: one row per unit, kind (name, code, certificate), value and source table.
    ``review``: one row per doubtful link or missing link, the most worth looking at first.
    ``decision``: one row per line of people's decisions that has an effect and row that it moves; ``unit_key``: the row's unit with it,
    ``former_key``: without it, null where that unit has no other row.
    ``finding``: one row per finding about a current submission, in the shape of ``landing.finding``.
    """

    unit_link: pl.DataFrame
    unit: pl.DataFrame
    unit_alias: pl.DataFrame
    review: pl.DataFrame
    decision: pl.DataFrame
    finding: pl.DataFrame

    def frames(self) -> dict[str, pl.DataFrame]:
        """Table name → frame, for writing."""
        return {name: getattr(self, name) for name in ("unit_link", "unit", "unit_alias", "review", "decision", "finding")}


def shaped(frame: pl.DataFrame, schema: Mapping[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    """The schema's columns in its order and types; a column the frame lacks becomes null."""
    return frame.select((pl.col(name) if name in frame.columns else pl.lit(None)).cast(kind).alias(name) for name, kind in schema.items())


def where(here: pl.Expr, **values: pl.Expr | str | float | None) -> list[pl.Expr]:
    """The columns with these values where ``here`` holds, and as they were elsewhere."""
    return [
        pl.when(here).then(value if isinstance(value, pl.Expr) else pl.lit(value)).otherwise(name).alias(name)
        for name, value in values.items()
    ]
