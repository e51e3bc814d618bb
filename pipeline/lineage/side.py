"""One year's side of an explanation: every unit's share in the figure, its cells, who was left out, and the exact sums.

No sentence is made here: reasons are codes, see ``words``. Sums are whole numbers, so that they can be compared exactly.
"""

from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.config import Rules
from pipeline.lineage.conditions import conditions
from pipeline.lineage.contributions import DETAILS, DETAILS_SQL, OF_SIDE, cells, choose, find_places, make_shares
from pipeline.lineage.indicators import Indicator
from pipeline.warehouse.reader import records

_TOTALS = """
    select is_counted, case when not is_counted then reason end as reason, count(*) as units,
        sum(numerator) as numerator, sum(denominator) as denominator,
        count(is_heard) as expected, count(*) filter (where is_heard) as heard
    from share group by all order by units desc, reason"""

_LISTED = f"""
    select unit_key, name, unit_type, registration_code, area_code, numerator,
        denominator, unit_key in (select unit_key from matched) as is_matched, reason,
        {DETAILS_SQL}, is_reported
    from share
    where {{which}}
    order by area_code nulls last, path, sheet, row, name, unit_key
    limit $limit"""

# Units expected to report for the indicator that did so in both years, each with a registry.
_MATCHED = """
    create or replace temp table matched as
    select now.unit_key, now.numerator, now.denominator, last.numerator as last_numerator, last.denominator as last_denominator
    from mart.fct_contribution as now
    join mart.fct_contribution as last
        on last.indicator = now.indicator and last.unit_key = now.unit_key and last.reference_year = now.reference_year - 1
    where now.indicator = $indicator and now.reference_year = $year and ($area is null or now.area_code = $area)
        and now.is_reported and last.is_reported
        and 2 = (
            select count(*) from mart.fct_area_year where reference_year in ($year, $year - 1) and area_level = 'province' and has_registry
        )"""


@dataclass(frozen=True)
class Question:
    """Of which indicator, year and area; ``district`` is None for the province. ``limit``: units listed on a side, None for all."""

    indicator: str
    year: int
    area: str
    district: str | None
    limit: int | None = None


def read_side(connection: duckdb.DuckDBPyConnection, one: Indicator, rules: Rules, question: Question) -> dict[str, Any]:
    """Contributions with cells, what was left out, exact sums; leaves ``chosen`` for the findings. ``matched`` must be there."""
    make_shares(connection, one, rules, OF_SIDE, {"year": question.year, "area": question.district})
    groups = records(connection, _TOTALS)
    counted, left = (
        [group for group in groups if group["is_counted"]],
        [group for group in groups if not group["is_counted"]],
    )
    numerator, denominator, expected, heard = (
        sum(int(group[name] or 0) for group in groups) for name in ("numerator", "denominator", "expected", "heard")
    )
    silent = [code for code, reason in conditions().reasons.items() if not reason.is_listed]
    is_listed = f"not is_counted and reason not in ({', '.join(map(repr, silent))})"
    limit = {"limit": question.limit if question.limit is not None else 2**40}
    units = {name: records(connection, _LISTED.format(which=which), limit) for name, which in (("in", "is_counted"), ("out", is_listed))}
    choose(connection, "share", f"is_counted or {is_listed}")
    find_places(connection, None if question.limit is None else [unit["unit_key"] for unit in units["in"] + units["out"]])
    found: dict[str, list[dict[str, Any]]] = {}
    for unit_key, _, cell in cells(connection, conditions().cells_of(one)):
        found.setdefault(unit_key, []).append(cell)
    return {
        "reference_year": question.year,
        "units": sum(group["units"] for group in counted),
        "units_expected": expected if one.has_expected_units else None,
        "units_reported": heard if one.has_expected_units else None,
        # Of a figure that units write: nobody to write it is a sum of 0; somebody there and nobody wrote it is no sum.
        "numerator": None if one.figure and expected and not heard else numerator,
        "denominator": 1 if one.per is None else denominator,
        "contributions": [_unit(unit, one, found, with_matched=one.has_matched_growth) for unit in units["in"]],
        "left_out_counts": [
            {"reason": group["reason"], "units": group["units"], "is_listed": group["reason"] not in silent} for group in left
        ],
        "left_out": [_unit(unit, one, found, with_matched=False) for unit in units["out"]],
    }


def _unit(row: dict[str, Any], one: Indicator, found: dict[str, list[dict[str, Any]]], *, with_matched: bool) -> dict[str, Any]:
    unit = {name: row[name] for name in ("unit_key", "name", "unit_type", "registration_code", "area_code")}
    for name in ("numerator", "denominator"):
        if row[name] is not None:
            unit[name] = int(row[name])
    if with_matched:
        unit["is_matched"] = row["is_matched"]
    if row["reason"]:
        unit["reason"] = row["reason"]
        unit["details"] = {name: row[name] for name in DETAILS if row[name] is not None} | {"is_reported": row["is_reported"]}
    unit["cells"] = found.get(row["unit_key"], [])
    return unit


def value_of(one: Indicator, side: dict[str, Any]) -> float | None:
    """The figure that a side's sums give, by the very operations of ``int_indicator_value``; None where it is not known."""
    if side["why_unknown"] or side["numerator"] is None or not side["denominator"]:
        return None
    return one.scale * float(side["numerator"]) / float(side["denominator"])


def match(connection: duckdb.DuckDBPyConnection, one: Indicator | None, question: Question) -> dict[str, Any] | None:
    """Make ``matched``, the units that report in both years, and sum them; None for an indicator that has no such growth."""
    if one is None or not one.has_matched_growth:
        connection.execute("create or replace temp table matched as select null::varchar as unit_key where false")
        return None
    connection.execute(_MATCHED, {"indicator": one.indicator, "year": question.year, "area": question.district})
    names = ("numerator", "denominator", "last_numerator", "last_denominator")
    units, *sums = connection.execute(f"select count(*), {', '.join(f'sum({name})' for name in names)} from matched").fetchone() or (0,)
    if not units:
        return None
    numerator, denominator, last_numerator, last_denominator = (int(value) if value is not None else 1 for value in sums)
    value, previous = _ratio(one, numerator, denominator), _ratio(one, last_numerator, last_denominator)
    return {
        "units": units,
        "value": value,
        "previous_value": previous,
        "numerator": numerator,
        "denominator": denominator,
        "previous_numerator": last_numerator,
        "previous_denominator": last_denominator,
        "growth_pct": None if value is None or not previous else (value / previous - 1) * 100,
    }


def _ratio(one: Indicator, numerator: int, denominator: int) -> float | None:
    return one.scale * float(numerator) / float(denominator) if denominator else None
