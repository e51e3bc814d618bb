-- One row per sender that reports for an area: its own area, and the statistical area that its figures are added up in.
-- A commune of the two-tier order answers for a part of a former district, so that the district's series goes on.
with agency as (
  select * from {{ ref('agency') }}
  where area_code is not null
),

area_bridge as (
  select * from {{ ref('area_bridge') }}
)

select
  agency.sender,
  agency.area_code as own_area_code,
  coalesce(area_bridge.former_district_code, agency.area_code) as area_code
from agency
left join area_bridge on agency.agency_kind = 'commune' and agency.area_code = area_bridge.new_area_code
