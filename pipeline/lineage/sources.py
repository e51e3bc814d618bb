"""For all figures at once, how many cells each rests on, and the first of them: notes for the annexes. ``explain`` lists them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.lineage.conditions import conditions
from pipeline.lineage.contributions import choose, count_cells, find_places
from pipeline.lineage.indicators import read_indicators
from pipeline.lineage.text.screen import sheet_of
from pipeline.lineage.words import Words
from pipeline.warehouse.reader import reader

NAMED = 2  # cells that a note names
Key = tuple[str, int, str]
"""Indicator, year, area."""

_REPORTED = f"""
    select i.item, i.area_code, count(*),
        list({{'path': i.path, 'sheet': i.sheet, 'cell': coalesce(i.value_column, '') || i.row}} order by i.path, i.row)[1:{NAMED}]
    from mart.fct_reported_item as i
    join mart.dim_indicator as d on d.indicator = i.item and d.kind = 'reported'
    where i.reference_year = $year and i.is_counted
    group by grouping sets ((i.item, i.area_code), (i.item))
    having grouping(i.area_code) = 1 or i.area_code is not null"""

_COUNTED = """
    (unit_key, reference_year) in (
        select (unit_key, reference_year) from mart.fct_contribution
        where indicator = '{indicator}' and reference_year = {year:d} and coalesce(numerator, denominator) is not null
    )"""


@dataclass(frozen=True)
class Sources:
    """``first``: {path, sheet, cell} of the first cells."""

    count: int
    first: tuple[Mapping[str, Any], ...]


def read_sources(warehouse: Path, province: Province, year: int) -> dict[Key, Sources]:
    """Of every figure of the year and the one before; none for a figure that no cell counts in. Raises ReadError."""
    found: dict[Key, Sources] = {}

    def add(code: str, of_year: int, rows: Iterable[tuple[Any, ...]]) -> None:
        found.update({(code, of_year, area or province.code): Sources(count, tuple(first)) for area, count, first in rows if count})

    with reader(warehouse) as connection:
        indicators = [one for one in read_indicators(connection).values() if one.is_built]
        for each in (year, year - 1):
            choose(connection, "mart.fct_unit_year", f"reference_year = {each:d}")
            find_places(connection)
            counted: dict[str, list[tuple[Any, ...]]] = {}
            for one in indicators:
                if one.same_as not in counted:
                    choose(connection, "mart.fct_unit_year", _COUNTED.format(indicator=one.indicator, year=each))
                    counted[one.same_as] = count_cells(connection, conditions().cells_of(one), NAMED)
                add(one.indicator, each, counted[one.same_as])
            for code, *row in connection.execute(_REPORTED, {"year": each}).fetchall():
                add(code, each, [tuple(row)])
    return found


def note(key: Key, sources: Sources | None, lang: str) -> str:
    """``Xem: hoptac explain T6 --year 2019 --area 615 · 10 ô nguồn: 2019/615/….xlsx › Biểu 2 › K17, …``"""
    words = Words.of(lang)
    indicator, year, area = key
    see = words.say("note.see", indicator=indicator, year=year, area=area)
    if sources is None:
        return see
    places = "; ".join(f"{sheet_of(cell)} › {cell['cell']}" for cell in sources.first)
    return f"{see} · {words.say('note.cells', count=words.number(sources.count))}: {places}{'; …' if sources.count > NAMED else ''}"
