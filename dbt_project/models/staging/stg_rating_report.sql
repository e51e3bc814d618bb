-- Biểu 5 rows of the report that counts.
with source_row as (
  select * from {{ source('landing', 'rating_report') }}
),

submission as (
  select submission_id from {{ source('landing', 'submission') }} where is_current
),

unit_link as (
  select * from {{ source('identity', 'unit_link') }} where table_name = 'rating_report'
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
    source_row.registration_code,
    source_row.district,
    source_row.score,
    source_row.rating,
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
