-- One row per biểu 2 row that counts, beside the registry, the other rating and last year's report: how far it is from each.
with compared as (
  select
    unit_compared.*,
    case
      when unit_type = 'THT' and mistyped_type is null and namesake_founded_on is null and first_year = reference_year and district_reported_last_year
        then {{ days_between('founded_on', 'window_start') }}
    end as days_listed_late,
    case when total_row.way = 'left_out' then total_row.items_off end as items_left_out,
    case when total_row.way = 'other_class' then total_row.items_off end as items_of_other_class,
    case total_row.units when 'THT' then 'HTX' else 'THT' end as class_in_totals
  from {{ ref('chk_unit_compared') }} as unit_compared
  left join {{ ref('chk_total_row') }} as total_row
    on {{ same_row('unit_compared', 'total_row') }}
),

-- Of a list that lacked its last rows a year ago, those stand together that are listed late.
placed as (
  select *, {{ late_together('days_listed_late > ' ~ tolerance('tht_listed_late', 'max_value')) }} as late_together
  from compared
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
  founded_on,
  operating_state,
  case when unit_type = 'THT' and coalesce(operating_state, '') <> 'Đã giải thể' then last_operating_state end as state_before,
  rating,
  members,
  new_members,
  managers,
  managers_trained,
  revenue_vnd,
  revenue_from_members_vnd,
  profit_vnd,
  received_day as report_day,
  least_members,
  last_members,
  leavers,
  members_expected,
  new_members_expected,
  coalesce(mistyped_type, registry_type) as registry_type,
  registered_on,
  dissolved_on,
  registration_code,
  registry_code,
  legal_status,
  rating_in_form_5,
  coalesce(last_founded_on, namesake_founded_on) as last_founded_on,
  coalesce(last_founded_on, namesake_founded_on) between window_start and cutoff_day as is_new_by_last_day,
  reference_year - 1 as last_year,
  is_operating,
  is_copied,
  -- Where most of a sheet is copied, the sheet is named and not each row.
  case
    when not coalesce(
      count(case when is_copied then 1 end) over same_sheet >= {{ tolerance('sheet_copied_from_last_year', 'copied_units') }}
      and count(case when is_copied then 1 end) over same_sheet / cast(count(*) over same_sheet as double)
      > {{ tolerance('sheet_copied_from_last_year', 'max_value') }}
      or count(case when is_copied then 1 end) over same_sheet > {{ tolerance('sheet_copied_from_last_year', 'max_value', 'many') }},
      false
    ) then figures_copied
  end as figures_copied,

  -- figures against each other; what another rule already names is not held against what stands beside it
  {% for figure in unit_figures() %}
  {{ figure }}_is_named,
  {{ figure }}_is_doubtful,
  {% endfor %}
  new_member_share,
  members_not_new,
  share_all_new,
  leaver_units,
  share_below,
  leaver_z,
  costs_vnd,
  share_without_costs,
  figures_repeated,
  repeats_row_of,
  other_row_name,
  straight_z,
  crossed_z,
  crossed_to_straight,
  people_of_other,
  is_of_another_row,

  -- days
  is_day_reported,
  was_listed_last_year,
  district_reported_last_year,
  case when unit_type = 'THT' then abs({{ days_between('coalesce(last_founded_on, namesake_founded_on)', 'founded_on') }}) end as founded_on_shift_days,
  case when late_together < {{ tolerance('list_without_later_units', 'together') }} then days_listed_late end as days_listed_late,
  coalesce(days_listed_late > {{ tolerance('tht_listed_late', 'max_value') }}, false) as is_listed_late,
  late_together,
  case when not is_registry_in_doubt then abs({{ days_between('registered_on', 'founded_on') }}) end as registered_on_gap_days,
  share_of_same_day,
  coalesce(
    day(founded_on) = month(registered_on) and month(founded_on) = day(registered_on) and year(founded_on) = year(registered_on), false
  ) as is_day_and_month_swapped,
  case when not is_registry_in_doubt and started_on <= report_day then {{ full_months('started_on', 'window_end') }} end as age_months,

  -- the registry
  is_in_registry,
  registry_name,
  sector,
  industry_sector,
  link_method,
  items_left_out,
  items_of_other_class,
  class_in_totals,
  case when unit_type <> 'THT' and has_registry and not is_name_reported then case when is_in_registry then 1 else 0 end end as registry_matches,
  {{ days_between('newest_extract_day', 'founded_on') }} as days_after_extract,
  coalesce(mistyped_type, case when is_in_registry and not is_registry_in_doubt then registry_type end) as type_compared,
  case when is_in_registry then {{ days_between('dissolved_on', 'report_day') }} end as days_dissolved,
  case
    when is_in_registry and is_in_own_extract and not is_registry_in_doubt and not coalesce(dissolved_on <= report_day, false) then legal_status
  end as legal_status_compared,
  -- A district answers for its communes' units, a commune of the two-tier order for its own.
  own_area_code,
  case
    when is_in_registry and other_agencies is null
      then case when registry_area_code = sender_area_code and own_area_code <> sender_area_code then home_commune_code else registry_area_code end
  end as area_compared,
  case
    when home_area_code is null or home_area_code <> sender_area_code
      or (own_area_code <> sender_area_code and own_area_code <> home_commune_code) then senders
  end as senders_beside_home,
  other_agencies
from placed
window same_sheet as (partition by submission_id, sheet)
