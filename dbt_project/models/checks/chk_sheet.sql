-- One row per table that was read from a sheet of a submission that counts: is it last year's again, is it in another unit than it says.
with sheet_read as (
  select
    sheet_read.submission_id,
    submission.sender,
    submission.reference_year,
    submission.path,
    sheet_read.sheet,
    sheet_read.table_name,
    sheet_read.rows_read
  from {{ source('landing', 'sheet_read') }} as sheet_read
  inner join {{ source('landing', 'submission') }} as submission on sheet_read.submission_id = submission.submission_id
  where submission.is_current
),

copied as (
  select submission_id, sheet, count(*) as units, count(case when is_copied then 1 end) as copied_units
  from {{ ref('chk_unit_report') }}
  group by submission_id, sheet
),

-- The units of a sheet that have a name anywhere: two are enough to know whether it is another's.
named_so as (
  select listed.submission_id, listed.sheet, unit_alias.value as name, min(listed.unit_key) as first_key, max(listed.unit_key) as last_key
  from (select distinct submission_id, sheet, unit_key from {{ ref('stg_unit_report') }}) as listed
  inner join {{ source('identity', 'unit_alias') }} as unit_alias on listed.unit_key = unit_alias.unit_key and unit_alias.kind = 'name'
  group by listed.submission_id, listed.sheet, unit_alias.value
),

-- Rows whose code is one unit's of the sheet and whose name is another's of it in all other lists and years.
named as (
  select unit_report.submission_id, unit_report.sheet, count(distinct unit_report.row) as crossed_names
  from {{ ref('stg_unit_report') }} as unit_report
  inner join named_so
    on {{ same_sheet('unit_report', 'named_so') }}
    and unit_report.name = named_so.name
    and (unit_report.unit_key <> named_so.first_key or unit_report.unit_key <> named_so.last_key)
  left join {{ source('identity', 'unit_alias') }} as own_name
    on unit_report.unit_key = own_name.unit_key
    and unit_report.name = own_name.value
    and own_name.kind = 'name'
    and (own_name.first_year < unit_report.reference_year or own_name.last_year > unit_report.reference_year or own_name.source <> 'unit_report')
  where own_name.unit_key is null and unit_report.link_method = 'code'
  group by unit_report.submission_id, unit_report.sheet
),

-- Units that an empty list leaves out: those of the sender's list of last year, or those of its area in this year's registry.
awaited as (
  select reference_year, sender, table_name, max(units) as units
  from (
    select unit_report.reference_year + 1 as reference_year, unit_report.sender, 'unit_report' as table_name, count(*) as units
    from {{ ref('stg_unit_report') }} as unit_report
    where coalesce(unit_report.operating_state, '') <> 'Đã giải thể'
    group by unit_report.reference_year, unit_report.sender
    union all
    select legal_unit_year.reference_year, agency.sender, 'unit_report' as table_name, count(*) as units
    from {{ ref('int_legal_unit_year') }} as legal_unit_year
    inner join {{ ref('agency') }} as agency on agency.area_code in (legal_unit_year.area_code, legal_unit_year.commune_code)
    where coalesce(legal_unit_year.legal_status, '') <> 'Đã giải thể'
    group by legal_unit_year.reference_year, agency.sender
    union all
    select rating_report.reference_year + 1 as reference_year, rating_report.sender, 'rating_report' as table_name, count(*) as units
    from {{ ref('stg_rating_report') }} as rating_report
    group by rating_report.reference_year, rating_report.sender
  ) as known
  group by reference_year, sender, table_name
),

cut as (
  select submission_id, sheet, max(absent_together) as absent_together, max(absent_units) as absent_units, {{ joined_text('name', ', ', 'name') }} as absent_names
  from {{ ref('chk_absent_unit') }}
  where times_listed = 0 and is_in_cut
  group by submission_id, sheet
),

-- Units that the list of the year after has, together, and that were there before.
later as (
  select sender, reference_year - 1 as reference_year, table_name, count(*) as later_units, {{ joined_text('name', ', ', 'name') }} as later_names
  from (
    select 'unit_report' as table_name, sender, reference_year, name, is_listed_late, late_together from {{ ref('chk_unit_report') }}
    union all
    select 'alliance_member', sender, reference_year, name, is_listed_late, late_together from {{ ref('chk_alliance_member') }}
  ) as listed
  where is_listed_late and late_together >= {{ tolerance('list_without_later_units', 'together') }}
  group by sender, reference_year, table_name
),

crossed as (
  select submission_id, sheet, max(crossed_items) as crossed_items, max(crossed_share) as crossed_share
  from {{ ref('chk_total_item') }}
  group by submission_id, sheet
),

money as (
  select submission_id, sheet, max(sheet_power) as off_by, max(sheet_off_columns) as off_columns, max(sheet_off_share) as off_share
  from {{ ref('chk_sheet_figure') }}
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
  awaited.units as awaited_units,
  sheet_read.rows_read,
  copied.copied_units,
  cut.absent_together,
  cut.absent_units,
  cut.absent_names,
  named.crossed_names,
  later.later_units,
  later.later_names,
  crossed.crossed_items,
  crossed.crossed_share,
  money.off_by,
  power(10, abs(money.off_by)) as times,
  money.off_columns,
  money.off_share,
  sheet_level.share_pct,
  sheet_level.outgrown_units,
  sheet_level.lowered_z,
  sheet_level.together_z,
  sheet_level.apart,
  copied.copied_units / cast(copied.units as double) as copied_share
from sheet_read
left join copied
  on {{ same_sheet('sheet_read', 'copied') }}
  and sheet_read.table_name = 'unit_report'
left join money
  on {{ same_sheet('sheet_read', 'money') }}
  and sheet_read.table_name = 'unit_report'
left join {{ ref('chk_sheet_level') }} as sheet_level
  on {{ same_sheet('sheet_read', 'sheet_level') }}
  and sheet_read.table_name = 'unit_report'
left join cut
  on {{ same_sheet('sheet_read', 'cut') }}
  and sheet_read.table_name in ('unit_report', 'registry_unit')
left join named
  on {{ same_sheet('sheet_read', 'named') }}
  and sheet_read.table_name = 'unit_report'
left join crossed
  on {{ same_sheet('sheet_read', 'crossed') }}
  and sheet_read.table_name = 'total_item'
left join later
  on sheet_read.sender = later.sender
  and sheet_read.reference_year = later.reference_year
  and sheet_read.table_name = later.table_name
left join awaited
  on sheet_read.sender = awaited.sender
  and sheet_read.reference_year = awaited.reference_year
  and sheet_read.table_name = awaited.table_name
