-- One row per sender.
select
  sender,
  agency_name,
  agency_kind,
  area_code,
  valid_from_year,
  valid_to_year
from {{ ref('agency') }}
