-- One row per reference year, indicator (T5-T7) and area: growth among the HTX that exist and report in both years.
{% set indicators = [
  ('T5', 'managers_trained', 'null'),
  ('T6', 'members', 'null'),
  ('T7', 'member_income_vnd', 'members'),
] %}
with unit_year as (
  select * from {{ ref('int_unit_year') }}
  where is_htx and in_existence
),

area as (
  select * from {{ ref('int_area') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
  where has_registry
),

pair as (
  select
    area.area_code as total_area_code,
    this_year.reference_year,
    {% for figure in ['managers_trained', 'members', 'member_income_vnd'] %}
    this_year.{{ figure }},
    last_year.{{ figure }} as last_{{ figure }}{{ ',' if not loop.last }}
    {% endfor %}
  from unit_year as this_year
  inner join unit_year as last_year
    on this_year.unit_key = last_year.unit_key
    and this_year.reference_year = last_year.reference_year + 1
  inner join reference_year as this_list on this_year.reference_year = this_list.reference_year
  inner join reference_year as last_list on last_year.reference_year = last_list.reference_year
  inner join area
    on this_year.reference_year = area.reference_year
    and (area.area_level = 'province' or this_year.area_code = area.area_code)
),

stacked as (
  {% for indicator, figure, weight in indicators %}
  select
    total_area_code as area_code,
    reference_year,
    '{{ indicator }}' as indicator,
    count(*) as matched_units,
    {% if weight == 'null' %}
    cast(sum({{ figure }}) as double) as matched_value,
    cast(sum(last_{{ figure }}) as double) as matched_previous_value
    {% else %}
    cast(sum({{ exact(figure) }} * {{ weight }}) as double) / nullif(cast(sum({{ weight }}) as double), 0) as matched_value,
    cast(sum({{ exact('last_' ~ figure) }} * last_{{ weight }}) as double) / nullif(cast(sum(last_{{ weight }}) as double), 0)
      as matched_previous_value
    {% endif %}
  from pair
  where
    {{ figure }} is not null
    and last_{{ figure }} is not null
    {%- if weight != 'null' %}
    and {{ weight }} is not null
    and last_{{ weight }} is not null
    {%- endif %}
  group by total_area_code, reference_year
  {{ 'union all' if not loop.last }}
  {% endfor %}
)

select
  *,
  (matched_value / nullif(matched_previous_value, 0) - 1) * 100 as matched_growth_pct
from stacked
