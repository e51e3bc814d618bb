-- One row per area and reference year: every count and sum that an indicator is made of. Units of HTX types unless the name says otherwise.
{% set summed = ['members', 'new_members', 'workers', 'managers', 'managers_trained', 'revenue_vnd', 'profit_vnd'] %}
{% set weighted = [('member_income_vnd', 'members'), ('worker_income_vnd', 'workers')] %}
with unit_year as (
  select * from {{ ref('int_unit_year') }}
),

area as (
  select * from {{ ref('int_area') }}
),

-- Each unit counts in its district and in the province.
placed as (
  select area.area_code as total_area_code, unit_year.*
  from unit_year
  inner join area
    on unit_year.reference_year = area.reference_year
    and (area.area_level = 'province' or unit_year.area_code = area.area_code)
),

flagged as (
  select
    *,
    is_htx and in_existence as counts,
    is_htx and coalesce(is_active, false) as counts_active
  from placed
),

totals as (
  select
    total_area_code as area_code,
    reference_year,
    count(case when counts then 1 end) as htx_existing,
    count(case when counts_active then 1 end) as htx_active,
    count(case when is_htx and is_new then 1 end) as htx_new,
    count(case when is_htx and is_dissolved then 1 end) as htx_dissolved,
    count(case when counts_active and is_effective then 1 end) as htx_effective,
    count(case when counts_active and rating is not null then 1 end) as htx_active_rated,
    count(case when counts and rating is not null then 1 end) as htx_existing_rated,
    count(case when counts and is_alliance_member then 1 end) as htx_alliance,
    count(case when unit_type = 'LHHTX' and in_existence then 1 end) as lhhtx_existing,
    count(case when unit_type = 'LHHTX' and is_new then 1 end) as lhhtx_new,
    count(case when unit_type = 'THT' and in_existence then 1 end) as tht_existing,
    count(case when unit_type = 'THT' and is_new then 1 end) as tht_new,
    sum(case when unit_type = 'THT' and in_existence then members end) as tht_members_total,
    count(case when unit_type = 'THT' and in_existence then members end) as tht_members_units,
    {% for figure in summed %}
    sum(case when counts then {{ figure }} end) as {{ figure }}_total,
    count(case when counts then {{ figure }} end) as {{ figure }}_units,
    {% endfor %}
    {% for figure, weight in weighted %}
    sum(case when counts then {{ exact(figure) }} * {{ weight }} end) as {{ figure }}_total,
    sum(case when counts and {{ figure }} is not null then {{ weight }} end) as {{ figure }}_weight,
    count(case when counts and {{ weight }} is not null then {{ figure }} end) as {{ figure }}_units{{ ',' if not loop.last }}
    {% endfor %}
  from flagged
  group by total_area_code, reference_year
)

select
  area.area_code,
  area.area_level,
  area.reference_year,
  area.has_report,
  area.has_all_reports,
  reference_year.has_registry,
  reference_year.has_alliance,
  {% for name in ['htx_existing', 'htx_active', 'htx_new', 'htx_dissolved', 'htx_effective', 'htx_active_rated', 'htx_existing_rated',
                  'htx_alliance', 'lhhtx_existing', 'lhhtx_new', 'tht_existing', 'tht_new', 'tht_members_units'] %}
  coalesce(totals.{{ name }}, 0) as {{ name }},
  {% endfor %}
  totals.tht_members_total,
  {% for figure in summed %}
  totals.{{ figure }}_total,
  coalesce(totals.{{ figure }}_units, 0) as {{ figure }}_units,
  {% endfor %}
  {% for figure, weight in weighted %}
  totals.{{ figure }}_total,
  totals.{{ figure }}_weight,
  coalesce(totals.{{ figure }}_units, 0) as {{ figure }}_units{{ ',' if not loop.last }}
  {% endfor %}
from area
inner join {{ ref('int_reference_year') }} as reference_year on area.reference_year = reference_year.reference_year
left join totals
  on area.area_code = totals.area_code
  and area.reference_year = totals.reference_year
