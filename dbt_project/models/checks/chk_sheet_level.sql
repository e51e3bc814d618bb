-- One row per biểu 2 that counts: do all its amounts and incomes lie lower than elsewhere by one and the same share, while the members outgrow
-- those that joined, or by the very same share? That is part of a year; a bad year lowers revenues more than incomes and lets members come as they
-- are counted.
with lowered as (
  select
    submission_id, sheet, field,
    median(log10(value / past_expected)) as middle,
    median(log10(value / past_expected)) / ({{ median_error() }} * median(past_scale) / sqrt(count(*))) as z
  from {{ ref('chk_figure_ratio') }}
  where is_money and is_operating and value > 0 and past_expected > 0 and field not in {{ fields_of(signed_figures()) }}
  group by submission_id, sheet, field
  having count(*) >= {{ tolerance('sheet_of_part_of_year', 'units') }}
),

together as (
  select
    submission_id, sheet,
    max(middle) - min(middle) as apart,
    case when max(middle) - min(middle) < {{ tolerance('sheet_of_part_of_year', 'most_apart') }} then -max(z) end as lowered_z,
    -- All columns together (Stouffer).
    -sum(z) / sqrt(count(*)) as together_z,
    median(middle) as middle,
    round(100 * power(10, median(middle))) as share_pct
  from lowered
  group by submission_id, sheet
  having count(*) >= {{ tolerance('sheet_of_part_of_year', 'columns') }}
),

outgrown as (
  select submission_id, sheet, count(case when leavers < 0 then 1 end) as units
  from {{ ref('chk_unit_logic') }}
  group by submission_id, sheet
)

select
  together.submission_id,
  together.sheet,
  together.lowered_z,
  together.together_z,
  together.apart,
  together.middle,
  together.share_pct,
  outgrown.units as outgrown_units,
  coalesce(
    together.share_pct < {{ tolerance('sheet_of_part_of_year', 'share_pct') }}
    and (
      together.lowered_z > {{ tolerance('sheet_of_part_of_year', 'max_value') }}
      and outgrown.units >= {{ tolerance('sheet_of_part_of_year', 'outgrown_units') }}
      or together.together_z > {{ tolerance('sheet_of_part_of_year', 'max_value', 'even') }}
      and together.lowered_z > {{ tolerance('sheet_of_part_of_year', 'lowered_z', 'even') }}
      and together.apart < {{ tolerance('sheet_of_part_of_year', 'apart', 'even') }}
    ), false
  ) as is_part_of_year
from together
inner join outgrown
  on {{ same_sheet('together', 'outgrown') }}
