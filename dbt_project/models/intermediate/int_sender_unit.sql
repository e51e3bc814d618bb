-- One row per unit, reference year and sender that owes a list of units (biểu 2): whose report the unit belongs in.
with owed as (
  select * from {{ ref('int_owed') }}
  where form = 'agency_report' and sheets like '% 2 %'
),

unit_year as (
  select * from {{ ref('int_unit_year') }}
)

select
  owed.sender,
  owed.form,
  unit_year.*
from owed
inner join unit_year
  on owed.reference_year = unit_year.reference_year
  and owed.area_code = unit_year.area_code
  -- A commune answers for its own part of a former district.
  and (owed.own_area_code = owed.area_code or owed.own_area_code = unit_year.commune_code)
