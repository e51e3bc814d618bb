-- One row per biểu 3 row that counts.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
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
  case when training_class.end_on < training_class.start_on then training_class.end_on end as ends_before_start,
  case
    when training_class.start_on not between reference_year.window_start and reference_year.window_end
      and coalesce(training_class.end_on not between reference_year.window_start and reference_year.window_end, true)
      then training_class.start_on
  end as outside_the_year,
  case
    when training_class.managers_attending < 0 then training_class.managers_attending
    when training_class.women_attending < 0 then training_class.women_attending
  end as negative_count,
  case
    when training_class.start_on is not null and training_class.managers_attending > 0 and row_number() over (
      partition by
        training_class.submission_id, training_class.class_name, training_class.organiser, training_class.start_on, training_class.end_on,
        training_class.managers_attending, training_class.women_attending
      order by training_class.row, training_class.sheet
    ) > 1 then training_class.class_name
  end as written_twice
from training_class
inner join reference_year on training_class.reference_year = reference_year.reference_year
