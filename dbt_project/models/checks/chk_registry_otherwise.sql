-- One row per doubt about a registry row and unit's year, in the shape of int_unit_year: the year as it would be if the day, the type or the status
-- that others give is right.
with registry_unit as (
  select * from {{ ref('chk_registry_unit') }}
),

doubt as (
  select 'registered_on_changed' as rule, unit_key, last_registered_on as registered_on, null as unit_type, null as dissolved_on, false as is_of_status
  from registry_unit
  where registered_on_shift_days > {{ tolerance('registered_on_changed', 'max_value') }} and not is_day_reported_too
  union all
  select 'registry_type_changed', unit_key, null, last_unit_type, null, false from registry_unit
  where unit_type <> last_unit_type and not is_type_reported_too
  union all
  select 'dissolution_day_changed', unit_key, null, null, last_status_on, true from registry_unit
  where status = 'Đã giải thể' and last_status = 'Đã giải thể' and status_on_shift_days > {{ tolerance('dissolution_day_changed', 'max_value') }}
  union all
  select 'dissolution_taken_back', unit_key, null, null, last_status_on, true from registry_unit
  where last_status = 'Đã giải thể' and status <> 'Đã giải thể' and not is_reported_alive
  union all
  select 'dissolved_in_registry_alone', unit_key, null, null, null, true from registry_unit
  where status = 'Đã giải thể' and days_traded_after > {{ tolerance('dissolved_in_registry_alone', 'max_value') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

lived as (
  select
    doubt.rule,
    unit_year.* replace (
      coalesce(doubt.registered_on, unit_year.registered_on) as registered_on,
      coalesce(doubt.unit_type, unit_year.unit_type) as unit_type,
      case when doubt.is_of_status then doubt.dissolved_on else unit_year.dissolved_on end as dissolved_on,
      case when doubt.is_of_status and unit_year.legal_status = 'Đã giải thể' then 'Đang hoạt động' else unit_year.legal_status end as legal_status,
      reference_year.window_start as window_start,
      reference_year.cutoff_day as cutoff_day
    )
  from doubt
  inner join {{ ref('int_unit_year') }} as unit_year on doubt.unit_key = unit_year.unit_key
  inner join reference_year on unit_year.reference_year = reference_year.reference_year
),

placed as (
  select
    * replace (
      coalesce(registered_on <= cutoff_day, true) and coalesce(dissolved_on > cutoff_day, true) as in_existence,
      coalesce(registered_on between window_start and cutoff_day, false) as is_new,
      coalesce(dissolved_on between window_start and cutoff_day, false) as is_dissolved,
      unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) as is_htx
    )
  from lived
),

active as (
  select
    * replace (
      in_existence and coalesce(operating_state, '') not in ('Ngừng hoạt động', 'Đã giải thể') and coalesce(legal_status, 'Đang hoạt động') = 'Đang hoạt động'
        as is_active
    )
  from placed
)

select
  * replace (
    in_existence and not is_active as is_idle,
    is_active and coalesce(rating in (select rating from {{ source('landing', 'effective_rating') }}), false) as is_effective
  )
from active
