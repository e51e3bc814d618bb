-- One row per row of the Alliance's list that counts, beside last year's list.
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

-- Whom last year's list of the sender held, and when it came.
last_list as (
  select sender, reference_year + 1 as reference_year, max(list_day) as day from alliance_member
  group by sender, reference_year
),

legal_unit as (
  select unit_key, dissolved_on from {{ ref('int_legal_unit') }}
),

-- Who is dissolved by the registry and at work by its district is the registry's affair.
at_work as (
  select distinct unit_key, reference_year from {{ ref('stg_unit_report') }} where coalesce(operating_state, 'Đang hoạt động') = 'Đang hoạt động'
),

-- Tổ hợp tác are members too, and known by biểu 2 alone.
known_group as (
  select distinct unit_key from {{ ref('stg_unit_report') }} where unit_type = 'THT'
),

joined as (
  select
    alliance_member.*,
    said_day.field is not null as is_day_reported,
    coalesce(alliance_member.unit_type, 'HTX') as stated_type,
    case
      when reference_year.has_registry
        and said_name.field is null
        -- Who left before this year counts in no figure of it.
        and coalesce(alliance_member.left_on >= reference_year.window_start, true)
        then case when legal_unit.unit_key is not null then 1 else 0 end + case when known_group.unit_key is not null then 1 else 0 end
    end as lists_with_unit,
    {{ home_district('alliance_member') }} as home_district,
    last_year.joined_on as last_joined_on,
    last_year.left_on as last_left_on,
    case
      -- Whom no other list knows, who left or is dissolved is told as that.
      when last_year.unit_key is null and alliance_member.occurrence = 1 and alliance_member.left_on is null
        and coalesce(legal_unit.unit_key, known_group.unit_key) is not null and legal_unit.dissolved_on is null
        then {{ days_between('alliance_member.joined_on', 'last_list.day') }}
    end as days_listed_late,
    reference_year.cutoff_day,
    case when alliance_member.left_on is null and at_work.unit_key is null and legal_unit.dissolved_on <= alliance_member.list_day then legal_unit.dissolved_on end
      as dissolved_on,
    count(alliance_member.decision_no) over (partition by alliance_member.submission_id)
    / cast(count(*) over (partition by alliance_member.submission_id) as double) as share_with_decision
  from alliance_member
  left join alliance_member as last_year
    on alliance_member.unit_key = last_year.unit_key
    and alliance_member.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
  left join last_list on alliance_member.sender = last_list.sender and alliance_member.reference_year = last_list.reference_year
  left join {{ ref('chk_cell_reported') }} as said_day
    on {{ same_row('alliance_member', 'said_day') }}
    and said_day.field = 'joined_on'
  left join {{ ref('chk_cell_reported') }} as said_name
    on {{ same_row('alliance_member', 'said_name') }}
    and said_name.field = 'name'
  inner join {{ ref('int_reference_year') }} as reference_year on alliance_member.reference_year = reference_year.reference_year
  left join legal_unit on alliance_member.unit_key = legal_unit.unit_key
  {{ join_home('alliance_member') }}
  left join at_work on alliance_member.unit_key = at_work.unit_key and alliance_member.reference_year = at_work.reference_year
  left join known_group on alliance_member.unit_key = known_group.unit_key
),

placed as (
  select *, {{ late_together('days_listed_late > ' ~ tolerance('member_listed_late', 'max_value')) }} as late_together
  from joined
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
  dissolved_on,
  district,
  home_district,
  reference_year - 1 as last_year,
  last_joined_on,
  last_left_on,
  is_day_reported,
  stated_type,
  lists_with_unit,
  decision_no,
  case when joined_on is not null and coalesce(left_on > cutoff_day, true) then share_with_decision end as share_with_decision,
  false as is_no_member,
  -- Who joined anew has a later day of joining.
  case when left_on is null and coalesce(joined_on <= last_left_on, true) then last_left_on end as left_day_lost,
  -- Who left may have joined again since; an older day is another account of the first time.
  case when coalesce(joined_on <= last_left_on, true) then abs({{ days_between('last_joined_on', 'joined_on') }}) end as joined_on_shift_days,
  case when late_together < {{ tolerance('list_without_later_units', 'together') }} then days_listed_late end as days_listed_late,
  coalesce(days_listed_late > {{ tolerance('member_listed_late', 'max_value') }}, false) as is_listed_late,
  late_together
from placed
