-- One row per figure of a biểu 2 that counts: how much of the column is off by a power of ten, swapped with
-- another, of one value, a copy, or empty, and how likely that is by chance.
{% set powers = [(3, '3'), (6, '6'), (1, '1'), (2, '2'), (-3, 'm3'), (-6, 'm6'), (-1, 'm1'), (-2, 'm2')] %}
{% set tells = "column_order.misfit_ratio > " ~ tolerance('column_shifted', 'misfit_ratio') ~ " and column_order.usual_misfit < " ~ tolerance('column_shifted', 'usual_misfit') %}
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
),

compared as (
  select
    submission_id,
    sheet,
    field,
    is_money,
    count(measure) as comparable,
    {% for power, name in powers %}
    count(case when off_by = {{ power }} then 1 end) as off_{{ name }},
    {% endfor %}
    max(value) as largest
  from figure_ratio
  group by submission_id, sheet, field, is_money
),

place as (
  select
    submission_id, sender, reference_year, path, sheet, field, is_money,
    min(name) as first_name
  from figure_ratio
  group by submission_id, sender, reference_year, path, sheet, field, is_money
),

figure_pair as (
  select
    submission_id,
    sheet,
    first_field,
    second_field,
    count(*) as voters,
    count(case when is_crossed then 1 end) as crossed
  from {{ ref('chk_figure_pair') }}
  group by submission_id, sheet, first_field, second_field
),

-- The column that each is most likely swapped with.
swapped as (
  select
    *,
    row_number() over (partition by submission_id, sheet, field order by is_swapped desc, crossed_share desc, other_field) as rank
  from (
    select
      *,
      crossed / cast(voters as double) as crossed_share,
      crossed >= {{ tolerance('columns_swapped', 'crossed_rows') }} and crossed / cast(voters as double) > {{ tolerance('columns_swapped', 'max_value') }} as is_swapped
    from (
      select submission_id, sheet, first_field as field, second_field as other_field, voters, crossed from figure_pair
      union all
      select submission_id, sheet, second_field as field, first_field as other_field, voters, crossed from figure_pair
    ) as either
  ) as shared
),

class_taken as (
  select submission_id, sum(managers_attending) as participants
  from {{ ref('stg_training_class') }}
  group by submission_id
),

-- The power of ten by which most of a column is off.
column_power as (
  select
    *,
    greatest({% for _, name in powers %}off_{{ name }}{{ ', ' if not loop.last }}{% endfor %}) as off_cells
  from compared
),

column_off as (
  select
    *,
    off_cells / cast(nullif(comparable, 0) as double) as off_share,
    case off_cells
      {% for power, name in powers %}
      when off_{{ name }} then {{ power }}
      {% endfor %}
    end as power,
    coalesce(off_cells >= {{ tolerance('column_in_other_unit', 'off_cells') }} and off_cells / cast(nullif(comparable, 0) as double) > {{ tolerance('column_in_other_unit', 'max_value') }}, false) as is_off
  from column_power
),

-- A sheet whose money columns are mostly off by the same power was written in another unit than it says.
sheet_power as (
  select
    submission_id,
    sheet,
    max(case when is_off then power end) as power,
    count(case when is_off then 1 end) as off_columns,
    case
      when min(case when is_off then power end) = max(case when is_off then power end)
        then count(case when is_off then 1 end)
        / cast(nullif(count(case when comparable >= {{ tolerance('column_in_other_unit', 'off_cells') }} then 1 end), 0) as double)
    end as off_share
  from column_off
  where is_money
  group by submission_id, sheet
),

sheet_off as (
  select
    *,
    coalesce(off_columns >= {{ tolerance('sheet_in_other_unit', 'off_columns') }} and off_share > {{ tolerance('sheet_in_other_unit', 'max_value') }}, false) as is_off
  from sheet_power
)

