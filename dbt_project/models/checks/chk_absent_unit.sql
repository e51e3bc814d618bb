-- One row per unit that a list must hold and the list it must stand in: biểu 2 of its district, this year's registry, this year's biểu 2 for
-- a tổ hợp tác, the Alliance's list. A unit that is absent is reported at the file it is absent from, named in value.
-- The sheet that holds a table in the submission that counts.
with list_read as (
  select
    submission.submission_id,
    submission.sender,
    submission.reference_year,
    submission.path,
    sheet_read.table_name,
    submission.report_day,
    min(sheet_read.sheet) as sheet,
    sum(sheet_read.rows_read) as rows_read
  from {{ ref('chk_report_day') }} as submission
  inner join {{ source('landing', 'sheet_read') }} as sheet_read on submission.submission_id = sheet_read.submission_id
  group by
    submission.submission_id, submission.sender, submission.reference_year, submission.path, sheet_read.table_name, submission.report_day
),

-- Of a unit that a list gives more than once, the line that lives.
unit_report as (
  select
    unit_key, unit_type, reference_year, sender, name, founded_on, operating_state, linked_commune_code,
    row_number() over (
      partition by unit_key, reference_year, sender order by coalesce(operating_state, '') = 'Đã giải thể', sheet, row
    ) as occurrence
  from {{ ref('stg_unit_report') }}
  qualify occurrence = 1
),

reported as (
  select distinct unit_key, reference_year from unit_report
),

legal_unit_year as (
  select * from {{ ref('int_legal_unit_year') }}
),

registry_unit as (
  select unit_key, reference_year, max(name) as name, max(registered_on) as registered_on, max(status) as status
  from {{ ref('stg_registry_unit') }}
  group by unit_key, reference_year
),

in_district as (
  select
    list_read.submission_id, list_read.sender, list_read.reference_year, list_read.path, list_read.sheet,
    legal_unit_year.unit_key,
    legal_unit_year.name,
    legal_unit_year.registered_on,
    'district' as awaited_in,
    cast(null as boolean) as was_member,
    -- A report is drawn up before it is received; a unit of the last weeks may not be in it yet. One without a day was there when the year began.
    {{ days_between('coalesce(legal_unit_year.registered_on, reference_year.window_start)', 'list_read.report_day') }} as days_registered,
    case when reported.unit_key is null then 0 else 1 end as times_listed
  from list_read
  inner join {{ ref('agency') }} as agency on list_read.sender = agency.sender
  inner join legal_unit_year
    on agency.area_code in (legal_unit_year.area_code, legal_unit_year.commune_code)
    and list_read.reference_year = legal_unit_year.reference_year
  inner join {{ ref('int_reference_year') }} as reference_year on list_read.reference_year = reference_year.reference_year
  -- What the year's own extract says dissolved, nobody need report, whatever a later list makes of it.
  left join registry_unit as own_extract
    on legal_unit_year.unit_key = own_extract.unit_key
    and legal_unit_year.reference_year = own_extract.reference_year
  left join reported
    on legal_unit_year.unit_key = reported.unit_key
    and legal_unit_year.reference_year = reported.reference_year
  where list_read.table_name = 'unit_report'
    and list_read.rows_read > 0
    and coalesce(own_extract.status, '') <> 'Đã giải thể'
    and coalesce(legal_unit_year.registered_on <= list_read.report_day, true)
    and coalesce(legal_unit_year.dissolved_on > list_read.report_day, coalesce(legal_unit_year.legal_status, '') <> 'Đã giải thể')
),

-- The registry is the whole database: who was in it stays in it, dissolved or not.
in_registry as (
  select
    list_read.submission_id, list_read.sender, list_read.reference_year, list_read.path, list_read.sheet,
    last_year.unit_key,
    last_year.name,
    last_year.registered_on,
    'registry' as awaited_in,
    cast(null as boolean) as was_member,
    cast(null as bigint) as days_registered,
    case when this_year.unit_key is null then 0 else 1 end as times_listed
  from list_read
  inner join registry_unit as last_year on list_read.reference_year = last_year.reference_year + 1
  left join registry_unit as this_year
    on last_year.unit_key = this_year.unit_key
    and list_read.reference_year = this_year.reference_year
  where list_read.table_name = 'registry_unit' and list_read.rows_read > 0
),

-- Units that a district lists and no extract holds: of one that was cut off, or is another day's, several districts' newest are missing.
unlisted as (
  select
    list_read.submission_id, list_read.sender, list_read.reference_year, list_read.path, list_read.sheet,
    unit_report.unit_key,
    unit_report.name,
    unit_report.founded_on as registered_on,
    'extract' as awaited_in,
    cast(null as boolean) as was_member,
    cast(null as bigint) as days_registered,
    0 as times_listed
  from list_read
  inner join unit_report on list_read.reference_year = unit_report.reference_year
  left join {{ ref('int_legal_unit') }} as legal_unit on unit_report.unit_key = legal_unit.unit_key
  where list_read.table_name = 'registry_unit'
    and list_read.rows_read > 0
    and unit_report.unit_type <> 'THT'
    and legal_unit.unit_key is null
    and unit_report.founded_on <= list_read.report_day
),

