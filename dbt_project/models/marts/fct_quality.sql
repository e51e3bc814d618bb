-- One row per reference year, sender, form, quality score and item. Formulas: dim_quality.
-- No form: all forms of the sender. No sender: the province. No item: all items together.
with part as (
  {% for model in ['int_score_completeness', 'int_score_response', 'int_score_revision', 'int_score_time', 'int_score_asymmetry'] %}
  select reference_year, sender, form, indicator, item, numerator, denominator from {{ ref(model) }}
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

series as (
  select * from {{ ref('int_score_series') }}
),

quality as (
  select * from {{ ref('quality') }}
),

-- What is summed is numerators and denominators, never rates.
scoped as (
  select reference_year, sender, form, indicator, item, numerator, denominator from part
  union all
  select reference_year, sender, cast(null as varchar) as form, indicator, item, numerator, denominator from part
  union all
  select reference_year, cast(null as varchar) as sender, cast(null as varchar) as form, indicator, item, numerator, denominator from part
),

by_item as (
  select reference_year, sender, form, indicator, item, sum(numerator) as numerator, sum(denominator) as denominator
  from scoped
  where item is not null
  group by reference_year, sender, form, indicator, item
),

pooled as (
  select reference_year, sender, form, indicator, sum(numerator) as numerator, sum(denominator) as denominator
  from scoped
  where indicator not in ('A6', 'A6_MR', 'A6_MAR')
  group by reference_year, sender, form, indicator
),

-- Persons, đồng and units have no sum: the mean of the items' relative revisions.
revised as (
  select
    reference_year,
    sender,
    form,
    indicator,
    -- Decimals: the same sum in any order.
    cast(sum(cast(numerator / denominator as decimal(30, 15))) as double) as numerator,
    cast(count(*) as double) as denominator
  from by_item
  where indicator = 'A6' and denominator > 0
  group by reference_year, sender, form, indicator
),

comparable as (
  select reference_year, sender, form, item, years from series
  union all
  select reference_year, sender, cast(null as varchar) as form, cast(null as varchar) as item, min(years) as years
  from series
  where sender is not null
  group by reference_year, sender
  union all
  select reference_year, cast(null as varchar) as sender, cast(null as varchar) as form, cast(null as varchar) as item, min(years) as years
  from series
  where sender is null
  group by reference_year
),

stacked as (
  select reference_year, sender, form, indicator, item, numerator, denominator from by_item
  union all
  select reference_year, sender, form, indicator, cast(null as varchar) as item, numerator, denominator from pooled
  union all
  select reference_year, sender, form, indicator, cast(null as varchar) as item, numerator, denominator from revised
  union all
  select reference_year, sender, form, 'CC2' as indicator, item, years as numerator, cast(1 as double) as denominator from comparable
),

final as (
  select
    cast(stacked.reference_year as integer) as reference_year,
    stacked.sender,
    stacked.form,
    stacked.indicator,
    stacked.item,
    case when quality.unit_of_measure = '%' then 100 else 1 end * stacked.numerator / nullif(stacked.denominator, 0) as value,
    stacked.numerator,
    stacked.denominator
  from stacked
  inner join quality on stacked.indicator = quality.indicator
)

{{ with_names('final', ['sender']) }}
