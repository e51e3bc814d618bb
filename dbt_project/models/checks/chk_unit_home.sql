{{ config(materialized='ephemeral') }}
-- One row per legal person and year whose registry and district's biểu 2 give the same district: that, and the one of the year before.
with home as (
  select distinct legal_unit_year.unit_key, legal_unit_year.reference_year, legal_unit_year.area_code
  from {{ ref('int_legal_unit_year') }} as legal_unit_year
  inner join {{ ref('stg_unit_report') }} as unit_report
    on legal_unit_year.unit_key = unit_report.unit_key
    and legal_unit_year.reference_year = unit_report.reference_year
  inner join {{ ref('int_sender_area') }} as sender_area
    on unit_report.sender = sender_area.sender
    and legal_unit_year.area_code = sender_area.area_code
)

select home.unit_key, home.reference_year, home.area_code, area.area_name, last_year.area_code as last_area_code
from home
inner join (select area_code, max(area_name) as area_name from {{ ref('area') }} group by area_code) as area on home.area_code = area.area_code
left join {{ ref('int_legal_unit_year') }} as last_year
  on home.unit_key = last_year.unit_key
  and home.reference_year = last_year.reference_year + 1
