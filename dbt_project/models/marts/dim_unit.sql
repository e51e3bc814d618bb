-- One row per unit ever seen: its latest name and code, and the unit it came from.
with unit as (
  select * from {{ source('identity', 'unit') }}
),

legal_unit as (
  select * from {{ ref('int_legal_unit') }}
),

lived as (
  select
    unit_key,
    min(reference_year) as first_year,
    max(reference_year) as last_year
  from {{ ref('int_unit_year') }}
  group by unit_key
),

-- Every name that a document gave the unit, as one types it without marks or case.
called as (
  select unit_key, {{ joined_text('search_key', ' | ', 'search_key') }} as search_key
  from (
    select distinct unit_key, {{ search_key('value') }} as search_key
    from {{ source('identity', 'unit_alias') }}
    where kind = 'name'
  )
  group by unit_key
)

select
  unit.unit_key,
  coalesce(legal_unit.unit_type, unit.unit_type) as unit_type,
  coalesce(legal_unit.name, unit.name) as name,
  called.search_key,
  {{ unit_code('coalesce(legal_unit.registration_code, unit.registration_code)') }} as registration_code,
  legal_unit.certificate_no,
  unit.predecessor_key,
  legal_unit.registered_on,
  legal_unit.converted_on,
  legal_unit.dissolved_on,
  cast(lived.first_year as integer) as first_year,
  cast(lived.last_year as integer) as last_year
from unit
left join legal_unit on unit.unit_key = legal_unit.unit_key
left join lived on unit.unit_key = lived.unit_key
left join called on unit.unit_key = called.unit_key
