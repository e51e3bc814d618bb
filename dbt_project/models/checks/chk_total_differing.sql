-- One row per total of biểu 1 over existing units that is not what the rows of biểu 2 give: of which figure and class of units, and by how much.
select
  total_item.submission_id,
  total_item.item,
  total_item.indicator_name,
  definition.kind,
  upper(definition.units) as unit_class,
  {{ field_of('definition.figure') }} as field,
  {{ field_of('definition.weight') }} as weight,
  total_item.value - total_item.expected as gap,
  total_item.value_step / 2 as rest
from {{ ref('chk_total_item') }} as total_item
inner join {{ ref('chk_total_definition') }} as definition on total_item.item = definition.item
where definition.kind in ('sum', 'mean') and definition.figure is not null and definition.scope = 'existing' and definition.flag is null
  and total_item.unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }}
