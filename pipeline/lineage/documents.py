"""What stands beside a side's units: biểu 1's own figure, the documents used and their corrections, what is missing, findings and waivers.

Reads the units that ``side`` leaves in ``chosen``. No sentence is made here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.cell_specs import cell_specs
from pipeline.lineage.parts import Part
from pipeline.lineage.side import Question

_REPORTED = """
    select i.sender, i.area_code, i.path, i.sheet, i.row, l.column_letter, i.value, i.label, i.unit_text
    from mart.fct_reported_item as i
    left join mart.dim_column as l
        on l.submission_id = i.submission_id and l.sheet is not distinct from i.sheet and l.table_name = 'total_item' and l.field = 'value'
    where i.item = $indicator and i.reference_year = $year and i.is_counted and ($area is null or i.area_code = $area)
    order by i.area_code, i.path, i.row"""

# A commune of the two-tier order answers for a part of a former district.
SENDER_AREA = """
    sender_area as (
        select g.sender, g.agency_name, g.agency_kind, coalesce(b.former_district_code, g.area_code) as area_code
        from mart.dim_agency as g
        left join (select area_code, max(former_district_code) as former_district_code from mart.dim_area group by area_code) as b
            on g.agency_kind = 'commune' and b.area_code = g.area_code
        where g.area_code is not null and $year between coalesce(g.valid_from_year, 0) and coalesce(g.valid_to_year, 9999)
    )"""

_AREAS = """
    select a.area_code, a.report_senders, count(i.value), sum(i.value)
    from mart.fct_area_year as a
    left join mart.fct_reported_item as i
        on i.area_code = a.area_code and i.reference_year = a.reference_year and i.item = $indicator and i.is_counted
    where a.reference_year = $year and a.area_level = 'district' and ($area is null or a.area_code = $area)
    group by a.area_code, a.report_senders order by a.area_code"""

_MISSING = f"""
    with {SENDER_AREA}
    select a.area_code, g.sender, g.agency_name, s.path
    from mart.fct_area_year as a
    join sender_area as g on g.area_code = a.area_code and g.agency_kind in ('district', 'commune')
    left join mart.fct_submission as s
        on s.sender = g.sender and s.form = 'agency_report' and s.reference_year = a.reference_year and s.is_current
    where a.reference_year = $year and a.area_level = 'district' and a.is_report_owed and not a.has_report
        and ($area is null or a.area_code = $area)
        and not exists (select 1 from mart.dim_column as c where c.submission_id = s.submission_id and c.table_name = 'unit_report')
    order by 1, 2"""

_CORRECTIONS = """
    with used as (
        select submission_id, sheet, row from mart.fct_unit_source semi join chosen using (unit_key, reference_year)
        where list_contains($sources, source)
        union
        select submission_id, sheet, row from mart.fct_reported_item
        where item = $indicator and reference_year = $year and ($area is null or area_code = $area)
    )
    select distinct c.path, c.sheet, c.row, c."column", l.field, c.found, c.value, c.reason, c.signed_by, epoch_us(c.signed_at)
    from mart.fct_correction as c
    join used as u on u.submission_id = c.submission_id and u.sheet is not distinct from c.sheet and u.row = c.row
    join mart.dim_column as l
        on l.submission_id = c.submission_id and l.sheet is not distinct from c.sheet and l.column_letter = c."column"
    where c.is_applied and list_contains($fields, l.field)
    order by 1, 2, 3, 4"""

_DOCUMENTS = """
    with used as (
        select distinct submission_id from mart.fct_unit_source semi join chosen using (unit_key, reference_year)
        where list_contains($sources, source)
        union select submission_id from mart.fct_reported_item
        where item = $indicator and reference_year = $year and is_counted and ($area is null or area_code = $area)
    )
    select s.submission_id, s.path, s.sender, s.form, s.reference_year, s.version, s.document_no, s.note, epoch_us(s.received_at),
        s.timeliness, s.days_late
    from mart.fct_submission as s join used using (submission_id)
    order by s.version = 1, s.reference_year, s.sender, s.form"""
_DOCUMENT = (
    "submission_id",
    "path",
    "sender",
    "form",
    "reference_year",
    "version",
    "document_no",
    "note",
    "received_at",
    "timeliness",
    "days_late",
)

_EARLIER = """
    select s.submission_id, e.path, e.version, e.document_no, epoch_us(e.received_at)
    from mart.fct_submission as s
    join mart.fct_submission as e on e.sender = s.sender and e.form = s.form and e.reference_year = s.reference_year
        and e.version between 1 and s.version - 1
    where list_contains($corrected, s.submission_id)
    order by s.submission_id, e.version"""


def reported(connection: duckdb.DuckDBPyConnection, province: Province, question: Question) -> dict[str, Any]:
    """What biểu 1 says: ``cells`` (one an office that wrote the item), their sum as int_reported_total has it, and what is wanting.

    ``not_written``: the areas where not every office that owes the figure wrote one: {area_code, senders, written}.
    """
    values = {"indicator": question.indicator, "year": question.year, "area": question.district}
    cells = [
        {
            "sender": sender,
            "area_code": area,
            "label": label,
            "unit_text": unit_text,
            "path": path,
            "sheet": sheet,
            "cell": f"{letter}{row}" if letter else None,
            "row": row,
            "value": whole(value),
        }
        for sender, area, path, sheet, row, letter, value, label, unit_text in connection.execute(_REPORTED, values).fetchall()
    ]
    kind = connection.execute("select kind from mart.dim_indicator where indicator = $1", [question.indicator]).fetchone()[0]
    is_summable = kind in ("count", "sum", "reported")
    areas = connection.execute(_AREAS, values).fetchall()
    sums = {area: total for area, senders, written, total in areas if (senders or 1) == 1 or (is_summable and written == senders)}
    if question.area == province.code:
        is_whole = is_summable and sum(total is not None for total in sums.values()) == sum(
            senders is not None for _, senders, _, _ in areas
        )
        total = sum(total for total in sums.values() if total is not None) if is_whole and cells else None
    else:
        total = sums.get(question.area)
    wanting = [
        {"area_code": area, "senders": senders, "written": written} for area, senders, written, _ in areas if senders and written < senders
    ]
    return {"cells": cells, "sum": whole(total), "not_written": wanting}


def whole(value: float | None) -> float | int | None:
    """A float that is a whole number as one: 48 and not 48.0."""
    return int(value) if value is not None and float(value).is_integer() else value


def local_time(microseconds: int | None, province: Province) -> str | None:
    """A moment as ISO 8601 in the province's own time."""
    return None if microseconds is None else datetime.fromtimestamp(microseconds / 1_000_000, province.tz).isoformat(timespec="seconds")


