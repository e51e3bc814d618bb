"""Holds what the pipeline computed to what the simulator knows."""

import math
from pathlib import Path

import duckdb
import polars as pl

EXACT = ("verdict", "units_expected", "units_reported", "target")
CLOSE = ("value", "previous_value", "growth_pct", "matched_growth_pct", "numerator", "denominator", "reported_value")
KEY = ("reference_year", "indicator", "area_code")


def computed(warehouse: Path) -> pl.DataFrame:
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return connection.sql("select * from mart.fct_indicator").pl()


def differences(warehouse: Path, truth: pl.DataFrame) -> list[str]:
    """One line for every figure that is not the truth's: counts exactly, the rest to 1e-9 of its size."""
    ours = {tuple(row[key] for key in KEY): row for row in computed(warehouse).iter_rows(named=True)}
    theirs = {tuple(row[key] for key in KEY): row for row in truth.iter_rows(named=True)}
    lines = [f"{key}: only in the warehouse" for key in ours.keys() - theirs.keys()]
    lines += [f"{key}: only in the truth" for key in theirs.keys() - ours.keys()]
    for key in sorted(ours.keys() & theirs.keys()):
        mine, right = ours[key], theirs[key]
        for column in (*EXACT, *CLOSE):
            if column.startswith("units_") and key[1] not in ("T4", "T5", "T6", "T7"):
                continue
            if not same(mine[column], right[column], column in EXACT):
                lines.append(f"{key} {column}: {mine[column]} instead of {right[column]}")
    return lines


def same(mine: object, right: object, exact: bool) -> bool:
    if mine is None or right is None or exact or isinstance(right, str):
        return mine == right
    return math.isclose(mine, right, rel_tol=1e-9, abs_tol=1e-9)
