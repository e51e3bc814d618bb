-- One row per biểu 2 row and pair of neighbouring figures that can be told apart: does each fit the other's past better than its own.
{% set pairs = [('revenue', 'profit'), ('revenue', 'revenue_from_members'), ('members', 'workers'), ('members', 'new_members'),
                ('managers', 'managers_trained'), ('member_income', 'worker_income')] %}
with figure_ratio as (
  select * from {{ ref('figure_ratio') }}
  where value > 0 and last_value > 0 and is_operating
),

pair as (
  {% for first, second in pairs %}
  select
    one.submission_id,
    one.sheet,
    one.row,
    one.field as first_field,
    other.field as second_field,
    abs(log10(one.value / one.last_value)) + abs(log10(other.value / other.last_value)) as straight,
    abs(log10(one.value / other.last_value)) + abs(log10(other.value / one.last_value)) as crossed,
    power(log10(one.value / one.last_value) / one.past_scale, 2) + power(log10(other.value / other.last_value) / other.past_scale, 2) as straight_chi,
    power(log10(one.value / other.last_value) / one.past_scale, 2) + power(log10(other.value / one.last_value) / other.past_scale, 2) as crossed_chi
  from figure_ratio as one
  inner join figure_ratio as other
    on one.submission_id = other.submission_id
    and coalesce(one.sheet, '') = coalesce(other.sheet, '')
    and one.row = other.row
  where one.field = '{{ first }}' and other.field = '{{ second }}'
    -- Two figures nearer to each other than they move in a year say nothing about their order.
    and abs(log10(one.last_value / other.last_value)) > greatest(one.past_scale, other.past_scale)
  {{ 'union all' if not loop.last }}
  {% endfor %}
)

-- Where one of the two is wrong by itself, straight and crossed are about equally bad: crossed must fit twice as well.
select
  submission_id,
  sheet,
  row,
  first_field,
  second_field,
  crossed * 2 < straight as is_crossed,
  -- Chi-square of two figures that is as unlikely as 3.5 standard deviations of one: -2 ln(0.000465).
  crossed * 2 < straight and straight_chi > 15.35 and crossed_chi <= 15.35 as is_crossed_for_sure
from pair
