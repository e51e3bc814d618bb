-- One row per reference year, indicator and area whose reports are incomplete: an estimate beside the headline, which never holds one.
-- Method `matched_growth`: int_unit_estimate (HTX) and int_district_estimate (THT, by district). Not rounded; a verdict never rests on it.
with area as (
  select * from {{ ref('int_area') }}
),

indicator as (
  select * from {{ ref('int_indicator') }}
),

indicator_value as (
  select * from {{ ref('int_indicator_value') }}
),

figure as (
  select
    reference_year,
    indicator,
    area_code,
    'HTX' as coverage_of,
    origin,
    numerator,
    denominator,
    numerator_growth,
    denominator_growth,
    mean_numerator,
    mean_denominator
  from {{ ref('int_unit_estimate') }}
  union all
  select
    reference_year,
    indicator,
    area_code,
    'district' as coverage_of,
    origin,
    value as numerator,
    cast(null as double) as denominator,
    value_growth as numerator_growth,
    cast(null as double) as denominator_growth,
    mean_value as mean_numerator,
    cast(null as double) as mean_denominator
  from {{ ref('int_district_estimate') }}
),

summed as (
  select
    area.reference_year,
    figure.indicator,
    area.area_code,
    figure.coverage_of,
    count(*) as expected,
    count(case when figure.origin = 'read' then 1 end) as reported,
    count(case when figure.origin = 'carried' then 1 end) as carried,
    count(case when figure.origin = 'mean' then 1 end) as filled_by_mean,
    {% for part in ['numerator', 'denominator'] %}
    coalesce(sum(case when figure.origin = 'read' then figure.{{ part }} end), 0) as read_{{ part }},
    coalesce(sum(case when figure.origin = 'carried' then figure.{{ part }} end), 0) as carried_{{ part }},
    max(figure.{{ part }}_growth) as {{ part }}_growth,
    max(figure.mean_{{ part }}) as mean_{{ part }}{{ ',' if not loop.last }}
    {% endfor %}
  from area
  inner join figure
    on area.reference_year = figure.reference_year
    and (area.area_level = 'province' or area.area_code = figure.area_code)
  group by area.reference_year, figure.indicator, area.area_code, figure.coverage_of
),

-- What has no growth or no mean to be filled in with stays unknown, and so does the whole.
filled as (
  select
    summed.*,
    {% for part in ['numerator', 'denominator'] %}
    read_{{ part }}
      + case when carried > 0 then carried_{{ part }} * {{ part }}_growth else 0 end
      + case when filled_by_mean > 0 then filled_by_mean * mean_{{ part }} else 0 end as {{ part }}{{ ',' if not loop.last }}
    {% endfor %}
  from summed
),

stacked as (
  select
    filled.*,
    case when indicator.per is null then numerator else indicator.scale * numerator / nullif(denominator, 0) end as estimate,
    case when indicator.per is null then numerator_growth else numerator_growth / nullif(denominator_growth, 0) end as growth
  from filled
  inner join indicator on filled.indicator = indicator.indicator
),

final as (
  select
    cast(stacked.reference_year as integer) as reference_year,
    stacked.indicator,
    stacked.area_code,
    indicator_value.value,
    stacked.estimate,
    'matched_growth' as method,
    stacked.coverage_of,
    cast(stacked.expected as bigint) as expected,
    cast(stacked.reported as bigint) as reported,
    100 * cast(stacked.reported as double) / stacked.expected as coverage_pct,
    cast(stacked.carried as bigint) as carried,
    cast(stacked.filled_by_mean as bigint) as filled_by_mean,
    (stacked.growth - 1) * 100 as peer_growth_pct
  from stacked
  left join indicator_value
    on stacked.reference_year = indicator_value.reference_year
    and stacked.indicator = indicator_value.indicator
    and stacked.area_code = indicator_value.area_code
  where stacked.reported < stacked.expected and stacked.estimate is not null
)

{{ with_names('final', ['area_code', 'indicator']) }}
