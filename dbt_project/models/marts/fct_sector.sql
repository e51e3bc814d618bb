-- One row per reference year, area, sector and unit type: units in existence and what they reported; null where none of them reported the figure.
with unit_year as (
  select * from {{ ref('int_unit_year') }}
  where in_existence
),

area as (
  select * from {{ ref('int_area') }}
)

select
  cast(area.reference_year as integer) as reference_year,
  area.area_code,
  coalesce(unit_year.sector, 'Chưa báo cáo') as sector,
  unit_year.unit_type,
  count(*) as units,
  -- Not known where the year has no registry extract.
  case when count(unit_year.is_active) > 0 then count(case when unit_year.is_active then 1 end) end as active_units,
  cast(sum(unit_year.members) as bigint) as members,
  cast(sum(unit_year.workers) as bigint) as workers,
  cast(sum(unit_year.revenue_vnd) as bigint) as revenue_vnd,
  cast(sum(unit_year.profit_vnd) as bigint) as profit_vnd
from unit_year
inner join area
  on unit_year.reference_year = area.reference_year
  and (area.area_level = 'province' or unit_year.area_code = area.area_code)
group by area.reference_year, area.area_code, coalesce(unit_year.sector, 'Chưa báo cáo'), unit_year.unit_type
