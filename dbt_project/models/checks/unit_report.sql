-- One row per biểu 2 row that counts, beside the registry, the ratings and last year's report of the same unit.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
{% set figures = unit_figures() %}
with unit_report as (
  select
    unit_report.*,
    agency.area_code as sender_area_code,
    {{ local_day('submission.received_at', 'run.time_zone') }} as report_day,
    row_number() over (
      partition by unit_report.unit_key, unit_report.reference_year, unit_report.sender order by unit_report.row, unit_report.sheet
    ) as occurrence
  from {{ ref('stg_unit_report') }} as unit_report
  inner join {{ source('landing', 'submission') }} as submission on unit_report.submission_id = submission.submission_id
  left join {{ ref('agency') }} as agency on unit_report.sender = agency.sender
  cross join {{ source('landing', 'run') }} as run
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

rating_report as (
  select unit_key, reference_year, rating,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence
  from {{ ref('stg_rating_report') }}
  where rating is not null
),

-- The day until which the registry is known: that of its newest extract.
extract as (
  select
    max({{ local_day('submission.received_at', 'run.time_zone') }}) as newest_extract_day,
    min(submission.reference_year) as first_extract_year
  from {{ source('landing', 'submission') }} as submission
  cross join {{ source('landing', 'run') }} as run
  where submission.is_current and submission.was_read and submission.form = 'registry_extract'
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
    max(case when field = '{{ figure | replace("_vnd", "") }}' and is_in_doubt then 1 else 0 end) = 1 as {{ figure }}_is_doubtful
    {{- ',' if not loop.last }}
    {% endfor %}
  from {{ ref('unit_figure') }}
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

elsewhere as (
  select unit_key, reference_year, count(distinct sender) as senders from unit_report group by unit_key, reference_year
),

joined as (
  select
    unit_report.*,
    reference_year.window_start,
    reference_year.cutoff_day,
    reference_year.window_end,
    case
      when unit_report.unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) then reference_year.min_htx_members
      when unit_report.unit_type = 'LHHTX' then reference_year.min_lhhtx_members
      when unit_report.unit_type = 'THT' then 2
    end as least_members,
    legal_unit.unit_key is not null as is_in_registry,
    legal_unit.unit_type as registry_type,
    legal_unit.registered_on,
    legal_unit.dissolved_on,
    legal_unit.registration_code as registry_code,
    legal_unit_year.legal_status,
    legal_unit_year.is_in_own_extract,
    legal_unit_year.area_code as registry_area_code,
    rating_report.rating as rating_in_form_5,
    extract.newest_extract_day,
    extract.first_extract_year,
    last_year.founded_on as last_founded_on,
    last_year.unit_key is not null as was_listed_last_year,
    last_district_report.sender is not null as district_reported_last_year,
    first_listed.first_year,
    coalesce(agreement.share_of_same_day, 0) as share_of_same_day,
    elsewhere.senders,
    {% for figure in figures %}
    last_year.{{ figure }} as last_{{ figure }},
    {% endfor %}
    {% for figure in figures %}
    doubtful.{{ figure }}_is_doubtful{{ ',' if not loop.last }}
    {% endfor %}
  from unit_report
  inner join reference_year on unit_report.reference_year = reference_year.reference_year
  inner join first_listed on unit_report.unit_key = first_listed.unit_key
  inner join elsewhere on unit_report.unit_key = elsewhere.unit_key and unit_report.reference_year = elsewhere.reference_year
  cross join extract
  left join legal_unit on unit_report.unit_key = legal_unit.unit_key
  left join legal_unit_year
    on unit_report.unit_key = legal_unit_year.unit_key
    and unit_report.reference_year = legal_unit_year.reference_year
  left join rating_report
    on unit_report.unit_key = rating_report.unit_key
    and unit_report.reference_year = rating_report.reference_year
    and rating_report.occurrence = 1
  left join unit_report as last_year
    on unit_report.unit_key = last_year.unit_key
    and unit_report.reference_year = last_year.reference_year + 1
    and unit_report.sender = last_year.sender
    and last_year.occurrence = 1
  left join district_report as last_district_report
    on unit_report.sender = last_district_report.sender
    and unit_report.reference_year = last_district_report.reference_year + 1
  inner join doubtful
    on unit_report.submission_id = doubtful.submission_id
    and coalesce(unit_report.sheet, '') = coalesce(doubtful.sheet, '')
    and unit_report.row = doubtful.row
  left join agreement on unit_report.reference_year = agreement.reference_year
),

-- A row that repeats last year's in every figure: with several of them, money among them, chance is no explanation.
repeated as (
  select
    *,
    {% for figure in figures %}
    (case when {{ figure }} is not null and {{ figure }} <> 0 then 1 else 0 end) {{ '+' if not loop.last }}
    {% endfor %} as figures_reported,
    {% for figure in figures %}
    (case when coalesce({{ figure }}, -1) = coalesce(last_{{ figure }}, -1) then 1 else 0 end) {{ '+' if not loop.last }}
    {% endfor %} = {{ figures | length }} as is_same_in_all
  from joined
),

final as (
  select
    *,
    coalesce(operating_state, 'Đang hoạt động') = 'Đang hoạt động' as is_operating,
    coalesce(registered_on, founded_on) as started_on,
    was_listed_last_year and is_same_in_all and figures_reported >= 4 and coalesce(revenue_vnd, profit_vnd, member_income_vnd, 0) <> 0 as is_copied
  from repeated
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
  rating,
  members,
  new_members,
  managers,
  managers_trained,
  revenue_vnd,
  revenue_from_members_vnd,
  profit_vnd,
  report_day,
  least_members,
  registry_type,
  registered_on,
  dissolved_on,
  registration_code,
  registry_code,
  legal_status,
  rating_in_form_5,
  last_founded_on,
  reference_year - 1 as last_year,
  is_copied,
  case when is_copied and not (count(case when is_copied then 1 end) over same_sheet >= 3 and count(case when is_copied then 1 end) over same_sheet * 2 > count(*) over same_sheet) then 'yes' end as row_copied,

  -- figures against each other
  {% for part, whole in [('new_members', 'members'), ('managers_trained', 'managers'), ('revenue_from_members_vnd', 'revenue_vnd'),
                         ('profit_vnd', 'revenue_vnd')] %}
  case when {{ part }} > {{ whole }} and not {{ part }}_is_doubtful and not {{ whole }}_is_doubtful then {{ part }} end as {{ part }}_over_{{ whole }},
  {% endfor %}
  case when is_operating and members between 0 and least_members - 1 and not members_is_doubtful then members end as too_few_members,
  case when new_members = members and members > 0 and last_members > 0 and started_on < window_start then new_members end as all_members_new,

  -- days
  case when founded_on > report_day then founded_on end as founded_in_future,
  case when founded_on < date '1945-01-01' then founded_on end as founded_before_1945,
  case when unit_type = 'THT' and founded_on <> last_founded_on then founded_on end as founding_day_changed,
  case
    when unit_type = 'THT' and founded_on is null and not was_listed_last_year and district_reported_last_year then name
  end as founding_day_missing,
  case
    when unit_type = 'THT' and founded_on < window_start and first_year = reference_year and district_reported_last_year then founded_on
  end as listed_late,
  case
    when founded_on <> registered_on and share_of_same_day > 0.5
      and day(founded_on) = month(registered_on) and month(founded_on) = day(registered_on) and year(founded_on) = year(registered_on)
      then founded_on
  end as day_and_month_swapped,
  case
    when founded_on <> registered_on and share_of_same_day > 0.5
      and not (day(founded_on) = month(registered_on) and month(founded_on) = day(registered_on) and year(founded_on) = year(registered_on))
      then founded_on
  end as founding_day_differs,
  case
    when rating in ('Tốt', 'Khá', 'Trung bình', 'Yếu') and {{ dbt.dateadd('year', 1, 'started_on') }} > window_end then rating
  end as rated_too_young,

  -- the registry
  case
    when unit_type <> 'THT' and not is_in_registry and first_extract_year is not null
      and coalesce(founded_on <= newest_extract_day, true) then name
  end as not_in_registry,
  case
    when unit_type <> 'THT' and not is_in_registry and first_extract_year is not null and founded_on > newest_extract_day then name
  end as registered_after_extract,
  case when is_in_registry and unit_type <> registry_type then unit_type end as type_differs,
  case when is_in_registry and link_method in ('name_commune', 'name_district', 'splink') and registry_code is not null then registration_code end
    as code_differs,
  case
    when is_in_registry and dissolved_on <= report_day and is_operating then operating_state
    when is_in_registry and legal_status is null and dissolved_on < window_start and is_operating then operating_state
  end as dissolved_but_operating,
  case
    when is_in_registry and is_in_own_extract and not coalesce(dissolved_on <= report_day, false)
      and (
        (operating_state = 'Đang hoạt động'
          and legal_status in ('Tạm ngừng kinh doanh', 'Không hoạt động tại địa chỉ đã đăng ký', 'Bị thu hồi'))
        or (operating_state = 'Ngừng hoạt động' and legal_status = 'Đang hoạt động')
        or (operating_state = 'Đã giải thể' and legal_status <> 'Đã giải thể')
      ) then operating_state
  end as state_differs,
  case
    when is_in_registry and registry_area_code <> sender_area_code and senders = 1 then name
  end as of_another_district,
  case
    when senders > 1 and (coalesce(registry_area_code, linked_area_code) is null
      or coalesce(registry_area_code, linked_area_code) <> sender_area_code) then name
  end as in_two_districts,

  -- the other rating
  case when rating <> rating_in_form_5 then rating end as rating_differs
from final
window same_sheet as (partition by submission_id, sheet)
