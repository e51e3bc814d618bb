-- Biểu 4 rows of the reports that count.
with source_row as (
  select * from {{ source('landing', 'task_report') }}
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
    source_row.task,
    source_row.content,
    source_row.state,
    source_row.result,
    source_row.quantity,
    source_row.unit_of_measure
  from source_row
  inner join submission on source_row.submission_id = submission.submission_id
)

select * from final
