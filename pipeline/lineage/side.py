"""One year's side of an explanation: every unit's share in the figure, its cells, who was left out, and the exact sums.

No sentence is made here: reasons are codes, see ``words``. Sums are whole numbers, so that they can be compared exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.config import Rules
from pipeline.lineage.cell_specs import cell_specs
from pipeline.lineage.cells import cells, choose, find_places
from pipeline.lineage.parts import COUNT_ONLY, MATCHED, SHARES, Part
from pipeline.lineage.share_sql import classify_sql

UNITS = """
    select u.* exclude (commune_code, industry_code, charter_capital_vnd, converted_from, submission_id),
        own.has_report as area_has_report, whole.window_start, whole.cutoff_day,
        list_contains($htx_types, u.unit_type) as is_htx, u.unit_key in (select unit_key from matched) as is_matched
    from mart.fct_unit_year as u
    join mart.fct_area_year as whole on whole.reference_year = u.reference_year and whole.area_level = 'province'
    left join mart.fct_area_year as own on own.reference_year = u.reference_year and own.area_code = u.area_code
    where u.reference_year = $year and ($area is null or u.area_code = $area)"""

_MATCHED = """
    create or replace temp table matched as
    select now.unit_key, {figure} as figure, {weight} as weight, {last_figure} as last_figure, {last_weight} as last_weight
    from mart.fct_unit_year as now
    join mart.fct_unit_year as last on last.unit_key = now.unit_key and last.reference_year = now.reference_year - 1
    where now.reference_year = $year and ($area is null or now.area_code = $area) and {both}
        and 2 = (
            select count(*) from mart.fct_area_year where reference_year in ($year, $year - 1) and area_level = 'province' and has_registry
        )"""

_TOTALS = """
    select is_counted, case when not is_counted then reason end as why, count(*), sum(numerator), sum(denominator),
        count(*) filter (where is_expected), count(*) filter (where is_heard)
    from part_unit group by all order by count(*) desc, why"""

_LISTED = """
    select
        unit_key, unit_type, name, registration_code, area_code, numerator, denominator, is_matched, reason,
        legal_status, operating_state, rating, cast(registered_on as varchar), cast(founded_on as varchar), cast(converted_on as varchar),
        cast(dissolved_on as varchar), is_reported
    from part_unit
    where {which}
    order by area_code nulls last, path, sheet, row, name, unit_key
    limit $limit"""
DETAILS = ("legal_status", "operating_state", "rating", "registered_on", "founded_on", "converted_on", "dissolved_on")


@dataclass(frozen=True)
class Question:
    """Of which indicator, year and area; ``district`` is None for the province. ``limit``: units listed on a side, None for all."""

    indicator: str
    year: int
    area: str
    district: str | None
    limit: int | None = None


def read_side(connection: duckdb.DuckDBPyConnection, part: Part, rules: Rules, question: Question) -> dict[str, Any]:
    """Contributions with cells, what was left out, exact sums; leaves ``chosen`` for the findings."""
    values = {"year": question.year, "area": question.district, "htx_types": list(rules.htx_types)}
    connection.execute(f"create or replace temp table part_unit as {classify_sql(part, f'({UNITS})', rules)}", values)
    groups = connection.execute(_TOTALS).fetchall()
    counted = sum(units for is_counted, _, units, *_ in groups if is_counted)
    numerator, denominator, expected, heard = (sum(int(group[column] or 0) for group in groups) for column in (3, 4, 5, 6))
    limit = {"limit": question.limit if question.limit is not None else 2**40}
    listed = connection.execute(_LISTED.format(which="is_counted"), limit).fetchall()
    silent = ", ".join(f"'{reason}'" for reason in COUNT_ONLY)
    left = connection.execute(_LISTED.format(which=f"not is_counted and reason not in ({silent})"), limit).fetchall()
    choose(connection, "part_unit", f"is_counted or reason not in ({silent})")
    find_places(connection, None if question.limit is None else [row[0] for row in listed + left])
    found: dict[str, list[dict[str, Any]]] = {}
    for unit_key, _, cell in cells(connection, cell_specs(part)):
        found.setdefault(unit_key, []).append(cell)
    is_sum = part.per is None
    return {
        "reference_year": question.year,
        "units": counted,
        "units_expected": expected,
        "units_reported": heard,
        # Of a figure that units write: nobody to write it is a sum of 0; somebody there and nobody wrote it is no sum.
        "numerator": None if part.figure and expected and not heard else numerator,
        "denominator": 1 if is_sum else denominator,
        "contributions": [_unit(row, part, found, question.indicator in MATCHED) for row in listed],
        "left_out_counts": [
            {"reason": reason, "units": units, "is_listed": reason not in COUNT_ONLY}
            for is_counted, reason, units, *_ in groups
            if not is_counted
        ],
        "left_out": [_unit(row, part, found, False) for row in left],
    }


def _unit(row: tuple[Any, ...], part: Part, found: dict[str, list[dict[str, Any]]], with_matched: bool) -> dict[str, Any]:
    unit_key, unit_type, name, code, area_code, numerator, denominator, is_matched, reason, *details, is_reported = row
    unit = {"unit_key": unit_key, "name": name, "unit_type": unit_type, "registration_code": code, "area_code": area_code}
    if reason != "other_type" and numerator is not None:
        unit["numerator"] = int(numerator)
    if part.per is not None and denominator is not None:
        unit["denominator"] = int(denominator)
    if with_matched:
        unit["is_matched"] = is_matched
    if reason:
        unit["reason"] = reason
        unit["details"] = {name: value for name, value in zip(DETAILS, details, strict=True) if value is not None} | {
            "is_reported": is_reported
        }
    unit["cells"] = found.get(unit_key, [])
    return unit


def value_of(indicator: str, side: dict[str, Any], known: bool) -> float | None:
    """The figure that a side's sums give, by the very operations of ``int_indicator_value``; None where it is not known."""
    if not known or side["numerator"] is None or not side["denominator"]:
        return None
    return (100 if indicator in SHARES else 1) * float(side["numerator"]) / float(side["denominator"])


