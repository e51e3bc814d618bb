-- Biểu 1 rows of the reports that count.
with source_row as (
  select * from {{ source('landing', 'total_item') }}
),

submission as (
  select submission_id from {{ source('landing', 'submission') }} where is_current
),

final as (
  select
    source_row.submission_id,
    source_row.sender,
    source_row.reference_year,
    source_row.path,
    source_row.sheet,
    source_row.row,
    source_row.item,
    source_row.label,
    source_row.unit_text,
    source_row.value,
    source_row.previous_value,
    source_row.value_step,
    source_row.previous_step
  from source_row
  inner join submission on source_row.submission_id = submission.submission_id
)

select * from final
