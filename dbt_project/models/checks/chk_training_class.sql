-- One row per biểu 3 row that counts.
with training_class as (
  select * from {{ ref('stg_training_class') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
)

select
  training_class.submission_id,
  training_class.sender,
  training_class.reference_year,
  training_class.path,
  training_class.sheet,
  training_class.row,
  cast(null as varchar) as unit_key,
  training_class.class_name,
  training_class.start_on,
  training_class.end_on,
  training_class.managers_attending,
  training_class.women_attending,
  reference_year.window_start,
  reference_year.window_end,
  -- Days between a class and its year: a class with one foot in it is of that year.
  case
    when training_class.start_on is not null then least(
      {% for day in ['start_on', 'end_on'] %}
      greatest(
        {{ days_between('training_class.' ~ day, 'reference_year.window_start') }}, {{ days_between('reference_year.window_end', 'training_class.' ~ day) }}, 0
      ){{ ',' if not loop.last }}
      {% endfor %}
    )
  end as days_outside_the_year,
  -- How long a class has gone on that began before its year: one that a course explains, or a year mistyped.
  case when training_class.start_on < reference_year.window_start then {{ days_between('training_class.start_on', 'training_class.end_on') }} end as days_from_before,
  row_number() over (
    partition by
      training_class.submission_id, training_class.class_name, training_class.organiser, training_class.start_on, training_class.end_on,
      training_class.managers_attending, training_class.women_attending
    order by training_class.row, training_class.sheet
  ) as occurrence,
  -- The same name, days and number of people: one class that several senders report.
  case
    when training_class.start_on is not null and training_class.managers_attending > 0 then dense_rank() over (same_class order by training_class.sender)
  end as senders_of_class,
  min(training_class.sender) over same_class as other_sender
from training_class
inner join reference_year on training_class.reference_year = reference_year.reference_year
window same_class as (
  partition by
    training_class.reference_year, strip_accents(lower(training_class.class_name)), training_class.start_on, training_class.end_on,
    training_class.managers_attending
)
