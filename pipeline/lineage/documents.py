"""What stands beside a side's units: biểu 1's own figure, the documents used and their corrections, what is missing, findings and waivers.

Reads the units that ``side`` leaves in ``chosen``. No sentence is made here.
"""

from datetime import datetime
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.conditions import conditions
from pipeline.lineage.indicators import Indicator
from pipeline.lineage.side import Question
from pipeline.warehouse.reader import records

_REPORTED = """
    select i.sender, i.area_code, i.label, i.unit_text, i.path, i.sheet, i.value_column || i.row as cell, i.row, i.value
    from mart.fct_reported_item as i
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

_MISSING_LISTS = """
    select null as area_code, needed.sender, coalesce(g.agency_name, needed.sender) as agency_name, needed.form, null as path
    from (
        values ($registry, 'registry_extract', $needs_registry), ($alliance, 'alliance_members', $needs_alliance)
    ) as needed (sender, form, is_needed)
    join mart.fct_area_year as a
        on a.reference_year = $year and a.area_level = 'province'
        and not case needed.form when 'registry_extract' then a.has_registry else a.has_alliance end
    left join mart.dim_agency as g on g.sender = needed.sender
    where needed.is_needed
    order by needed.form desc"""

_MISSING = f"""
    with {SENDER_AREA}
    select a.area_code, g.sender, g.agency_name, 'agency_report' as form, s.path
    from mart.fct_area_year as a
    join sender_area as g on g.area_code = a.area_code and g.agency_kind in ('district', 'commune')
    left join mart.fct_submission as s
        on s.sender = g.sender and s.form = 'agency_report' and s.reference_year = a.reference_year and s.is_current
    where a.reference_year = $year and a.area_level = 'district' and a.is_report_owed and not a.has_report
        and ($area is null or a.area_code = $area)
        and not exists (select 1 from mart.dim_column as c where c.submission_id = s.submission_id and c.table_name = 'unit_report')
    order by 1, 2"""

_USED = """
    with used as (
        select submission_id, sheet, row from mart.fct_figure_source semi join chosen using (unit_key, reference_year)
        where list_contains($sources, source)
        union
        select submission_id, sheet, row from mart.fct_reported_item
        where item = $indicator and reference_year = $year and is_counted and ($area is null or area_code = $area)
    )"""

_CORRECTIONS = f"""{_USED}
    select distinct c.path, c.sheet, c.row, c."column", l.field, c.found, c.value, c.reason, c.signed_by,
        epoch_us(c.signed_at) as signed_at, c."column" || c.row as cell
    from mart.fct_correction as c
    join used as u on u.submission_id = c.submission_id and u.sheet is not distinct from c.sheet and u.row = c.row
    join mart.dim_column as l
        on l.submission_id = c.submission_id and l.sheet is not distinct from c.sheet and l.column_letter = c."column"
    where c.is_applied and list_contains($fields, l.field)
    order by 1, 2, 3, 4"""

_DOCUMENTS = f"""{_USED}
    select s.submission_id, s.path, s.sender, s.form, s.reference_year, s.version, s.document_no, s.note,
        epoch_us(s.received_at) as received_at, s.timeliness, s.days_late
    from mart.fct_submission as s
    where s.submission_id in (select submission_id from used)
    order by s.version = 1, s.reference_year, s.sender, s.form"""

_EARLIER = """
    select s.submission_id, e.path, e.version, e.document_no, epoch_us(e.received_at) as received_at
    from mart.fct_submission as s
    join mart.fct_submission as e on e.sender = s.sender and e.form = s.form and e.reference_year = s.reference_year
        and e.version between 1 and s.version - 1
    where list_contains($found, s.submission_id)
    order by s.submission_id, e.version"""


def reported(connection: duckdb.DuckDBPyConnection, province: Province, one: Indicator, question: Question) -> dict[str, Any]:
    """What biểu 1 says: ``cells`` (one an office that wrote the item), their sum as int_reported_total has it, and what is wanting.

    ``not_written``: the areas where not every office that owes the figure wrote one: {area_code, senders, written}.
    """
    values = {"indicator": question.indicator, "year": question.year, "area": question.district}
    cells = [cell | {"value": whole(cell["value"])} for cell in records(connection, _REPORTED, values)]
    is_summable = one.kind in ("count", "sum", "reported")
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


def missing(connection: duckdb.DuckDBPyConnection, one: Indicator, province: Province, question: Question) -> list[dict[str, Any]]:
    """Documents that the figure needs and that were not there or could not be read: {area_code, sender, agency_name, form, path}."""
    values = {"year": question.year, "registry": province.registry_sender, "alliance": province.alliance_sender}
    wanted = {"needs_registry": one.rests_on_registry, "needs_alliance": one.rests_on_alliance}
    found = records(connection, _MISSING_LISTS, values | wanted)
    return found + (records(connection, _MISSING, {"year": question.year, "area": question.district}) if one.rests_on_report else [])


def _values(one: Indicator, question: Question) -> dict[str, Any]:
    """What the queries about a side's cells bind: from which sources and fields these are."""
    cells = conditions().cells_of(one) if one.is_built else []
    return {
        "sources": sorted({cell.source for cell in cells}),
        "fields": sorted({cell.field for cell in cells} | {"value"}),
        "indicator": question.indicator,
        "year": question.year,
        "area": question.district,
    }


def documents(
    connection: duckdb.DuckDBPyConnection, one: Indicator, province: Province, question: Question
) -> tuple[list[dict[str, Any]], int]:
    """Documents that a cell of the side stands in, with the earlier versions they took the place of, these first; and how many there are.

    Times are the province's.
    """
    values = _values(one, question)
    del values["fields"]
    rows = records(connection, _DOCUMENTS, values)
    found = rows[: question.limit]
    earlier = records(connection, _EARLIER, {"found": [document["submission_id"] for document in found]})
    for old in [*found, *earlier]:
        old["received_at"] = local_time(old["received_at"], province)
    for document in found:
        document["replaces"] = [
            {name: value for name, value in old.items() if name != "submission_id"}
            for old in earlier
            if old["submission_id"] == document["submission_id"]
        ]
    return found, len(rows)


def corrections(connection: duckdb.DuckDBPyConnection, one: Indicator, province: Province, question: Question) -> list[dict[str, Any]]:
    """Cells of the side that the Alliance mended before they were read: what stood there, what was put, why, who signed and when."""
    found = records(connection, _CORRECTIONS, _values(one, question))
    return [row | {"signed_at": local_time(row["signed_at"], province)} for row in found]
