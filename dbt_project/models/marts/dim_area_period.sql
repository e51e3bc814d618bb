-- One row per area and period of validity.
with area as (
  select * from {{ ref('area') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

area_bridge as (
  select * from {{ ref('area_bridge') }}
),

successor as (
  select * from {{ ref('int_commune_successor') }}
)

select
  area.area_code,
  area.area_level,
  area.area_name,
  area.parent_code,
  area.valid_from,
  area.valid_to,
  area.area_level = 'district' or (area.area_level = 'province' and area.area_code = run.province_code) as is_statistical,
  area_bridge.former_district_code,
  successor.new_area_code as successor_code
from area
cross join run
left join area_bridge
  on area.area_level = 'commune'
  and area.area_code = area_bridge.new_area_code
  and area.valid_to is null
left join successor
  on area.area_level = 'commune'
  and area.area_code = successor.former_area_code
  and area.valid_from < successor.valid_from
