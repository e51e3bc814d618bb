"""Which figures a unit's cell feeds, in which role: found with the very shares and cells of ``explain``, so that both ways agree.

Not here: biểu 1, 3 and 4, whose cells are no unit's (``trace``); sentences about a figure (``words``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.config.form import NO_SECTOR
from pipeline.lineage.conditions import conditions
from pipeline.lineage.contributions import DETAILS, DETAILS_SQL, UNITS, cells, choose, find_places, make_shares
from pipeline.lineage.indicators import Indicator, read_indicators
from pipeline.lineage.place import Place
from pipeline.lineage.words import Words
from pipeline.warehouse.reader import records

_AT_CELL = """
    create or replace temp table at_cell as
    with here as (
        select distinct unit_key, reference_year, source from mart.fct_figure_source
        where submission_id = $submission and sheet is not distinct from $sheet and row = $row
    )
    from here
    union
    select unit_key, reference_year, 'registry_own_year' from here
    where source = 'registry_newest' and not exists (
        select 1 from mart.fct_figure_source as own
        where own.unit_key = here.unit_key and own.reference_year = here.reference_year and own.source = 'registry_own_year'
    )"""
_OF_CELL = "unit.unit_key in (select unit_key from at_cell)"
_SHARES = f"""
    select unit_key, reference_year, unit_type, area_code, is_counted, numerator, denominator, is_heard, reason, {DETAILS_SQL} from share"""
_PUBLISHED = """
    select indicator, reference_year, area_code, value, previous_value, matched_growth_pct, matched_units, base_value
    from mart.fct_indicator"""
_SAME = ("indicator", "area_code", "reference_year", "role", "part")

Key = tuple[str, int]
Figures = list[dict[str, Any]]


def unit_at(connection: duckdb.DuckDBPyConnection, place: Place) -> dict[str, Any] | None:
    """The unit of the cell's row, as it was last; None where the row counts nowhere. Makes ``at_cell``."""
    connection.execute(_AT_CELL, {"submission": place.submission_id, "sheet": place.sheet, "row": place.row})
    rows = records(
        connection,
        f"""select unit_key, name, unit_type, registration_code, area_code from mart.fct_unit_year as unit where {_OF_CELL}
        order by reference_year desc limit 1""",
    )
    return rows[0] if rows else None


def figures_of_unit(
    connection: duckdb.DuckDBPyConnection, province: Province, place: Place, words: Words, answer: dict[str, Any]
) -> Figures:
    """Figures that the cell of a unit's row feeds; fills ``answer`` with what the cell says. ``at_cell`` must be there."""
    published = {(row["indicator"], row["reference_year"], row["area_code"]): row for row in records(connection, _PUBLISHED)}
    choose(connection, f"({UNITS} where {_OF_CELL})")
    find_places(connection)
    known = conditions()
    found: Figures = []
    for one in read_indicators(connection).values():
        wanted = [
            cell
            for cell in (known.cells_of(one, placement=True) if one.is_built else ())
            if (known.sources[cell.source].table, cell.field) == (place.table, place.field)
        ]
        if not wanted:
            continue
        here: dict[Key, dict[str, Any]] = {}
        for unit_key, year, cell in cells(connection, wanted):
            if (cell["path"], cell["sheet"], cell["cell"]) == (place.path, place.sheet, place.cell):
                here.setdefault((unit_key, year), cell)
        if not here:
            continue
        answer["value"] = next(iter(here.values()))["value"]
        make_shares(connection, one, province.rules, _OF_CELL, {})
        shares = {(row["unit_key"], row["reference_year"]): row for row in records(connection, _SHARES)}
        fed = _Fed(one, shares, published, province, words)
        # A day of registration holds in both years of a pair: one matched growth, said once.
        found += {tuple(figure[name] for name in _SAME): figure for key, cell in here.items() for figure in fed.by(key, cell)}.values()
    return found


