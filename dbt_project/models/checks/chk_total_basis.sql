-- One row per reporting district, reference year, group of biểu 1 items and basis that explains most of the group's counts. A sender counts all of a group
-- by one list; a basis that fits another item by chance alone explains nothing.
with candidate as (
  select candidate.*, definition.item_group, definition.is_average
  from {{ ref('chk_total_candidate') }} as candidate
  inner join {{ ref('chk_total_definition') }} as definition on candidate.item = definition.item
  where candidate.basis <> 'listed'
),

stated as (
  select sender, reference_year, item, max(value) as value
  from {{ ref('stg_total_item') }}
  where value is not null
  group by sender, reference_year, item
),

-- Averages are rounded, and fit too much.
fitted as (
  select
    candidate.sender, candidate.reference_year, candidate.item_group, candidate.basis, candidate.item,
    max(case when candidate.candidate = stated.value then 1 else 0 end) as fits
  from candidate
  left join stated
    on candidate.sender = stated.sender
    and candidate.reference_year = stated.reference_year
    and candidate.item = stated.item
    and not candidate.is_average
  group by candidate.sender, candidate.reference_year, candidate.item_group, candidate.basis, candidate.item
),

counted as (
  select
    sender, reference_year, item_group, basis,
    sum(fits) as fits,
    max(sum(fits)) over (partition by sender, reference_year, item_group) as most_fits,
    count(item) as items
  from fitted
  group by sender, reference_year, item_group, basis
)

select sender, reference_year, item_group, basis
from counted
-- One item in a larger group is no way of counting but chance: there biểu 2 must add up by itself.
where case when most_fits < {{ tolerance('total_differs_from_units', 'chance_fits') }} and items >= {{ tolerance('total_differs_from_units', 'group_items') }} then basis = 'sheet' else fits = most_fits end
