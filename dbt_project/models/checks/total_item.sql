-- One row per biểu 1 row of a district's report that counts: the figure as written beside every figure that would explain it.
-- A column named after a fault is null where there is none; distances are in units of what the sender's last decimal allows.
{% set parts = [
  ('I.1a', 'I.1'), ('I.1b', 'I.1'), ('I.1d', 'I.1a'), ('I.2a', 'I.2'), ('I.8', 'I.7'),
  ('II.1b', 'II.1'), ('III.1a', 'III.1'), ('III.1b', 'III.1'),
] %}
{% set averages = "('I.4', 'I.5', 'I.6', 'I.6x')" %}
{% set item_figures = [
  ('I.2', 'members'), ('I.2a', 'new_members'), ('I.3', 'workers'), ('I.4', 'revenue'), ('I.5', 'profit'), ('I.6', 'worker_income'),
  ('I.6', 'workers'), ('I.6x', 'member_income'), ('I.6x', 'members'), ('I.7', 'managers'), ('I.8', 'managers_trained'), ('III.2', 'members'),
] %}
{% set compared_items = ['I.1', 'I.1a', 'I.1b', 'I.1c', 'I.2', 'I.7', 'I.7a', 'I.7b', 'II.1', 'III.1'] %}
with written_item as (
  select
    total_item.*,
    agency.area_code,
    submission.report_day,
    submission.received_at,
    row_number() over (partition by total_item.submission_id, total_item.item order by total_item.row, total_item.sheet) as occurrence
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('report_day') }} as submission on total_item.submission_id = submission.submission_id
  inner join {{ ref('agency') }} as agency on total_item.sender = agency.sender
  where agency.area_code is not null
),

-- Whoever writes 1.991,0 for all averages of a column has rounded to 1.991: zeros that every average shares are no digits.
rounding as (
  select
    submission_id,
    sheet,
    {% for column in ['value', 'previous_value'] %}
    case
      when count({{ column }}) < 3 then 0
      {% for power in [6, 5, 4, 3] %}
      when max(abs({{ column }} - 1e{{ power }} * round({{ column }} / 1e{{ power }}))) < 0.5 then 1e{{ power }}
      {% endfor %}
      else 0
    end as {{ column }}_rounding{{ ',' if not loop.last }}
    {% endfor %}
  from {{ ref('stg_total_item') }}
  where item in {{ averages }}
  group by submission_id, sheet
),

-- Averages may be off by half of their last digit, counts by nothing.
total_item as (
  select
    written_item.submission_id,
    written_item.sender,
    written_item.reference_year,
    written_item.path,
    written_item.sheet,
    written_item.row,
    written_item.item,
    written_item.label,
    written_item.value,
    written_item.previous_value,
    written_item.area_code,
    written_item.report_day,
    written_item.received_at,
    written_item.occurrence,
    case when written_item.item in {{ averages }} then greatest(written_item.value_step, rounding.value_rounding) else 0 end as value_step,
    case when written_item.item in {{ averages }} then greatest(written_item.previous_step, rounding.previous_value_rounding) else 0 end
      as previous_step
  from written_item
  left join rounding
    on {{ same_sheet('written_item', 'rounding') }}
),

indicator as (
  select indicator, indicator_name from {{ ref('indicator') }}
),

computed as (
  select reference_year, indicator, area_code, value from {{ ref('fct_indicator') }}
),

candidate as (
  select * from {{ ref('total_candidate') }}
),

total_event as (
  select * from {{ ref('total_event') }}
),

-- The mart's own figure explains too: it is the candidate at the cut-off day, and the only one in a year without biểu 2.
explained as (
  select sender, reference_year, item, basis, candidate from candidate
  where candidate is not null
  union all
  select agency.sender, computed.reference_year, computed.indicator as item, 'cutoff' as basis, computed.value as candidate
  from computed
  inner join {{ ref('agency') }} as agency on computed.area_code = agency.area_code
  where computed.value is not null
),

