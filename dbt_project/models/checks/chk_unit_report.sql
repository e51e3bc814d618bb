-- One row per biểu 2 row that counts: what of it contradicts itself, the registry, the other rating or last year's report.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
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
  coalesce(mistyped_type, registry_type) as registry_type,
  registered_on,
  dissolved_on,
  registration_code,
  registry_code,
  legal_status,
  rating_in_form_5,
  coalesce(last_founded_on, namesake_founded_on) as last_founded_on,
  reference_year - 1 as last_year,
  is_copied,
  case when is_copied and not (count(case when is_copied then 1 end) over same_sheet >= 3 and count(case when is_copied then 1 end) over same_sheet * 2 > count(*) over same_sheet) then 'yes' end as row_copied,

  -- figures against each other
  {% for part, whole in part_figures() %}
  case when not {{ part }}_is_doubtful and not {{ whole }}_is_doubtful then {{ part }}_over_{{ whole }} end as {{ part }}_over_{{ whole }},
  {% endfor %}
  case when not members_is_doubtful then too_few_members end as too_few_members,
  case when not members_is_doubtful and not new_members_is_doubtful then all_members_new end as all_members_new,
  case
    when not members_is_named and not new_members_is_named and other_row_name is null
      and coalesce(new_members_over_members, too_few_members, all_members_new) is null then members_grow_unexplained
  end as members_grow_unexplained,
  case
    when not members_is_named and not new_members_is_named and other_row_name is null
      and coalesce(new_members_over_members, too_few_members, all_members_new) is null then new_members_unexplained
  end as new_members_unexplained,
  case when not profit_vnd_is_doubtful and not revenue_vnd_is_doubtful then profit_is_revenue end as profit_is_revenue,
  repeats_row_of,
  other_row_name,
  case when other_row_name is not null then name end as figures_of_another,

  -- days
  case when founded_on > received_day then founded_on end as founded_in_future,
  case when founded_on < date '1945-01-01' then founded_on end as founded_before_1945,
  case
    when unit_type = 'THT' and founded_on <> coalesce(last_founded_on, namesake_founded_on) and founded_on between date '1945-01-01' and received_day then founded_on
  end as founding_day_changed,
  case
    when unit_type = 'THT' and founded_on is null and not is_day_said and not was_listed_last_year and district_reported_last_year then name
  end as founding_day_missing,
  case
    when unit_type = 'THT' and mistyped_type is null and namesake_founded_on is null and founded_on < window_start and first_year = reference_year and district_reported_last_year then founded_on
  end as listed_late,
  case
    when founded_on <> registered_on and founded_on between date '1945-01-01' and received_day
      and share_of_same_day > 0.5 and not is_registry_in_doubt
      and day(founded_on) = month(registered_on) and month(founded_on) = day(registered_on) and year(founded_on) = year(registered_on)
      then founded_on
  end as day_and_month_swapped,
  case
    when founded_on <> registered_on and founded_on between date '1945-01-01' and received_day
      and share_of_same_day > 0.5 and not is_registry_in_doubt
      and not (day(founded_on) = month(registered_on) and month(founded_on) = day(registered_on) and year(founded_on) = year(registered_on))
      then founded_on
  end as founding_day_differs,
  case
    when rating in ('Tốt', 'Khá', 'Trung bình', 'Yếu') and not is_registry_in_doubt and started_on <= report_day
      and started_on + interval '1' year > window_end then rating
  end as rated_too_young,

  -- the registry
  case
    when unit_type <> 'THT' and not is_in_registry and has_registry and not is_name_said and coalesce(founded_on <= newest_extract_day, true) then name
  end as not_in_registry,
  case
    when unit_type <> 'THT' and not is_in_registry and has_registry and not is_name_said and founded_on > newest_extract_day then name
  end as registered_after_extract,
  case
    when mistyped_type is not null or (is_in_registry and unit_type <> registry_type and not is_registry_in_doubt) then unit_type
  end as type_differs,
  case when is_in_registry and link_method in ('name_commune', 'name_district', 'splink') and registry_code is not null then registration_code end
    as code_differs,
  case
    when is_in_registry and dissolved_on <= report_day and is_operating then operating_state
    when is_in_registry and legal_status is null and dissolved_on < window_start and is_operating then operating_state
  end as dissolved_but_operating,
  case
    when is_in_registry and is_in_own_extract and not is_registry_in_doubt and not coalesce(dissolved_on <= report_day, false)
      and (
        (operating_state = 'Đang hoạt động'
          and legal_status in ('Tạm ngừng kinh doanh', 'Không hoạt động tại địa chỉ đã đăng ký', 'Bị thu hồi'))
        or (operating_state = 'Ngừng hoạt động' and legal_status = 'Đang hoạt động')
        or (operating_state = 'Đã giải thể' and legal_status <> 'Đã giải thể')
      ) then operating_state
  end as state_differs,
  case
    when is_in_registry and senders = 1 and (registry_area_code <> sender_area_code
      or (own_area_code <> sender_area_code and own_area_code <> home_commune_code)) then name
  end as of_another_district,
  case
    when senders > 1 and (home_area_code is null or home_area_code <> sender_area_code
      or (own_area_code <> sender_area_code and own_area_code <> home_commune_code)) then name
  end as in_two_districts,

  -- the other rating
  case when rating <> rating_in_form_5 then rating end as rating_differs
from {{ ref('chk_unit_compared') }}
window same_sheet as (partition by submission_id, sheet)
