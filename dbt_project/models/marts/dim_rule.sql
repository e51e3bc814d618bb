-- One row per rule of the quality gate.
select
  rule,
  aliases,
  highest_severity,
  nature,
  message,
  remedy,
  message_en,
  remedy_en,
  tolerance,
  bounds,
  table_name,
  source_file,
  is_waivable
from {{ source('landing', 'rule') }}
