-- One row per table that was read from a sheet of a submission that counts: whose year it speaks of, whether it is empty, copied, or in another unit.
with sheet_read as (
  select
    sheet_read.submission_id,
    submission.sender,
    submission.reference_year,
    submission.path,
    submission.form,
    sheet_read.sheet,
    sheet_read.table_name,
    sheet_read.rows_read,
    sheet_read.reported_year
  from {{ source('landing', 'sheet_read') }} as sheet_read
  inner join {{ source('landing', 'submission') }} as submission on sheet_read.submission_id = submission.submission_id
  where submission.is_current
),

agency as (
  select * from {{ ref('agency') }}
),

-- What a list should hold: as the same sender's a year ago, or as the registry knows the district.
last_year as (
  select sender, reference_year, table_name, sum(rows_read) as rows_read
  from sheet_read
  group by sender, reference_year, table_name
),

in_registry as (
  select area_code, reference_year, count(*) as units
  from {{ ref('int_legal_unit_year') }}
  where in_existence
  group by area_code, reference_year
),

this_year as (
  select submission_id, table_name, sum(rows_read) as rows_read
  from sheet_read
  group by submission_id, table_name
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
),

joined as (
  select
    sheet_read.*,
    this_year.rows_read as rows_of_table,
    coalesce(last_year.rows_read, 0) as rows_last_year,
    coalesce(in_registry.units, 0) as units_in_registry,
    coalesce(copied.units, 0) as units,
    coalesce(copied.copied_units, 0) as copied_units,
    money.off_by
  from sheet_read
  inner join this_year on sheet_read.submission_id = this_year.submission_id and sheet_read.table_name = this_year.table_name
  left join agency on sheet_read.sender = agency.sender
  left join last_year
    on sheet_read.sender = last_year.sender
    and sheet_read.reference_year = last_year.reference_year + 1
    and sheet_read.table_name = last_year.table_name
  left join in_registry
    on agency.area_code = in_registry.area_code
    and sheet_read.reference_year = in_registry.reference_year
  left join copied
    on sheet_read.submission_id = copied.submission_id
    and coalesce(sheet_read.sheet, '') = coalesce(copied.sheet, '')
    and sheet_read.table_name = 'unit_report'
  left join money
    on sheet_read.submission_id = money.submission_id
    and coalesce(sheet_read.sheet, '') = coalesce(money.sheet, '')
    and sheet_read.table_name = 'unit_report'
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  table_name,
  rows_read,
  reported_year,
  rows_last_year,
  units_in_registry,
  copied_units,
  units,
  off_by,
  power(10, abs(off_by)) as times,
  case when reported_year <> reference_year then reported_year end as other_year_in_title,
  case
    when rows_of_table > 0 then null
    when table_name = 'unit_report' and greatest(rows_last_year, units_in_registry) > 0 then greatest(rows_last_year, units_in_registry)
    when table_name in ('registry_unit', 'alliance_member', 'rating_report', 'total_item') then greatest(rows_last_year, 1)
  end as empty_list,
  case when copied_units >= 3 and copied_units * 2 > units then copied_units end as copied_from_last_year
from joined
