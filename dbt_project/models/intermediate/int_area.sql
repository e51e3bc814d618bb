-- One row per statistical area (the province and its districts, the former ones after July 2025) and reference year, with what was read there.
with reference_year as (
  select * from {{ ref('int_reference_year') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

district_report as (
  select * from {{ ref('int_district_report') }}
),

-- A district that was abolished goes on as a statistical area where its successors are bridged to it.
district as (
  select distinct
    area.area_code,
    'district' as area_level,
    reference_year.reference_year
  from {{ ref('area') }} as area
  inner join reference_year on area.valid_from <= reference_year.window_end
  where area.area_level = 'district'
    and (
      coalesce(area.valid_to >= reference_year.window_start, true)
      or area.area_code in (select former_district_code from {{ ref('area_bridge') }})
    )
),

province as (
  select
    run.province_code as area_code,
    'province' as area_level,
    reference_year.reference_year
  from run
  cross join reference_year
),

reported as (
  select
    reference_year,
    max(case when has_any_report then 1 else 0 end) = 1 as has_any_report,
    min(case when has_report then 1 else 0 end) = 1 as has_all_reports
  from district_report
  group by reference_year
)

select
  province.area_code,
  province.area_level,
  province.reference_year,
  coalesce(reported.has_any_report, false) as has_report,
  coalesce(reported.has_all_reports, false) as has_all_reports
from province
left join reported on province.reference_year = reported.reference_year
union all
select
  district.area_code,
  district.area_level,
  district.reference_year,
  coalesce(district_report.has_report, false) as has_report,
  coalesce(district_report.has_report, false) as has_all_reports
from district
left join district_report
  on district.area_code = district_report.area_code
  and district.reference_year = district_report.reference_year
