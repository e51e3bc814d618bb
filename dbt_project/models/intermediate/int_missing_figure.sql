-- One row per reference year, target that waits for reports or figures and district: how many of them it still waits for there.
with indicator as (
  select * from {{ ref('int_indicator') }}
),

-- A district without its report has no value, yet its HTX are known.
waited as (
  select
    figure.reference_year,
    figure.indicator,
    figure.area_code,
    figure.units_expected - figure.units_reported as missing
  from {{ ref('int_indicator_value') }} as figure
  inner join indicator on figure.indicator = indicator.indicator
  where figure.area_level = 'district' and indicator.verdict_test in ('share_bounds', 'coverage')
  union all
  select
    district_report.reference_year,
    indicator.indicator,
    district_report.area_code,
    case when district_report.has_report then 0 else 1 end as missing
  from {{ ref('int_district_report') }} as district_report
  cross join indicator
  where indicator.verdict_test = 'lower_bound'
)

select
  reference_year,
  indicator,
  area_code,
  missing
from waited
where missing > 0
