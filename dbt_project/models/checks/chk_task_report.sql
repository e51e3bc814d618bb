-- One row per task, sender and reference year in a biểu 4 that was read: tasks that a sender leads and does not report, tasks that are not its own.
with task as (
  select * from {{ ref('task') }}
),

sheet_read as (
  select
    submission.submission_id,
    submission.sender,
    submission.reference_year,
    submission.path,
    min(sheet_read.sheet) as sheet
  from {{ source('landing', 'submission') }} as submission
  inner join {{ source('landing', 'sheet_read') }} as sheet_read on submission.submission_id = sheet_read.submission_id
  where submission.is_current and sheet_read.table_name = 'task_report'
  group by submission.submission_id, submission.sender, submission.reference_year, submission.path
),

task_report as (
  select
    *,
    row_number() over (partition by submission_id, task order by row, sheet) as occurrence
  from {{ ref('stg_task_report') }}
  where task is not null
),

given as (
  select sheet_read.*, task.task, task.role, task.content
  from sheet_read
  inner join task
    on sheet_read.sender = task.sender
    and sheet_read.reference_year between coalesce(task.valid_from_year, 0) and coalesce(task.valid_to_year, 9999)
),

known as (
  select distinct task from task
),

joined as (
  select
    coalesce(task_report.submission_id, given.submission_id) as submission_id,
    coalesce(task_report.sender, given.sender) as sender,
    coalesce(task_report.reference_year, given.reference_year) as reference_year,
    coalesce(task_report.path, given.path) as path,
    coalesce(task_report.sheet, given.sheet) as sheet,
    task_report.row,
    coalesce(task_report.task, given.task) as task,
    coalesce(given.content, task_report.content) as content,
    given.role,
    task_report.task as reported_task,
    task_report.state,
    task_report.result,
    task_report.quantity,
    task_report.unit_of_measure,
    task_report.occurrence
  from given
  full outer join task_report
    on given.submission_id = task_report.submission_id
    and given.task = task_report.task
)

select
  joined.submission_id,
  joined.sender,
  joined.reference_year,
  joined.path,
  joined.sheet,
  joined.row,
  cast(null as varchar) as unit_key,
  joined.task,
  joined.content,
  joined.state,
  joined.role,
  joined.reported_task,
  known.task as known_task,
  joined.occurrence,
  joined.result,
  joined.quantity,
  joined.unit_of_measure,
  -- "Đã mở 12 lớp" beside 7 lớp.
  cast(nullif(regexp_extract(lower(joined.result), '(\d+) ' || regexp_escape(lower(joined.unit_of_measure)), 1), '') as double) as result_quantity
from joined
left join known on joined.task = known.task
