-- One row per sender, form, reference year and version that arrived; one with version 0 where nothing owed has arrived by the as-of moment.
with obligation as (
  select * from {{ ref('obligation') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

submission as (
  select * from {{ source('landing', 'submission') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

owed as (
  select obligation.sender, obligation.form, reference_year.reference_year
  from obligation
  inner join reference_year
    on reference_year.reference_year between coalesce(obligation.valid_from_year, 0) and coalesce(obligation.valid_to_year, 9999)
),

expected as (
  select sender, form, reference_year from owed
  union
  select submission.sender, submission.form, submission.reference_year
  from submission
  inner join reference_year on submission.reference_year = reference_year.reference_year
),

first_version as (
  select sender, form, reference_year, min(received_at) as first_received_at
  from submission
  group by sender, form, reference_year
),

joined as (
  select
    expected.sender,
    expected.form,
    cast(expected.reference_year as integer) as reference_year,
    cast(coalesce(submission.version, 0) as integer) as version,
    submission.submission_id,
    submission.path,
    submission.sha256,
    submission.document_no,
    submission.note,
    reference_year.agencies_due_before as due_before,
    submission.received_at,
    first_version.first_received_at,
    coalesce(submission.is_current, false) as is_current,
    coalesce(submission.was_read, false) as was_read,
    owed.sender is not null as is_owed,
    {{ local_day('reference_year.agencies_due_before', 'run.time_zone') }} as due_day,
    {{ local_day('first_version.first_received_at', 'run.time_zone') }} as first_day
  from expected
  inner join reference_year on expected.reference_year = reference_year.reference_year
  cross join run
  left join owed
    on expected.sender = owed.sender and expected.form = owed.form and expected.reference_year = owed.reference_year
  left join submission
    on expected.sender = submission.sender
    and expected.form = submission.form
    and expected.reference_year = submission.reference_year
  left join first_version
    on expected.sender = first_version.sender
    and expected.form = first_version.form
    and expected.reference_year = first_version.reference_year
),

final as (
  select
    sender,
    form,
    reference_year,
    version,
    submission_id,
    path,
    sha256,
    document_no,
    note,
    cast(due_before as timestamptz) as due_before,
    cast(received_at as timestamptz) as received_at,
    case
      when first_received_at is null then 'missing'
      when first_received_at < due_before then 'on_time'
      else 'late'
    end as timeliness,
    -- The due day itself is the first day late.
    cast(
      case
        when first_received_at is null then null
        when first_received_at < due_before then 0
        else {{ days_between('due_day', 'first_day') }} + 1
      end as integer
    ) as days_late,
    is_current,
    was_read,
    is_owed
  from joined
)

{{ with_names('final', ['sender']) }}
