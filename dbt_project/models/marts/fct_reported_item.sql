-- One row per item that a sender wrote in biểu 1, in đồng where it is money; of an item written twice the first row counts.
with total_item as (
  select
    *,
    row_number() over (partition by submission_id, item order by row, sheet) as occurrence
  from {{ ref('stg_total_item') }}
),

sender_area as (
  select * from {{ ref('int_sender_area') }}
),

final as (
  select
    total_item.sender,
    cast(total_item.reference_year as integer) as reference_year,
    sender_area.area_code,
    total_item.item,
    total_item.label,
    total_item.unit_text,
    total_item.value,
    total_item.previous_value,
    total_item.value_column,
    total_item.previous_column,
    total_item.occurrence = 1 and sender_area.area_code is not null as is_counted,
    total_item.submission_id,
    total_item.path,
    total_item.sheet,
    cast(total_item.row as integer) as row
  from total_item
  left join sender_area on total_item.sender = sender_area.sender
)

{{ with_names('final', ['area_code', 'sender', 'item']) }}
