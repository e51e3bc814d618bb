-- One row per area and period of validity.
select
  area_code,
  area_level,
  area_name,
  parent_code,
  valid_from,
  valid_to
from {{ ref('area') }}
