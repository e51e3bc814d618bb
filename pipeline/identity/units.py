"""Linked records → the table of units and the table of their names and codes."""

import polars as pl

from pipeline.identity.kinds import IN_ALLIANCE, IN_REGISTRY
from pipeline.identity.schema import UNIT, UNIT_ALIAS, shaped

# whose word counts for what a unit is and is called: the registry's, then the districts'
_RANK = {"registry_unit": 0, "unit_report": 1, "alliance_member": 2, "rating_report": 3}


def units(known: pl.DataFrame) -> pl.DataFrame:
    """One row per unit (UNIT): what the best source that knows it wrote of it last, current submissions before superseded ones."""
    ordered = known.with_columns(
        rank=pl.col("table_name").replace_strict(_RANK, return_dtype=pl.Int8),
        founded_on=pl.when(~IN_ALLIANCE).then("founded_on"),
    ).sort("rank", "is_current", "reference_year", "received_at", "rec", descending=[False, True, True, True, False])
    newest = {
        name: pl.col(source).drop_nulls().first()
        for name, source in {
            "unit_type": "unit_type",
            "name": "name",
            "registration_code": "code",
            "certificate_no": "certificate_text",
            "area_code": "area_code",
            "commune_code": "commune_code",
            "founded_on": "founded_on",
        }.items()
    }
    frame = ordered.group_by("unit_key", maintain_order=True).agg(
        **newest,
        first_seen_year=pl.col("reference_year").min(),
        last_seen_year=pl.col("reference_year").max(),
        in_registry=(IN_REGISTRY & pl.col("is_current")).any(),
    )
    return shaped(frame.sort("unit_key"), UNIT)


def unit_aliases(known: pl.DataFrame) -> pl.DataFrame:
    """One row per unit, kind, value as written and source (UNIT_ALIAS)."""
    kinds = {"name": "name", "code": "code", "certificate": "certificate_text"}
    parts = [
        known.filter(pl.col(column).is_not_null()).select(
            "unit_key", "reference_year", kind=pl.lit(kind), value=pl.col(column), source=pl.col("table_name")
        )
        for kind, column in kinds.items()
    ]
    spread = pl.concat(parts).group_by("unit_key", "kind", "value", "source")
    frame = spread.agg(first_year=pl.col("reference_year").min(), last_year=pl.col("reference_year").max())
    return shaped(frame.sort("unit_key", "kind", "value", "source"), UNIT_ALIAS)
