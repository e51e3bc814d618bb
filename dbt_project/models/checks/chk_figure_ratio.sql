-- One row per figure of a biểu 2 row that counts: how far it lies from what the unit reported a year ago, or else from its peers, on a log scale.
-- `decades` is the distance, `abs_z` the same in standard deviations (Iglewicz & Hoaglin 1993), `off_by` the power of ten that explains it by the
-- tolerances of the rules (3 = a thousand times too much), null where the figure is believable.
with distance as (
  select *, case when peer_units >= {{ tolerance('figure_off_by_thousands', 'peers') }} then peer_distance / peer_scale end as peer_z
  from {{ ref('chk_figure_distance') }}
),

-- Of two years that differ without one before them, the one that is much farther from its peers is to blame.
first_report as (
  select
    this_year.submission_id, this_year.sheet, this_year.row, this_year.field,
    next_year.submission_id as next_submission_id, next_year.sheet as next_sheet, next_year.row as next_row,
    next_year.value, -next_year.past_distance as distance, next_year.past_scale as scale,
    this_year.value / power(10, -next_year.past_distance) as expected
  from distance as this_year
  inner join distance as next_year
    on this_year.unit_key = next_year.unit_key
    and this_year.sender = next_year.sender
    and this_year.reference_year = next_year.reference_year - 1
    and this_year.field = next_year.field
  where this_year.is_first_report and this_year.occurrence = 1 and next_year.occurrence = 1
    and this_year.field not in {{ fields_of(flow_figures()) }} and this_year.field not in {{ fields_of(signed_figures()) }}
    and not next_year.is_after_first_year and next_year.past_units >= {{ tolerance('figure_off_by_thousands', 'peers') }}
    and power(this_year.peer_z, 2) - power(next_year.peer_z, 2) > {{ tolerance('figure_unlikely', 'first_year_chi') }}
),

chosen as (
  select
    distance.* replace (
      coalesce(first_report.distance, distance.past_distance) as past_distance,
      coalesce(first_report.scale, distance.past_scale) as past_scale,
      coalesce(first_report.expected, distance.past_expected) as past_expected
    ),
    first_report.value as next_value,
    next_report.field is not null as is_before_to_blame,
    case
      when first_report.field is not null then 'past'
      -- What flows in a year has no usual size.
      when distance.field in {{ fields_of(flow_figures()) }} then null
      -- A past of part of a year says little: there the peers speak where they are sure.
      when ratio is not null and past_units >= {{ tolerance('figure_off_by_thousands', 'peers') }}
        and not coalesce(is_after_first_year and peer_units >= {{ tolerance('figure_off_by_thousands', 'peers') }} and abs(peer_distance) / peer_scale > {{ tolerance('figure_off_by_thousands', 'abs_z', 'peers') }}, false) then 'past'
      -- A unit's first year is part of one.
      when size is not null and peer_units >= {{ tolerance('figure_off_by_thousands', 'peers') }} and not (is_money and is_first_year and peer_distance < 0) then 'peers'
    end as measure
  from distance
  left join first_report
    on {{ same_cell('distance', 'first_report') }}
  left join first_report as next_report
    on distance.submission_id = next_report.next_submission_id
    and coalesce(distance.sheet, '') = coalesce(next_report.next_sheet, '')
    and distance.row = next_report.next_row
    and distance.field = next_report.field
),

measured as (
  select
    *,
    case measure when 'past' then past_distance when 'peers' then peer_distance end as distance,
    case measure when 'past' then past_scale when 'peers' then peer_scale end as scale,
    case measure when 'past' then coalesce(last_value, next_value) when 'peers' then peer_usual else last_value end as usual,
    case measure when 'past' then past_expected when 'peers' then peer_usual end as expected
  from chosen
),

scored as (
  select
    *,
    distance / scale as z,
    abs(distance) / scale as abs_z,
    -- How far short of ten times, in standard deviations: what may be ten times too much is nearer to that than to the group.
    (1 - abs(distance)) / scale as tenfold_z,
    case measure when 'past' then {{ tolerance('figure_off_by_thousands', 'abs_z') }} else {{ tolerance('figure_off_by_thousands', 'abs_z', 'peers') }} end as least_z_of_thousands,
    case measure when 'past' then {{ tolerance('figure_off_by_ten', 'abs_z') }} else {{ tolerance('figure_off_by_ten', 'abs_z', 'peers') }} end as least_z_of_ten,
    case measure when 'past' then {{ tolerance('figure_off_by_ten', 'tenfold_z') }} else {{ tolerance('figure_off_by_ten', 'tenfold_z', 'peers') }} end as most_tenfold_z
  from measured
),

