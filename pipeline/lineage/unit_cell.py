"""Which figures a unit's cell feeds, in which role: found with the very parts and cells of ``explain``, so that both ways agree.

Not here: biểu 1, 3 and 4, whose cells are no unit's (``trace``); sentences about a figure (``words``).
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.cell_specs import cell_specs
from pipeline.lineage.cells import cells, choose, find_places
from pipeline.lineage.parts import MATCHED, Part, is_cause, parts
from pipeline.lineage.place import Place
from pipeline.lineage.share_sql import classify_sql
from pipeline.lineage.side import DETAILS, UNITS
from pipeline.lineage.words import Words

_SECTOR_FIELDS = ("members", "workers", "revenue", "profit", "sector", "unit_type")

Key = tuple[str, int]
Figures = list[dict[str, Any]]


def figures_of_unit(
    connection: duckdb.DuckDBPyConnection, province: Province, place: Place, words: Words, answer: dict[str, Any]
) -> Figures:
    """Figures that the cell of a unit's row feeds; fills ``answer`` with the unit, what the cell says, and the sector tables."""
    connection.execute(
        """create or replace temp table at_cell as select distinct unit_key, reference_year, source from mart.fct_unit_source
        where submission_id = $submission and sheet is not distinct from $sheet and row = $row""",
        {"submission": place.submission_id, "sheet": place.sheet, "row": place.row},
    )
    connection.execute("create or replace temp table matched as select null::varchar as unit_key where false")
    everywhere = UNITS.replace(
        "u.reference_year = $year and ($area is null or u.area_code = $area)", "u.unit_key in (select unit_key from at_cell)"
    )
    connection.execute(f"create or replace temp table unit as {everywhere}", {"htx_types": list(province.rules.htx_types)})
    columns = ("unit_key", "name", "unit_type", "registration_code", "area_code")
    unit = connection.execute(f"select {', '.join(columns)} from unit order by reference_year desc limit 1").fetchone()
    if unit is None:
        return []
    answer["unit"] = dict(zip(columns, unit, strict=True))
    published = _published(connection)
    choose(connection, "unit")
    find_places(connection)
    by_part: dict[Part, list[str]] = {}
    for indicator, part in parts(province.rules).items():
        by_part.setdefault(part, []).append(indicator)
    found: Figures = []
    for part, indicators in by_part.items():
        specs = [spec for spec in cell_specs(part, placement=True) if (spec.table, spec.field) == (place.table, place.field)]
        if not specs:
            continue
        choose(connection, f"({classify_sql(part, 'unit', province.rules)})")
        here: dict[Key, dict[str, Any]] = {}
        for unit_key, year, cell in cells(connection, specs):
            if (cell["path"], cell["sheet"], cell["cell"]) == (place.path, place.sheet, place.cell):
                here.setdefault((unit_key, year), cell)
        if here:
            answer["value"] = next(iter(here.values()))["value"]
            shares = _shares(connection)
            of_part = [
                figure
                for key, cell in here.items()
                for one in indicators
                for figure in _roles(one, key, cell, shares, published, province, words)
            ]
            # A day of registration holds in both years of a pair: one matched growth, said once.
            found += {
                tuple(figure[name] for name in ("indicator", "area_code", "reference_year", "role", "part")): figure for figure in of_part
            }.values()
    answer["tables"] = _tables(connection, place)
    return found


_Published = dict[tuple[str, int, str], dict[str, Any]]


def _published(connection: duckdb.DuckDBPyConnection) -> _Published:
    columns = ("value", "previous_value", "matched_growth_pct", "matched_units", "base_value")
    rows = connection.execute(
        f"""select indicator, reference_year, area_code, {", ".join(columns)} from mart.fct_indicator
        where area_code in (select area_code from mart.fct_area_year where area_level = 'province' union select area_code from unit)"""
    ).fetchall()
    return {(row[0], row[1], row[2]): dict(zip(columns, row[3:], strict=True)) for row in rows}


