-- One row per reference year, target (T3-T7) and district: how many reports or figures the target still waits for there.
with district_report as (
  select * from {{ ref('int_district_report') }}
),

area_total as (
  select * from {{ ref('int_area_total') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

-- A district without its report has no value, yet its HTX are known.
waited as (
  {% for indicator, expected, reported in [
    ('T4', "case when run.effective_denominator = 'existing' then htx_existing else htx_active end",
     "case when run.effective_denominator = 'existing' then htx_existing_rated else htx_active_rated end"),
    ('T5', 'htx_existing', 'managers_trained_units'),
    ('T6', 'htx_existing', 'members_units'),
    ('T7', 'htx_existing', 'member_income_vnd_units'),
  ] %}
  select
    reference_year,
    '{{ indicator }}' as indicator,
    area_code,
    {{ expected }} - {{ reported }} as missing
  from area_total
  cross join run
  where area_level = 'district' and has_registry
  union all
  {% endfor %}
  select
    reference_year,
    'T3' as indicator,
    area_code,
    case when has_report then 0 else 1 end as missing
  from district_report
)

select
  reference_year,
  indicator,
  area_code,
  missing
from waited
where missing > 0
