-- One row per training class that a sender reported (biểu 3).
select
  sender,
  cast(reference_year as integer) as reference_year,
  class_name,
  organiser,
  start_on,
  end_on,
  content,
  cast(managers_attending as bigint) as managers_attending,
  cast(women_attending as bigint) as women_attending,
  path,
  sheet,
  cast(row as integer) as row
from {{ ref('stg_training_class') }}
