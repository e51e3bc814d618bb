-- One row per figure of a biểu 2 row that counts: how far it is from the usual, and how well its neighbour's past would fit it.
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
),

sheet_figure as (
  select * from {{ ref('chk_sheet_figure') }}
),

-- The first cell of a row's crossed pair speaks for both; of several pairs, the one that is crossed.
crossed_row as (
  select
    *,
    row_number() over (partition by submission_id, sheet, row, field order by is_crossed_for_sure desc, other_field) as rank
  from (
    select *, first_field as field, second_field as other_field, true as is_first from {{ ref('chk_figure_pair') }}
    union all
    select *, second_field as field, first_field as other_field, false as is_first from {{ ref('chk_figure_pair') }}
  ) as either
),

-- Figures that contradict each other are named by that rule, which is the stronger one.
contradicted as (
  {% for part, whole in part_figures() %}
  {% for figure in [part, whole] %}
  select submission_id, sheet, row, '{{ figure | replace("_vnd", "") }}' as field from {{ ref('chk_unit_logic') }}
  where {{ part }} > {{ whole }}
  union
  {% endfor %}
  {% endfor %}
  select submission_id, sheet, row, 'members' as field from {{ ref('chk_unit_logic') }}
  where is_operating and members >= 0 and members < least_members
  union
  select submission_id, sheet, row, 'new_members' as field from {{ ref('chk_unit_logic') }}
  where new_member_share >= {{ tolerance('all_members_new', 'max_value') }}
  union
  select submission_id, sheet, row, 'profit' as field from {{ ref('chk_unit_logic') }}
  where costs_vnd <= {{ tolerance('profit_is_revenue', 'min_value') }} and share_without_costs <= {{ tolerance('profit_is_revenue', 'share_without_costs') }}
),

-- Figures of which a figure of the report is made, by whose they are.
counted_figure as (
  {% for part in ['figure', 'weight', 'per'] %}
  select {{ field_of(part) }} as field, units from {{ ref('int_indicator') }} where listed_in in ('plan', 'form') and {{ part }} is not null
  {{ 'union' if not loop.last }}
  {% endfor %}
),

final as (
  select
    figure_ratio.* exclude (expected) replace (
      -- A difference that comes near zero says nothing by its own ratio: of a whole column yes, of one cell the margin speaks.
      case when figure_ratio.field not in {{ fields_of(signed_figures()) }} then figure_ratio.off_by end as off_by,
      case when figure_ratio.field not in {{ fields_of(signed_figures()) }} then figure_ratio.decades end as decades
    ),
    figure_expected.expected as foretold,
    figure_expected.surprise,
    figure_expected.basis,
    figure_weight.weight,
    repeated.repeat_z,
    repeated.repeat_share,
    counted_figure.field is not null as is_counted,
    other.value as other_value,
    contradicted.field is not null as is_contradicted,
    -- A twelfth and a tenth cannot be told apart: of an income the month is likelier than a lost digit.
    coalesce(figure_ratio.off_by < 0 and figure_ratio.is_tenfold_at_most, false) and figure_ratio.field in ('member_income', 'worker_income') as is_of_a_month,
    case when crossed_row.is_crossed_for_sure then crossed_row.other_field end as other_field,
    crossed_row.is_first,
    crossed_row.straight_chi,
    crossed_row.crossed_chi,
    crossed_row.crossed_to_straight,
    crossed_row.order_share,
    crossed_row.gap_left,
    coalesce(
      case when sheet_figure.is_swapped then sheet_figure.other_field end,
      case when crossed_row.is_crossed_for_sure then crossed_row.other_field end
    ) as swapped_with,
    coalesce(
      sheet_figure.is_off or sheet_figure.is_swapped or sheet_figure.is_not_of_its_rows
      or (sheet_level.is_part_of_year and (figure_ratio.is_money or figure_ratio.field in {{ fields_of(flow_figures()) }}))
      or (
        sheet_figure.same_chance < {{ tolerance('columns_of_same_figures', 'min_value') }}
        and sheet_figure.same_share > {{ tolerance('columns_of_same_figures', 'same_share') }}
      )
      or (
        sheet_figure.grown_chance < {{ tolerance('column_of_one_growth', 'min_value') }}
        and sheet_figure.grown_share > {{ tolerance('column_of_one_growth', 'grown_share') }}
      )
      or (
        sheet_figure.zero_share > {{ tolerance('column_of_zeros', 'zero_share') }}
        and sheet_figure.zero_among >= {{ tolerance('column_of_zeros', 'zero_among') }}
        and sheet_figure.zero_chance < {{ tolerance('column_of_zeros', 'min_value') }}
      )
      or (
        figure_ratio.value = sheet_figure.run_value and sheet_figure.step = 'equal'
        and sheet_figure.run_chance < {{ tolerance('column_of_one_value', 'min_value') }}
      )
      or (
        figure_ratio.value > sheet_figure.run_value - sheet_figure.run_rows and figure_ratio.value <= sheet_figure.run_value
        and sheet_figure.step = 'one_more' and sheet_figure.run_chance < {{ tolerance('column_numbered', 'min_value') }}
      ), false
    ) as is_column_in_doubt,
    coalesce(row_of_another.is_of_another, false) as is_of_another_row
  from figure_ratio
  inner join sheet_figure
    on {{ same_column('figure_ratio', 'sheet_figure') }}
  left join {{ ref('chk_sheet_level') }} as sheet_level
    on {{ same_sheet('figure_ratio', 'sheet_level') }}
  left join crossed_row
    on {{ same_cell('figure_ratio', 'crossed_row') }}
    and crossed_row.rank = 1
  left join contradicted
    on {{ same_cell('figure_ratio', 'contradicted') }}
  left join figure_ratio as other
    on {{ same_row('figure_ratio', 'other') }}
    and coalesce(case when sheet_figure.is_swapped then sheet_figure.other_field end, case when crossed_row.is_crossed_for_sure then crossed_row.other_field end) = other.field
  left join {{ ref('chk_figure_repeated') }} as repeated
    on {{ same_cell('figure_ratio', 'repeated') }}
  left join counted_figure
    on figure_ratio.field = counted_figure.field
    and counted_figure.units = case figure_ratio.unit_type when 'THT' then 'tht' when 'LHHTX' then 'lhhtx' else 'htx' end
  left join {{ ref('chk_figure_expected') }} as figure_expected
    on {{ same_cell('figure_ratio', 'figure_expected') }}
  left join {{ ref('chk_figure_weight') }} as figure_weight
    on figure_ratio.unit_key = figure_weight.unit_key
    and figure_ratio.reference_year = figure_weight.reference_year
    and figure_ratio.field = figure_weight.field
  left join {{ ref('chk_row_of_another') }} as row_of_another
    on {{ same_row('figure_ratio', 'row_of_another') }}
),

