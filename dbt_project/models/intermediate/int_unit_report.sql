-- One row per unit and reference year that a district reported in biểu 2: the first row where a unit stands twice.
with unit_report as (
  select
    unit_report.*,
    sender_area.area_code as sender_area_code,
    row_number() over (
      partition by unit_report.unit_key, unit_report.reference_year
      -- Of two senders that list one unit, the one where it is registered.
      order by
        case when sender_area.area_code = unit_report.linked_area_code then 0 else 1 end,
        case when sender_area.own_area_code in (unit_report.linked_commune_code, sender_area.area_code) then 0 else 1 end,
        unit_report.sender,
        unit_report.row,
        unit_report.sheet
    ) as occurrence
  from {{ ref('stg_unit_report') }} as unit_report
  left join {{ ref('int_sender_area') }} as sender_area on unit_report.sender = sender_area.sender
)

select * from unit_report
where occurrence = 1
