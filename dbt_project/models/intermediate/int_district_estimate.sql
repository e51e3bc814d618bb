-- One row per reference year, indicator of THT and district: the figure, read or to be filled in. No list says which THT there are,
-- so the district is the unit: what it reported the year before, times the growth of the districts that report in both years;
-- a district without a year before takes the mean of those that report. For estimates beside the headline only.
with indicator_value as (
  select figure.*
  from {{ ref('int_indicator_value') }} as figure
  inner join {{ ref('int_indicator') }} as indicator on figure.indicator = indicator.indicator
  -- What only a sentence of the report names is not estimated.
  where figure.area_level = 'district' and indicator.rests_on_report and not indicator.rests_on_registry
    and indicator.listed_in in ('plan', 'form')
),

district_report as (
  select * from {{ ref('int_district_report') }}
),

figure as (
  select
    indicator_value.reference_year,
    indicator_value.indicator,
    indicator_value.area_code,
    indicator_value.value
  from indicator_value
  inner join district_report
    on indicator_value.reference_year = district_report.reference_year
    and indicator_value.area_code = district_report.area_code
),

pair as (
  select
    figure.*,
    last_year.value as last_value
  from figure
  left join figure as last_year
    on figure.area_code = last_year.area_code
    and figure.indicator = last_year.indicator
    and figure.reference_year = last_year.reference_year + 1
),

growth as (
  select
    reference_year,
    indicator,
    sum(case when last_value is not null then value end) / nullif(sum(case when value is not null then last_value end), 0) as value_growth,
    avg(value) as mean_value
  from pair
  group by reference_year, indicator
)

select
  pair.reference_year,
  pair.indicator,
  pair.area_code,
  case
    when pair.value is not null then 'read'
    when pair.last_value * growth.value_growth is not null then 'carried'
    else 'mean'
  end as origin,
  case when pair.value is not null then pair.value when growth.value_growth is not null then pair.last_value end as value,
  growth.value_growth,
  growth.mean_value
from pair
inner join growth
  on pair.reference_year = growth.reference_year
  and pair.indicator = growth.indicator
