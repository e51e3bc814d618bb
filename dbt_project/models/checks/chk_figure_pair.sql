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
    case when one.unit_type = 'THT' then 'THT' else 'HTX' end as unit_class,
    other.value - one.value as turned_back,
    one.field as first_field,
    other.field as second_field,
    one.value = other.last_value and other.value = one.last_value as is_exact,
    abs(log10(one.value / one.last_value)) + abs(log10(other.value / other.last_value)) as straight,
    abs(log10(one.value / other.last_value)) + abs(log10(other.value / one.last_value)) as crossed,
    power(log10(one.value / one.last_value) / one.past_scale, 2) + power(log10(other.value / other.last_value) / other.past_scale, 2) as straight_chi,
    power(log10(one.value / other.last_value) / one.past_scale, 2) + power(log10(other.value / one.last_value) / other.past_scale, 2) as crossed_chi
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
)

-- Where one of the two is wrong by itself, straight and crossed are about equally bad: crossed must fit twice as well.
select
  ordered.submission_id,
  ordered.sheet,
  ordered.row,
  ordered.first_field,
  ordered.second_field,
  crossed * 2 < straight as is_crossed,
  -- Chi-square of two figures that is as unlikely as 3.5 standard deviations of one: -2 ln(0.000465).
  crossed * 2 < straight and crossed_chi <= 15.35
  -- Or at most one unit in twenty had them in this order a year ago, and straight fits worse than one time in twenty (chi-square 5.99).
  -- Or each is exactly the other's of last year, or the sum in biểu 1 is off by just what turning the two back would bring.
  and (
    straight_chi > 15.35 or is_exact or (straight_chi > 5.99 and units_of_this_order * 20 <= units)
    or coalesce(first_gap.gap = turned_back, false) or coalesce(second_gap.gap = -turned_back, false)
  )
    as is_crossed_for_sure
from ordered
left join total_gap as first_gap
  on ordered.submission_id = first_gap.submission_id
  and ordered.unit_class = first_gap.unit_class
  and ordered.first_field = first_gap.field
left join total_gap as second_gap
  on ordered.submission_id = second_gap.submission_id
  and ordered.unit_class = second_gap.unit_class
  and ordered.second_field = second_gap.field
