{{ config(materialized='ephemeral') }}
-- One row per biểu 1 row of a district's report that counts, with the step of its last decimal.
with written_item as (
  select
    total_item.*,
    agency.area_code,
    submission.report_day,
    submission.received_at,
    row_number() over (partition by total_item.submission_id, total_item.item order by total_item.row, total_item.sheet) as occurrence
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('chk_report_day') }} as submission on total_item.submission_id = submission.submission_id
  inner join {{ ref('agency') }} as agency on total_item.sender = agency.sender
  where agency.area_code is not null
),

-- Whoever writes 1.991,0 for all averages of a column has rounded to 1.991: zeros that every average shares are no digits.
rounding as (
  select
    submission_id,
    sheet,
    {% for column in ['value', 'previous_value'] %}
    case
      when count({{ column }}) < {{ tolerance('total_differs_from_units', 'rounded_averages') }} then 0
      {% for power in [6, 5, 4, 3] %}
      when max(abs({{ column }} - 1e{{ power }} * round({{ column }} / 1e{{ power }}))) < {{ tolerance('total_differs_from_units', 'rounding_rest') }} then 1e{{ power }}
      {% endfor %}
      else 0
    end as {{ column }}_rounding{{ ',' if not loop.last }}
    {% endfor %}
  from {{ ref('stg_total_item') }}
  where item in (select item from {{ ref('chk_total_definition') }} where is_average)
  group by submission_id, sheet
)

-- Averages may be off by half of their last digit, counts by nothing.
select
  written_item.submission_id,
  written_item.sender,
  written_item.reference_year,
  written_item.path,
  written_item.sheet,
  written_item.row,
  written_item.item,
  written_item.label,
  written_item.value,
  written_item.previous_value,
  written_item.value_column,
  written_item.area_code,
  written_item.report_day,
  written_item.received_at,
  written_item.occurrence,
  case when definition.is_average then greatest(written_item.value_step, rounding.value_rounding) else 0 end as value_step,
  case when definition.is_average then greatest(written_item.previous_step, rounding.previous_value_rounding) else 0 end
    as previous_step
from written_item
left join {{ ref('chk_total_definition') }} as definition on written_item.item = definition.item
left join rounding
  on {{ same_sheet('written_item', 'rounding') }}
