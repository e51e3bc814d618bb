"""What people have decided over the files: signed for, confirmed, corrected, told who is who. ``mart.fct_decision`` has a row for each
decision and report that rests on it. Not here: what a decision does to the figures (``decision_effects``).
"""

import duckdb

_DECISIONS = """
create or replace table mart.fct_decision as
with waiver as (
    select f.finding_id as decision_id, 'waiver' as register, y.reference_year, f.sender, f.path, f.sheet, f.row, f."column",
        f.message as subject, cast(null as varchar) as found, f.value,
        y.waiver_reason as reason, y.waiver_signed_by as signed_by, y.waiver_signed_at as signed_at
    from mart.fct_finding as f
    join mart.fct_finding_year as y using (finding_id)
    where y.is_waived
),
confirmation as (
    select f.finding_id as decision_id, 'confirmation' as register, y.reference_year, f.sender, f.path, f.sheet, f.row, f."column",
        f.message as subject, cast(null as varchar) as found, f.value, f.confirmation_paper as paper,
        f.confirmation_reason as reason, f.confirmed_by as signed_by, f.confirmed_at as signed_at
    from mart.fct_finding as f
    join mart.fct_finding_year as y using (finding_id)
    where f.is_confirmed
),
correction as (
    select distinct 'correction-' || c.register_row as decision_id, 'correction' as register, feeds.report_year as reference_year,
        c.sender, c.path, c.sheet, c.row, c."column", cast(null as varchar) as subject, c.found, c.value,
        c.reason, c.signed_by, strftime(c.signed_at at time zone 'UTC', '%Y-%m-%dT%H:%M:%S+00:00') as signed_at
    from mart.fct_correction as c
    left join landing.sheet_read as r on r.path = c.path and r.sheet is not distinct from c.sheet
    join feeds on feeds.path = c.path and coalesce(r.table_name = feeds.table_name, true)
    where c.is_applied
),
identity as (
    select 'identity-' || d.register_row as decision_id, 'identity' as register, feeds.report_year as reference_year,
        cast(null as varchar) as sender, cast(null as varchar) as path, cast(null as varchar) as sheet, cast(null as integer) as row,
        cast(null as varchar) as "column", any_value(d.decision) as subject,
        any_value(d.left_side) as found, any_value(d.right_side) as value,
        any_value(d.reason) as reason, any_value(d.signed_by) as signed_by,
        strftime(any_value(d.signed_at) at time zone 'UTC', '%Y-%m-%dT%H:%M:%S+00:00') as signed_at
    from identity.decision as d
    join feeds on feeds.path = d.path and feeds.table_name = d.table_name
    group by d.register_row, feeds.report_year
)
from waiver union all by name from confirmation union all by name from correction union all by name from identity
order by reference_year, register, decision_id
"""
COMMENTS = {
    None: "Quyết định của người về số liệu: chấp nhận, xác nhận, đính chính, nhận diện đơn vị. "
    "Một dòng cho mỗi quyết định × năm báo cáo dựa vào đó.",
    "decision_id": "Khóa của quyết định; của ký chấp nhận, xác nhận là khóa của phát hiện",
    "register": "Sổ: waiver (ký chấp nhận), confirmation (nơi gửi xác nhận là đúng), correction (đính chính), identity (nhận diện đơn vị)",
    "reference_year": "Năm của báo cáo dựa vào đó",
    "sender": "Đơn vị gửi tệp",
    "path": "Tệp trong raw/",
    "sheet": "Trang tính",
    "row": "Số dòng như Excel hiển thị",
    "column": "Chữ cái của cột",
    "subject": "Điều được ký chấp nhận, xác nhận; với nhận diện đơn vị: same, different, successor",
    "found": "Trước: số ghi trong tệp; với nhận diện đơn vị: bên trái",
    "value": "Sau: số đính chính; với nhận diện đơn vị: bên phải; với ký chấp nhận, xác nhận: giá trị đọc được",
    "paper": "Văn bản xác nhận",
    "reason": "Lý do",
    "signed_by": "Người ký",
    "signed_at": "Thời điểm ký, như đã ghi",
}


def write_decisions(connection: duckdb.DuckDBPyConnection) -> None:
    """Write the table into the build file. Reads ``feeds`` and ``mart.fct_finding_year`` (``report_years.place_findings``)."""
    connection.execute(_DECISIONS)
