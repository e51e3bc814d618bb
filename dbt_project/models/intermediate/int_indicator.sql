-- One row per indicator: the seed's definition with the province's setting put in, and what follows from it.
-- scope is null where a figure cannot be built from units: only the senders' totals know it.
{% set by_report, by_alliance, asked = [], [], [] %}
{% for flag, about in unit_flags().items() %}
  {% do by_report.append(flag) if about['list'] == 'report' %}
  {% do by_alliance.append(flag) if about['list'] == 'alliance' %}
  {% do asked.append(flag) if about['reported_in'] %}
{% endfor %}
with run as (
  select * from {{ source('landing', 'run') }}
),

settled as (
  select
    indicator.indicator,
    indicator.indicator_name,
    indicator.indicator_name_en,
    indicator.unit_of_measure,
    indicator.listed_in,
    indicator.units,
    case when indicator.scope = 'effective_denominator' then run.effective_denominator else indicator.scope end as scope,
    indicator.flag,
    indicator.flag_value,
    indicator.figure,
    indicator.weight,
    indicator.per,
    indicator.scale,
    indicator.decimals,
    indicator.verdict_test,
    indicator.has_matched_growth,
    indicator.part_of,
    indicator.split_of,
    indicator.protection,
    indicator.definition,
    indicator.definition_en,
    indicator.sort_order
  from {{ ref('indicator') }} as indicator
  cross join run
)

select
  *,
  case
    when scope is null then 'reported'
    when per is not null and scale = 100 then 'share'
    when per is not null then 'mean'
    when figure is not null then 'sum'
    else 'count'
  end as kind,
  scope is not null and units <> 'tht' as rests_on_registry,
  units = 'tht' or scope is null or scope in ('active', 'idle') or figure is not null or coalesce(flag in {{ any_of(by_report) }}, false)
    as rests_on_report,
  coalesce(flag in {{ any_of(by_alliance) }}, false) as rests_on_alliance,
  coalesce(figure in {{ any_of(signed_figures()) }}, false) as may_be_negative,
  coalesce(per = 'units' and scale = 100, false) as is_share_of_units,
  -- Somebody has to report something of each unit, and may have left it out.
  scope is not null and (figure is not null or coalesce(flag in {{ any_of(asked) }}, false)) as has_expected_units,
  -- The first indicator that is the same figure: biểu 1 repeats the plan.
  case
    when scope is null then indicator
    else first_value(indicator) over (partition by units, scope, flag, flag_value, figure, weight, per, scale order by sort_order)
  end as same_as
from settled
