-- One row per reference year from the first with a document to the year of the run: its window, its cut-off day and which lists it has.
with run as (
  select * from {{ source('landing', 'run') }}
),

submission as (
  select * from {{ source('landing', 'submission') }}
),

sheet_read as (
  select distinct submission_id, table_name
  from {{ source('landing', 'sheet_read') }}
),

span as (
  select
    least(coalesce(min(submission.reference_year), max(run.run_year)), max(run.run_year)) as first_year,
    greatest(coalesce(max(submission.reference_year), max(run.run_year)), max(run.run_year)) as last_year
  from run
  left join submission on true
),

list_read as (
  select
    submission.reference_year,
    max(case when sheet_read.table_name = 'registry_unit' then 1 else 0 end) = 1 as has_registry,
    max(case when sheet_read.table_name = 'alliance_member' then 1 else 0 end) = 1 as has_alliance
  from submission
  inner join sheet_read on submission.submission_id = sheet_read.submission_id
  where submission.is_current
  group by submission.reference_year
),

final as (
  select
    reference_year.reference_year,
    reference_year.window_start,
    reference_year.window_end,
    -- A year that is over is taken at its end, the one that lasts at the day of the run (contract, section 4).
    least(reference_year.window_end, run.as_of_day) as cutoff_day,
    run.as_of_day > reference_year.window_end as is_over,
    reference_year.agencies_due_before,
    reference_year.province_due_before,
    reference_year.min_htx_members,
    reference_year.min_lhhtx_members,
    coalesce(list_read.has_registry, false) as has_registry,
    coalesce(list_read.has_alliance, false) as has_alliance
  from {{ ref('reference_year') }} as reference_year
  cross join run
  inner join span on reference_year.reference_year between span.first_year and span.last_year
  left join list_read on reference_year.reference_year = list_read.reference_year
  where reference_year.window_start <= run.as_of_day
)

select * from final
