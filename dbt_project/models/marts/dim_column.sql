-- One row per field of a sheet that was read: the column letter it stood in, and the unit it was written in.
select
  submission_id,
  path,
  sheet,
  field,
  "column" as column_letter,
  header,
  cast(multiplier as double) as multiplier
from {{ source('landing', 'sheet_column') }}
