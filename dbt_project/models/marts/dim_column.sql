-- One row per field of a table that was read in a sheet: the column letter it stood in, and the unit it was written in.
select
  submission_id,
  path,
  sheet,
  table_name,
  field,
  "column" as column_letter,
  header,
  cast(multiplier as double) as multiplier
from {{ source('landing', 'sheet_column') }}
