-- One row per submission with a biểu 1 of an area: what happened about the day of a report, so that one figure may know it and another not.
with report as (
  select distinct submission.submission_id, submission.sender, submission.reference_year, agency.area_code, submission.report_day
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('chk_report_day') }} as submission on total_item.submission_id = submission.submission_id
  inner join {{ ref('agency') }} as agency on total_item.sender = agency.sender
  where agency.area_code is not null
),

-- From the month in which this year's report, and last year's, was drawn up to the end of its year.
period as (
  select
    report.submission_id,
    report.area_code,
    reference_year.reference_year < report.reference_year as is_last_year,
    reference_year.cutoff_day,
    coalesce(drawn_up.report_day, reference_year.window_start) as report_day
  from report
  inner join {{ ref('int_reference_year') }} as reference_year
    on reference_year.reference_year in (report.reference_year, report.reference_year - 1)
  left join report as drawn_up
    on report.area_code = drawn_up.area_code
    and reference_year.reference_year = drawn_up.reference_year
),

-- HTX registered and dissolved meanwhile.
htx as (
  select
    period.submission_id,
    period.is_last_year,
    {% for day, event in [('registered_on', 'is_new'), ('dissolved_on', 'is_gone')] %}
    coalesce(
      {{ days_between('legal_unit.' ~ day, 'period.report_day') }} < {{ tolerance('existence_identity_timing', 'drawn_up_days') }} and legal_unit.{{ day }} <= period.cutoff_day, false
    ) as {{ event }}{{ ',' if not loop.last }}
    {% endfor %}
  from period
  inner join {{ ref('int_legal_unit') }} as legal_unit on period.area_code in (legal_unit.area_code, legal_unit.current_commune_code)
  inner join {{ source('landing', 'htx_type') }} as htx_type on legal_unit.unit_type = htx_type.unit_type
),

htx_event as (
  select
    submission_id,
    count(case when is_last_year and is_new then 1 end) as came_last_year,
    count(case when is_last_year and is_gone then 1 end) as went_last_year,
    count(case when not is_last_year and is_new then 1 end) + count(case when not is_last_year and is_gone then 1 end) as moved_this_year
  from htx
  group by submission_id
),

-- Tổ hợp tác of this year's list that were founded about last year's report, and those of last year's list that are gone: the year-end figure knows
-- them, last year's list does not, or no longer.
tht as (
  select
    report.submission_id,
    {{ days_between('unit_report.founded_on', 'last_report.report_day') }} < {{ tolerance('existence_identity_timing', 'drawn_up_days') }}
    and unit_report.founded_on <= last_window.window_end as is_late,
    false as is_gone
  from report
  inner join {{ ref('stg_unit_report') }} as unit_report on report.submission_id = unit_report.submission_id and unit_report.unit_type = 'THT'
  inner join report as last_report on report.sender = last_report.sender and report.reference_year = last_report.reference_year + 1
  inner join {{ ref('int_reference_year') }} as last_window on report.reference_year = last_window.reference_year + 1
  union all
  select report.submission_id, false as is_late, true as is_gone
  from report
  inner join {{ ref('stg_unit_report') }} as last_unit
    on report.sender = last_unit.sender and report.reference_year = last_unit.reference_year + 1
  left join {{ ref('stg_unit_report') }} as unit_report
    on report.submission_id = unit_report.submission_id and last_unit.unit_key = unit_report.unit_key
  where last_unit.unit_type = 'THT' and coalesce(last_unit.operating_state, '') <> 'Đã giải thể' and unit_report.unit_key is null
),

tht_event as (
  select submission_id, count(case when is_late then 1 end) as groups_come, count(case when is_gone then 1 end) as groups_gone
  from tht
  group by submission_id
),

-- HTX that the registry, or biểu 2, has in another district than a year ago, and those that a court gave back: nobody founded them here.
settled as (
  select unit_key, reference_year, area_code, in_existence from {{ ref('int_unit_year') }} where is_htx
),

moved as (
  select
    report.submission_id,
    count(case when this_year.area_code = report.area_code and this_year.in_existence and (last_year.area_code <> report.area_code or was_gone.unit_key is not null) then 1 end) as arrived,
    count(case when last_year.area_code = report.area_code and last_year.in_existence and this_year.area_code <> report.area_code then 1 end) as departed
  from report
  inner join settled as this_year on report.reference_year = this_year.reference_year
  inner join settled as last_year on this_year.unit_key = last_year.unit_key and this_year.reference_year = last_year.reference_year + 1
  left join (select unit_key, reference_year from {{ ref('chk_registry_unit') }} where last_status = 'Đã giải thể' and status <> 'Đã giải thể') as was_gone
    on this_year.unit_key = was_gone.unit_key and this_year.reference_year = was_gone.reference_year
  group by report.submission_id
)

select
  report.submission_id,
  coalesce(moved.arrived, 0) as arrived,
  coalesce(moved.departed, 0) as departed,
  coalesce(htx_event.came_last_year, 0) as came_last_year,
  coalesce(htx_event.went_last_year, 0) as went_last_year,
  coalesce(htx_event.moved_this_year, 0) as moved_this_year,
  coalesce(tht_event.groups_come, 0) as groups_come,
  coalesce(tht_event.groups_gone, 0) as groups_gone
from report
left join htx_event on report.submission_id = htx_event.submission_id
left join tht_event on report.submission_id = tht_event.submission_id
left join moved on report.submission_id = moved.submission_id
