-- One row per biểu 2 row and pair of neighbouring figures that can be told apart: does each fit the other's past better than its own.
{% set pairs = [('revenue', 'profit'), ('revenue', 'revenue_from_members'), ('members', 'workers'), ('members', 'new_members'),
                ('managers', 'managers_trained'), ('member_income', 'worker_income')] %}
with figure_ratio as (
  select * from {{ ref('figure_ratio') }}
  where value > 0 and last_value > 0 and is_operating
),

total_gap as (
  select * from {{ ref('total_gap') }}
),

pair as (
  {% for first, second in pairs %}
  select
    one.submission_id,
    one.sheet,
    one.row,
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
  pair.submission_id,
  pair.sheet,
  pair.row,
  pair.first_field,
  pair.second_field,
  crossed * 2 < straight as is_crossed,
  -- Chi-square of two figures that is as unlikely as 3.5 standard deviations of one: -2 ln(0.000465).
  crossed * 2 < straight and crossed_chi <= 15.35
  -- Or each is exactly the other's of last year, or the sum in biểu 1 is off by just what turning the two back would bring.
  and (straight_chi > 15.35 or is_exact or coalesce(first_gap.gap = turned_back, false) or coalesce(second_gap.gap = -turned_back, false))
    as is_crossed_for_sure
from pair
left join total_gap as first_gap
  on pair.submission_id = first_gap.submission_id
  and pair.unit_class = first_gap.unit_class
  and pair.first_field = first_gap.field
left join total_gap as second_gap
  on pair.submission_id = second_gap.submission_id
  and pair.unit_class = second_gap.unit_class
  and pair.second_field = second_gap.field
