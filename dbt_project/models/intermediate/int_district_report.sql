-- One row per district and reference year: were lists of its units (biểu 2) owed, and were they read. From 2025 its communes owe them:
-- a district is known once all of them were read.
with sender_area as (
  select * from {{ ref('int_sender_area') }}
),

obligation as (
  select * from {{ ref('obligation') }}
  where form = 'agency_report' and ' ' || coalesce(sheets, '') || ' ' like '% 2 %'
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

unit_sheet as (
  select distinct submission.sender, submission.reference_year
  from {{ source('landing', 'submission') }} as submission
  inner join {{ source('landing', 'sheet_read') }} as sheet_read on submission.submission_id = sheet_read.submission_id
  where submission.is_current and sheet_read.table_name = 'unit_report'
),

final as (
  select
    sender_area.area_code,
    reference_year.reference_year,
    count(distinct obligation.sender) as senders,
    max(case when unit_sheet.sender is not null then 1 else 0 end) = 1 as has_any_report,
    min(case when unit_sheet.sender is not null then 1 else 0 end) = 1 as has_report
  from obligation
  inner join sender_area on obligation.sender = sender_area.sender
  inner join reference_year
    on reference_year.reference_year between coalesce(obligation.valid_from_year, 0) and coalesce(obligation.valid_to_year, 9999)
  left join unit_sheet
    on obligation.sender = unit_sheet.sender
    and reference_year.reference_year = unit_sheet.reference_year
  group by sender_area.area_code, reference_year.reference_year
)

select * from final
