{{ config(materialized='ephemeral') }}
-- One row per amount of a biểu 2 row that counts and that equals another of the same row, where they were not equal a year ago: the next column's
-- figure stands in one of them, the one that is further from its past. `repeat_z` is how far; `repeat_share` how often the two are equal elsewhere.
with pair as (
  select
    one.submission_id, one.sheet, one.row, one.reference_year, one.field,
    one.value, one.last_value, one.measure, one.abs_z,
    other.field as other_field,
    other.value as other_value,
    other.last_value as other_last_value,
    other.abs_z as other_abs_z
  from {{ ref('chk_figure_ratio') }} as one
  inner join {{ ref('chk_figure_ratio') }} as other
    on {{ same_row('one', 'other') }}
    and one.field <> other.field and one.is_money and other.is_money
  where one.value > 0 and other.value > 0
),

-- The middle sheet's share, every sheet one vote: a whole column pasted twice is one office's slip.
usual as (
  select reference_year, field, other_field, median(share) as share
  from (
    select reference_year, submission_id, field, other_field, avg(case when value = other_value then 1.0 else 0 end) as share
    from pair
    group by reference_year, submission_id, field, other_field
  ) as sheet_share
  group by reference_year, field, other_field
)

select pair.submission_id, pair.sheet, pair.row, pair.field, max(pair.abs_z) as repeat_z, min(usual.share) as repeat_share
from pair
inner join usual on pair.reference_year = usual.reference_year and pair.field = usual.field and pair.other_field = usual.other_field
-- Round figures are equal by themselves.
where pair.value = pair.other_value and pair.measure = 'past' and pair.value % power(10, floor(log10(pair.value)) - 1) <> 0
  and pair.last_value <> coalesce(pair.other_last_value, 0) and pair.abs_z > coalesce(pair.other_abs_z, 0)
group by pair.submission_id, pair.sheet, pair.row, pair.field
