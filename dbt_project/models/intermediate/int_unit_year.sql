-- One row per unit and reference year, every source side by side: legal persons of the registry, THT and others of biểu 2.
with legal_unit_year as (
  select * from {{ ref('int_legal_unit_year') }}
),

unit_report as (
  select * from {{ ref('int_unit_report') }}
),

rating as (
  select * from {{ ref('int_rating') }}
),

alliance_member as (
  select * from {{ ref('int_alliance_member') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

unit_year as (
  select unit_key, reference_year from legal_unit_year
  union
  select unit_report.unit_key, unit_report.reference_year
  from unit_report
  inner join reference_year on unit_report.reference_year = reference_year.reference_year
),

joined as (
  select
    unit_year.unit_key,
    unit_year.reference_year,
    coalesce(legal_unit_year.unit_type, unit_report.unit_type) as unit_type,
    coalesce(legal_unit_year.name, unit_report.name) as name,
    coalesce(legal_unit_year.registration_code, unit_report.registration_code) as registration_code,
    case when legal_unit_year.unit_key is not null then legal_unit_year.area_code else unit_report.sender_area_code end as area_code,
    coalesce(legal_unit_year.commune_code, successor.new_area_code, unit_report.linked_commune_code) as commune_code,
    legal_unit_year.industry_code,
    legal_unit_year.charter_capital_vnd,
    unit_report.sector,
    unit_report.founded_on,
    legal_unit_year.registered_on,
    legal_unit_year.converted_on,
    legal_unit_year.dissolved_on,
    legal_unit_year.legal_status,
    unit_report.operating_state,
    legal_unit_year.unit_key is not null as is_in_registry,
    unit_report.unit_key is not null as is_reported,
    legal_unit_year.in_existence as legal_in_existence,
    legal_unit_year.is_new as legal_is_new,
    legal_unit_year.is_dissolved as legal_is_dissolved,
    reference_year.window_start,
    reference_year.cutoff_day,
    coalesce(alliance_member.is_alliance_member, false) as is_alliance_member,
    rating.rating,
    rating.rating_source,
    rating.score as rating_score,
    {% for column in mart_columns('unit_report') %}
    unit_report.{{ column }},
    {% endfor %}
    unit_report.submission_id,
    unit_report.path,
    unit_report.sheet,
    unit_report.row
  from unit_year
  inner join reference_year on unit_year.reference_year = reference_year.reference_year
  left join legal_unit_year
    on unit_year.unit_key = legal_unit_year.unit_key
    and unit_year.reference_year = legal_unit_year.reference_year
  left join unit_report
    on unit_year.unit_key = unit_report.unit_key
    and unit_year.reference_year = unit_report.reference_year
  left join {{ ref('int_commune_successor') }} as successor
    on unit_report.linked_commune_code = successor.former_area_code
    and reference_year.window_end >= successor.valid_from
  left join rating
    on unit_year.unit_key = rating.unit_key
    and unit_year.reference_year = rating.reference_year
  left join alliance_member
    on unit_year.unit_key = alliance_member.unit_key
    and unit_year.reference_year = alliance_member.reference_year
),

-- A THT lives by biểu 2; a legal person by the registry; one that no registry knows is shown and not counted.
lived as (
  select
    joined.*,
    case
      when is_in_registry then legal_in_existence
      when unit_type = 'THT' then coalesce(operating_state, '') <> 'Đã giải thể'
      else false
    end as in_existence,
    case
      when is_in_registry then legal_is_new
      when unit_type = 'THT' then coalesce(founded_on between window_start and cutoff_day, false)
      else false
    end as is_new,
    case
      when is_in_registry then legal_is_dissolved
      when unit_type = 'THT' then coalesce(operating_state, '') = 'Đã giải thể'
      else false
    end as is_dissolved,
    unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) as is_htx
  from joined
),

active as (
  select
    lived.*,
    in_existence
    and coalesce(operating_state, '') not in ('Ngừng hoạt động', 'Đã giải thể')
    and (not is_in_registry or legal_status = 'Đang hoạt động') as is_active
  from lived
)

select
  active.*,
  in_existence and not is_active as is_idle,
  is_active and coalesce(rating in (select rating from {{ source('landing', 'effective_rating') }}), false) as is_effective
from active