-- What a year ago stood in a column that is itself in doubt says nothing of this year's.
past_in_doubt as (
  select distinct unit_key, sender, reference_year + 1 as reference_year, field, true as is_past_in_doubt
  from final
  where is_column_in_doubt
),

judged as (
  select final.*, coalesce(past_in_doubt.is_past_in_doubt, false) as is_past_in_doubt
  from final
  left join past_in_doubt
    on final.unit_key = past_in_doubt.unit_key
    and final.sender = past_in_doubt.sender
    and final.reference_year = past_in_doubt.reference_year
    and final.field = past_in_doubt.field
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
  other_value,
  case
    when swapped_with is not null then other_value
    when is_of_a_month then 12 * value
    when off_by is not null then round(value / power(10, off_by))
    when value < 0 and field not in {{ fields_of(signed_figures()) }} then abs(value)
    else foretold
  end as expected,
  case when not is_column_in_doubt and not (is_past_in_doubt and measure = 'past') and swapped_with is null then surprise end as surprise,
  basis,
  weight,
  is_counted,
  last_value,
  past_expected,
  -- A tổ hợp tác may break even: no figure of the report is made of its profit.
  case when not is_column_in_doubt and (is_counted or field not in {{ fields_of(signed_figures()) }}) then zero_share end as zero_share,
  case when not is_column_in_doubt then zero_beside_share end as zero_beside_share,
  coalesce(past_expected, round(peer_usual)) as zero_expected,
  case when not is_column_in_doubt then repeat_z end as repeat_z,
  repeat_share,
  is_column_in_doubt or other_field is not null or off_by is not null or is_far or (value < 0 and field not in {{ fields_of(signed_figures()) }}) as is_named,
  is_column_in_doubt or other_field is not null or (off_by is not null and not is_tenfold_at_most) or (value < 0 and field not in {{ fields_of(signed_figures()) }})
    as is_error,
  power(10, abs(off_by)) as times,
  abs_z,
  tenfold_z,
  is_contradicted,
  is_of_another_row,
  is_past_in_doubt,
  -- What the column or the pair is blamed for is not its cells' fault.
  case when not is_column_in_doubt and not (is_past_in_doubt and measure = 'past') and other_field is null then decades end as decades,
  case when is_of_a_month and not is_column_in_doubt and not (is_past_in_doubt and measure = 'past') and other_field is null then value end as month_income,
  case when not is_column_in_doubt and other_field is null then income_z end as income_z,
  {% for measure in ['straight_chi', 'crossed_chi', 'crossed_to_straight', 'order_share', 'gap_left'] %}
  case when not is_column_in_doubt and is_first then {{ measure }} end as {{ measure }}{{ ',' if not loop.last }}
  {% endfor %}
from judged
