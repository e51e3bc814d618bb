"""What of the public copy's two tables is hidden: which of their figures are counts of units, and which relations tie those for a reader.

Which cells a reader's knowledge then asks to hide is ``suppress``'s. Not here: the file (``public``).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import polars as pl

from pipeline.config import Province
from pipeline.warehouse.suppress import LEAST, Relation, suppress

SAME = {"T1": "I.1b", "T2": "II.1b", "T3": "III.1a", "T5": "I.8", "T6": "I.2", "T7": "I.6x"}
COUNTS = ("I.1", "I.1a", "I.1b", "I.1c", "I.1d", "T8", "II.1", "II.1b", "III.1", "III.1a")
_FIELDS = {
    "members": ("I.2", "I.6x"), "new_members": ("I.2a",), "workers": ("I.3", "I.6"), "revenue_vnd": ("I.4",), "profit_vnd": ("I.5",),
    "worker_income_vnd": ("I.6",), "member_income_vnd": ("I.6x",), "managers": ("I.7",), "managers_trained": ("I.8",),
}  # fmt: skip
RESTS_ON = {item: ("I.1",) for items in _FIELDS.values() for item in items} | {
    "T4": ("I.1", "I.1a", "I.1d"), "T9": ("I.1", "T8"), "I.7a": ("I.1",), "I.7b": ("I.1",), "III.1b": ("III.1",), "III.2": ("III.1",),
}  # fmt: skip
"""Figures that go with a count: hidden where it is."""

_BASES = {"HTX": "I.1", "LHHTX": "II.1", "THT": "III.1"}
_MEASURES = ("units", "members", "workers", "revenue_vnd", "profit_vnd")


@dataclass(frozen=True)
class PublicCopy:
    """``hidden``: figures and sector cells that it hides. ``given_away``: small cells that it and the copy before give back together."""

    hidden: int
    given_away: int


def hide(
    indicator: pl.DataFrame, sector: pl.DataFrame, units: pl.DataFrame, province: Province, before: Mapping[tuple, int | None] | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, PublicCopy]:
    """Both tables with ``is_suppressed`` and nulls where hidden, the sector table with its zero cells, and how much is hidden.

    ``before``: what the copy before this one shows. What it hid stays hidden, and nothing is hidden behind what it showed.
    """
    sector = _whole_grid(sector)
    values, relations = _figures(indicator, province.code)
    of_sectors, more = _sectors(sector, values, province)
    relations += more
    values |= of_sectors
    before = before or {}
    held = [cell for cell, value in before.items() if value is None and cell in values]
    known = {cell for cell, value in before.items() if value is not None and values.get(cell) == value}
    found = suppress(values, relations, _thinly_reported(units, values, province), held, known)

    def is_hidden(year: int, name: str, area: str) -> bool:
        name = SAME.get(name, name)
        return any((year, count, area) in found.hidden for count in (name, *RESTS_ON.get(name, ())))

    flags = [is_hidden(*row) for row in indicator.select("reference_year", "indicator", "area_code").iter_rows()]
    indicator = _blanked(indicator, flags, ("value",))
    keys = sector.select("reference_year", "area_code", "sector", "unit_type").iter_rows()
    cells = [key in found.hidden for key in keys]
    return indicator, _blanked(sector, cells, _MEASURES), PublicCopy(sum(flags) + sum(cells), len(found.given_away))


def _figures(indicator: pl.DataFrame, province_code: str) -> tuple[dict, list[Relation]]:
    """Counts of units by (year, item, area), and what ties them: areas add up, stocks move by flows, parts are within wholes."""
    counts = indicator.filter(pl.col("indicator").is_in(COUNTS) & pl.col("value").is_not_null())
    values = {(year, name, area): round(value) for year, name, area, value in counts.select(
        "reference_year", "indicator", "area_code", "value").iter_rows()}  # fmt: skip
    years, areas = sorted({key[0] for key in values}), sorted({key[2] for key in values})
    relations = []
    for year, name in product(years, COUNTS):
        parts = tuple((year, name, area) for area in areas if area != province_code and (year, name, area) in values)
        if (year, name, province_code) in values and parts:
            relations.append(Relation(parts, ((year, name, province_code),)))
    for year, area in product(years, areas):
        stock = Relation(((year - 1, "I.1", area), (year, "I.1b", area)), ((year, "I.1", area), (year, "I.1c", area)))
        if all(cell in values for cell in stock.cells):
            relations.append(stock)
        for base, new in (("II.1", "II.1b"), ("III.1", "III.1a")):
            moved = Relation(((year - 1, base, area), (year, new, area)), ((year, base, area),))
            held = [values.get(cell) for cell in moved.cells]
            if None not in held and held[0] + held[1] == held[2]:  # nothing dissolved, as a reader may guess
                relations.append(moved)
        for part, whole in (("I.1a", "I.1"), ("I.1d", "I.1a"), ("I.1b", "I.1"), ("T8", "I.1"), ("II.1b", "II.1"), ("III.1a", "III.1")):
            if values.get((year, part, area), 1) <= values.get((year, whole, area), 0):
                relations.append(Relation(((year, part, area),), ((year, whole, area),), is_bound=True))
    return values, relations


def _sectors(sector: pl.DataFrame, figures: dict, province: Province) -> tuple[dict, list[Relation]]:
    """Units by (year, area, sector, type): districts add up to the province, sectors and types to the areas' counts."""
    values = {tuple(key): units for *key, units in sector.select("reference_year", "area_code", "sector", "unit_type", "units").iter_rows()}
    across, down = defaultdict(list), defaultdict(list)
    for cell in values:
        year, area, name, unit_type = cell
        base = _BASES.get("HTX" if unit_type in province.rules.htx_types else unit_type)
        down[year, base, area].append(cell)
        if area != province.code:
            across[year, province.code, name, unit_type].append(cell)
    relations = [Relation(tuple(parts), (total,)) for total, parts in across.items() if total in values]
    relations += [Relation(tuple(parts), (total,)) for total, parts in down.items() if total in figures]
    return values, relations


