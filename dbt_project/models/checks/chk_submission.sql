-- One row per obligation and reference year: did it come, was it in time, is it last year's file or list again.
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
),

-- The rows of the two lists, each as all that it says.
list_row as (
  {% for form, table_name, days in [
    ('registry_extract', 'registry_unit', ['registered_on', 'converted_on', 'status_on']),
    ('alliance_members', 'alliance_member', ['joined_on', 'left_on']),
  ] %}
  select
    listed.submission_id, listed.sender, '{{ form }}' as form, listed.reference_year,
    {% for day in days %}coalesce(listed.{{ day }} >= reference_year.window_start, false){{ ' or ' if not loop.last }}{% endfor %} as is_of_year,
    {% for column in landing_columns(table_name) %}
    coalesce(cast(listed.{{ column }} as varchar), '') || '|'{{ ' ||' if not loop.last }}
    {% endfor %} as said
  from {{ ref('stg_' ~ table_name) }} as listed
  left join {{ ref('int_reference_year') }} as reference_year on listed.reference_year = reference_year.reference_year
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

last_list as (
  select sender, form, reference_year, said, count(*) over (partition by sender, form, reference_year) as rows_listed
  from list_row
),

-- Null where there was no list a year before. Who mends a slip in last year's list and sends it again has a row of his own, but none that
-- tells of this year.
repeated as (
  select
    list_row.submission_id,
    count(*) as listed_rows,
    count(case when last_list.said is not null then 1 end) as repeated_rows,
    count(case when last_list.said is null and list_row.is_of_year then 1 end) as rows_of_year,
    case when max(known.rows_listed) > 0 then count(case when last_list.said is null then 1 end) / cast(count(*) as double) end as own_share
  from list_row
  left join (select distinct sender, form, reference_year, rows_listed from last_list) as known
    on list_row.sender = known.sender and list_row.form = known.form and list_row.reference_year = known.reference_year + 1
  left join (select distinct sender, form, reference_year, said from last_list) as last_list
    on list_row.sender = last_list.sender
    and list_row.form = last_list.form
    and list_row.reference_year = last_list.reference_year + 1
    and list_row.said = last_list.said
  group by list_row.submission_id
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
    else 'báo cáo'
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
  earlier.path as copied_from_path,
  repeated.listed_rows,
  repeated.repeated_rows,
  repeated.rows_of_year,
  repeated.own_share
from newest
cross join run
inner join agency on newest.sender = agency.sender
left join earlier
  on newest.sender = earlier.sender
  and newest.form = earlier.form
  and newest.reference_year = earlier.reference_year + 1
  and newest.sha256 = earlier.sha256
left join repeated on newest.submission_id = repeated.submission_id
where newest.recency = 1
