-- One row per reference year and area: whether its figures may still change by themselves, stand, or were corrected after they were due.
with area as (
  select * from {{ ref('int_area') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

agency as (
  select sender, min(area_code) as area_code
  from {{ ref('agency') }}
  group by sender
),

run as (
  select * from {{ source('landing', 'run') }}
),

corrected as (
  select sender, reference_year, received_at as corrected_at
  from {{ source('landing', 'submission') }}
  where version > 1
  union all
  select sender, reference_year, signed_at as corrected_at
  from {{ source('landing', 'correction') }}
  where is_applied
),

-- A correction by a provincial agency may touch every area, one by a district its own and the province.
late as (
  select distinct
    corrected.reference_year,
    agency.area_code
  from corrected
  inner join reference_year on corrected.reference_year = reference_year.reference_year
  left join agency on corrected.sender = agency.sender
  where corrected.corrected_at >= reference_year.province_due_before
)

select
  area.reference_year,
  area.area_code,
  case
    when max(run.as_of_day) <= max(reference_year.window_end) then 'provisional'
    when count(late.reference_year) > 0 then 'revised'
    else 'final'
  end as figure_status
from area
inner join reference_year on area.reference_year = reference_year.reference_year
cross join run
left join late
  on area.reference_year = late.reference_year
  and (
    area.area_level = 'province'
    or late.area_code is null
    or late.area_code = run.province_code
    or late.area_code = area.area_code
  )
group by area.reference_year, area.area_code