value_distance as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    min(abs(total_item.value - explained.candidate) - 1e-9 * abs(total_item.value)) as distance,
    min_by(explained.candidate, abs(total_item.value - explained.candidate)) as nearest
  from total_item
  inner join explained
    on total_item.sender = explained.sender
    and total_item.reference_year = explained.reference_year
    and total_item.item = explained.item
  left join {{ ref('total_basis') }} as total_basis
    on explained.sender = total_basis.sender
    and explained.reference_year = total_basis.reference_year
    and {{ item_group('explained.item') }} = total_basis.item_group
  -- Only by the list that the sender counts by; what it writes of the year before may be by another.
  where total_item.value is not null and coalesce(total_basis.basis, explained.basis) = explained.basis
  group by total_item.submission_id, total_item.sheet, total_item.row
),

-- What the sender wrote a year ago: the newest version, and any that was known when this year's report came.
last_report as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    last_item.value as candidate,
    case when last_item.item in {{ averages }} then coalesce(last_item.value_step, 0) else 0 end as last_step,
    last_submission.is_current as is_newest
  from total_item
  inner join {{ source('landing', 'submission') }} as last_submission
    on total_item.sender = last_submission.sender
    and total_item.reference_year = last_submission.reference_year + 1
    and last_submission.form = 'agency_report'
    and (last_submission.is_current or last_submission.received_at <= total_item.received_at)
  inner join {{ source('landing', 'total_item') }} as last_item
    on last_submission.submission_id = last_item.submission_id
    and total_item.item = last_item.item
  where last_item.value is not null
),

previous_candidate as (
  select submission_id, sheet, row, candidate, last_step, is_newest from last_report
  union all
  select total_item.submission_id, total_item.sheet, total_item.row, explained.candidate, 0 as last_step, false as is_newest
  from total_item
  inner join explained
    on total_item.sender = explained.sender
    and total_item.reference_year = explained.reference_year + 1
    and total_item.item = explained.item
),

-- How far what happened about a report may move the year-end figure from the reported one; null where nobody can tell.
slack as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    case
      when total_item.item = 'III.1' then total_event.groups_come
      when total_item.item = 'III.1a' then total_event.groups_come
      when total_item.item in ('III.1b', 'III.2') then case when total_event.groups_come + total_event.groups_gone = 0 then 0 end
      when total_item.item in ('I.7a', 'I.7b') then case when total_event.came_last_year + total_event.went_last_year = 0 then 0 end
      else 0
    end as upwards,
    case when total_item.item = 'III.1' then total_event.groups_gone else 0 end as downwards
  from total_item
  inner join total_event on total_item.submission_id = total_event.submission_id
),

previous_distance as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    -- The coarser of the two roundings decides.
    min(
      greatest(
        total_item.previous_value - previous_candidate.candidate - slack.upwards,
        previous_candidate.candidate - slack.downwards - total_item.previous_value
      )
      - greatest(total_item.previous_step, previous_candidate.last_step) / 2 - 1e-9 * abs(total_item.previous_value)
    ) as distance,
    coalesce(
      min(case when previous_candidate.is_newest then previous_candidate.candidate end),
      min_by(previous_candidate.candidate, abs(total_item.previous_value - previous_candidate.candidate))
    ) as nearest
  from total_item
  inner join previous_candidate
    on {{ same_row('total_item', 'previous_candidate') }}
  inner join slack
    on {{ same_row('total_item', 'slack') }}
  where total_item.previous_value is not null and slack.upwards is not null
  group by total_item.submission_id, total_item.sheet, total_item.row
),

-- Figures of biểu 2 of which a cell could not be read: their sum cannot be checked.
doubtful_figure as (
  select distinct said_cell.submission_id, said_cell.field
  from {{ ref('said_cell') }} as said_cell
  inner join {{ ref('unit_figure') }} as unit_figure
    on {{ same_row('said_cell', 'unit_figure') }}
    and said_cell.field = unit_figure.field
  where unit_figure.value is null
),

doubtful_item as (
  select distinct doubtful_figure.submission_id, item_figure.item
  from doubtful_figure
  inner join (
    {% for item, field in item_figures %}
    select '{{ item }}' as item, '{{ field }}' as field {{ 'union all' if not loop.last }}
    {% endfor %}
  ) as item_figure on doubtful_figure.field = item_figure.field
),

