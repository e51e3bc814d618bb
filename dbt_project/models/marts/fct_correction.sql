-- One row per correction that the Alliance signed by the as-of moment, applied or refused.
with final as (
  select
    register_row,
    submission_id,
    sender,
    cast(reference_year as integer) as reference_year,
    path,
    sheet,
    cast(row as integer) as row,
    "column",
    expect,
    value,
    found,
    reason,
    signed_by,
    cast(signed_at as timestamptz) as signed_at,
    is_applied,
    why_not
  from {{ source('landing', 'correction') }}
)

{{ with_names('final', ['sender']) }}
