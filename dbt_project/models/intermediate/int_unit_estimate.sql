-- One row per reference year, indicator (T5, T6, T7) and HTX in existence: the figure as a fraction, read or to be filled in,
-- with what fills it in. Sums of what stands here are sums of whole numbers, the same in any order.
-- Matched growth (ratio of identicals): what a silent unit reported the year before, times the growth of the units that report in both years;
-- a unit without a year before takes the mean of the units that report. For estimates beside the headline only.
{% set indicators = [
  ('T5', 'managers_trained', none),
  ('T6', 'members', none),
  ('T7', 'member_income_vnd', 'members'),
] %}
with unit_year as (
  select * from {{ ref('int_unit_year') }}
  where is_htx and in_existence
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
  where has_registry
),

figure as (
  {% for indicator, figure, weight in indicators %}
  select
    unit_year.reference_year,
    '{{ indicator }}' as indicator,
    unit_year.unit_key,
    unit_year.area_code,
    {% if weight %}
    cast({{ exact('unit_year.' ~ figure) }} * unit_year.{{ weight }} as double) as numerator,
    cast(case when unit_year.{{ figure }} is not null then unit_year.{{ weight }} end as double) as denominator
    {% else %}
    cast(unit_year.{{ figure }} as double) as numerator,
    cast(null as double) as denominator
    {% endif %}
  from unit_year
  inner join reference_year on unit_year.reference_year = reference_year.reference_year
  {{ 'union all' if not loop.last }}
  {% endfor %}
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
