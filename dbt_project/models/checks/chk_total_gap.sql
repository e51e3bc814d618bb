-- One row per biểu 2 that counts, class of units and count of which biểu 1 states the sum: what is stated less what the rows give, once cells that are
-- off by a power of ten or below zero are read as they were likely meant. Null where biểu 1 states nothing.
with figure_ratio as (
  select
    *,
    case
      when off_by is not null then round(value / power(10, off_by))
      else abs(value)
    end as meant
  from {{ ref('chk_figure_ratio') }}
  where not is_money and not is_dissolved and {{ counted_class('unit_type') }} is not null
),

stated as (
  select total_item.submission_id, upper(definition.units) as unit_class, {{ field_of('definition.figure') }} as field, total_item.value
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('chk_total_definition') }} as definition on total_item.item = definition.item
  where definition.kind = 'sum' and definition.scope = 'existing' and definition.flag is null
),

summed as (
  select submission_id, {{ unit_class('unit_type') }} as unit_class, field, sum(meant) as meant
  from figure_ratio
  group by submission_id, {{ unit_class('unit_type') }}, field
)

select summed.submission_id, summed.unit_class, summed.field, max(stated.value) - max(summed.meant) as gap
from summed
inner join stated
  on summed.submission_id = stated.submission_id
  and summed.unit_class = stated.unit_class
  and summed.field = stated.field
group by summed.submission_id, summed.unit_class, summed.field