@dataclass(frozen=True)
class _Fed:
    """What one indicator's ``shares`` (unit and year → how it counts) feed; ``published``: (indicator, year, area) → its row."""

    one: Indicator
    shares: dict[Key, dict[str, Any]]
    published: dict[tuple[str, int, str], dict[str, Any]]
    province: Province
    words: Words

    def by(self, key: Key, cell: dict[str, Any]) -> Figures:
        """The figures that this unit's cell feeds; where it does not count, those that it is kept out of by this very cell."""
        share, (unit_key, year) = self.shares.get(key), key
        if share is None:
            return []
        if not share["is_counted"]:
            return self._left_out(share, year, cell)
        area = share["area_code"]
        found = self._at(share, area, year, "value", cell) + self._at(share, area, year + 1, "previous_value", cell)
        if self.one.has_matched_growth:
            # The unit is matched where it stands in the later year.
            for later in (year, year + 1):
                last, now = (self.shares.get((unit_key, each)) for each in (later - 1, later))
                if last and now and last["is_heard"] and now["is_heard"]:
                    found += self._at(share, now["area_code"], later, "matched", cell)
        for target in self.province.targets:
            if target.indicator == self.one.indicator and target.base_year == year != target.reference_year - 1:
                found += self._at(share, None, target.reference_year, "base_value", cell)
        return found

    def _figures(self, area: str | None, year: int, cell: dict[str, Any]) -> list[dict[str, Any]]:
        """The published figures of the province and of the area; of the area alone where the cell only says where the unit is."""
        says_where = cell["role"] == "placement" and cell["field"] in conditions().only_where
        codes = [code for code in dict.fromkeys((None if says_where else self.province.code, area)) if code]
        return [self.published[key] for code in codes if (key := (self.one.indicator, year, code)) in self.published]

    def _at(self, share: dict[str, Any], area: str | None, year: int, role: str, cell: dict[str, Any]) -> Figures:
        """``role`` is the column of the figure that the share is in; where that is known."""
        amounts = {name: int(share[name]) for name in ("numerator", "denominator") if share[name] is not None}
        known, shown = ("matched_units", "matched_growth_pct") if role == "matched" else (role, role)
        return [
            {name: figure[name] for name in ("indicator", "area_code", "reference_year")}
            | {"role": role, "part": cell["role"], "value": figure[shown]}
            | amounts
            for figure in self._figures(area, year, cell)
            if figure[known] is not None
        ]

    def _left_out(self, share: dict[str, Any], year: int, cell: dict[str, Any]) -> Figures:
        unit = share | {"details": {name: share[name] for name in DETAILS if share[name] is not None}, "cells": [cell]}
        if not conditions().is_cause(unit, cell):
            return []
        return [
            {name: figure[name] for name in ("indicator", "area_code", "reference_year", "value")}
            | {"role": "left_out", "part": cell["role"], "reason": share["reason"], "reason_text": self.words.reason(unit)}
            for figure in self._figures(share["area_code"], year, cell)
        ]


def tables_of_unit(connection: duckdb.DuckDBPyConnection, place: Place) -> list[dict[str, Any]]:
    """Where else what this cell says of its unit is printed: by sector, in the list of units, in the open data. Needs ``at_cell``."""
    found = []
    for table, prints in conditions().prints.items():
        sources = [source for source, fields in prints.fields.items() if {place.field, "*"} & set(fields)]
        rows = connection.execute(
            f"""select distinct unit.reference_year, unit.area_code, coalesce(unit.sector, $no_sector), unit.unit_type
            from mart.fct_unit_year as unit join at_cell using (unit_key, reference_year)
            where ({prints.of}) and list_contains($sources, at_cell.source) order by 1""",
            {"sources": sources, "no_sector": NO_SECTOR},
        ).fetchall()
        for year, area, sector, unit_type in rows:
            where = {"area_code": area, "sector": sector, "unit_type": unit_type} if table == "sector" else {}
            found.append({"table": table, "reference_year": year} | where)
    return found
