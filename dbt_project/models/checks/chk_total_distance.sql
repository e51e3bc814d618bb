-- One row per biểu 1 row of a district's report that counts: the figure as written beside every figure that would explain it.
-- Distances are in units of what the sender's last decimal allows.
with total_item as (
  select * from {{ ref('chk_total_written') }}
),

definition as (
  select * from {{ ref('chk_total_definition') }}
),

computed as (
  select reference_year, indicator, area_code, value from {{ ref('fct_indicator') }}
),

candidate as (
  select * from {{ ref('chk_total_candidate') }}
),

total_event as (
  select * from {{ ref('chk_total_event') }}
),

-- The mart's own figure explains too: it is the candidate at the cut-off day, and the only one in a year without biểu 2.
explained as (
  select sender, reference_year, item, basis, candidate from candidate
  where candidate is not null and basis <> 'listed'
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
    total_item.item,
    min(abs(total_item.value - explained.candidate) - 1e-9 * abs(total_item.value)) as distance,
    min_by(explained.candidate, abs(total_item.value - explained.candidate)) as nearest
  from total_item
  inner join explained
    on total_item.sender = explained.sender
    and total_item.reference_year = explained.reference_year
    and total_item.item = explained.item
  inner join definition on explained.item = definition.item
  left join {{ ref('chk_total_basis') }} as total_basis
    on explained.sender = total_basis.sender
    and explained.reference_year = total_basis.reference_year
    and definition.item_group = total_basis.item_group
  -- Only by the list that the sender counts by; what it writes of the year before may be by another.
  where total_item.value is not null and coalesce(total_basis.basis, explained.basis) = explained.basis
  group by total_item.submission_id, total_item.sheet, total_item.row, total_item.item
),

-- The sum of the sheet with rows that stand there twice.
listed_distance as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    total_item.item,
    min(abs(total_item.value - candidate.candidate) - 1e-9 * abs(total_item.value)) as distance
  from total_item
  inner join candidate
    on total_item.sender = candidate.sender
    and total_item.reference_year = candidate.reference_year
    and total_item.item = candidate.item
  where candidate.basis = 'listed'
  group by total_item.submission_id, total_item.sheet, total_item.row, total_item.item
),

-- What the sender wrote a year ago: the newest version, and any that was known when this year's report came.
last_report as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    total_item.item,
    last_item.value as candidate,
    case when definition.is_average then coalesce(last_item.value_step, 0) else 0 end as last_step,
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
  left join definition on total_item.item = definition.item
  where last_item.value is not null
),

previous_candidate as (
  select submission_id, sheet, row, item, candidate, last_step, is_newest from last_report
  union all
  select total_item.submission_id, total_item.sheet, total_item.row, total_item.item, explained.candidate, 0 as last_step, false as is_newest
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
    total_item.item,
    case
      when definition.units = 'tht' and definition.counted_scope in ('existing', 'new') then total_event.groups_come
      when definition.units = 'tht' then case when total_event.groups_come + total_event.groups_gone = 0 then 0 end
      -- Nobody can compute again what the senders alone know.
      when definition.units = 'htx' and definition.kind = 'reported'
        then case when total_event.came_last_year + total_event.went_last_year = 0 then 0 end
      else 0
    end as upwards,
    case when definition.units = 'tht' and definition.counted_scope = 'existing' then total_event.groups_gone else 0 end as downwards
  from total_item
  left join definition on total_item.item = definition.item
  inner join total_event on total_item.submission_id = total_event.submission_id
),

previous_distance as (
  select
    total_item.submission_id,
    total_item.sheet,
    total_item.row,
    total_item.item,
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
    on {{ same_item('total_item', 'previous_candidate') }}
  inner join slack
    on {{ same_item('total_item', 'slack') }}
  where total_item.previous_value is not null and slack.upwards is not null
  group by total_item.submission_id, total_item.sheet, total_item.row, total_item.item
),

-- Figures of biểu 2 of which a cell could not be read: their sum cannot be checked.
doubtful_figure as (
  select distinct said_cell.submission_id, said_cell.field
  from {{ ref('chk_cell_reported') }} as said_cell
  inner join {{ ref('chk_unit_figure') }} as unit_figure
    on {{ same_cell('said_cell', 'unit_figure') }}
  where unit_figure.value is null
),

doubtful_item as (
  select distinct doubtful_figure.submission_id, definition.item
  from doubtful_figure
  inner join definition on doubtful_figure.field in ({{ field_of('definition.figure') }}, {{ field_of('definition.weight') }})
)

select
  total_item.*,
  definition.indicator_name,
  value_distance.nearest as expected,
  previous_distance.nearest as previous_expected,
  -- Beyond what the last decimal allows.
  case when doubtful_item.item is null then value_distance.distance - total_item.value_step / 2 end as unit_gap,
  listed_distance.distance <= total_item.value_step / 2 as is_of_listed_rows,
  previous_distance.distance as previous_gap
from total_item
left join definition on total_item.item = definition.item
left join doubtful_item
  on total_item.submission_id = doubtful_item.submission_id
  and total_item.item = doubtful_item.item
left join value_distance
  on {{ same_item('total_item', 'value_distance') }}
left join listed_distance
  on {{ same_item('total_item', 'listed_distance') }}
left join previous_distance
  on {{ same_item('total_item', 'previous_distance') }}
