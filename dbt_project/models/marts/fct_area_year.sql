-- One row per area and reference year: the window and the cut-off day of its figures, and which lists and reports they could rest on.
with area as (
  select * from {{ ref('int_area') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

district_report as (
  select * from {{ ref('int_district_report') }}
),

final as (
  select
    cast(area.reference_year as integer) as reference_year,
    area.area_code,
    area.area_level,
    reference_year.window_start,
    reference_year.window_end,
    reference_year.cutoff_day,
    reference_year.has_registry,
    reference_year.has_alliance,
    area.area_level = 'province' or district_report.area_code is not null as is_report_owed,
    cast(district_report.senders as bigint) as report_senders,
    area.has_report,
    area.has_all_reports
  from area
  inner join reference_year on area.reference_year = reference_year.reference_year
  left join district_report
    on area.area_code = district_report.area_code
    and area.reference_year = district_report.reference_year
)

{{ with_names('final', ['area_code']) }}
