-- One row per registry row that counts, beside the same unit in the extract of the year before.
with registry_unit as (
  select
    registry_unit.*,
    {{ local_day('submission.received_at', 'run.time_zone') }} as extract_day,
    row_number() over (
      partition by registry_unit.unit_key, registry_unit.reference_year order by registry_unit.row, registry_unit.sheet
    ) as occurrence
  from {{ ref('stg_registry_unit') }} as registry_unit
  inner join {{ source('landing', 'submission') }} as submission on registry_unit.submission_id = submission.submission_id
  cross join {{ source('landing', 'run') }} as run
),

-- Robust middle and spread of the capital of a type, on a log scale.
capital_middle as (
  select reference_year, unit_type, median(log10(charter_capital_vnd)) as middle, count(*) as units
  from registry_unit
  where charter_capital_vnd > 0
  group by reference_year, unit_type
),

capital as (
  select
    capital_middle.reference_year, capital_middle.unit_type, capital_middle.middle, capital_middle.units,
    median(abs(log10(registry_unit.charter_capital_vnd) - capital_middle.middle)) as spread
  from capital_middle
  inner join registry_unit
    on capital_middle.reference_year = registry_unit.reference_year and capital_middle.unit_type = registry_unit.unit_type
  where registry_unit.charter_capital_vnd > 0
  group by capital_middle.reference_year, capital_middle.unit_type, capital_middle.middle, capital_middle.units
),

-- A unit that its district reports at work well after the day of its dissolution, and that the Alliance has not let go.
at_work as (
  select unit_row.unit_key, unit_row.reference_year, min(report_day.report_day) as reported_on
  from {{ ref('chk_unit_row') }} as unit_row
  inner join {{ ref('chk_report_day') }} as report_day on unit_row.submission_id = report_day.submission_id
  where coalesce(unit_row.operating_state, 'Đang hoạt động') = 'Đang hoạt động' and unit_row.revenue_vnd > 0
  group by unit_row.unit_key, unit_row.reference_year
),

let_go as (
  select unit_key, reference_year
  from {{ ref('stg_alliance_member') }}
  group by unit_key, reference_year
  having bool_and(left_on is not null)
),

traded as (
  select
    registry_unit.unit_key,
    registry_unit.reference_year,
    min({{ days_between('registry_unit.status_on', 'at_work.reported_on') }}) as days_traded_after
  from registry_unit
  inner join at_work on registry_unit.unit_key = at_work.unit_key and registry_unit.reference_year = at_work.reference_year
  left join let_go on registry_unit.unit_key = let_go.unit_key and registry_unit.reference_year = let_go.reference_year
  where let_go.unit_key is null
  group by registry_unit.unit_key, registry_unit.reference_year
),

-- The sector of an industry code that stands in this year's extract alone, where another year's and biểu 2 are of one other sector.
industry as (
  select registry_unit.submission_id, registry_unit.sheet, registry_unit.row, min(own.sector) as sector, min(unit_report.sector) as reported_sector
  from registry_unit
  inner join {{ ref('industry_sector') }} as own on left(registry_unit.industry_code, 2) = own.division
  inner join {{ ref('int_unit_report') }} as unit_report
    on registry_unit.unit_key = unit_report.unit_key
    and registry_unit.reference_year = unit_report.reference_year
    and own.sector <> unit_report.sector
  inner join registry_unit as other
    on registry_unit.unit_key = other.unit_key
    and registry_unit.reference_year <> other.reference_year
    and other.occurrence = 1
  left join {{ ref('industry_sector') }} as of_other on left(other.industry_code, 2) = of_other.division
  group by registry_unit.submission_id, registry_unit.sheet, registry_unit.row
  having
    count(case when of_other.sector = unit_report.sector then 1 end) > 0
    and count(case when of_other.sector = own.sector then 1 end) = 0
),

joined as (
  select
    registry_unit.*,
    industry.sector as industry_sector,
    industry.reported_sector,
    coalesce(coalesce(reported.operating_state, 'Đang hoạt động') <> 'Đã giải thể' and reported.unit_key is not null, false) as is_reported_alive,
    last_year.unit_type as last_unit_type,
    last_year.registration_code as last_registration_code,
    last_year.registered_on as last_registered_on,
    last_year.status as last_status,
    last_year.status_on as last_status_on,
    last_year.charter_capital_vnd as last_charter_capital_vnd,
    said_day.field is not null as is_day_reported,
    traded.days_traded_after,
    reported.unit_type as reported_type,
    reported.founded_on as reported_founded_on,
    log10(nullif(registry_unit.charter_capital_vnd, 0)) - capital.middle as capital_distance,
    greatest({{ sigma_of_mad() }} * capital.spread, {{ least_spread() }}) as capital_scale,
    capital.units as capital_units,
    capital.middle as capital_middle,
    log10(nullif(registry_unit.charter_capital_vnd, 0) / cast(nullif(last_year.charter_capital_vnd, 0) as double)) as capital_ratio
  from registry_unit
  left join registry_unit as last_year
    on registry_unit.unit_key = last_year.unit_key
    and registry_unit.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
  left join capital on registry_unit.reference_year = capital.reference_year and registry_unit.unit_type = capital.unit_type
  left join {{ ref('chk_unit_row') }} as reported
    on registry_unit.unit_key = reported.unit_key
    and registry_unit.reference_year = reported.reference_year
    and reported.occurrence = 1
  left join industry
    on {{ same_row('registry_unit', 'industry') }}
  left join traded
    on registry_unit.unit_key = traded.unit_key
    and registry_unit.reference_year = traded.reference_year
  left join {{ ref('chk_cell_reported') }} as said_day
    on {{ same_row('registry_unit', 'said_day') }}
    and said_day.field = 'registered_on'
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
  registration_code,
  registered_on,
  converted_on,
  status,
  status_on,
  charter_capital_vnd,
  industry_code,
  industry_sector,
  reported_sector,
  extract_day,
  reference_year - 1 as last_year,
  last_unit_type,
  last_registration_code,
  last_registered_on,
  last_status,
  last_status_on,
  -- What biểu 2 says as well is no slip of the registry's.
  coalesce(reported_type = unit_type, false) as is_type_reported_too,
  coalesce(reported_founded_on = registered_on, false) as is_day_reported_too,
  is_reported_alive,
  -- Dissolved in this extract and not in the last.
  case when status = 'Đã giải thể' and coalesce(last_status, '') <> 'Đã giải thể' then days_traded_after end as days_traded_after,
  coalesce(last_charter_capital_vnd, cast(round(power(10, capital_middle)) as bigint)) as usual_capital_vnd,

  is_day_reported,
  link_method,
  abs({{ days_between('last_registered_on', 'registered_on') }}) as registered_on_shift_days,
  abs({{ days_between('last_status_on', 'status_on') }}) as status_on_shift_days,
  -- Decades from last year's capital; a new unit is held against its kind.
  capital_ratio as capital_past_decades,
  case when last_charter_capital_vnd is null then capital_distance end as capital_kind_decades,
  abs(capital_distance) / capital_scale as capital_kind_z,
  capital_units as capital_kind_units,
  coalesce(
    registered_on > extract_day
    or registered_on < {{ tolerance_day('registered_before_1945', 'min_value') }}
    or abs({{ days_between('last_registered_on', 'registered_on') }}) > {{ tolerance('registered_on_changed', 'max_value') }},
    false
  ) as is_day_in_doubt,
  coalesce(unit_type <> last_unit_type, false) or coalesce(last_status = 'Đã giải thể' and status <> 'Đã giải thể', false) as is_kind_in_doubt
from joined
