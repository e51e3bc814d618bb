-- One row per task, sender and reference year: what the directive gives to a sender, and what it reported.
with task as (
  select * from {{ ref('task') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

reported as (
  select
    *,
    row_number() over (partition by task, sender, reference_year order by row, sheet) as occurrence
  from {{ ref('stg_task_report') }}
),

given as (
  select task.*, reference_year.reference_year
  from task
  inner join reference_year
    on reference_year.reference_year between coalesce(task.valid_from_year, 0) and coalesce(task.valid_to_year, 9999)
),

final as (
  select
    coalesce(given.task, reported.task) as task,
    coalesce(given.sender, reported.sender) as sender,
    cast(coalesce(given.reference_year, reported.reference_year) as integer) as reference_year,
    given.role,
    coalesce(given.content, reported.content) as content,
    reported.state,
    reported.result,
    reported.quantity,
    coalesce(reported.unit_of_measure, given.unit_of_measure) as unit_of_measure,
    reported.path,
    reported.sheet,
    cast(reported.row as integer) as row
  from given
  full outer join (select * from reported where occurrence = 1 and task is not null) as reported
    on given.task = reported.task
    and given.sender = reported.sender
    and given.reference_year = reported.reference_year
)

{{ with_names('final', ['sender']) }}
