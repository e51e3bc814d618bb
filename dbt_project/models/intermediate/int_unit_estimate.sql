-- One row per reference year, target decided by coverage and unit that is asked for it: the figure as a fraction, read or to be filled in,
-- with what fills it in. Sums of what stands here are sums of whole numbers, the same in any order.
-- Matched growth (ratio of identicals): what a silent unit reported the year before, times the growth of the units that report in both years;
-- a unit without a year before takes the mean of the units that report. For estimates beside the headline only.
with indicator as (
  select * from {{ ref('int_indicator') }}
  where verdict_test = 'coverage'
),

figure as (
  select
    contribution.reference_year,
    contribution.indicator,
    contribution.unit_key,
    contribution.area_code,
    cast(contribution.numerator as double) as numerator,
    cast(contribution.denominator as double) as denominator
  from {{ ref('fct_contribution') }} as contribution
  inner join indicator on contribution.indicator = indicator.indicator
  inner join {{ ref('int_reference_year') }} as reference_year on contribution.reference_year = reference_year.reference_year
  where reference_year.has_registry
),

pair as (
  select
    figure.*,
    last_year.numerator as last_numerator,
    last_year.denominator as last_denominator
  from figure
  left join figure as last_year
    on figure.unit_key = last_year.unit_key
    and figure.indicator = last_year.indicator
    and figure.reference_year = last_year.reference_year + 1
),

-- The peers are those of the whole province: a district has too few.
growth as (
  select
    reference_year,
    indicator,
    sum(case when last_numerator is not null then numerator end)
      / nullif(sum(case when numerator is not null then last_numerator end), 0) as numerator_growth,
    sum(case when last_numerator is not null then denominator end)
      / nullif(sum(case when numerator is not null then last_denominator end), 0) as denominator_growth,
    avg(numerator) as mean_numerator,
    avg(denominator) as mean_denominator
  from pair
  group by reference_year, indicator
)

select
  pair.reference_year,
  pair.indicator,
  pair.unit_key,
  pair.area_code,
  case
    when pair.numerator is not null then 'read'
    when pair.last_numerator * growth.numerator_growth is not null then 'carried'
    else 'mean'
  end as origin,
  case when pair.numerator is not null then pair.numerator when growth.numerator_growth is not null then pair.last_numerator end as numerator,
  case when pair.numerator is not null then pair.denominator when growth.numerator_growth is not null then pair.last_denominator end
    as denominator,
  growth.numerator_growth,
  growth.denominator_growth,
  growth.mean_numerator,
  growth.mean_denominator
from pair
inner join growth
  on pair.reference_year = growth.reference_year
  and pair.indicator = growth.indicator
