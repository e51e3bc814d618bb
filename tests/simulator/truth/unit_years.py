"""The expected rows of units by year, keyed by the world's own unit id."""

from __future__ import annotations

from datetime import datetime

import polars as pl

from tests.simulator.days import window
from tests.simulator.rows import FIGURES, Row
from tests.simulator.truth.known import Known
from tests.simulator.units import DISSOLVED, HTX_TYPES
from tests.simulator.world import World

MONEY = ("revenue", "revenue_from_members", "profit", "member_income", "worker_income")
SCHEMA = {
    "unit_id": pl.String,
    "reference_year": pl.Int32,
    "unit_type": pl.String,
    "area_code": pl.String,
    "legal_status": pl.String,
    "in_existence": pl.Boolean,
    "is_active": pl.Boolean,
    "is_new": pl.Boolean,
    "is_dissolved": pl.Boolean,
    "is_alliance_member": pl.Boolean,
    "rating": pl.String,
    "is_effective": pl.Boolean,
    **{field + "_vnd" * (field in MONEY): pl.Int64 for field in FIGURES},
}


def unit_years(world: World, as_of: datetime) -> pl.DataFrame:
    """Unit x year: legal persons in existence or dissolved in the year (years with a registry extract only), and the THT of biểu 2."""
    known = Known(world, as_of)
    rows = []
    for year in known.years:
        reports = known.reports(year)
        if known.registry(year) is not None:
            persons = known.newest_registry.values()
            rows += [
                _person(known, row, year, reports.get(row["unit"]))
                for row in persons
                if known.exists(row, year) or known.is_dissolved(row, year)
            ]
        rows += [_group(known, row, year) for row in reports.values() if row["unit_type"] == "THT"]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _person(known: Known, row: Row, year: int, reported: Row | None) -> tuple:
    unit, is_active = row["unit"], known.is_active(row, year)
    rating = known.rating(unit, year)
    is_member = known.is_alliance_member(unit, year) if known.alliance(year) is not None else None
    return (
        unit,
        year,
        row["unit_type"],
        row["district"],
        known.status(row, year),
        known.exists(row, year),
        is_active,
        known.is_new(row, year),
        known.is_dissolved(row, year),
        is_member,
        rating,
        rating in ("Tốt", "Khá") if is_active and row["unit_type"] in HTX_TYPES and rating else None,
        *((reported or {}).get(field) for field in FIGURES),
    )


def _group(known: Known, row: Row, year: int) -> tuple:
    start, point = window(year)[0], known.point(year)
    exists = row["operating_state"] != DISSOLVED
    return (
        row["unit"],
        year,
        "THT",
        known.world.by_id[row["unit"]].district,
        None,
        exists,
        row["operating_state"] == "Đang hoạt động",
        start <= row["founded_on"] <= point,
        not exists,
        known.is_alliance_member(row["unit"], year) if known.alliance(year) is not None else None,
        row["rating"],
        None,
        *(row[field] for field in FIGURES),
    )
