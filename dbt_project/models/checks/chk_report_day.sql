-- One row per submission that counts: the day whose state it gives and the day it came.
-- A correction mends what was said in December; what happened since is not in it.
with submission as (
  select * from {{ source('landing', 'submission') }}
),

first_version as (
  select sender, form, reference_year, min(received_at) as received_at
  from submission
  group by sender, form, reference_year
)

select
  submission.submission_id,
  submission.sender,
  submission.form,
  submission.reference_year,
  submission.path,
  {{ local_day('first_version.received_at', 'run.time_zone') }} as report_day,
  {{ local_day('submission.received_at', 'run.time_zone') }} as received_day,
  submission.received_at
from submission
cross join {{ source('landing', 'run') }} as run
inner join first_version
  on submission.sender = first_version.sender
  and submission.form = first_version.form
  and submission.reference_year = first_version.reference_year
where submission.is_current
