"""What of the public copy's two tables is hidden: what ties the counts of units for a reader, and which figures go with them.

Which figures are counts follows from the definitions (``public_counts``); which cells a reader's knowledge then asks to hide is
``suppress``'s. Not here: the file (``public``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import polars as pl

from pipeline.config import Province
from pipeline.config.form import NO_SECTOR
from pipeline.warehouse.public_counts import Counts
from pipeline.warehouse.suppress import LEAST, Relation, suppress

SECTOR_KEYS = ["reference_year", "area_code", "sector", "unit_type"]
SECTOR_FIGURES = ("members", "workers", "revenue_vnd", "profit_vnd")

Key = tuple[Any, ...]  # of a cell


@dataclass(frozen=True)
class PublicCopy:
    """``hidden``: figures and sector cells that it hides. ``given_away``: small cells that it and the copy before give back together."""

    hidden: int
    given_away: int


def hide(
    tables: Mapping[str, pl.DataFrame], counts: Counts, province: Province, before: Mapping[Key, int | None] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, PublicCopy]:
    """Both tables with ``is_suppressed`` and nulls where hidden, the sector table with its zero cells, and how much is hidden.

    ``tables``: ``indicator``, ``sector``, ``contributed`` (year, indicator, area: ``units`` that
    enter the figure and their ``numerator``), ``unit`` (units in existence). ``before``: what the copy before this one shows. What it hid
    stays hidden, and nothing is hidden behind what it showed.
    """
    indicator, sector = tables["indicator"], _whole_grid(tables["sector"])
    values = _values(indicator, tables["contributed"], counts)
    relations = list(_relations(values, counts, province.code))
    of_sectors, more = _sectors(sector, values, counts, province)
    values |= of_sectors
    before = before or {}
    held = [cell for cell, value in before.items() if value is None and cell in values]
    known = {cell for cell, value in before.items() if value is not None and values.get(cell) == value}
    thin = _thin_figures(tables["contributed"], counts) | _thin_sectors(tables["unit"], province.code)
    found = suppress(values, relations + more, thin & values.keys(), held, known)
    rests_on = {name: counts.rests_on(name) for name in indicator["indicator"].unique()}
    keys = indicator.select("reference_year", "indicator", "area_code").iter_rows()
    flags = [any((year, count, area) in found.hidden for count in rests_on[name]) for year, name, area in keys]
    cells = [key in found.hidden for key in sector.select(SECTOR_KEYS).iter_rows()]
    hidden = PublicCopy(sum(flags) + sum(cells), len(found.given_away))
    return _blanked(indicator, flags, ("value",)), _blanked(sector, cells, ("units", *SECTOR_FIGURES)), hidden


def _values(indicator: pl.DataFrame, contributed: pl.DataFrame, counts: Counts) -> dict[Key, int]:
    """Counts of units by (year, code, area)."""
    keys = ["reference_year", "indicator", "area_code"]
    known = indicator.filter(pl.col("value").is_not_null() & pl.col("indicator").is_in(counts.codes))
    counted = known.filter(~pl.col("indicator").is_in(counts.shares)).select(*keys, "value")
    shares = known.filter(pl.col("indicator").is_in(counts.shares)).join(contributed, on=keys).select(*keys, "numerator")
    return {tuple(key): round(value) for frame in (counted, shares) for *key, value in frame.iter_rows()}


def _relations(values: Mapping[Key, int], counts: Counts, province_code: str) -> Iterator[Relation]:
    """What ties the counts: areas add up, stocks move by flows, parts are within wholes."""
    years, areas = sorted({key[0] for key in values}), sorted({key[2] for key in values})
    for year, name in product(years, counts.codes):
        parts = tuple((year, name, area) for area in areas if area != province_code and (year, name, area) in values)
        if (year, name, province_code) in values and parts:
            yield Relation(parts, ((year, name, province_code),))
    for year, area in product(years, areas):
        for kind in counts.kinds():
            base, new, gone = (counts.find(kind, scope) for scope in ("existing", "new", "dissolved"))
            left = ((year, base, area), *([(year, gone, area)] if gone else []))
            before = ((year - 1, base, area), (year, new, area))
            held = [value for cell in (*before, *left) if (value := values.get(cell)) is not None]
            # where nobody says who dissolved, nothing did, as a reader may guess
            if len(held) == len(before) + len(left) and (gone or held[0] + held[1] == held[2]):
                yield Relation(before, left)
        for part, whole in counts.within():
            some, every = values.get((year, part, area)), values.get((year, whole, area))
            if some is not None and every is not None and some <= every:
                yield Relation(((year, part, area),), ((year, whole, area),), is_bound=True)


def _sectors(sector: pl.DataFrame, figures: Mapping[Key, int], counts: Counts, province: Province) -> tuple[dict[Key, int], list[Relation]]:
    """Units by (year, area, sector, type): districts add up to the province, sectors and types to the areas' counts."""
    values = {tuple(key): units for *key, units in sector.select(*SECTOR_KEYS, "units").iter_rows()}
    across, down = defaultdict(list), defaultdict(list)
    for cell in values:
        year, area, name, unit_type = cell
        kind = "htx" if unit_type in province.rules.htx_types else unit_type.lower()
        down[year, counts.find(kind, "existing"), area].append(cell)
        if area != province.code:
            across[year, province.code, name, unit_type].append(cell)
    relations = [Relation(tuple(parts), (total,)) for total, parts in across.items() if total in values]
    relations += [Relation(tuple(parts), (total,)) for total, parts in down.items() if total in figures]
    return values, relations


def _thin_figures(contributed: pl.DataFrame, counts: Counts) -> set[Key]:
    """Counts behind a figure that comes from one or two units: what would be published is theirs."""
    thin = contributed.filter(pl.col("units").is_between(1, LEAST - 1)).select("reference_year", "indicator", "area_code")
    rests_on = {name: counts.rests_on(name) for name in thin["indicator"].unique() if counts.code_of(name) is None}
    return {(year, count, area) for year, name, area in thin.iter_rows() for count in rests_on.get(name, ())}


def _thin_sectors(units: pl.DataFrame, province_code: str) -> set[Key]:
    """Cells of the sector table in which a figure comes from one or two units."""
    named = units.with_columns(pl.col("sector").fill_null(NO_SECTOR))
    everywhere = pl.concat([named, named.with_columns(area_code=pl.lit(province_code))])
    counted = everywhere.group_by(SECTOR_KEYS).agg(pl.col(SECTOR_FIGURES).count())
    thin = counted.filter(pl.any_horizontal(pl.col(SECTOR_FIGURES).is_between(1, LEAST - 1)))
    return set(thin.select(SECTOR_KEYS).iter_rows())


def _whole_grid(sector: pl.DataFrame) -> pl.DataFrame:
    """With the cells that hold no unit: a cell that is merely absent would say that it is empty, and could not be hidden."""
    years, areas = sector.select("reference_year").unique(), sector.select("area_code").unique()
    kinds = sector.select("sector", "unit_type").unique()
    grid = years.join(areas, how="cross").join(kinds, how="cross")
    return grid.join(sector, on=SECTOR_KEYS, how="left").with_columns(pl.col("units").fill_null(0)).sort(SECTOR_KEYS)


def _blanked(frame: pl.DataFrame, flags: list[bool], columns: tuple[str, ...]) -> pl.DataFrame:
    flagged = frame.with_columns(is_suppressed=pl.Series(flags, dtype=pl.Boolean))
    return flagged.with_columns(pl.when(~pl.col("is_suppressed")).then(pl.col(name)).alias(name) for name in columns)
