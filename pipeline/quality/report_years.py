"""Which years' reports rest on what a finding or a person's decision speaks of: its document, the table in it, and the years that it feeds.

A report prints its year's figures and compares them with those of the year before and of its targets' base year. A list of units feeds the
year that it was made for; the newest whole list gives all years their dates. So whatever a document says wrong holds every one of those.
"""

import duckdb
import polars as pl

from pipeline.config.form import read

OF_YEAR = """(
    select f.* replace (
        y.is_waived as is_waived,
        y.waiver_reason as waiver_reason, y.waiver_signed_by as waiver_signed_by, y.waiver_signed_at as waiver_signed_at
    )
    from mart.fct_finding as f
    join mart.fct_finding_year as y using (finding_id)
    where y.reference_year = $year
)"""
"""What a year's report has to answer for, as a table: columns of ``mart.fct_finding``, what is signed for this very report."""

_FORMS = "create or replace temp table form_table (table_name varchar, form varchar, sheet varchar, lists_units boolean)"
_FEEDS = """
create or replace temp table feeds as
with year as (
    select distinct reference_year from mart.fct_indicator
),
-- What a document holds, or would: the tables that its sender owes, and those that were read from it all the same.
held as (
    select distinct s.path, s.sender, s.form, s.reference_year, s.version > 0 as is_there,
        t.table_name, t.lists_units, t.sheet is null as is_whole
    from mart.fct_submission as s
    join form_table as t using (form)
    left join seed.obligation as o on o.sender = s.sender and o.form = s.form
        and s.reference_year between coalesce(o.valid_from_year, 0) and coalesce(o.valid_to_year, 9999)
    left join landing.sheet_read as r on r.submission_id = s.submission_id and r.table_name = t.table_name
    where (s.is_current or s.version = 0)
        and (t.sheet is null or r.table_name is not null or list_contains(string_split(o.sheets, ' '), t.sheet))
),
newest as (
    select r.table_name, max(s.reference_year) as reference_year
    from landing.sheet_read as r
    join mart.fct_submission as s using (submission_id)
    where s.is_current and s.was_read
    group by r.table_name
),
figure as (
    select held.*, year.reference_year as figure_year
    from held
    left join newest using (table_name)
    join year on year.reference_year = held.reference_year
        or (held.is_whole and held.is_there and held.reference_year >= coalesce(newest.reference_year, 0))
)
select distinct figure.*, year.reference_year as report_year
from figure
join year on year.reference_year = figure.figure_year
    or figure.lists_units and (
        year.reference_year = figure.figure_year + 1
        or (year.reference_year, figure.figure_year) in (select (reference_year, base_year) from seed.target)
    )
"""
_OF_FINDINGS = """
create or replace table mart.fct_finding_year as
with place as (
    select f.finding_id, f.sender, f.path, f.reference_year, f.value, coalesce(t.table_name, r.table_name) as table_name
    from mart.fct_finding as f
    left join form_table as t on t.table_name = f.source
    left join landing.sheet_read as r on r.path = f.path and r.sheet is not distinct from f.sheet
    where f.severity = 'error'
),
of_year as (
    select f.finding_id, i.reference_year
    from mart.fct_finding as f
    join (select distinct reference_year from mart.fct_indicator) as i using (reference_year)
    union
    select place.finding_id, feeds.report_year
    from place
    join feeds on case
        when place.path is not null then feeds.path = place.path
        else feeds.sender = place.sender and feeds.reference_year = place.reference_year
            and (place.value = feeds.form or place.value not in (select form from form_table))
    end
    where coalesce(place.table_name = feeds.table_name, true)
),
whole as (
    select * from of_year
    union
    -- Of no year, or of one that no report is of: whatever it is, it is of all.
    select f.finding_id, i.reference_year
    from mart.fct_finding as f
    cross join (select distinct reference_year from mart.fct_indicator) as i
    where f.finding_id not in (select finding_id from of_year)
)
select
    whole.finding_id,
    whole.reference_year,
    count(covers.line) > 0 as is_waived,
    arg_min(covers.reason, covers.line) as waiver_reason,
    arg_min(covers.signed_by, covers.line) as waiver_signed_by,
    arg_min_null(covers.signed_at, covers.line) as waiver_signed_at
from whole
left join covers on covers.finding_id = whole.finding_id and coalesce(covers.year = whole.reference_year, true)
group by all
order by all
"""
COMMENTS = {
    None: "Báo cáo của năm nào dựa vào điều cần xem lại. Một dòng cho mỗi phát hiện × năm báo cáo.",
    "finding_id": "Khóa của phát hiện",
    "reference_year": "Năm của báo cáo dựa vào đó",
    "is_waived": "Đã được ký chấp nhận cho báo cáo này",
    "waiver_reason": "Lý do chấp nhận cho báo cáo này",
    "waiver_signed_by": "Người ký cho báo cáo này",
    "waiver_signed_at": "Thời điểm ký cho báo cáo này",
}


def place_findings(connection: duckdb.DuckDBPyConnection, covers: pl.DataFrame) -> None:
    """Write ``mart.fct_finding_year`` of the findings in the build file; ``covers``: as ``waivers.Signed`` has it.

    Leaves the temporary table ``feeds``: one row a document's table, year of figures that it feeds and year of report that rests on them.
    """
    connection.execute(_FORMS)
    forms = [[form.table, form.form, None if form.sheet is None else str(form.sheet), form.lists_units] for form in read()[0]]
    connection.executemany("insert into form_table values (?, ?, ?, ?)", forms)
    connection.execute(_FEEDS)
    connection.register("covers", covers.to_arrow())
    connection.execute(_OF_FINDINGS)
    connection.unregister("covers")
