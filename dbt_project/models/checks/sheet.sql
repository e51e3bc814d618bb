-- One row per table that was read from a sheet of a submission that counts: is it last year's again, is it in another unit than it says.
with sheet_read as (
  select
    sheet_read.submission_id,
    submission.sender,
    submission.reference_year,
    submission.path,
    sheet_read.sheet,
    sheet_read.table_name
  from {{ source('landing', 'sheet_read') }} as sheet_read
  inner join {{ source('landing', 'submission') }} as submission on sheet_read.submission_id = submission.submission_id
  where submission.is_current
),

copied as (
  select submission_id, sheet, count(*) as units, count(case when is_copied then 1 end) as copied_units
  from {{ ref('unit_report') }}
  group by submission_id, sheet
),

money as (
  select submission_id, sheet, max(sheet_off_by) as off_by
  from {{ ref('sheet_figure') }}
  group by submission_id, sheet
)

select
  sheet_read.submission_id,
  sheet_read.sender,
  sheet_read.reference_year,
  sheet_read.path,
  sheet_read.sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  sheet_read.table_name,
  copied.units,
  copied.copied_units,
  money.off_by,
  power(10, abs(money.off_by)) as times,
  case when copied.copied_units >= 3 and copied.copied_units * 2 > copied.units then copied.copied_units end as copied_from_last_year
from sheet_read
left join copied
  on sheet_read.submission_id = copied.submission_id
  and coalesce(sheet_read.sheet, '') = coalesce(copied.sheet, '')
  and sheet_read.table_name = 'unit_report'
left join money
  on sheet_read.submission_id = money.submission_id
  and coalesce(sheet_read.sheet, '') = coalesce(money.sheet, '')
  and sheet_read.table_name = 'unit_report'
