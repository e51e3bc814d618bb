-- One row per unit and reference year.
with unit_year as (
  select * from {{ ref('int_unit_year') }}
),

unit as (
  select unit_key, name as newest_name, search_key from {{ ref('dim_unit') }}
),

listed as (
  select
    unit_key,
    cast(reference_year as integer) as reference_year,
    unit_type,
    name,
    {{ unit_code('registration_code') }} as registration_code,
    area_code,
    commune_code,
    sector,
    legal_status,
    operating_state,
    in_existence,
    is_active,
    is_new,
    is_dissolved,
    is_alliance_member,
    rating,
    rating_source,
    is_effective,
    is_in_registry,
    is_reported,
    registered_on,
    converted_on,
    dissolved_on,
    founded_on,
    industry_code,
    cast(charter_capital_vnd as bigint) as charter_capital_vnd,
    {% for column, type in mart_columns('unit_report').items() %}
    cast({{ column }} as {{ type }}) as {{ column }},
    {% endfor %}
    submission_id,
    path,
    sheet,
    cast(row as integer) as row
  from unit_year
),

final as (
  select
    listed.*,
    unit.newest_name,
    unit.search_key
  from listed
  inner join unit on listed.unit_key = unit.unit_key
)

{{ with_names('final', ['area_code', 'commune_code']) }}
