-- One row per reference year, indicator that asks for it and area: growth among the units that report in both years.
with indicator as (
  select * from {{ ref('int_indicator') }}
  where has_matched_growth
),

contribution as (
  select contribution.*
  from {{ ref('fct_contribution') }} as contribution
  inner join {{ ref('int_reference_year') }} as reference_year on contribution.reference_year = reference_year.reference_year
  where reference_year.has_registry and contribution.is_reported
),

area as (
  select * from {{ ref('int_area') }}
),

matched as (
  select
    area.area_code,
    this_year.reference_year,
    this_year.indicator,
    count(*) as matched_units,
    cast(sum(this_year.numerator) as double) as numerator,
    cast(sum(this_year.denominator) as double) as denominator,
    cast(sum(last_year.numerator) as double) as last_numerator,
    cast(sum(last_year.denominator) as double) as last_denominator
  from contribution as this_year
  inner join contribution as last_year
    on this_year.unit_key = last_year.unit_key
    and this_year.indicator = last_year.indicator
    and this_year.reference_year = last_year.reference_year + 1
  inner join area on {{ counts_in('this_year', 'area') }}
  group by area.area_code, this_year.reference_year, this_year.indicator
),

divided as (
  select
    matched.area_code,
    matched.reference_year,
    matched.indicator,
    matched.matched_units,
    case when indicator.per is null then numerator else indicator.scale * numerator / nullif(denominator, 0) end as matched_value,
    case when indicator.per is null then last_numerator else indicator.scale * last_numerator / nullif(last_denominator, 0) end
      as matched_previous_value
  from matched
  inner join indicator on matched.indicator = indicator.indicator
)

select
  *,
  {{ growth_pct('matched_value', 'matched_previous_value') }} as matched_growth_pct
from divided
