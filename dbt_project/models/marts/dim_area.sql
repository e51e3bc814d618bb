-- One row per area code: what it is called now, or was called last. What it was called in a year stands beside it in every fact.
with period as (
  select
    *,
    row_number() over (partition by area_code order by valid_from desc) as recency
  from {{ ref('dim_area_period') }}
)

select
  area_code,
  area_level,
  area_name,
  parent_code,
  valid_from,
  valid_to,
  is_statistical,
  former_district_code
from period
where recency = 1
