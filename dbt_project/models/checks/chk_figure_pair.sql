-- One row per biểu 2 row and pair of figures that can be told apart: does each fit the other's past better than its own. Of a unit without a past: do
-- the two stand in an order that hardly any unit of the other senders' sheets knows.
{% set pairs = [('revenue', 'profit'), ('revenue', 'revenue_from_members'), ('revenue_from_members', 'profit'), ('members', 'workers'), ('members', 'new_members'),
                ('managers', 'managers_trained'), ('member_income', 'worker_income')] %}
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
  where value > 0 and is_operating
),

total_gap as (
  select * from {{ ref('chk_total_gap') }}
),

-- The two figures of a row, this year's and last year's, and how far they move in a year.
pair as (
  {% for first, second in pairs %}
  select
    one.submission_id,
    one.sheet,
    one.row,
    one.unit_key,
    one.sender,
    one.reference_year,
    {{ unit_class('one.unit_type') }} as unit_class,
    one.field as first_field,
    other.field as second_field,
    one.value as first_value,
    other.value as second_value,
    one.last_value as first_last,
    other.last_value as second_last,
    one.movement as first_movement,
    other.movement as second_movement,
    one.past_scale as first_scale,
    other.past_scale as second_scale,
    one.value < other.value as is_second_larger
  from figure_ratio as one
  inner join figure_ratio as other
    on {{ same_row('one', 'other') }}
  where one.field = '{{ first }}' and other.field = '{{ second }}'
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

own_order as (
  select
    *,
    first_last is null and second_last is null as is_first
  from pair
  where first_value <> second_value
),

-- Of the other senders' units, how many stand in the row's own order.
order_known as (
  select
    *,
    count(*) over same_pair - count(*) over same_sheet as peers,
    count(*) over same_order - count(*) over same_sheet_order as peers_of_this_order
  from own_order
  window
    same_pair as (partition by reference_year, unit_class, first_field, second_field),
    same_sheet as (partition by reference_year, unit_class, first_field, second_field, submission_id),
    same_order as (partition by reference_year, unit_class, first_field, second_field, is_second_larger),
    same_sheet_order as (partition by reference_year, unit_class, first_field, second_field, is_second_larger, submission_id)
),

placed as (
  select
    *,
    peers_of_this_order / cast(peers as double) as order_share,
    peers_of_this_order / cast(peers as double) <= {{ tolerance('columns_swapped', 'order_share') }} as is_rare
  from order_known
  where peers >= {{ tolerance('columns_swapped', 'peers') }}
),

compared as (
  select
    *,
    first_last < second_last as was_second_larger,
    second_value - first_value as turned_back,
    abs(log10(first_value / first_last)) + abs(log10(second_value / second_last)) as straight,
    abs(log10(first_value / second_last)) + abs(log10(second_value / first_last)) as crossed,
    power((log10(first_value / first_last) - first_movement) / first_scale, 2)
    + power((log10(second_value / second_last) - second_movement) / second_scale, 2) as straight_chi,
    power((log10(first_value / second_last) - first_movement) / first_scale, 2)
    + power((log10(second_value / first_last) - second_movement) / second_scale, 2) as crossed_chi
  from pair
  where first_last > 0 and second_last > 0
    -- Two figures nearer to each other than they move in a year say nothing about their order.
    and abs(log10(first_last / second_last)) > greatest(first_scale, second_scale)
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
  from compared
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
  -- What stood the wrong way round a year ago says nothing of this year's.
  left join placed as last_order
    on ordered.unit_key = last_order.unit_key
    and ordered.sender = last_order.sender
    and ordered.reference_year = last_order.reference_year + 1
    and ordered.first_field = last_order.first_field
    and ordered.second_field = last_order.second_field
    and last_order.is_rare
  left join total_gap as first_gap
    on ordered.submission_id = first_gap.submission_id
    and ordered.unit_class = first_gap.unit_class
    and ordered.first_field = first_gap.field
  left join total_gap as second_gap
    on ordered.submission_id = second_gap.submission_id
    and ordered.unit_class = second_gap.unit_class
    and ordered.second_field = second_gap.field
  where last_order.is_second_larger is null or last_order.is_second_larger = ordered.is_second_larger
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

union all
select
  submission_id,
  sheet,
  row,
  first_field,
  second_field,
  null as straight_chi,
  null as crossed_chi,
  null as crossed_to_straight,
  order_share,
  null as gap_left,
  is_rare as is_crossed,
  false as is_crossed_for_sure
from placed
where is_first
