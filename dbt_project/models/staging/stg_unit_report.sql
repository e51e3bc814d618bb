-- Biểu 2 rows of the reports that count.
with source_row as (
  select * from {{ source('landing', 'unit_report') }}
),

submission as (
  select submission_id from {{ source('landing', 'submission') }} where is_current
),

unit_link as (
  select * from {{ source('identity', 'unit_link') }} where table_name = 'unit_report'
),

final as (
  select
    source_row.submission_id,
    source_row.sender,
    source_row.reference_year,
    source_row.path,
    source_row.sheet,
    source_row.row,
    source_row.name,
    source_row.unit_type,
    source_row.registration_code,
    source_row.commune,
    source_row.sector,
    source_row.founded_on,
    source_row.operating_state,
    source_row.members,
    source_row.new_members,
    source_row.workers,
    source_row.managers,
    source_row.managers_trained,
    source_row.revenue_vnd,
    source_row.revenue_from_members_vnd,
    source_row.profit_vnd,
    source_row.member_income_vnd,
    source_row.worker_income_vnd,
    source_row.rating,
    source_row.converted_from,
    coalesce(unit_link.counts_as, unit_link.unit_key) as unit_key,
    unit_link.counts_as is not null as is_one_of_homonyms,
    unit_link.area_code as linked_area_code,
    unit_link.commune_code as linked_commune_code,
    unit_link.method as link_method
  from source_row
  inner join submission on source_row.submission_id = submission.submission_id
  inner join unit_link
    on {{ same_row('source_row', 'unit_link') }}
)

select * from final
