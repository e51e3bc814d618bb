-- One row per reference year, indicator and area: the figure as a fraction in whole numbers, so that verdicts are decided without rounding.
-- numerator is null where the figure is not known: no list, no report, or nobody reported it. A count has denominator 1, a share scale 100.
{#- (indicator, numerator, denominator, what it rests on, units expected, units reported)
    rests on: registry = the registry's list of the year; report = that and the district's report; tht = the district's report alone;
    alliance = the registry's and the Alliance's lists -#}
{% set active = "(case when run.effective_denominator = 'existing' then htx_existing else htx_active end)" %}
{% set rated = "(case when run.effective_denominator = 'existing' then htx_existing_rated else htx_active_rated end)" %}
{% set indicators = [
  ('T1', 'htx_new', '1', 'registry', 'null', 'null'),
  ('T2', 'lhhtx_new', '1', 'registry', 'null', 'null'),
  ('T3', 'tht_new', '1', 'tht', 'null', 'null'),
  ('T4', 'htx_effective', active, 'report', active, rated),
  ('T5', 'managers_trained_total', '1', 'report', 'htx_existing', 'managers_trained_units'),
  ('T6', 'members_total', '1', 'report', 'htx_existing', 'members_units'),
  ('T7', 'member_income_vnd_total', 'member_income_vnd_weight', 'report', 'htx_existing', 'member_income_vnd_units'),
  ('T8', 'htx_alliance', '1', 'alliance', 'null', 'null'),
  ('T9', 'htx_alliance', 'htx_existing', 'alliance', 'null', 'null'),
  ('I.1', 'htx_existing', '1', 'registry', 'null', 'null'),
  ('I.1a', 'htx_active', '1', 'report', 'null', 'null'),
  ('I.1b', 'htx_new', '1', 'registry', 'null', 'null'),
  ('I.1c', 'htx_dissolved', '1', 'registry', 'null', 'null'),
  ('I.1d', 'htx_effective', '1', 'report', active, rated),
  ('I.2', 'members_total', '1', 'report', 'htx_existing', 'members_units'),
  ('I.2a', 'new_members_total', '1', 'report', 'htx_existing', 'new_members_units'),
  ('I.3', 'workers_total', '1', 'report', 'htx_existing', 'workers_units'),
  ('I.4', 'revenue_vnd_total', 'revenue_vnd_units', 'report', 'htx_existing', 'revenue_vnd_units'),
  ('I.5', 'profit_vnd_total', 'profit_vnd_units', 'report', 'htx_existing', 'profit_vnd_units'),
  ('I.6', 'worker_income_vnd_total', 'worker_income_vnd_weight', 'report', 'htx_existing', 'worker_income_vnd_units'),
  ('I.6x', 'member_income_vnd_total', 'member_income_vnd_weight', 'report', 'htx_existing', 'member_income_vnd_units'),
  ('I.7', 'managers_total', '1', 'report', 'htx_existing', 'managers_units'),
  ('I.8', 'managers_trained_total', '1', 'report', 'htx_existing', 'managers_trained_units'),
  ('II.1', 'lhhtx_existing', '1', 'registry', 'null', 'null'),
  ('II.1b', 'lhhtx_new', '1', 'registry', 'null', 'null'),
  ('III.1', 'tht_existing', '1', 'tht', 'null', 'null'),
  ('III.1a', 'tht_new', '1', 'tht', 'null', 'null'),
  ('III.2', 'tht_members_total', '1', 'tht', 'tht_existing', 'tht_members_units'),
] %}
{% set known = {
  'registry': 'has_registry',
  'report': 'has_registry and has_report',
  'tht': 'has_report',
  'alliance': 'has_registry and has_alliance',
} %}
with area_total as (
  select * from {{ ref('int_area_total') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

stacked as (
  {% for indicator, numerator, denominator, basis, expected, reported in indicators %}
  select
    reference_year,
    '{{ indicator }}' as indicator,
    area_code,
    area_level,
    has_all_reports,
    {{ known[basis] }} as is_known,
    -- How many units should report is known from the registry, also where the report itself is missing.
    {{ 'has_report' if basis == 'tht' else 'has_registry' }} as is_countable,
    {{ 'true' if expected == 'null' else expected ~ ' = 0 or ' ~ reported ~ ' > 0' }} as is_reported,
    -- No unit to report it: a sum is 0; units there and none reported it: not known.
    {% if expected == 'null' %}
    {{ exact(numerator) }} as numerator,
    {% else %}
    coalesce({{ exact(numerator) }}, case when {{ expected }} = 0 then 0 end) as numerator,
    {% endif %}
    {{ exact(denominator) }} as denominator,
    {{ 'true' if denominator != '1' else 'false' }} as is_fraction,
    {{ '100' if indicator in ('T4', 'T9') else '1' }} as scale,
    cast({{ expected }} as bigint) as units_expected,
    cast({{ reported }} as bigint) as units_reported
  from area_total
  cross join run
  {{ 'union all' if not loop.last }}
  {% endfor %}
)

select
  reference_year,
  indicator,
  area_code,
  area_level,
  has_all_reports,
  case when is_known and denominator > 0 then numerator end as numerator,
  case when is_known and denominator > 0 then denominator end as denominator,
  case when is_known and is_reported and denominator > 0 then scale * cast(numerator as double) / cast(denominator as double) end as value,
  is_fraction,
  scale,
  case when is_countable then units_expected end as units_expected,
  case when is_countable then units_reported end as units_reported
from stacked
