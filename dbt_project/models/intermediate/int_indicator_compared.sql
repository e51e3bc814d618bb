-- One row per reference year, indicator and area: the figure in whole numbers beside the year before and what its target is measured against.
with indicator_value as (
  select * from {{ ref('int_indicator_value') }}
),

area as (
  select * from {{ ref('int_area') }}
),

indicator as (
  select * from {{ ref('int_indicator') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

target as (
  select * from {{ ref('target') }}
),

-- Every area has every indicator, also those that only the senders' totals know.
grid as (
  select
    area.reference_year,
    indicator.indicator,
    indicator.verdict_test,
    indicator.kind,
    indicator.listed_in,
    indicator.may_be_negative,
    indicator.is_share_of_units,
    area.area_code,
    area.area_level,
    area.has_all_reports
  from area
  cross join indicator
)

select
  grid.reference_year,
  grid.indicator,
  grid.verdict_test,
  grid.kind,
  grid.listed_in,
  grid.may_be_negative,
  grid.is_share_of_units,
  grid.area_code,
  grid.area_level,
  grid.has_all_reports,
  reference_year.has_registry,
  now.value,
  now.numerator as exact_numerator,
  now.denominator as exact_denominator,
  now.is_fraction,
  now.scale,
  now.units_expected,
  now.units_reported,
  previous.value as previous_value,
  base.value as base_value,
  base.numerator as base_numerator,
  base.denominator as base_denominator,
  base.units_expected as base_units_expected,
  base.units_reported as base_units_reported,
  target.threshold as target,
  target.measure,
  target.document_no
from grid
inner join reference_year on grid.reference_year = reference_year.reference_year
left join indicator_value as now
  on grid.reference_year = now.reference_year and grid.indicator = now.indicator and grid.area_code = now.area_code
left join indicator_value as previous
  on grid.reference_year - 1 = previous.reference_year and grid.indicator = previous.indicator and grid.area_code = previous.area_code
left join target
  on grid.reference_year = target.reference_year and grid.indicator = target.indicator and grid.area_level = 'province'
left join indicator_value as base
  on target.base_year = base.reference_year and grid.indicator = base.indicator and grid.area_code = base.area_code
