-- One row per cell of a submission that counts and about which reading it has said something already: no other rule repeats it.
with finding as (
  select distinct path, sheet, row, "column" from {{ source('landing', 'finding') }}
  where row is not null and "column" is not null
)

select distinct
  sheet_column.submission_id,
  sheet_column.sheet,
  finding.row,
  finding."column" as column_letter,
  sheet_column.table_name,
  sheet_column.field
from finding
inner join {{ source('landing', 'sheet_column') }} as sheet_column
  on finding.path = sheet_column.path
  and coalesce(finding.sheet, '') = coalesce(sheet_column.sheet, '')
  and finding."column" = sheet_column."column"
inner join {{ source('landing', 'submission') }} as submission on sheet_column.submission_id = submission.submission_id
where submission.is_current
