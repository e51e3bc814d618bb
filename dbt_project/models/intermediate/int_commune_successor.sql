-- One row per commune that was merged or renamed: the commune it is part of since, and from when. An address stays old after a merger.
-- A new commune keeps the code of one of its parts, so that the code of either order leads to the same place.
with commune as (
  select area_code, max(valid_from) as valid_from
  from {{ ref('area') }}
  where area_level = 'commune'
  group by area_code
)

select
  successor.former_area_code,
  successor.new_area_code,
  commune.valid_from
from {{ ref('commune_successor') }} as successor
inner join commune on successor.new_area_code = commune.area_code