-- The power of ten that explains the distance.
judged as (
  select
    *,
    case
      when abs(distance) >= {{ tolerance('figure_off_by_thousands', 'max_value') }} and abs_z > least_z_of_thousands
        then case when abs(distance) < {{ tolerance('figure_off_by_thousands', 'hundred_ends') }} then 2 when abs(distance) < {{ tolerance('figure_off_by_thousands', 'thousand_ends') }} then 3 else 6 end
      when abs(distance) >= {{ tolerance('figure_off_by_ten', 'max_value') }} and abs_z > least_z_of_ten and tenfold_z <= most_tenfold_z
        then 1
    end * cast(sign(distance) as integer) as off_by,
    abs(distance) < {{ tolerance('figure_off_by_thousands', 'max_value') }} as is_tenfold_at_most
  from scored
),

-- Revenue, revenue from members and profit that move together are a year's business, incomes that do so a year's prices, members that go or come
-- with the business a unit's fate: no slip of one cell. Nearer to another's move than to none.
companion as (
  select one.submission_id, one.sheet, one.row, one.field
  from judged as one
  inner join judged as other
    on {{ same_row('one', 'other') }}
    and one.field <> other.field
    and (
      one.is_money and other.is_money and (one.field like '%income') = (other.field like '%income')
      or one.field = 'members' and other.field = 'revenue' and other.abs_z > {{ tolerance('figure_off_by_ten', 'volume_z') }}
    )
  where one.is_tenfold_at_most and other.measure is not null
    and other.distance / nullif(one.distance, 0) > {{ tolerance('figure_off_by_ten', 'volume_share') }}
  group by one.submission_id, one.sheet, one.row, one.field
),

-- What units of the district had that were dissolved: one, two or all of them may have merged into another. Of many some two add up to anything.
gone as (
  select submission_id, field, unit_key, last_value from judged where is_dissolved and last_value > 0
  qualify count(*) over (partition by submission_id, field) <= {{ tolerance('figure_unlikely', 'most_gone') }}
),

taken_over as (
  select submission_id, field, last_value as taken from gone
  union all
  select one.submission_id, one.field, one.last_value + other.last_value
  from gone as one
  inner join gone as other on one.submission_id = other.submission_id and one.field = other.field and one.unit_key < other.unit_key
  union all
  select submission_id, field, sum(last_value) from gone
  group by submission_id, field
),

merged as (
  select distinct judged.submission_id, judged.sheet, judged.row, judged.field
  from judged
  inner join taken_over on judged.submission_id = taken_over.submission_id and judged.field = taken_over.field
  where judged.measure = 'past' and judged.distance > 0 and judged.field not like '%income'
    and abs(log10(judged.value / (judged.last_value + taken_over.taken) * judged.last_value / judged.past_expected)) / judged.scale
    < {{ tolerance('figure_unlikely', 'surprise') }}
),

-- What stands beside says that there was something: who has workers and trades pays them, who pays incomes trades.
row_beside as (
  select
    submission_id, sheet, row,
    max(case when field = 'revenue' then value end) > 0 as trades,
    max(case when field = 'workers' then value end) > 0 as has_workers,
    max(case when field = 'members' then value end) > 0 as has_members,
    max(case when field = 'new_members' then value end) as new_members,
    max(case when field = 'members' then value - last_value end) > 0 as has_joiners,
    max(case when field in ('member_income', 'worker_income', 'revenue_from_members') then value end) > 0 as pays,
    max(case when field = 'worker_income' then value end) > 0 as pays_workers
  from judged
  group by submission_id, sheet, row
),

