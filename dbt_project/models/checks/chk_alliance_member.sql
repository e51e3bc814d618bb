-- One row per row of the Alliance's list that counts, beside last year's list.
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
  select unit_key from {{ ref('int_legal_unit') }}
),

-- Tổ hợp tác are members too, and known by biểu 2 alone.
known_group as (
  select distinct unit_key from {{ ref('stg_unit_report') }} where unit_type = 'THT'
),

joined as (
  select
    alliance_member.*,
    said_day.field is not null as is_day_said,
    reference_year.has_registry
      and legal_unit.unit_key is null
      and known_group.unit_key is null
      and said_name.field is null
      and coalesce(alliance_member.unit_type, 'HTX') <> 'THT'
      -- Who left before this year counts in no figure of it.
      and coalesce(alliance_member.left_on >= reference_year.window_start, true) as is_unknown,
    last_year.joined_on as last_joined_on,
    last_year.left_on as last_left_on
  from alliance_member
  left join alliance_member as last_year
    on alliance_member.unit_key = last_year.unit_key
    and alliance_member.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
  left join {{ ref('chk_cell_reported') }} as said_day
    on {{ same_row('alliance_member', 'said_day') }}
    and said_day.field = 'joined_on'
  left join {{ ref('chk_cell_reported') }} as said_name
    on {{ same_row('alliance_member', 'said_name') }}
    and said_name.field = 'name'
  inner join {{ ref('int_reference_year') }} as reference_year on alliance_member.reference_year = reference_year.reference_year
  left join legal_unit on alliance_member.unit_key = legal_unit.unit_key
  left join known_group on alliance_member.unit_key = known_group.unit_key
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
  reference_year - 1 as last_year,
  last_joined_on,
  last_left_on,
  case when joined_on is null and left_on is null and not is_day_said then name end as joined_on_missing,
  case when joined_on > list_day then joined_on end as joined_in_future,
  case when left_on > list_day then left_on end as left_in_future,
  case when joined_on < date '1945-01-01' then joined_on end as joined_before_1945,
  case when left_on < joined_on then left_on end as left_before_joining,
  case
    -- Who left may have joined again since; an older day is another account of the first time.
    when joined_on <> last_joined_on and coalesce(joined_on <= last_left_on, true) and joined_on between date '1945-01-01' and list_day then joined_on
  end as joined_on_changed,
  case when is_unknown and coalesce(unit_type, 'HTX') <> 'LHHTX' then name end as not_in_registry,
  case when is_unknown and unit_type = 'LHHTX' then name end as union_not_in_registry
from joined