compared as (
  select
    total_item.*,
    indicator.indicator_name,
    value_distance.nearest as expected,
    previous_distance.nearest as previous_expected,
    case
      when value_distance.distance > total_item.value_step / 2 and doubtful_item.item is null then total_item.value
    end as differs_from_units,
    case when previous_distance.distance > 0 then total_item.previous_value end as differs_from_last_year
  from total_item
  left join indicator on total_item.item = indicator.indicator
  left join doubtful_item
    on total_item.submission_id = doubtful_item.submission_id
    and total_item.item = doubtful_item.item
  left join value_distance
    on {{ same_row('total_item', 'value_distance') }}
  left join previous_distance
    on {{ same_row('total_item', 'previous_distance') }}
),

-- One row a sheet: the items that are compared with each other.
across as (
  select
    submission_id,
    {% for item in compared_items %}
    max(case when item = '{{ item }}' and occurrence = 1 then value end) as {{ item_column(item) }},
    max(case when item = '{{ item }}' and occurrence = 1 then expected end) as {{ item_column(item) }}_expected,
    max(case when item = '{{ item }}' and differs_from_units is not null then 1 else 0 end) = 1 as {{ item_column(item) }}_is_doubtful,
    {% endfor %}
    max(case when item = 'I.1' and occurrence = 1 then previous_value end) as previous_total,
    max(case when item = 'I.1' and differs_from_last_year is not null then 1 else 0 end) = 1 as previous_total_is_doubtful
  from compared
  group by submission_id
),

-- Units of the sheet that another rule already names as missing, too many, or of another type.
named as (
  select submission_id, count(*) as units
  from (
    select submission_id from {{ ref('absent_unit') }} where absent_from in ('district', 'district_new', 'last_year')
    union all
    select submission_id from {{ ref('unit_report') }}
    where coalesce(not_in_registry, registered_after_extract, type_differs, of_another_district, in_two_districts) is not null
  ) as unit
  group by submission_id
),

-- Where the whole itself is in doubt, its part is held against what the whole should be.
related as (
  select
    compared.*,
    across.i_1,
    across.i_1b,
    across.i_1c,
    across.previous_total,
    case
      {% for part, whole in parts %}
      when compared.item = '{{ part }}' then '{{ whole }}'
      {% endfor %}
    end as whole_item,
    case
      {% for part, whole in parts %}
      when compared.item = '{{ part }}'
        then case when across.{{ item_column(whole) }}_is_doubtful then across.{{ item_column(whole) }}_expected else across.{{ item_column(whole) }} end
      {% endfor %}
    end as whole_value,
    across.i_7,
    case when compared.item in ('I.7a', 'I.7b') and not across.i_7_is_doubtful then across.i_7a + across.i_7b end as trained_staff,
    -- The larger part is the likelier slip.
    compared.item = case when across.i_7b > across.i_7a then 'I.7b' else 'I.7a' end as is_larger_part,
    case
      when compared.item = 'I.1'
        and not (
          across.i_1_is_doubtful or across.i_1b_is_doubtful or across.i_1c_is_doubtful or across.previous_total_is_doubtful
        )
        then across.i_1 - (across.previous_total + across.i_1b - across.i_1c)
    end as identity_gap,
    total_event.came_last_year + total_event.moved_this_year as most_gap,
    -total_event.went_last_year - total_event.moved_this_year as least_gap,
    coalesce(named.units, 0) as named_units
  from compared
  inner join across on compared.submission_id = across.submission_id
  inner join total_event on compared.submission_id = total_event.submission_id
  left join named on compared.submission_id = named.submission_id
),

final as (
  select
    related.*,
    case when value > whole_value then value end as exceeds_whole,
    case when trained_staff > i_7 and is_larger_part then value end as more_than_managers
  from related
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  cast(null as varchar) as unit_key,
  item,
  coalesce(indicator_name, label) as indicator_name,
  value,
  previous_value,
  reference_year - 1 as last_year,
  expected,
  previous_expected,
  whole_item,
  whole_value,
  trained_staff,
  previous_total,
  i_1b as newly_founded,
  i_1c as dissolved,
  case when value < 0 and item <> 'I.5' then value end as negative_value,
  exceeds_whole,
  more_than_managers,
  i_7 as managers,
  case when exceeds_whole is null and not coalesce(value < 0 and item <> 'I.5', false) then differs_from_units end as differs_from_units,
  differs_from_last_year,
  case when identity_gap > most_gap + named_units or identity_gap < least_gap - named_units then identity_gap end as identity_broken,
  case when identity_gap <> 0 and named_units = 0 and identity_gap between least_gap and most_gap then identity_gap end as identity_timing
from final