def _shares(connection: duckdb.DuckDBPyConnection) -> dict[Key, dict[str, Any]]:
    """Every unit and year of ``chosen``: how it counts, as ``side`` has it."""
    names = ("unit_type", "area_code", "is_counted", "numerator", "denominator", "reason", "is_reported")
    days = ("registered_on", "founded_on", "converted_on", "dissolved_on")
    details = ", ".join(f"cast({name} as varchar)" if name in days else name for name in DETAILS)
    rows = connection.execute(f"select unit_key, reference_year, {', '.join(names)}, {details} from chosen").fetchall()
    found = {}
    for unit_key, year, *values in rows:
        share = dict(zip(names, values[: len(names)], strict=True))
        share["details"] = {name: value for name, value in zip(DETAILS, values[len(names) :], strict=True) if value is not None}
        found[unit_key, year] = share
    return found


def _roles(
    indicator: str,
    key: Key,
    cell: dict[str, Any],
    shares: dict[Key, dict[str, Any]],
    published: _Published,
    province: Province,
    words: Words,
) -> Figures:
    unit_key, year = key
    share = shares[key]
    if not share["is_counted"]:
        return _left_out(indicator, year, cell, share, published, province, words)
    amounts = {name: int(share[name]) for name in ("numerator", "denominator") if share[name] is not None}
    found: Figures = []

    def add(role: str, column: str, of_year: int, area: str | None) -> None:
        figure = published.get((indicator, of_year, area or ""))
        if figure is not None and figure[column] is not None:
            shown = figure["matched_growth_pct" if role == "matched" else column]
            found.append(
                {"indicator": indicator, "area_code": area, "reference_year": of_year, "role": role, "part": cell["role"], "value": shown}
                | amounts
            )

    for area in dict.fromkeys((province.code, share["area_code"])):
        add("value", "value", year, area)
        add("previous_value", "previous_value", year + 1, area)
    before, after = shares.get((unit_key, year - 1)), shares.get((unit_key, year + 1))
    if indicator in MATCHED:
        # The unit is matched where it stands in the later year.
        for later, here in (
            (share if before and before["is_counted"] else None, year),
            (after if after and after["is_counted"] else None, year + 1),
        ):
            for area in dict.fromkeys((province.code, later["area_code"])) if later else ():
                add("matched", "matched_units", here, area)
    for target in province.targets:
        if target.indicator == indicator and target.base_year == year != target.reference_year - 1:
            add("base_value", "base_value", target.reference_year, province.code)
    return found


def _left_out(
    indicator: str, year: int, cell: dict[str, Any], share: dict[str, Any], published: _Published, province: Province, words: Words
) -> Figures:
    """Told where this very cell is why the unit does not count."""
    if not is_cause(share, cell):
        return []
    why = {"role": "left_out", "part": cell["role"], "reason": share["reason"], "reason_text": words.reason(share | {"cells": [cell]})}
    return [
        {"indicator": indicator, "area_code": area, "reference_year": year, "value": published[indicator, year, area]["value"]} | why
        for area in dict.fromkeys((province.code, share["area_code"]))
        if (indicator, year, area) in published
    ]


def _tables(connection: duckdb.DuckDBPyConnection, place: Place) -> list[dict[str, Any]]:
    """Other tables that show the unit with what this cell says: by sector, and the list of units."""
    if place.table != "unit_report":
        return []
    rows = connection.execute(
        """select u.reference_year, u.area_code, coalesce(u.sector, 'Chưa báo cáo'), u.unit_type, u.in_existence
        from unit as u semi join (select * from at_cell where source = 'unit_report') as c using (unit_key, reference_year) order by 1"""
    ).fetchall()
    found: list[dict[str, Any]] = []
    for year, area, sector, unit_type, exists in rows:
        if exists and place.field in _SECTOR_FIELDS:
            found.append({"table": "sector", "reference_year": year, "area_code": area, "sector": sector, "unit_type": unit_type})
        found.append({"table": "units", "reference_year": year})
    return found
