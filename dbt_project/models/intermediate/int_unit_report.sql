-- One row per unit and reference year that a district reported in biểu 2: the first row where a unit stands twice.
with unit_report as (
  select
    unit_report.*,
    agency.area_code as sender_area_code,
    row_number() over (
      partition by unit_report.unit_key, unit_report.reference_year
      -- Of two districts that list one unit, the one where it is registered.
      order by
        case when agency.area_code = unit_report.linked_area_code then 0 else 1 end,
        unit_report.sender,
        unit_report.row,
        unit_report.sheet
    ) as occurrence
  from {{ ref('stg_unit_report') }} as unit_report
  left join {{ ref('agency') }} as agency on unit_report.sender = agency.sender
)

select * from unit_report
where occurrence = 1