-- What speaks for a figure.
supported as (
  select
    judged.*,
    judged.is_operating and coalesce(
      case judged.field
        when 'revenue' then row_beside.pays
        when 'workers' then row_beside.pays_workers
        when 'worker_income' then row_beside.trades and row_beside.has_workers
        when 'member_income' then row_beside.trades and row_beside.has_members
        when 'new_members' then row_beside.has_joiners or judged.is_first_year and row_beside.has_members
      end, false
    ) as is_awaited,
    companion.field is not null as has_companion,
    merged.field is not null as is_merged,
    -- A unit of this year has as many members as joined it.
    coalesce(judged.field = 'members' and judged.is_first_year and judged.value = row_beside.new_members, false) as is_joined_now,
    -- What the unit reports again a year later, peers cannot doubt.
    coalesce(judged.measure = 'peers' and abs(next_year.past_distance) / next_year.past_scale < {{ tolerance('figure_off_by_ten', 'abs_z') }}, false) as is_repeated,
    last_year.off_by as last_off_by,
    last_year.z as last_z,
    last_year.abs_z as last_abs_z
  from judged
  inner join row_beside
    on {{ same_row('judged', 'row_beside') }}
  left join companion
    on {{ same_cell('judged', 'companion') }}
  left join merged
    on {{ same_cell('judged', 'merged') }}
  left join judged as last_year
    on judged.unit_key = last_year.unit_key
    and judged.sender = last_year.sender
    and judged.reference_year = last_year.reference_year + 1
    and judged.field = last_year.field
    and last_year.occurrence = 1
  left join judged as next_year
    on judged.unit_key = next_year.unit_key
    and judged.sender = next_year.sender
    and judged.reference_year = next_year.reference_year - 1
    and judged.field = next_year.field
    and next_year.occurrence = 1
),

explained as (
  select
    *,
    is_before_to_blame or is_merged or is_joined_now or is_repeated
    -- Back to normal after a year that was itself off: the year before has been named already.
    or coalesce(last_off_by = -off_by and measure = 'past', false)
    or (has_companion and field not like '%income') as is_explained,
    is_before_to_blame or is_merged or is_joined_now or is_repeated or has_companion
    or coalesce(measure = 'past' and last_z * z < 0 and last_abs_z > abs_z / 2, false) as is_supported,
    -- A mean of many persons moves little: somebody should look though no zero is to blame.
    case
      when off_by is null and field in ('member_income', 'worker_income') and not is_repeated
        and not coalesce(measure = 'past' and last_abs_z > {{ tolerance('income_far_from_usual', 'max_value') }}, false)
        then abs_z
    end as income_z
  from supported
)

select
  judged.submission_id,
  judged.sender,
  judged.reference_year,
  judged.path,
  judged.sheet,
  judged.row,
  judged.unit_key,
  judged.name,
  judged.unit_type,
  judged.field,
  judged.is_money,
  judged.is_operating,
  judged.is_dissolved,
  judged.value,
  judged.last_value,
  judged.usual,
  judged.expected,
  judged.past_expected,
  log10(judged.past_expected / nullif(judged.last_value, 0)) as movement,
  judged.is_supported,
  judged.measure,
  judged.past_distance,
  judged.past_scale,
  judged.is_after_first_year,
  judged.scale,
  judged.z,
  judged.abs_z,
  judged.tenfold_z,
  judged.is_tenfold_at_most,
  case when not judged.is_explained then judged.off_by end as off_by,
  case when not judged.is_explained then abs(judged.distance) end as decades,
  judged.income_z,
  coalesce(judged.income_z > {{ tolerance('income_far_from_usual', 'max_value') }}, false) as is_far,
  -- How many of those that gave a figure a year ago give 0.
  case
    when judged.value = 0 and judged.last_value <> 0 and judged.is_operating and judged.field not in {{ fields_of(flow_figures()) }}
      then count(case when judged.value = 0 and judged.last_value <> 0 and judged.is_operating then 1 end) over same_class
        / cast(nullif(count(case when judged.last_value <> 0 and judged.value is not null and judged.is_operating then 1 end) over same_class, 0) as double)
  end as zero_share,
  -- How many of those whose row says that there was something.
  case
    when judged.value = 0 and judged.is_awaited and judged.field not in {{ fields_of(flow_figures()) }}
      then count(case when judged.value = 0 and judged.is_awaited then 1 end) over same_class
        / cast(nullif(count(case when judged.value is not null and judged.is_awaited then 1 end) over same_class, 0) as double)
  end as zero_beside_share,
  judged.is_awaited,
  judged.peer_usual
from explained as judged
window same_class as (partition by judged.reference_year, judged.field, judged.unit_type = 'THT')
