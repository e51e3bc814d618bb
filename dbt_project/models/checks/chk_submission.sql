-- One row per obligation and reference year: did it come, was it in time, is it last year's file again.
with submission as (
  select * from {{ ref('fct_submission') }}
  where is_owed
),

agency as (
  select * from {{ ref('agency') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

-- The newest version speaks for the obligation; punctuality is the first one's on every version.
newest as (
  select
    *,
    row_number() over (partition by sender, form, reference_year order by is_current desc, version desc) as recency
  from submission
),

earlier as (
  select sender, form, reference_year, sha256, max(path) as path, count(*) as files
  from submission
  where sha256 is not null
  group by sender, form, reference_year, sha256
)

select
  newest.submission_id,
  newest.sender,
  newest.reference_year,
  newest.path,
  cast(null as varchar) as sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  newest.form,
  case newest.form
    when 'registry_extract' then 'danh sách đăng ký HTX'
    when 'alliance_members' then 'danh sách thành viên Liên minh'
    else 'báo cáo năm'
  end as form_vi,
  case newest.form
    when 'registry_extract' then 'registry extract'
    when 'alliance_members' then 'list of Alliance members'
    else 'annual report'
  end as form_en,
  agency.agency_name,
  newest.timeliness,
  newest.days_late,
  {{ local_day('newest.due_before', 'run.time_zone') }} as due_day,
  coalesce(earlier.files, 0) as same_files_last_year,
  earlier.path as copied_from_path
from newest
cross join run
inner join agency on newest.sender = agency.sender
left join earlier
  on newest.sender = earlier.sender
  and newest.form = earlier.form
  and newest.reference_year = earlier.reference_year + 1
  and newest.sha256 = earlier.sha256
where newest.recency = 1