def match(connection: duckdb.DuckDBPyConnection, part: Part | None, rules: Rules, question: Question) -> dict[str, Any] | None:
    """Make ``matched``, the units in existence that report in both years, and sum them; None for indicators that have no such growth."""
    if part is None or question.indicator not in MATCHED:
        connection.execute("create or replace temp table matched as select null::varchar as unit_key where false")
        return None
    columns = [column for column in (part.figure, part.weight) if column]
    both = " and ".join(
        [f"list_contains($htx_types, {year}.unit_type) and {year}.in_existence" for year in ("now", "last")]
        + [f"{year}.{column} is not null" for year in ("now", "last") for column in columns]
    )
    sql = _MATCHED.format(
        figure=f"now.{part.figure}",
        weight=f"now.{part.weight}" if part.weight else "1",
        last_figure=f"last.{part.figure}",
        last_weight=f"last.{part.weight}" if part.weight else "1",
        both=both,
    )
    connection.execute(sql, {"year": question.year, "area": question.district, "htx_types": list(rules.htx_types)})
    units, *sums = connection.execute(
        """select count(*), sum(cast(figure as hugeint) * weight), sum(cast(weight as hugeint)),
            sum(cast(last_figure as hugeint) * last_weight), sum(cast(last_weight as hugeint)) from matched"""
    ).fetchone()
    if not units:
        return None
    numerator, weight, last_numerator, last_weight = (int(value) for value in sums)
    is_mean = part.weight is not None
    value = _ratio(numerator, weight) if is_mean else float(numerator)
    previous = _ratio(last_numerator, last_weight) if is_mean else float(last_numerator)
    return {
        "units": units,
        "value": value,
        "previous_value": previous,
        "numerator": numerator,
        "denominator": weight if is_mean else 1,
        "previous_numerator": last_numerator,
        "previous_denominator": last_weight if is_mean else 1,
        "growth_pct": None if value is None or not previous else (value / previous - 1) * 100,
    }


def _ratio(numerator: int, denominator: int) -> float | None:
    return float(numerator) / float(denominator) if denominator else None
