"""The findings that speak of a side: of its units, its cells, its sheets and of documents it lacks; with the waivers signed for them.

A finding belongs here when the field it speaks of is one that the indicator rests on, or when it speaks of a whole row, sheet or file.
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.cell_specs import cell_specs
from pipeline.lineage.documents import SENDER_AREA
from pipeline.lineage.parts import Part
from pipeline.lineage.side import Question

# A unit that is not found where it should be is told at its name; what kind of unit it is decides whether it counts.
ALWAYS = ("name", "unit_type")
COLUMNS = (
    "finding_id", "severity", "rule", "sender", "path", "sheet", "row", "column", "unit_key", "value", "message", "remedy",
    "is_waived", "waiver_reason", "waiver_signed_by", "waiver_signed_at",
)  # fmt: skip

_FINDINGS = """
    with bare as (
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
        select path, sheet, row from mart.fct_unit_source semi join chosen using (unit_key, reference_year)
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
        select finding_id from said where path is null and row is null and unit_key is null and list_contains($senders, sender)
    )
    select {columns}, count(*) over ()
    from mart.fct_finding as f semi join spoken using (finding_id)
    order by case f.severity when 'error' then 0 when 'warning' then 1 else 2 end, f.path, f.sheet, f.row, f.rule, f.finding_id
    limit $limit"""


def findings(
    connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question
) -> tuple[list[dict[str, Any]], int]:
    """Findings of the side's year, errors first, and how many there are; keys are ``COLUMNS`` of ``mart.fct_finding``."""
    specs = cell_specs(part) if part else []
    values = {
        "year": question.year,
        "indicator": question.indicator,
        "area": question.district,
        "fields": [*ALWAYS, *(spec.field for spec in specs)],
        "sources": sorted({spec.source for spec in specs}),
        "tables": sorted({spec.table for spec in specs} | {"total_item"}),
        "senders": sorted(_senders(connection, part, province, question)),
        "limit": question.limit if question.limit is not None else 2**40,
    }
    columns = ", ".join(f'f."{name}"' for name in COLUMNS)
    rows = connection.execute(_FINDINGS.format(columns=columns), values).fetchall()
    return [_plain(dict(zip(COLUMNS, row, strict=False))) for row in rows], rows[0][-1] if rows else 0


def _plain(finding: dict[str, Any]) -> dict[str, Any]:
    return {name: value if value is None or isinstance(value, bool | int) else str(value) for name, value in finding.items()}


def _senders(connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question) -> set[str]:
    """Whose missing document would be missed by this figure."""
    found: set[str] = set()
    if part is None or part.rests_on in ("report", "tht"):
        rows = connection.execute(
            f"""with {SENDER_AREA} select sender from sender_area
            where agency_kind in ('district', 'commune') and ($area is null or area_code = $area)""",
            {"year": question.year, "area": question.district},
        )
        found |= {sender for (sender,) in rows.fetchall()}
    if part and part.rests_on != "tht":
        found.add(province.registry_sender)
    if part and part.rests_on == "alliance":
        found.add(province.alliance_sender)
    if part and part.flag == "is_effective":
        found.add(province.ratings_sender)
    return found
