-- Biểu 3 rows of the reports that count.
with source_row as (
  select * from {{ source('landing', 'training_class') }}
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
    source_row.class_name,
    source_row.organiser,
    source_row.start_on,
    source_row.end_on,
    source_row.content,
    source_row.managers_attending,
    source_row.women_attending
  from source_row
  inner join submission on source_row.submission_id = submission.submission_id
)

select * from final
