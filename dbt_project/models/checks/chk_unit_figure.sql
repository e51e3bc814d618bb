-- One row per figure of a biểu 2 row that counts: below zero, or off by a power of ten where not its whole column is.
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
),

sheet_figure as (
  select * from {{ ref('chk_sheet_figure') }}
),

-- The first cell of a row's crossed pair speaks for both.
crossed_row as (
  select submission_id, sheet, row, field, min(other_field) as other_field, max(is_first) as is_first
  from (
    select submission_id, sheet, row, first_field as field, second_field as other_field, 1 as is_first
    from {{ ref('chk_figure_pair') }}
    where is_crossed_for_sure
    union all
    select submission_id, sheet, row, second_field as field, first_field as other_field, 0 as is_first
    from {{ ref('chk_figure_pair') }}
    where is_crossed_for_sure
  ) as either
  group by submission_id, sheet, row, field
),

-- Figures that contradict each other are named by that rule, which is the stronger one.
contradicted as (
  {% for part, whole in part_figures() %}
  {% for figure in [part, whole] %}
  select submission_id, sheet, row, '{{ figure | replace("_vnd", "") }}' as field from {{ ref('chk_unit_logic') }}
  where {{ part }}_over_{{ whole }} is not null
  union
  {% endfor %}
  {% endfor %}
  select submission_id, sheet, row, 'members' as field from {{ ref('chk_unit_logic') }}
  where too_few_members is not null
  union
  select submission_id, sheet, row, 'new_members' as field from {{ ref('chk_unit_logic') }}
  where all_members_new is not null
  union
  select submission_id, sheet, row, 'profit' as field from {{ ref('chk_unit_logic') }}
  where profit_is_revenue is not null
),

final as (
  select
    figure_ratio.*,
    contradicted.field is not null as is_contradicted,
    crossed_row.other_field,
    crossed_row.is_first,
    coalesce(sheet_figure.other_field, crossed_row.other_field) as swapped_with,
    sheet_figure.off_by is not null or sheet_figure.other_field is not null or sheet_figure.of_one_value is not null as is_column_in_doubt,
    row_of_another.row is not null as is_of_another_row
  from figure_ratio
  inner join sheet_figure
    on {{ same_sheet('figure_ratio', 'sheet_figure') }}
    and figure_ratio.field = sheet_figure.field
  left join crossed_row
    on {{ same_row('figure_ratio', 'crossed_row') }}
    and figure_ratio.field = crossed_row.field
  left join contradicted
    on {{ same_row('figure_ratio', 'contradicted') }}
    and figure_ratio.field = contradicted.field
  left join {{ ref('chk_row_of_another') }} as row_of_another
    on {{ same_row('figure_ratio', 'row_of_another') }}
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  unit_key,
  name,
  field,
  value,
  usual,
  measure,
  other_field,
  swapped_with,
  off_by,
  is_column_in_doubt or other_field is not null or off_by is not null or is_far or (value < 0 and field <> 'profit') as is_named,
  is_column_in_doubt or other_field is not null or abs(off_by) >= 2 or (value < 0 and field <> 'profit') as is_error,
  power(10, abs(off_by)) as times,
  case when value < 0 and field <> 'profit' and swapped_with is null then value end as negative,
  case when not is_column_in_doubt and other_field is null and abs(off_by) >= 2 then value end as off_by_thousands,
  case when not is_column_in_doubt and other_field is null and not is_contradicted and not is_of_another_row and abs(off_by) = 1 then value end as off_by_ten,
  case when not is_column_in_doubt and other_field is null and not is_of_another_row and is_far then value end as far_from_usual,
  case when not is_column_in_doubt and is_first = 1 then value end as swapped_in_row
from final
