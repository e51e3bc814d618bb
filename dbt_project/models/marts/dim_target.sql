-- One row per reference year and indicator for which a document set a target.
with final as (
  select
    cast(reference_year as integer) as reference_year,
    indicator,
    measure,
    threshold,
    base_year,
    document_no
  from {{ ref('target') }}
)

{{ with_names('final', ['indicator']) }}
