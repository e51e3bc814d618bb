{{ config(materialized='table_function', parameters=['units']) }}
-- The province's figures if some units' rows were others: one row per change, year and indicator that moves. `units` is a table in the shape of
-- int_unit_year with what would stand there; its unit_key is the change's key and the unit's ({change, unit}).
-- `weight` is how far a figure moves in terms of what holds a report (contract, section 4; settings of the province): above 1 it weighs.
with otherwise as (
  {{ contributions_of('query_table(units)') | indent(2) }}
),

asked as (
  select distinct unit_key['change'] as change_id, unit_key['unit'] as unit_key, reference_year from query_table(units)
),

moved as (
  select
    change_id, reference_year, indicator,
    sum(numerator) as numerator, sum(denominator) as denominator, sum(units_expected) as units_expected, sum(units_reported) as units_reported
  from (
    select
      unit_key['change'] as change_id, reference_year, indicator,
      coalesce(numerator, 0) as numerator, coalesce(denominator, 0) as denominator,
      case when is_reported is null then 0 else 1 end as units_expected, case when is_reported then 1 else 0 end as units_reported
    from otherwise
    union all
    select
      asked.change_id, stands.reference_year, stands.indicator,
      -coalesce(stands.numerator, 0) as numerator, -coalesce(stands.denominator, 0) as denominator,
      case when stands.is_reported is null then 0 else -1 end as units_expected, case when stands.is_reported then -1 else 0 end as units_reported
    from asked
    inner join {{ ref('fct_contribution') }} as stands
      on asked.unit_key = stands.unit_key and asked.reference_year = stands.reference_year
  ) as side
  group by change_id, reference_year, indicator
),

province as (
  select * from {{ ref('int_indicator_compared') }} where area_level = 'province'
),

summed as (
  select
    moved.change_id,
    province.reference_year,
    province.indicator,
    province.listed_in,
    province.kind,
    province.scale,
    province.value as present_value,
    province.exact_numerator + moved.numerator as numerator,
    province.exact_denominator + case when province.is_fraction then moved.denominator else 0 end as denominator,
    province.units_expected + moved.units_expected as units_expected,
    province.units_reported + moved.units_reported as units_reported
  from moved
  inner join province on moved.reference_year = province.reference_year and moved.indicator = province.indicator
  where moved.numerator <> 0 or moved.denominator <> 0 or moved.units_expected <> 0 or moved.units_reported <> 0
),

valued as (
  select *, scale * cast(numerator as double) / nullif(cast(denominator as double), 0) as value
  from summed
),

compared as (
  select
    *,
    coalesce(value, 0) - coalesce(present_value, 0) as difference,
    case when kind = 'share' then value - present_value else (value - present_value) / nullif(abs(present_value), 0) * 100 end as change_pct
  from valued
)

select
  compared.* exclude (listed_in),
  case
    when difference = 0 then 0
    when listed_in = 'form' then abs(change_pct) / run.item_pct
    when listed_in <> 'plan' then 0
    when kind = 'share' then abs(change_pct) / run.share_points
    when kind = 'count' and abs(difference) <= 1 then 0
    -- Of nothing, any change is all of it.
    else coalesce(abs(change_pct) / run.target_pct, 'infinity')
  end as weight
from compared
cross join {{ source('landing', 'run') }} as run
