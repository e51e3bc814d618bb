"""For all figures at once, how many cells each rests on, and the first of them: notes for the annexes. ``explain`` lists them all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.cell_specs import cell_specs
from pipeline.lineage.cells import choose, count_cells, find_places
from pipeline.lineage.parts import Part, parts
from pipeline.lineage.share_sql import classify_sql
from pipeline.lineage.side import UNITS, Question, match
from pipeline.lineage.text.lines import sheet_of
from pipeline.lineage.words import Words
from pipeline.warehouse.reader import reader

NAMED = 2  # cells that a note names
Key = tuple[str, int, str]
"""Indicator, year, area."""

_REPORTED = f"""
    select i.item, i.area_code, count(*),
        list({{'path': i.path, 'sheet': i.sheet, 'cell': coalesce(l.column_letter, '') || i.row}} order by i.path, i.row)[1:{NAMED}]
    from mart.fct_reported_item as i
    join mart.dim_indicator as d on d.indicator = i.item and d.kind = 'reported'
    left join mart.dim_column as l
        on l.submission_id = i.submission_id and l.sheet is not distinct from i.sheet and l.table_name = 'total_item' and l.field = 'value'
    where i.reference_year = $year and i.is_counted
    group by grouping sets ((i.item, i.area_code), (i.item))
    having grouping(i.area_code) = 1 or i.area_code is not null"""


@dataclass(frozen=True)
class Sources:
    """``first``: {path, sheet, cell} of the first cells."""

    count: int
    first: tuple[Mapping[str, Any], ...]


def read_sources(warehouse: Path, province: Province, year: int) -> dict[Key, Sources]:
    """Of every figure of the year and the one before; none for a figure that no cell counts in. Raises ReadError."""
    found: dict[Key, Sources] = {}
    with reader(warehouse) as connection:
        match(connection, None, province.rules, Question("", year, province.code, None))
        for each in (year, year - 1):
            choose(connection, "mart.fct_unit_year", f"reference_year = {each:d}")
            find_places(connection)
            known: dict[Part, list[tuple[Any, ...]]] = {}
            for code, part in parts(province.rules).items():
                if part not in known:
                    known[part] = list(_of_part(connection, part, province, each))
                rows = known[part]
                found |= {(code, each, area or province.code): Sources(count, tuple(first)) for area, count, first in rows}
            for code, area, count, first in connection.execute(_REPORTED, {"year": each}).fetchall():
                found[code, each, area or province.code] = Sources(count, tuple(first))
    return found


def _of_part(connection: duckdb.DuckDBPyConnection, part: Part, province: Province, year: int) -> Iterator[tuple[Any, ...]]:
    values = {"year": year, "area": None, "htx_types": list(province.rules.htx_types)}
    connection.execute(f"create or replace temp table part_unit as {classify_sql(part, f'({UNITS})', province.rules)}", values)
    choose(connection, "part_unit", "is_counted")
    yield from (row for row in count_cells(connection, cell_specs(part), NAMED) if row[1])


def note(key: Key, sources: Sources | None, lang: str) -> str:
    """``Xem: hoptac explain T6 --year 2019 --area 615 · 10 ô nguồn: 2019/615/….xlsx › Biểu 2 › K17, …``"""
    words = Words.of(lang)
    indicator, year, area = key
    see = words.say("note.see", indicator=indicator, year=year, area=area)
    if sources is None:
        return see
    places = "; ".join(f"{sheet_of(cell)} › {cell['cell']}" for cell in sources.first)
    return f"{see} · {words.say('note.cells', count=words.number(sources.count))}: {places}{'; …' if sources.count > NAMED else ''}"
