-- One row per area code and reference year: what the area was called at the end of that year's window. Codes are used again for other places,
-- so a name belongs to a code and a year. Where the code was not in force, the name that is nearest in time.
with area as (
  select * from {{ ref('area') }}
),

reference_year as (
  select * from {{ ref('reference_year') }}
),

ranked as (
  select
    area.area_code,
    reference_year.reference_year,
    area.area_name,
    row_number() over (
      partition by area.area_code, reference_year.reference_year
      order by
        case
          when area.valid_from > reference_year.window_end then 2
          when area.valid_to < reference_year.window_start then 1
          else 0
        end,
        case when area.valid_from > reference_year.window_end then area.valid_from end,
        area.valid_from desc
    ) as rank_in_year
  from area
  cross join reference_year
)

select
  area_code,
  reference_year,
  area_name
from ranked
where rank_in_year = 1
