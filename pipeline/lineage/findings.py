"""The findings that speak of a side: of its units, its cells, its sheets and of documents it lacks; with the waivers signed for them.

A finding belongs here when the field it speaks of is one that the indicator rests on, or when it speaks of a whole row, sheet or file.
"""

from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.conditions import conditions
from pipeline.lineage.documents import SENDER_AREA
from pipeline.lineage.indicators import Indicator
from pipeline.lineage.side import Question
from pipeline.warehouse.reader import records

# A unit that is not found where it should be is told at its name; what kind of unit it is decides whether it counts.
ALWAYS = ("name", "unit_type")
COLUMNS = (
    "finding_id", "severity", "rule", "sender", "path", "sheet", "row", "column", "unit_key", "value", "message", "remedy",
    "is_waived", "waiver_reason", "waiver_signed_by", "waiver_signed_at", "is_confirmed", "confirmation_reason", "confirmed_by",
)  # fmt: skip

_FINDINGS = f"""
    with {SENDER_AREA},
    -- Whose missing document would be missed by this figure.
    missed as (
        select unnest($senders) as sender
        union
        select sender from sender_area
        where $rests_on_report and agency_kind in ('district', 'commune') and ($area is null or area_code = $area)
    ),
    bare as (
        select f.finding_id, min(l.field) as field
        from mart.fct_finding as f
        join mart.dim_column as l on l.path = f.path and l.sheet is not distinct from f.sheet and l.column_letter = f."column"
        where f.reference_year = $year and f.field is null and list_contains($tables, l.table_name)
        group by f.finding_id
    ),
    said as (
        select f.finding_id, f.unit_key, f.sender, f.path, f.sheet, f.row, coalesce(f.field, bare.field) as about
        from mart.fct_finding as f
        left join bare using (finding_id)
        where f.reference_year = $year
    ),
    item as (
        select distinct path, sheet, row from mart.fct_reported_item
        where item = $indicator and reference_year = $year and ($area is null or area_code = $area)
    ),
    row_of_unit as (
        select path, sheet, row from mart.fct_figure_source semi join chosen using (unit_key, reference_year)
        where list_contains($sources, source)
    ),
    relevant as (
        select finding_id from said where about is null or list_contains($fields, about)
    ),
    spoken as (
        select finding_id from said semi join chosen using (unit_key) where finding_id in (select finding_id from relevant)
        union
        select s.finding_id from said as s semi join row_of_unit as r
            on r.path = s.path and r.sheet is not distinct from s.sheet and r.row = s.row
        where s.finding_id in (select finding_id from relevant)
        union
        select s.finding_id from said as s semi join (select path, sheet from row_of_unit union select path, sheet from item) as r
            on r.path = s.path and (s.sheet is null or r.sheet is not distinct from s.sheet)
        where s.row is null and s.unit_key is null and s.finding_id in (select finding_id from relevant)
        union
        select s.finding_id from said as s semi join item as i on i.path = s.path and i.sheet is not distinct from s.sheet and i.row = s.row
        where coalesce(s.about, 'value') = 'value'
        union
        select finding_id from said where path is null and row is null and unit_key is null and sender in (select sender from missed)
    )
    select {", ".join(f'f."{name}"' for name in COLUMNS)}, count(*) over () as in_all
    from mart.fct_finding as f semi join spoken using (finding_id)
    order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end, f.path, f.sheet, f.row, f.rule, f.finding_id
    limit $limit"""


def findings(
    connection: duckdb.DuckDBPyConnection, one: Indicator, province: Province, question: Question
) -> tuple[list[dict[str, Any]], int]:
    """Findings of the side's year, errors first, and how many there are; keys are ``COLUMNS`` of ``mart.fct_finding``."""
    known = conditions()
    cells = known.cells_of(one) if one.is_built else []
    sources = {cell.source for cell in cells}
    values = {
        "year": question.year,
        "indicator": question.indicator,
        "area": question.district,
        "fields": [*ALWAYS, *(cell.field for cell in cells)],
        "sources": sorted(sources),
        "tables": sorted({known.sources[source].table for source in sources} | {"total_item"}),
        "senders": sorted({getattr(province, sender) for source in sources if (sender := known.sources[source].sender)}),
        "rests_on_report": one.rests_on_report,
        "limit": question.limit if question.limit is not None else 2**40,
    }
    rows = records(connection, _FINDINGS, values)
    count = rows[0]["in_all"] if rows else 0
    return [{name: _plain(row[name]) for name in COLUMNS} for row in rows], count


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int) else str(value)
