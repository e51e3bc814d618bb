-- One row per legal person and reference year: did it exist at the cut-off day, and in what legal status (contract, section 4).
with legal_unit as (
  select * from {{ ref('int_legal_unit') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

newest_list as (
  select max(reference_year) as reference_year from {{ ref('stg_registry_unit') }}
),

own_extract as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence
  from {{ ref('stg_registry_unit') }}
),

joined as (
  select
    legal_unit.unit_key,
    reference_year.reference_year,
    reference_year.window_start,
    reference_year.cutoff_day,
    reference_year.has_registry,
    coalesce(own_extract.unit_type, legal_unit.unit_type) as unit_type,
    coalesce(own_extract.name, legal_unit.name) as name,
    coalesce(own_extract.registration_code, legal_unit.registration_code) as registration_code,
    coalesce(own_extract.linked_area_code, legal_unit.area_code) as area_code,
    -- In the order of the year: the extract may keep the address of before a merger.
    coalesce(successor.new_area_code, own_extract.linked_commune_code, legal_unit.commune_code) as commune_code,
    coalesce(own_extract.industry_code, legal_unit.industry_code) as industry_code,
    coalesce(own_extract.charter_capital_vnd, legal_unit.charter_capital_vnd) as charter_capital_vnd,
    legal_unit.registered_on,
    legal_unit.converted_on,
    legal_unit.dissolved_on,
    legal_unit.is_dissolved_in_newest_list,
    legal_unit.status as newest_status,
    legal_unit.status_on as newest_status_on,
    own_extract.status as own_status,
    own_extract.unit_key is not null as is_in_own_extract,
    coalesce(legal_unit.dissolved_on <= reference_year.cutoff_day, legal_unit.is_dissolved_in_newest_list) as is_gone
  from legal_unit
  cross join reference_year
  cross join newest_list
  left join own_extract
    on legal_unit.unit_key = own_extract.unit_key
    and reference_year.reference_year = own_extract.reference_year
    and own_extract.occurrence = 1
  left join {{ ref('int_commune_successor') }} as successor
    on coalesce(own_extract.linked_commune_code, legal_unit.commune_code) = successor.former_area_code
    and reference_year.window_end >= successor.valid_from
  -- A unit whose day of registration cannot be read exists from the first list that has it.
  where coalesce(legal_unit.registered_on <= reference_year.cutoff_day, own_extract.unit_key is not null)
    -- One that has vanished from the lists counts in the years whose own list has it, and no longer.
    and (own_extract.unit_key is not null or not coalesce(legal_unit.newest_reference_year < newest_list.reference_year, false))
),

final as (
  select
    unit_key,
    reference_year,
    unit_type,
    name,
    registration_code,
    area_code,
    commune_code,
    industry_code,
    charter_capital_vnd,
    registered_on,
    converted_on,
    dissolved_on,
    case
      when is_gone then 'Đã giải thể'
      when is_in_own_extract and own_status is null then null
      when not has_registry then null
      when own_status <> 'Đã giải thể' then own_status
      -- Registered after the year's extract was made, or its dissolution since taken back.
      when newest_status_on between window_start and cutoff_day then newest_status
      else 'Đang hoạt động'
    end as legal_status,
    is_in_own_extract,
    not is_gone as in_existence,
    coalesce(registered_on between window_start and cutoff_day, false) as is_new,
    coalesce(dissolved_on between window_start and cutoff_day, false) as is_dissolved
  from joined
  where not is_gone or dissolved_on >= window_start
)

select * from final
