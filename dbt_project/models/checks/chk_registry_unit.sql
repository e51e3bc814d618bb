-- One row per registry row that counts, beside the same unit in the extract of the year before.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
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

joined as (
  select
    registry_unit.*,
    last_year.unit_type as last_unit_type,
    last_year.registration_code as last_registration_code,
    last_year.registered_on as last_registered_on,
    last_year.status as last_status,
    last_year.status_on as last_status_on,
    last_year.charter_capital_vnd as last_charter_capital_vnd,
    said_day.field is not null as is_day_said,
    log10(nullif(registry_unit.charter_capital_vnd, 0)) - capital.middle as capital_distance,
    greatest(1.4826 * capital.spread, 0.05) as capital_scale,
    capital.units as capital_units,
    capital.middle as capital_middle,
    log10(nullif(registry_unit.charter_capital_vnd, 0) / cast(nullif(last_year.charter_capital_vnd, 0) as double)) as capital_ratio
  from registry_unit
  left join registry_unit as last_year
    on registry_unit.unit_key = last_year.unit_key
    and registry_unit.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
  left join capital on registry_unit.reference_year = capital.reference_year and registry_unit.unit_type = capital.unit_type
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
  extract_day,
  reference_year - 1 as last_year,
  last_unit_type,
  last_registration_code,
  last_registered_on,
  last_status,
  coalesce(last_charter_capital_vnd, cast(round(power(10, capital_middle)) as bigint)) as usual_capital_vnd,

  case when registered_on is null and not is_day_said then name end as registered_on_missing,
  case when registered_on > extract_day then registered_on end as registered_in_future,
  case when registered_on < date '1945-01-01' then registered_on end as registered_before_1945,
  case when converted_on < registered_on or converted_on > extract_day then converted_on end as converted_out_of_order,
  case when converted_on < date '2013-07-01' and converted_on >= registered_on then converted_on end as converted_before_the_law,
  case when status_on < registered_on or status_on > extract_day then status_on end as status_out_of_order,
  case when status = 'Đã giải thể' and status_on is null then name end as dissolution_day_missing,
  case
    when registered_on <> last_registered_on and registered_on between date '1945-01-01' and extract_day then registered_on
  end as registered_on_changed,
  case when unit_type <> last_unit_type then unit_type end as type_changed,
  case when registration_code <> last_registration_code and link_method <> 'code' then registration_code end as code_changed,
  case when last_status = 'Đã giải thể' and status <> 'Đã giải thể' then status end as dissolution_taken_back,
  case when last_status = 'Đã giải thể' and status = 'Đã giải thể' and status_on <> last_status_on then status_on end as dissolution_day_changed,
  -- Capital is raised and lowered, but not a thousandfold: nearer to a thousand than to thirty. A new unit is held against its kind.
  case
    when abs(capital_ratio) > 2.25 then charter_capital_vnd
    when last_charter_capital_vnd is null and capital_units >= 8 and abs(capital_distance) > greatest(2.25, 5 * capital_scale) then charter_capital_vnd
  end as charter_capital_off
from joined
