-- One row per legal person: its dates from the newest list that has it, and what that list says of it today.
with registry_unit as (
  select * from {{ ref('stg_registry_unit') }}
),

newest as (
  select
    registry_unit.*,
    successor.new_area_code,
    row_number() over (partition by unit_key order by reference_year desc, row, sheet) as recency
  from registry_unit
  left join {{ ref('int_commune_successor') }} as successor on registry_unit.linked_commune_code = successor.former_area_code
),

final as (
  select
    unit_key,
    unit_type,
    name,
    registration_code,
    certificate_no,
    linked_area_code as area_code,
    linked_commune_code as commune_code,
    coalesce(new_area_code, linked_commune_code) as current_commune_code,
    industry_code,
    charter_capital_vnd,
    registered_on,
    converted_on,
    status,
    status_on,
    case when status = 'Đã giải thể' then status_on end as dissolved_on,
    status = 'Đã giải thể' as is_dissolved_in_newest_list,
    reference_year as newest_reference_year
  from newest
  where recency = 1
)

select * from final