def missing(connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question) -> list[dict[str, Any]]:
    """Documents that the figure needs and that were not there or could not be read: {area_code, sender, agency_name, form, path}."""
    row = connection.execute(
        "select has_registry, has_alliance from mart.fct_area_year where reference_year = ? and area_level = 'province'", [question.year]
    ).fetchone()
    names = dict(connection.execute("select sender, agency_name from mart.dim_agency").fetchall())
    lists = []
    if row and part and part.rests_on != "tht" and not row[0]:
        lists.append((province.registry_sender, "registry_extract"))
    if row and part and part.rests_on == "alliance" and not row[1]:
        lists.append((province.alliance_sender, "alliance_members"))
    found = [{"area_code": None, "sender": s, "agency_name": names.get(s, s), "form": form, "path": None} for s, form in lists]
    if part is None or part.rests_on in ("report", "tht"):
        rows = connection.execute(_MISSING, {"year": question.year, "area": question.district}).fetchall()
        found += [{"area_code": a, "sender": s, "agency_name": name, "form": "agency_report", "path": path} for a, s, name, path in rows]
    return found


def documents(
    connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question
) -> tuple[list[dict[str, Any]], int]:
    """Documents that a cell of the side stands in, with the earlier versions they took the place of, these first; and how many there are.

    Times are the province's.
    """
    sources = sorted({spec.source for spec in cell_specs(part)}) if part else []
    values = {"sources": sources, "indicator": question.indicator, "year": question.year, "area": question.district}
    rows = connection.execute(_DOCUMENTS, values).fetchall()
    found = [dict(zip(_DOCUMENT, row, strict=True)) for row in rows[: question.limit]]
    corrected = [document["submission_id"] for document in found if document["version"] > 1]
    earlier: dict[str, list[dict[str, Any]]] = {}
    for submission_id, path, version, number, received in (
        connection.execute(_EARLIER, {"corrected": corrected}).fetchall() if corrected else ()
    ):
        old = {"path": path, "version": version, "document_no": number, "received_at": local_time(received, province)}
        earlier.setdefault(submission_id, []).append(old)
    for document in found:
        document["received_at"] = local_time(document["received_at"], province)
        document["replaces"] = earlier.get(document["submission_id"], [])
    return found, len(rows)


def corrections(connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question) -> list[dict[str, Any]]:
    """Cells of the side that the Alliance mended before they were read: what stood there, what was put, why, who signed and when."""
    specs = cell_specs(part) if part else []
    values = {
        "sources": sorted({spec.source for spec in specs}),
        "fields": sorted({spec.field for spec in specs} | {"value"}),
        "indicator": question.indicator,
        "year": question.year,
        "area": question.district,
    }
    names = ("path", "sheet", "row", "column", "field", "found", "value", "reason", "signed_by", "signed_at")
    found = [dict(zip(names, row, strict=True)) for row in connection.execute(_CORRECTIONS, values).fetchall()]
    return [one | {"cell": f"{one['column']}{one['row']}", "signed_at": local_time(one["signed_at"], province)} for one in found]