converted as (
  select distinct predecessor_key as unit_key from {{ source('identity', 'unit') }} where predecessor_key is not null
),

-- A tổ hợp tác is known by biểu 2 alone: it stays until it is reported dissolved or becomes an HTX. After a merger the new commune answers for it.
of_last_year as (
  select
    list_read.submission_id, list_read.sender, list_read.reference_year, list_read.path, list_read.sheet,
    last_year.unit_key,
    last_year.name,
    cast(null as date) as registered_on,
    'last_year' as awaited_in,
    cast(null as boolean) as was_member,
    cast(null as bigint) as days_registered,
    case when this_year.unit_key is null and converted.unit_key is null then 0 else 1 end as times_listed
  from list_read
  inner join {{ ref('int_sender_area') }} as sender_area on list_read.sender = sender_area.sender
  inner join unit_report as last_year on list_read.reference_year = last_year.reference_year + 1
  left join {{ ref('int_commune_successor') }} as successor on last_year.linked_commune_code = successor.former_area_code
  left join reported as this_year
    on last_year.unit_key = this_year.unit_key
    and list_read.reference_year = this_year.reference_year
  left join converted on last_year.unit_key = converted.unit_key
  left join {{ ref('int_legal_unit') }} as legal_unit on last_year.unit_key = legal_unit.unit_key
  where list_read.table_name = 'unit_report'
    and list_read.rows_read > 0
    and (list_read.sender = last_year.sender or sender_area.own_area_code = successor.new_area_code)
    and legal_unit.unit_key is null
    and coalesce(last_year.operating_state, '') <> 'Đã giải thể'
),

alliance_member as (
  select unit_key, reference_year, max(name) as name, max(joined_on) as joined_on, max(left_on) as left_on
  from {{ ref('stg_alliance_member') }}
  group by unit_key, reference_year
),

in_alliance as (
  select
    list_read.submission_id, list_read.sender, list_read.reference_year, list_read.path, list_read.sheet,
    last_year.unit_key,
    last_year.name,
    last_year.joined_on as registered_on,
    'alliance' as awaited_in,
    last_year.left_on is null as was_member,
    cast(null as bigint) as days_registered,
    case when this_year.unit_key is null then 0 else 1 end as times_listed
  from list_read
  inner join alliance_member as last_year on list_read.reference_year = last_year.reference_year + 1
  left join alliance_member as this_year
    on last_year.unit_key = this_year.unit_key
    and list_read.reference_year = this_year.reference_year
  -- A tổ hợp tác that became an HTX goes on in the list as that.
  left join converted on last_year.unit_key = converted.unit_key
  where list_read.table_name = 'alliance_member' and list_read.rows_read > 0 and converted.unit_key is null
),

-- The order in which the units stood a year ago: of a list that was cut off or filtered those are absent that stood together.
stood as (
  select unit_key, reference_year + 1 as reference_year, sender, row_number() over (partition by sender, reference_year order by min((sheet, row))) as place
  from {{ ref('stg_unit_report') }}
  group by unit_key, reference_year, sender
),

expected as (
  select * from in_district
  union all
  select * from in_registry
  union all
  select * from unlisted
  union all
  select * from of_last_year
  union all
  select * from in_alliance
),

awaited as (
  select expected.*, stood.place
  from expected
  left join stood
    on expected.awaited_in in ('district', 'last_year')
    and expected.unit_key = stood.unit_key
    and expected.reference_year = stood.reference_year
    and expected.sender = stood.sender
),

-- Absent units that stood next to each other.
together as (
  select submission_id, unit_key, count(*) over (partition by submission_id, block) as absent_together, count(*) over (partition by submission_id) as absent_units
  from (
    select submission_id, unit_key, place - row_number() over (partition by submission_id order by place) as block
    from awaited
    where times_listed = 0 and place is not null
  ) as absent
  union all
  select submission_id, unit_key, cast(null as bigint) as absent_together, count(*) over (partition by submission_id) as absent_units
  from awaited
  where times_listed = 0 and awaited_in in ('registry', 'extract')
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  cast(null as integer) as row,
  unit_key,
  name as value,
  name,
  registered_on,
  reference_year - 1 as last_year,
  awaited_in,
  was_member,
  days_registered,
  times_listed,
  awaited_in in ('district', 'last_year') and times_listed = 0 as is_absent_from_report,
  case awaited_in when 'district' then 'htx' when 'last_year' then 'tht' end as units,
  together.absent_together,
  together.absent_units,
  -- Where a whole stretch is absent, the list is named and not each of them.
  coalesce(
    together.absent_together > {{ tolerance('list_cut_off', 'max_value') }}
    or together.absent_units > case
      when awaited_in in ('registry', 'extract') then {{ tolerance('extract_cut_off', 'max_value') }} else {{ tolerance('list_cut_off', 'max_value', 'scattered') }}
    end, false
  ) as is_in_cut
from awaited
left join together using (submission_id, unit_key)
