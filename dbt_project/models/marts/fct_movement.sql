-- One row per reference year, indicator, cut and part: where the change on the year before comes from. Parts of the cuts by district, sector
-- and presence add up to the whole for what is counted or summed up; of a mean each part has its own.
with indicator as (
  select * from {{ ref('int_indicator') }}
  where scope is not null and kind <> 'share' and listed_in in ('plan', 'form') and indicator = same_as
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

unit_year as (
  select * from {{ ref('int_unit_year') }}
),

contribution as (
  select
    contribution.*,
    {{ sector_of('unit_year') }} as sector
  from {{ ref('fct_contribution') }} as contribution
  inner join indicator on contribution.indicator = indicator.indicator
  inner join unit_year
    on contribution.reference_year = unit_year.reference_year
    and contribution.unit_key = unit_year.unit_key
  where contribution.numerator is not null
),

-- Each year's contribution beside the one of the year before, where that was a year of the warehouse too.
stacked as (
  select
    contribution.reference_year,
    contribution.indicator,
    contribution.unit_key,
    contribution.area_code,
    contribution.sector,
    contribution.numerator,
    contribution.denominator,
    0 as previous_numerator,
    0 as previous_denominator,
    1 as units,
    0 as previous_units
  from contribution
  inner join reference_year as before on contribution.reference_year = before.reference_year + 1
  union all
  select
    contribution.reference_year + 1 as reference_year,
    contribution.indicator,
    contribution.unit_key,
    contribution.area_code,
    contribution.sector,
    0 as numerator,
    0 as denominator,
    contribution.numerator as previous_numerator,
    contribution.denominator as previous_denominator,
    0 as units,
    1 as previous_units
  from contribution
  inner join reference_year as after on contribution.reference_year = after.reference_year - 1
),

by_unit as (
  select
    reference_year,
    indicator,
    unit_key,
    sum(numerator) as numerator,
    sum(denominator) as denominator,
    sum(previous_numerator) as previous_numerator,
    sum(previous_denominator) as previous_denominator,
    sum(units) as units,
    sum(previous_units) as previous_units
  from stacked
  group by reference_year, indicator, unit_key
),

-- What is counted comes and goes; a figure that only one of the years has is missing where the unit was there in both.
present as (
  select
    by_unit.*,
    case
      when by_unit.units > 0 and by_unit.previous_units > 0 then 'stayed'
      when by_unit.units > 0 then case when indicator.figure is null or before.unit_key is null then 'entered' else 'not_known' end
      when indicator.figure is null or now.unit_key is null then 'left'
      else 'not_known'
    end as presence
  from by_unit
  inner join indicator on by_unit.indicator = indicator.indicator
  left join unit_year as now
    on by_unit.unit_key = now.unit_key
    and by_unit.reference_year = now.reference_year
    and now.in_existence
  left join unit_year as before
    on by_unit.unit_key = before.unit_key
    and by_unit.reference_year - 1 = before.reference_year
    and before.in_existence
),

-- The units that moved most the way the whole did: so many make up half of the change.
ranked as (
  select
    *,
    numerator - previous_numerator as change,
    sum(numerator - previous_numerator) over (partition by reference_year, indicator) as whole_change
  from by_unit
),

foremost as (
  select
    *,
    sum(change) over (
      partition by reference_year, indicator order by abs(change) desc, unit_key rows between unbounded preceding and current row
    ) as running
  from ranked
  where change * whole_change > 0
),

half as (
  select
    reference_year,
    indicator,
    1 + count(case when 2 * abs(running) < abs(whole_change) then 1 end) as half_units
  from foremost
  group by reference_year, indicator
),

cut as (
  {% set sums = 'sum(numerator) as numerator, sum(denominator) as denominator, sum(previous_numerator) as previous_numerator, sum(previous_denominator) as previous_denominator, sum(units) as units, sum(previous_units) as previous_units' %}
  {% for name, part, source in [('whole', "''", 'by_unit'), ('district', "coalesce(area_code, '')", 'stacked'), ('sector', 'sector', 'stacked'), ('presence', 'presence', 'present')] %}
  select reference_year, indicator, '{{ name }}' as cut, {{ part }} as part, {{ sums }}
  from {{ source }}
  group by reference_year, indicator, {{ part }}
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

valued as (
  select
    cut.*,
    case when indicator.per is null then cut.numerator else indicator.scale * cut.numerator / nullif(cut.denominator, 0) end as value,
    case when indicator.per is null then cut.previous_numerator else indicator.scale * cut.previous_numerator / nullif(cut.previous_denominator, 0) end
      as previous_value
  from cut
  inner join indicator on cut.indicator = indicator.indicator
)

select
  cast(valued.reference_year as integer) as reference_year,
  valued.indicator,
  valued.cut,
  valued.part,
  cast(valued.units as bigint) as units,
  cast(valued.previous_units as bigint) as previous_units,
  cast(valued.value as double) as value,
  cast(valued.previous_value as double) as previous_value,
  cast(valued.value as double) - cast(valued.previous_value as double) as change,
  {{ growth_pct('cast(valued.value as double)', 'cast(valued.previous_value as double)') }} as growth_pct,
  case when valued.cut = 'whole' then cast(half.half_units as bigint) end as half_units
from valued
left join half
  on valued.reference_year = half.reference_year
  and valued.indicator = half.indicator
