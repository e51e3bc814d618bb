-- One row per reference year, indicator that is built from units and area: the figure as a fraction in whole numbers, so that verdicts
-- are decided without rounding. Null where a list or the report that it rests on is missing, and a sum that no unit reported.
with indicator as (
  select * from {{ ref('int_indicator') }}
  where scope is not null
),

area as (
  select
    area.*,
    reference_year.has_registry,
    reference_year.has_alliance
  from {{ ref('int_area') }} as area
  inner join {{ ref('int_reference_year') }} as reference_year on area.reference_year = reference_year.reference_year
),

summed as (
  select
    contribution.reference_year,
    contribution.indicator,
    area.area_code,
    sum(contribution.numerator) as numerator,
    sum(contribution.denominator) as denominator,
    count(contribution.is_reported) as units_expected,
    count(case when contribution.is_reported then 1 end) as units_reported
  from {{ ref('fct_contribution') }} as contribution
  inner join area on {{ counts_in('contribution', 'area') }}
  group by contribution.reference_year, contribution.indicator, area.area_code
),

-- Every area has every indicator, also where it has no unit that counts.
placed as (
  select
    area.reference_year,
    indicator.indicator,
    indicator.kind,
    indicator.scale,
    indicator.per is not null as is_fraction,
    area.area_code,
    area.area_level,
    area.has_all_reports,
    (area.has_registry or not indicator.rests_on_registry)
    and (area.has_report or not indicator.rests_on_report)
    and (area.has_alliance or not indicator.rests_on_alliance) as is_known,
    -- How many units should report is known from the registry, also where the report itself is missing.
    indicator.has_expected_units and case when indicator.rests_on_registry then area.has_registry else area.has_report end as is_countable,
    summed.numerator,
    summed.denominator,
    coalesce(summed.units_expected, 0) as units_expected,
    coalesce(summed.units_reported, 0) as units_reported
  from area
  cross join indicator
  left join summed
    on area.reference_year = summed.reference_year
    and area.area_code = summed.area_code
    and indicator.indicator = summed.indicator
),

fraction as (
  select
    placed.*,
    -- No unit to report it: a sum is 0; units there and none reported it: not known.
    units_expected = 0 or units_reported > 0 as is_reported,
    case when is_known then coalesce(numerator, case when kind <> 'sum' or units_expected = 0 then 0 end) end as known_numerator,
    case when is_known and is_fraction then coalesce(denominator, 0) when is_known then 1 end as known_denominator
  from placed
)

select
  reference_year,
  indicator,
  area_code,
  area_level,
  has_all_reports,
  {{ exact('known_numerator') }} as numerator,
  {{ exact('known_denominator') }} as denominator,
  case when is_reported and known_denominator > 0 then scale * cast(known_numerator as double) / cast(known_denominator as double) end as value,
  is_fraction,
  scale,
  case when is_countable then cast(units_expected as bigint) end as units_expected,
  case when is_countable then cast(units_reported as bigint) end as units_reported
from fraction
