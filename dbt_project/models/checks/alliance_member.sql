-- One row per row of the Alliance's list that counts, beside the registry, biểu 2 and last year's list.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
with alliance_member as (
  select
    alliance_member.*,
    {{ local_day('submission.received_at', 'run.time_zone') }} as list_day,
    row_number() over (
      partition by alliance_member.unit_key, alliance_member.reference_year order by alliance_member.row, alliance_member.sheet
    ) as occurrence
  from {{ ref('stg_alliance_member') }} as alliance_member
  inner join {{ source('landing', 'submission') }} as submission on alliance_member.submission_id = submission.submission_id
  cross join {{ source('landing', 'run') }} as run
),

legal_unit as (
  select * from {{ ref('int_legal_unit') }}
),

reported as (
  select distinct unit_key from {{ ref('stg_unit_report') }}
),

known as (
  select
    count(case when table_name = 'registry_unit' then 1 end) as registry_sheets,
    count(case when table_name = 'unit_report' then 1 end) as unit_sheets
  from {{ source('landing', 'sheet_read') }}
),

joined as (
  select
    alliance_member.*,
    legal_unit.unit_key is not null as is_in_registry,
    legal_unit.registered_on,
    legal_unit.unit_type as registry_type,
    reported.unit_key is not null as is_reported,
    known.registry_sheets,
    known.unit_sheets,
    last_year.joined_on as last_joined_on,
    last_year.left_on as last_left_on
  from alliance_member
  cross join known
  left join legal_unit on alliance_member.unit_key = legal_unit.unit_key
  left join reported on alliance_member.unit_key = reported.unit_key
  left join alliance_member as last_year
    on alliance_member.unit_key = last_year.unit_key
    and alliance_member.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  unit_key,
  name,
  unit_type,
  joined_on,
  left_on,
  list_day,
  registered_on,
  reference_year - 1 as last_year,
  last_joined_on,
  last_left_on,
  case when joined_on is null and left_on is null then name end as joined_on_missing,
  case when joined_on > list_day then joined_on end as joined_in_future,
  case when left_on > list_day then left_on end as left_in_future,
  case when joined_on < date '1945-01-01' then joined_on end as joined_before_1945,
  case when left_on < joined_on then left_on end as left_before_joining,
  case when joined_on <> last_joined_on and last_left_on is null then joined_on end as joined_on_changed,
  case
    when not is_in_registry and not is_reported and left_on is null and registry_sheets > 0
      and (coalesce(unit_type, 'HTX') <> 'THT' or unit_sheets > 0) then name
  end as unknown_unit
from joined
