-- One row per unit, reference year and source that a figure of that unit and year rests on: the very row of the very file,
-- and what that row says of the facts that decide whether the unit counts.
with unit_year as (
  select * from {{ ref('int_unit_year') }}
),

-- The first row of a unit in a year's list counts.
registry_unit as (
  select
    *,
    max(reference_year) over (partition by unit_key) as newest_year
  from {{ ref('stg_registry_unit') }}
  qualify row_number() over (partition by unit_key, reference_year order by row, sheet) = 1
),

unit_report as (
  select * from {{ ref('int_unit_report') }}
),

alliance_member as (
  select
    *,
    max(reference_year) over () as newest_year
  from {{ ref('stg_alliance_member') }}
),

rating_report as (
  select *
  from {{ ref('stg_rating_report') }}
  where rating is not null
  qualify row_number() over (partition by unit_key, reference_year order by row, sheet) = 1
),

{# What a source is called, the relation whose rows it is, which of these a year rests on, and which of the facts it tells. #}
{% set facts = ['unit_type', 'registered_on', 'status', 'status_on', 'joined_on', 'left_on', 'rating'] %}
{% set own_year = 'told.reference_year = unit_year.reference_year' %}
{% set newest = 'told.reference_year = told.newest_year' %}
{% set sources = [
  ('registry_own_year', 'registry_unit', own_year, facts[:4]),
  ('registry_newest', 'registry_unit', newest, facts[:4]),
  ('alliance_newest', 'alliance_member', newest, ['unit_type', 'joined_on', 'left_on']),
  ('rating_report', 'rating_report', own_year, ['rating']),
  ('unit_report', 'unit_report', own_year, ['unit_type', 'rating']),
] %}
stacked as (
  {% for name, relation, is_of_year, told in sources %}
  select
    unit_year.unit_key,
    unit_year.reference_year,
    '{{ name }}' as source,
    told.submission_id,
    told.path,
    told.sheet,
    told.row,
    {%- for fact in facts %}
    {{ 'told.' ~ fact if fact in told else 'null' }} as {{ fact }},
    {%- endfor %}
    told.is_one_of_homonyms
  from unit_year
  inner join {{ relation }} as told on unit_year.unit_key = told.unit_key and {{ is_of_year }}
  {{ 'union all' if not loop.last }}
  {% endfor %}
)

select
  unit_key,
  cast(reference_year as integer) as reference_year,
  source,
  submission_id,
  path,
  sheet,
  cast(row as integer) as row,
  unit_type,
  registered_on,
  status,
  status_on,
  joined_on,
  left_on,
  rating,
  is_one_of_homonyms
from stacked
