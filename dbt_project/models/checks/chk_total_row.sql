-- One row per biểu 1 that counts a row of biểu 2 otherwise: not at all (left_out), with the other class of units, HTX or tổ hợp tác (other_class), or
-- though another sender's list holds it (elsewhere, without a row). Its counts say so: in item after item they are off by just what the row writes.
-- Where two rows would explain the same, neither does.
with definition as (
  select item, upper(units) as units, coalesce({{ field_of('figure') }}, 'unit') as field
  from {{ ref('chk_total_definition') }}
  where kind in ('count', 'sum') and scope = 'existing' and flag is null and units in ('htx', 'tht')
),

gap as (
  select distance.submission_id, distance.reference_year, distance.area_code, definition.units, definition.field, distance.value - distance.expected as gap
  from {{ ref('chk_total_distance') }} as distance
  inner join definition on distance.item = definition.item
  where distance.occurrence = 1 and distance.value is not null and distance.expected is not null
),

figure_ratio as (
  select *, {{ counted_class('unit_type') }} as units
  from {{ ref('chk_figure_ratio') }}
  where not is_dissolved and not is_money and {{ counted_class('unit_type') }} is not null
),

written as (
  select submission_id, sheet, row, unit_key, reference_year, units, field, value from figure_ratio
  where value > 0
  union all
  select distinct submission_id, sheet, row, unit_key, reference_year, units, 'unit', 1 from figure_ratio
),

of_sheet as (
  select distinct submission_id, reference_year, area_code from gap
),

asked as (
  select submission_id, sheet, row, unit_key, units, field, value, 'left_out' as way from written
  union all
  select submission_id, sheet, row, unit_key, units, field, value, 'other_class' from written
  union all
  select of_sheet.submission_id, null, null, written.unit_key, written.units, written.field, written.value, 'elsewhere'
  from written
  inner join {{ ref('int_legal_unit_year') }} as legal_unit_year
    on written.unit_key = legal_unit_year.unit_key
    and written.reference_year = legal_unit_year.reference_year
  inner join of_sheet
    on written.reference_year = of_sheet.reference_year
    and of_sheet.area_code in (legal_unit_year.area_code, legal_unit_year.commune_code)
    and of_sheet.submission_id <> written.submission_id
),

explained as (
  select
    asked.submission_id, asked.sheet, asked.row, asked.unit_key, asked.units, asked.way,
    count(*) as items,
    count(case when gap.gap = case when asked.way = 'left_out' or (asked.way = 'other_class' and asked.units = gap.units) then -asked.value else asked.value end then 1 end)
      as items_off
  from asked
  inner join gap
    on asked.submission_id = gap.submission_id
    and asked.field = gap.field
    and (asked.units = gap.units or asked.way = 'other_class')
  group by asked.submission_id, asked.sheet, asked.row, asked.unit_key, asked.units, asked.way
),

likely as (
  select *, rank() over (partition by submission_id order by items_off desc, items) as rank
  from explained
  where items_off > {{ tolerance('row_left_out_of_totals', 'max_value') }} and items_off / cast(items as double) > {{ tolerance('row_left_out_of_totals', 'share_of_items') }}
),

foremost as (
  select *, count(*) over (partition by submission_id) - 1 as others from likely
  where rank = 1
)

select
  submission_id,
  sheet,
  row,
  unit_key,
  units,
  way,
  items_off
from foremost
where others = 0
