{{ config(materialized='ephemeral') }}
-- One row per biểu 2 row that counts, with what stands beside it: the registry, the ratings, last year's report, what other checks have named.
{% set figures = unit_figures() %}
with unit_report as (
  select
    unit_report.*,
    sender_area.area_code as sender_area_code,
    sender_area.own_area_code,
    submission.report_day,
    submission.received_day
  from {{ ref('stg_unit_report') }} as unit_report
  inner join {{ ref('chk_report_day') }} as submission on unit_report.submission_id = submission.submission_id
  left join {{ ref('int_sender_area') }} as sender_area on unit_report.sender = sender_area.sender
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

legal_unit as (
  select * from {{ ref('int_legal_unit') }}
),

legal_unit_year as (
  select * from {{ ref('int_legal_unit_year') }}
),

unit_logic as (
  select * from {{ ref('chk_unit_logic') }}
),

-- Where the registry contradicts itself, its own row is named and not that of biểu 2.
registry_doubt as (
  select distinct unit_key from {{ ref('chk_registry_unit') }}
  where is_day_in_doubt or is_kind_in_doubt
),

rating_report as (
  select unit_key, reference_year, rating,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence
  from {{ ref('chk_rating_report') }}
  where rating is not null and not is_shifted
),

-- The day until which the registry is known.
extract as (
  select max(received_day) as newest_extract_day from {{ ref('chk_report_day') }} where form = 'registry_extract'
),

district_report as (
  select distinct sender, reference_year from unit_report
),

first_listed as (
  select unit_key, min(reference_year) as first_year from unit_report group by unit_key
),

-- Cells that another rule already names: what they are compared with is not to blame.
doubtful as (
  select
    submission_id, sheet, row,
    {% for figure in figures %}
    max(case when field = '{{ figure | replace("_vnd", "") }}' and is_named then 1 else 0 end) > 0 as {{ figure }}_is_named,
    max(case when field = '{{ figure | replace("_vnd", "") }}' and is_error then 1 else 0 end) > 0 as {{ figure }}_is_doubtful
    {{- ',' if not loop.last }}
    {% endfor %},
    max(case when field = 'members' and is_past_in_doubt then 1 else 0 end) > 0 as last_members_are_doubtful
  from {{ ref('chk_unit_figure') }}
  group by submission_id, sheet, row
),

-- How often the two sources give the same day: where they mean different days, a difference says nothing.
agreement as (
  select
    unit_report.reference_year,
    avg(case when unit_report.founded_on = legal_unit.registered_on then 1.0 else 0.0 end) as share_of_same_day
  from unit_report
  inner join legal_unit on unit_report.unit_key = legal_unit.unit_key
  where unit_report.founded_on is not null and legal_unit.registered_on is not null
  group by unit_report.reference_year
),

-- A tổ hợp tác of last year's list that is gone while one of its name and commune is there with another founding day.
namesake as (
  select this_year.submission_id, this_year.sheet, this_year.row, min(last_year.founded_on) as founded_on
  from unit_report as this_year
  inner join first_listed on this_year.unit_key = first_listed.unit_key and this_year.reference_year = first_listed.first_year
  inner join unit_report as last_year
    on this_year.sender = last_year.sender
    and this_year.reference_year = last_year.reference_year + 1
    and this_year.unit_type = 'THT' and last_year.unit_type = 'THT'
    and lower(this_year.name) = lower(last_year.name)
    and coalesce(this_year.linked_commune_code, this_year.commune) = coalesce(last_year.linked_commune_code, last_year.commune)
  left join unit_report as still_there
    on last_year.unit_key = still_there.unit_key
    and still_there.reference_year = this_year.reference_year
  where still_there.unit_key is null and this_year.founded_on <> last_year.founded_on
  group by this_year.submission_id, this_year.sheet, this_year.row
),

-- A row called tổ hợp tác that has the code or the name of an HTX which the district lacks is that HTX.
mistyped as (
  select
    unit_report.submission_id, unit_report.sheet, unit_report.row,
    min(legal_unit.unit_type) as registry_type
  from unit_report
  inner join {{ ref('chk_absent_unit') }} as absent_unit
    on unit_report.submission_id = absent_unit.submission_id and absent_unit.awaited_in = 'district' and absent_unit.times_listed = 0
  inner join legal_unit on absent_unit.unit_key = legal_unit.unit_key
  where unit_report.unit_type = 'THT'
    and (unit_report.registration_code = legal_unit.registration_code or lower(unit_report.name) = lower(legal_unit.name))
  group by unit_report.submission_id, unit_report.sheet, unit_report.row
),

-- The sector that the registry's industry code stands for, where the unit was in it in another year and in this one's in none.
industry as (
  select unit_report.submission_id, unit_report.sheet, unit_report.row, min(industry_sector.sector) as sector
  from unit_report
  inner join legal_unit_year
    on unit_report.unit_key = legal_unit_year.unit_key
    and unit_report.reference_year = legal_unit_year.reference_year
  inner join {{ ref('industry_sector') }} as industry_sector on left(legal_unit_year.industry_code, 2) = industry_sector.division
  inner join unit_report as other
    on unit_report.unit_key = other.unit_key
    and unit_report.reference_year <> other.reference_year
  group by unit_report.submission_id, unit_report.sheet, unit_report.row
  having
    count(case when other.sector = industry_sector.sector then 1 end) > 0
    and count(case when other.sector = unit_report.sector then 1 end) = 0
),

listed as (
  select distinct unit_key, reference_year, sender
  from unit_report
),

-- The other senders that list the unit too.
elsewhere as (
  select
    listed.unit_key,
    listed.reference_year,
    listed.sender,
    1 + count(other.sender) as senders,
    {{ joined_text('agency.agency_name', ', ', 'other.sender') }} as other_agencies
  from listed
  left join listed as other
    on listed.unit_key = other.unit_key
    and listed.reference_year = other.reference_year
    and listed.sender <> other.sender
  left join {{ ref('agency') }} as agency on other.sender = agency.sender
  group by listed.unit_key, listed.reference_year, listed.sender
)

select
  unit_report.*,
  reference_year.window_start,
  reference_year.cutoff_day,
  reference_year.window_end,
  unit_logic.started_on,
  unit_logic.is_operating,
  unit_logic.least_members,
  unit_logic.was_listed_last_year,
  unit_logic.last_founded_on,
  unit_logic.last_operating_state,
  unit_logic.is_copied,
  unit_logic.figures_copied,
  unit_logic.new_member_share,
  unit_logic.members_not_new,
  unit_logic.share_all_new,
  unit_logic.figures_repeated,
  unit_logic.repeats_row_of,
  unit_logic.costs_vnd,
  unit_logic.share_without_costs,
  unit_logic.last_members,
  case when not coalesce(doubtful.last_members_are_doubtful, false) then unit_logic.leavers end as leavers,
  unit_logic.members_expected,
  unit_logic.new_members_expected,
  unit_logic.leaver_units,
  unit_logic.share_below,
  case when not coalesce(doubtful.last_members_are_doubtful, false) then unit_logic.leaver_z end as leaver_z,
  row_of_another.other_name as other_row_name,
  row_of_another.straight_z,
  row_of_another.crossed_z,
  row_of_another.crossed_to_straight,
  row_of_another.people_of_other,
  coalesce(row_of_another.is_of_another, false) as is_of_another_row,
  registry_doubt.unit_key is not null as is_registry_in_doubt,
  legal_unit.unit_key is not null as is_in_registry,
  legal_unit.unit_type as registry_type,
  legal_unit.registered_on,
  legal_unit.dissolved_on,
  legal_unit.registration_code as registry_code,
  legal_unit_year.legal_status,
  legal_unit_year.name as registry_name,
  industry.sector as industry_sector,
  legal_unit_year.is_in_own_extract,
  legal_unit_year.area_code as registry_area_code,
  coalesce(legal_unit_year.area_code, unit_report.linked_area_code) as home_area_code,
  coalesce(legal_unit_year.commune_code, unit_report.linked_commune_code) as home_commune_code,
  rating_report.rating as rating_in_form_5,
  extract.newest_extract_day,
  last_district_report.sender is not null as district_reported_last_year,
  first_listed.first_year,
  coalesce(agreement.share_of_same_day, 0) as share_of_same_day,
  elsewhere.senders,
  elsewhere.other_agencies,
  said_day.field is not null as is_day_reported,
  said_name.field is not null as is_name_reported,
  reference_year.has_registry,
  namesake.founded_on as namesake_founded_on,
  mistyped.registry_type as mistyped_type,
  {% for figure in figures %}
  doubtful.{{ figure }}_is_named,
  doubtful.{{ figure }}_is_doubtful{{ ',' if not loop.last }}
  {% endfor %}
from unit_report
inner join reference_year on unit_report.reference_year = reference_year.reference_year
inner join first_listed on unit_report.unit_key = first_listed.unit_key
inner join elsewhere
  on unit_report.unit_key = elsewhere.unit_key
  and unit_report.reference_year = elsewhere.reference_year
  and unit_report.sender = elsewhere.sender
cross join extract
left join legal_unit on unit_report.unit_key = legal_unit.unit_key
left join legal_unit_year
  on unit_report.unit_key = legal_unit_year.unit_key
  and unit_report.reference_year = legal_unit_year.reference_year
left join rating_report
  on unit_report.unit_key = rating_report.unit_key
  and unit_report.reference_year = rating_report.reference_year
  and rating_report.occurrence = 1
inner join unit_logic
  on {{ same_row('unit_report', 'unit_logic') }}
left join {{ ref('chk_row_of_another') }} as row_of_another
  on {{ same_row('unit_report', 'row_of_another') }}
left join registry_doubt on unit_report.unit_key = registry_doubt.unit_key
left join district_report as last_district_report
  on unit_report.sender = last_district_report.sender
  and unit_report.reference_year = last_district_report.reference_year + 1
inner join doubtful
  on {{ same_row('unit_report', 'doubtful') }}
left join {{ ref('chk_cell_reported') }} as said_day
  on {{ same_row('unit_report', 'said_day') }}
  and said_day.field = 'founded_on'
left join {{ ref('chk_cell_reported') }} as said_name
  on {{ same_row('unit_report', 'said_name') }}
  and said_name.field = 'name'
left join namesake
  on {{ same_row('unit_report', 'namesake') }}
left join industry
  on {{ same_row('unit_report', 'industry') }}
left join mistyped
  on {{ same_row('unit_report', 'mistyped') }}
left join agreement on unit_report.reference_year = agreement.reference_year
