-- One row per biểu 2 row and pair of neighbouring figures that can be told apart: does each fit the other's past better than its own.
{% set pairs = [('revenue', 'profit'), ('revenue', 'revenue_from_members'), ('members', 'workers'), ('members', 'new_members'),
                ('managers', 'managers_trained'), ('member_income', 'worker_income')] %}
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
  where value > 0 and last_value > 0 and is_operating
),

total_gap as (
  select * from {{ ref('chk_total_gap') }}
),

pair as (
  {% for first, second in pairs %}
  select
    one.submission_id,
    one.sheet,
    one.row,
    one.reference_year,
    one.value < other.value as is_second_larger,
    one.last_value < other.last_value as was_second_larger,
    {{ unit_class('one.unit_type') }} as unit_class,
    other.value - one.value as turned_back,
    one.field as first_field,
    other.field as second_field,
    abs(log10(one.value / one.last_value)) + abs(log10(other.value / other.last_value)) as straight,
    abs(log10(one.value / other.last_value)) + abs(log10(other.value / one.last_value)) as crossed,
    power((log10(one.value / one.last_value) - one.movement) / one.past_scale, 2) + power((log10(other.value / other.last_value) - other.movement) / other.past_scale, 2) as straight_chi,
    power((log10(one.value / other.last_value) - one.movement) / one.past_scale, 2) + power((log10(other.value / one.last_value) - other.movement) / other.past_scale, 2) as crossed_chi
  from figure_ratio as one
  inner join figure_ratio as other
    on {{ same_row('one', 'other') }}
  where one.field = '{{ first }}' and other.field = '{{ second }}'
    -- Two figures nearer to each other than they move in a year say nothing about their order.
    and abs(log10(one.last_value / other.last_value)) > greatest(one.past_scale, other.past_scale)
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

-- Which of the two was the larger in how many units a year ago.
ordered as (
  select
    *,
    count(*) over same_pair as units,
    case
      when is_second_larger then count(case when was_second_larger then 1 end) over same_pair
      else count(case when not was_second_larger then 1 end) over same_pair
    end as units_of_this_order
  from pair
  window same_pair as (partition by reference_year, unit_class, first_field, second_field)
),

weighed as (
  select
    ordered.*,
    -- Where one of the two is wrong by itself, straight and crossed are about equally bad.
    ordered.crossed / nullif(ordered.straight, 0) as crossed_to_straight,
    ordered.units_of_this_order / cast(ordered.units as double) as order_share,
    -- What the sum in biểu 1 is still off by once the two are turned back.
    least(abs(first_gap.gap - ordered.turned_back), abs(second_gap.gap + ordered.turned_back)) as gap_left
  from ordered
  left join total_gap as first_gap
    on ordered.submission_id = first_gap.submission_id
    and ordered.unit_class = first_gap.unit_class
    and ordered.first_field = first_gap.field
  left join total_gap as second_gap
    on ordered.submission_id = second_gap.submission_id
    and ordered.unit_class = second_gap.unit_class
    and ordered.second_field = second_gap.field
)

select
  submission_id,
  sheet,
  row,
  first_field,
  second_field,
  straight_chi,
  crossed_chi,
  crossed_to_straight,
  order_share,
  gap_left,
  crossed_to_straight < {{ tolerance('columns_swapped', 'crossed_to_straight') }} as is_crossed,
  coalesce(crossed_to_straight < {{ tolerance('figures_swapped_in_row', 'crossed_to_straight') }} and crossed_chi <= {{ tolerance('figures_swapped_in_row', 'crossed_chi') }}, false)
  -- Straight is as unlikely as one figure that stands out, or in this order hardly any two were a year ago and straight is unlikely;
  -- or each is exactly the other's of last year, or the sum in biểu 1 is off by just what turning the two back would bring.
  and coalesce(
    straight_chi > {{ tolerance('figures_swapped_in_row', 'max_value') }}
    or (straight_chi > {{ tolerance('figures_swapped_in_row', 'max_value', 'rare_order') }} and order_share <= {{ tolerance('figures_swapped_in_row', 'order_share', 'rare_order') }})
    or coalesce(crossed_to_straight <= {{ tolerance('figures_swapped_in_row', 'min_value', 'exact') }}, false)
    or coalesce(gap_left <= {{ tolerance('figures_swapped_in_row', 'min_value', 'sum') }}, false), false
  ) as is_crossed_for_sure
from weighed
