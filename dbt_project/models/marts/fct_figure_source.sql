-- One row per unit, reference year and source that a figure of that unit and year rests on: the very row of the very file,
-- and what that row says of the facts that decide whether the unit counts.
with unit_year as (
  select * from {{ ref('int_unit_year') }}
),

registry_unit as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence,
    max(reference_year) over (partition by unit_key) as newest_year
  from {{ ref('stg_registry_unit') }}
),

unit_report as (
  select * from {{ ref('int_unit_report') }}
),

alliance_member as (
  select
    *,
    max(reference_year) over () as newest_year
  from {{ ref('stg_alliance_member') }}
),

rating_report as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence
  from {{ ref('stg_rating_report') }}
  where rating is not null
),

stacked as (
  select
    unit_year.unit_key, unit_year.reference_year, 'registry_own_year' as source,
    registry_unit.submission_id, registry_unit.path, registry_unit.sheet, registry_unit.row,
    registry_unit.unit_type, registry_unit.registered_on, registry_unit.status, registry_unit.status_on,
    cast(null as date) as joined_on, cast(null as date) as left_on, cast(null as varchar) as rating,
    registry_unit.is_one_of_homonyms
  from unit_year
  inner join registry_unit
    on unit_year.unit_key = registry_unit.unit_key
    and unit_year.reference_year = registry_unit.reference_year
    and registry_unit.occurrence = 1
  union all
  select
    unit_year.unit_key, unit_year.reference_year, 'registry_newest' as source,
    registry_unit.submission_id, registry_unit.path, registry_unit.sheet, registry_unit.row,
    registry_unit.unit_type, registry_unit.registered_on, registry_unit.status, registry_unit.status_on,
    cast(null as date) as joined_on, cast(null as date) as left_on, cast(null as varchar) as rating,
    registry_unit.is_one_of_homonyms
  from unit_year
  inner join registry_unit
    on unit_year.unit_key = registry_unit.unit_key
    and registry_unit.reference_year = registry_unit.newest_year
    and registry_unit.occurrence = 1
  union all
  select
    unit_year.unit_key, unit_year.reference_year, 'alliance_newest' as source,
    alliance_member.submission_id, alliance_member.path, alliance_member.sheet, alliance_member.row,
    alliance_member.unit_type, null, null, null, alliance_member.joined_on, alliance_member.left_on, null,
    alliance_member.is_one_of_homonyms
  from unit_year
  inner join alliance_member
    on unit_year.unit_key = alliance_member.unit_key
    and alliance_member.reference_year = alliance_member.newest_year
  union all
  select
    unit_year.unit_key, unit_year.reference_year, 'rating_report' as source,
    rating_report.submission_id, rating_report.path, rating_report.sheet, rating_report.row,
    null, null, null, null, null, null, rating_report.rating,
    rating_report.is_one_of_homonyms
  from unit_year
  inner join rating_report
    on unit_year.unit_key = rating_report.unit_key
    and unit_year.reference_year = rating_report.reference_year
    and rating_report.occurrence = 1
  union all
  select
    unit_year.unit_key, unit_year.reference_year, 'unit_report' as source,
    unit_report.submission_id, unit_report.path, unit_report.sheet, unit_report.row,
    unit_report.unit_type, null, null, null, null, null, unit_report.rating,
    unit_report.is_one_of_homonyms
  from unit_year
  inner join unit_report
    on unit_year.unit_key = unit_report.unit_key
    and unit_year.reference_year = unit_report.reference_year
)

select
  unit_key,
  cast(reference_year as integer) as reference_year,
  source,
  submission_id,
  path,
  sheet,
  cast(row as integer) as row,
  unit_type,
  registered_on,
  status,
  status_on,
  joined_on,
  left_on,
  rating,
  is_one_of_homonyms
from stacked