select
  place.submission_id,
  place.sender,
  place.reference_year,
  place.path,
  place.sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  place.field,
  place.is_money,
  column_off.comparable,
  column_off.off_cells,
  column_off.power,
  power(10, abs(column_off.power)) as times,
  column_off.is_off,
  -- Where the whole sheet is off, it is named and not each column.
  case when not (place.is_money and coalesce(sheet_off.is_off, false)) then column_off.off_share end as off_share,
  case when place.is_money then sheet_off.power end as sheet_power,
  case when place.is_money then sheet_off.off_columns end as sheet_off_columns,
  case when place.is_money then sheet_off.off_share end as sheet_off_share,
  column_order.unfit_cells,
  column_order.unfit_cells / cast(nullif(column_order.rows_with_past, 0) as double) as unfit_share,
  column_order.misfit,
  column_order.misfit_ratio,
  column_order.usual_misfit,
  column_order.one_way_share,
  column_order.reordered_share,
  case when not column_off.is_off and not (place.is_money and coalesce(sheet_off.is_off, false)) then column_order.misfit_share end as misfit_share,
  column_order.rows_with_past,
  case when {{ tells }} then column_order.shift_likelier end as shift_likelier,
  column_order.shifted_rows,
  column_order.shifted_way,
  coalesce(
    (
      column_order.misfit_ratio > {{ tolerance('column_not_of_its_rows', 'misfit_ratio') }}
      and column_order.usual_misfit < {{ tolerance('column_not_of_its_rows', 'usual_misfit') }}
      and column_order.one_way_share < {{ tolerance('column_not_of_its_rows', 'one_way_share') }}
      and column_order.reordered_share < {{ tolerance('column_not_of_its_rows', 'reordered_share') }}
      and column_order.rows_with_past >= {{ tolerance('column_not_of_its_rows', 'rows_with_past') }}
      and column_order.misfit > {{ tolerance('column_not_of_its_rows', 'misfit') }}
      and column_order.unfit_cells / cast(nullif(column_order.rows_with_past, 0) as double) > {{ tolerance('column_not_of_its_rows', 'unfit_share') }}
      and column_order.misfit_share > {{ tolerance('column_not_of_its_rows', 'max_value') }}
    )
    or ({{ tells }} and column_order.shift_likelier > {{ tolerance('column_shifted', 'max_value') }}), false
  ) as is_not_of_its_rows,
  case when least(column_order.rises, column_order.falls) = 0 then 'được sắp xếp riêng' else 'không phải của các dòng này' end as way,
  swapped.other_field,
  swapped.crossed as crossed_rows,
  swapped.crossed_share,
  coalesce(swapped.is_swapped, false) as is_swapped,
  column_off.largest,
  column_order.step,
  column_order.run_rows,
  column_order.run_value,
  column_order.run_chance,
  place.reference_year - 1 as last_year,
  sheet_copy.compared_units,
  sheet_copy.last_year_units as of_last_year,
  sheet_copy.past_share,
  sheet_copy.past_chance,
  sheet_copy.grown_units,
  sheet_copy.grown_among,
  sheet_copy.grown_share,
  sheet_copy.grown_chance,
  sheet_copy.growth,
  sheet_copy.same_as_field,
  sheet_copy.same_units,
  sheet_copy.both_units,
  sheet_copy.same_share,
  sheet_copy.same_chance,
  {% for kind in ['blank', 'zero'] %}
  sheet_gap.{{ kind }}_units,
  sheet_gap.{{ kind }}_among,
  sheet_gap.{{ kind }}_share,
  sheet_gap.{{ kind }}_chance,
  {% endfor %}
  case when place.field = 'managers_trained' and max(column_off.largest) over (partition by place.submission_id, place.field) = 0 then class_taken.participants end as trained_in_classes
from place
inner join column_off
  on {{ same_column('place', 'column_off') }}
left join sheet_off
  on {{ same_sheet('place', 'sheet_off') }}
left join swapped
  on {{ same_column('place', 'swapped') }}
  and swapped.rank = 1
left join {{ ref('chk_sheet_copy') }} as sheet_copy
  on {{ same_column('place', 'sheet_copy') }}
left join {{ ref('chk_sheet_gap') }} as sheet_gap
  on {{ same_column('place', 'sheet_gap') }}
left join {{ ref('chk_column_order') }} as column_order
  on {{ same_column('place', 'column_order') }}
left join class_taken on place.submission_id = class_taken.submission_id
