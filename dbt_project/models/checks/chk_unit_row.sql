{{ config(materialized='ephemeral') }}
-- One row per biểu 2 row that counts, with the day its unit started and which of the sender's rows of that unit it is.
select
  unit_report.*,
  coalesce(legal_unit.registered_on, unit_report.founded_on) as started_on,
  row_number() over (
    partition by unit_report.unit_key, unit_report.reference_year, unit_report.sender order by unit_report.row, unit_report.sheet
  ) as occurrence
from {{ ref('stg_unit_report') }} as unit_report
left join {{ ref('int_legal_unit') }} as legal_unit on unit_report.unit_key = legal_unit.unit_key