def _thinly_reported(units: pl.DataFrame, values: dict, province: Province) -> set:
    """Cells of three units and more in which a figure comes from one or two of them: what would be published is theirs."""
    with_base = units.with_columns(
        base=pl.when(pl.col("unit_type").is_in(province.rules.htx_types)).then(pl.lit("I.1"))
        .otherwise(pl.col("unit_type").replace_strict(_BASES, default=None)),
        sector=pl.col("sector").fill_null("Chưa báo cáo"),
    )  # fmt: skip
    everywhere = pl.concat([with_base, with_base.with_columns(area_code=pl.lit(province.code))])
    fields = [name for name in _FIELDS if name in units.columns]
    marked = set()
    for keys in (("reference_year", "base", "area_code"), ("reference_year", "area_code", "sector", "unit_type")):
        counted = everywhere.group_by(keys).agg(pl.col(fields).count())
        thin = counted.filter(pl.any_horizontal(pl.col(fields).is_between(1, LEAST - 1)))
        marked |= {key for key in thin.select(keys).iter_rows() if key in values}
    return marked


def _whole_grid(sector: pl.DataFrame) -> pl.DataFrame:
    """With the cells that hold no unit: a cell that is merely absent would say that it is empty, and could not be hidden."""
    years, areas = sector.select("reference_year").unique(), sector.select("area_code").unique()
    kinds = sector.select("sector", "unit_type").unique()
    grid = years.join(areas, how="cross").join(kinds, how="cross")
    keys = ["reference_year", "area_code", "sector", "unit_type"]
    return grid.join(sector, on=keys, how="left").with_columns(pl.col("units").fill_null(0)).sort(keys)


def _blanked(frame: pl.DataFrame, flags: list[bool], columns: tuple[str, ...]) -> pl.DataFrame:
    flagged = frame.with_columns(is_suppressed=pl.Series(flags, dtype=pl.Boolean))
    return flagged.with_columns(pl.when(~pl.col("is_suppressed")).then(pl.col(name)).alias(name) for name in columns)
