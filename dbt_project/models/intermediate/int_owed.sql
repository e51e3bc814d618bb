-- One row per sender, form and reference year that is owed: how its first version came, and which version counts.
with submission as (
  select * from {{ ref('fct_submission') }}
  where is_owed
),

run as (
  select * from {{ source('landing', 'run') }}
),

obligation as (
  select * from {{ ref('obligation') }}
),

sender_area as (
  select * from {{ ref('int_sender_area') }}
),

arrived as (
  select
    sender,
    form,
    reference_year,
    min(timeliness) as timeliness,
    min(days_late) as days_late,
    min(due_before) as due_before,
    min(received_at) as first_received_at,
    max(case when is_current then received_at end) as current_received_at,
    max(case when is_current and was_read then 1 else 0 end) = 1 as is_read
  from submission
  group by sender, form, reference_year
)

select
  arrived.reference_year,
  arrived.sender,
  arrived.form,
  sender_area.area_code,
  sender_area.own_area_code,
  ' ' || coalesce(obligation.sheets, '') || ' ' as sheets,
  arrived.timeliness,
  arrived.days_late,
  arrived.is_read,
  {{ local_day('arrived.first_received_at', 'run.time_zone') }} as first_day,
  {{ local_day('arrived.current_received_at', 'run.time_zone') }} as current_day,
  {{ local_day('arrived.due_before', 'run.time_zone') }} as due_day
from arrived
cross join run
inner join obligation
  on arrived.sender = obligation.sender
  and arrived.form = obligation.form
  and arrived.reference_year between coalesce(obligation.valid_from_year, 0) and coalesce(obligation.valid_to_year, 9999)
left join sender_area on arrived.sender = sender_area.sender
