-- One row per reference year, area, sector and unit type: units in existence and what they reported; null where none of them reported the figure.
-- The contributions of the indicators that count all units of a kind, or add up one of their figures, by what each unit is.
with contribution as (
  select
    contribution.reference_year,
    contribution.area_code,
    contribution.unit_key,
    contribution.numerator,
    indicator.scope,
    indicator.figure
  from {{ ref('fct_contribution') }} as contribution
  inner join {{ ref('int_indicator') }} as indicator
    on contribution.indicator = indicator.indicator
    and indicator.indicator = indicator.same_as
  where indicator.kind in ('count', 'sum') and indicator.flag is null and indicator.weight is null
),

area as (
  select * from {{ ref('int_area') }}
),

final as (
  select
    cast(area.reference_year as integer) as reference_year,
    area.area_code,
    {{ sector_of('unit_year') }} as sector,
    unit_year.unit_type,
    count(case when contribution.scope = 'existing' and contribution.figure is null then 1 end) as units,
    -- Not known where the year has no registry extract.
    case
      when count(unit_year.is_active) > 0 then count(case when contribution.scope = 'active' and contribution.figure is null then 1 end)
    end as active_units,
    {% for figure in ['members', 'workers', 'revenue_vnd', 'profit_vnd'] %}
    cast(sum(case when contribution.scope = 'existing' and contribution.figure = '{{ figure }}' then contribution.numerator end) as bigint) as {{ figure }}
    {{- ',' if not loop.last }}
    {% endfor %}
  from contribution
  inner join {{ ref('int_unit_year') }} as unit_year
    on contribution.reference_year = unit_year.reference_year
    and contribution.unit_key = unit_year.unit_key
  inner join area on {{ counts_in('contribution', 'area') }}
  where unit_year.in_existence
  group by area.reference_year, area.area_code, {{ sector_of('unit_year') }}, unit_year.unit_type
)

{{ with_names('final', ['area_code']) }}
