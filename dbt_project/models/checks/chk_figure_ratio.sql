-- One row per figure of a biểu 2 row that counts: how far it lies from what the unit reported a year ago, or else from its peers, on a log scale.
-- `off_by` is the power of ten that explains the distance (3 = a thousand times too much), null where the figure is believable.
--   A figure stands out beyond 3.5 against its own past (Iglewicz & Hoaglin 1993), beyond 5 against peers, whose spread is not normal; and it is
--   nearer to a power of ten than to the group: more than half a decade off.
with chosen as (
  select
    *,
    case
      -- What flows in a year has no usual size.
      when field in ('new_members', 'managers_trained') then null
      -- A past of part of a year says little: there the peers speak where they are sure.
      when ratio is not null and past_units >= 8
        and not coalesce(is_after_first_year and peer_units >= 8 and abs(peer_distance) > 5 * peer_scale, false) then 'past'
      -- A unit's first year is part of one.
      when size is not null and peer_units >= 8 and not (is_money and is_first_year and peer_distance < 0) then 'peers'
    end as measure
  from {{ ref('chk_figure_distance') }}
),

measured as (
  select
    *,
    case measure when 'past' then past_distance when 'peers' then peer_distance end as distance,
    case measure when 'past' then past_scale when 'peers' then peer_scale end as scale,
    case measure when 'past' then last_value when 'peers' then peer_usual else last_value end as usual
  from chosen
),

judged as (
  select
    *,
    distance / scale as z,
    case
      when measure is not null
        and abs(distance) / scale > case measure when 'past' then 3.5 else 5 end
        and abs(distance) >= greatest(0.5, 1 - 3.5 * scale)
        then
          case when distance > 0 then 1 else -1 end
          * case when abs(distance) < 1.5 then 1 when abs(distance) < 2.25 then 2 when abs(distance) < 4.5 then 3 else 6 end
    end as off_by
  from measured
),

-- Revenue, revenue from members and profit that move together are a year's business, not a slip of one cell.
volume as (
  select
    submission_id, sheet, row,
    max(case when field = 'revenue' then distance end) as revenue,
    max(case when field = 'revenue_from_members' then distance end) as revenue_from_members,
    max(case when field = 'profit' then distance end) as profit
  from judged
  where field in ('revenue', 'revenue_from_members', 'profit') and measure is not null
  group by submission_id, sheet, row
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
  judged.measure,
  judged.past_scale,
  judged.scale,
  judged.z,
  -- Back to normal after a year that was itself off: the year before has been named already.
  case
    when last_year.off_by = -judged.off_by and judged.measure = 'past' then null
    -- With another of them: nearer to this one's move than to none.
    when abs(judged.off_by) = 1 and (
      (judged.field <> 'revenue' and volume.revenue / judged.distance > 0.5)
      or (judged.field <> 'revenue_from_members' and volume.revenue_from_members / judged.distance > 0.5)
      or (judged.field <> 'profit' and volume.profit / judged.distance > 0.5)
    ) and judged.field in ('revenue', 'revenue_from_members', 'profit') then null
    else judged.off_by
  end as off_by,
  -- A mean of many persons moves little: beyond 5, as against peers, somebody should look though no zero is to blame.
  coalesce(judged.off_by is null and judged.field in ('member_income', 'worker_income') and abs(judged.z) > 5, false)
  and not coalesce(judged.measure = 'past' and abs(last_year.z) > 5, false) as is_far
from judged
left join volume
  on {{ same_row('judged', 'volume') }}
left join judged as last_year
  on judged.unit_key = last_year.unit_key
  and judged.sender = last_year.sender
  and judged.reference_year = last_year.reference_year + 1
  and judged.field = last_year.field
  and last_year.occurrence = 1
