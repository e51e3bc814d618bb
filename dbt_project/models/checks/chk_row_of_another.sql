-- One row per biểu 2 row that stands beside another whose last year it may give: how ill its figures fit its own past, and how well the other's.
-- Pasted one row off, or two rows exchanged.
with figure_ratio as (
  select
    figure_ratio.*,
    coalesce(
      -- Members that came and went explain a figure.
      case when figure_ratio.field = 'members' and abs(unit_logic.leaver_z) < abs(figure_ratio.past_distance) / figure_ratio.past_scale then unit_logic.leaver_z end,
      coalesce(figure_ratio.past_distance, log10(figure_ratio.value / nullif(figure_ratio.last_value, 0)) - figure_ratio.movement) / figure_ratio.past_scale
    ) as z_of_own
  from {{ ref('chk_figure_ratio') }} as figure_ratio
  inner join {{ ref('chk_unit_logic') }} as unit_logic
    on {{ same_row('figure_ratio', 'unit_logic') }}
  where figure_ratio.value > 0 and figure_ratio.is_operating and past_scale is not null and coalesce(last_value > 0, true)
),

place as (
  select
    submission_id, sheet, row,
    lag(row) over (partition by submission_id, sheet order by row) as row_above,
    lead(row) over (partition by submission_id, sheet order by row) as row_below
  from (select distinct submission_id, sheet, row from {{ ref('chk_figure_ratio') }}) as written
),

-- Rows that more than one figure sets apart from their own past, each beside the others of its sheet. Of a long list's some fit by chance.
set_apart as (
  select submission_id, sheet, row
  from figure_ratio
  where abs(z_of_own) > {{ tolerance('figures_of_another_row', 'set_apart_z') }}
  group by submission_id, sheet, row
  having count(*) >= {{ tolerance('figures_of_another_row', 'set_apart_figures') }}
  qualify count(*) over (partition by submission_id, coalesce(sheet, '')) <= {{ tolerance('figures_of_another_row', 'set_apart_rows') }}
),

neighbour as (
  select submission_id, sheet, row, row_above as other_row from place where row_above is not null
  union
  select submission_id, sheet, row, row_below as other_row from place where row_below is not null
  union
  select one.submission_id, one.sheet, one.row, other.row as other_row
  from set_apart as one
  inner join set_apart as other
    on {{ same_sheet('one', 'other') }}
    and one.row <> other.row
),

-- A step of its own: joined at once, DuckDB may hold every row of a sheet against every other first.
beside as materialized (
  select neighbour.other_row, figure_ratio.*
  from neighbour
  inner join figure_ratio
    on {{ same_row('neighbour', 'figure_ratio') }}
  where figure_ratio.last_value > 0 and figure_ratio.field not in {{ fields_of(flow_figures()) }}
),

-- Figures that both units gave last year. Revenue, what of it is from members, and profit move together: they are one witness.
by_kind as (
  select
    one.submission_id,
    one.sheet,
    one.row,
    one.other_row,
    case when one.field in ('revenue', 'revenue_from_members', 'profit') then 'volume' else one.field end as kind,
    min(other.name) as other_name,
    bool_and(one.is_money) as is_money,
    avg(power(one.z_of_own, 2)) as straight_chi,
    avg(power((log10(one.value / other.last_value) - one.movement) / greatest(one.past_scale, other.past_scale), 2)) as crossed_chi
  from beside as one
  inner join figure_ratio as other
    on {{ same_column('one', 'other') }}
    and one.other_row = other.row
  where other.last_value > 0 and (one.unit_type = 'THT') = (other.unit_type = 'THT')
  group by
    one.submission_id, one.sheet, one.row, one.other_row,
    case when one.field in ('revenue', 'revenue_from_members', 'profit') then 'volume' else one.field end
),

-- No witness alone convicts a row: what one figure may say against it ends where one figure stands out from its own past.
compared as (
  select
    submission_id, sheet, row, other_row,
    min(other_name) as other_name,
    count(*) as figures,
    sum(least(straight_chi, power({{ tolerance('figures_of_another_row', 'max_value') }}, 2))) as straight_chi,
    sum(crossed_chi) as crossed_chi,
    -- A year's prices move money alone: its people stay a unit's own.
    coalesce(sum(case when not is_money then straight_chi - crossed_chi end), 0) as people_of_other
  from by_kind
  group by submission_id, sheet, row, other_row
),

fitting as (
  select *, other_row - row as step
  from compared
  where figures >= {{ tolerance('figures_of_another_row', 'figures') }}
    and crossed_chi / straight_chi < {{ tolerance('figures_of_another_row', 'crossed_to_straight') }}
),

-- Rows move together: two that changed places, or two of a block that moved the same way. What speaks for both is added up.
together as (
  select compared.submission_id, compared.sheet, compared.row, compared.other_name, compared.figures, compared.straight_chi, compared.crossed_chi, compared.people_of_other
  from compared
  inner join place
    on {{ same_row('compared', 'place') }}
  where compared.figures >= {{ tolerance('figures_of_another_row', 'figures') }} and compared.other_row in (place.row_above, place.row_below)
  {%- for meets in [
    'one.other_row = other.row and one.row = other.other_row',
    'one.other_row = other.row and one.step = other.step',
    'one.row = other.other_row and one.step = other.step'
  ] %}
  union all
  select
    one.submission_id, one.sheet, one.row, one.other_name,
    one.figures + other.figures as figures,
    one.straight_chi + other.straight_chi as straight_chi,
    one.crossed_chi + other.crossed_chi as crossed_chi,
    one.people_of_other + other.people_of_other as people_of_other
  from fitting as one
  inner join fitting as other
    on {{ same_sheet('one', 'other') }}
    and {{ meets }}
  {%- endfor %}
),

-- Wilson & Hilferty 1931: the cube root of chi-square over its degrees of freedom is normal.
judged as (
  select
    *,
    (power(straight_chi / figures, 1.0 / 3) - (1 - 2.0 / (9 * figures))) / sqrt(2.0 / (9 * figures)) as straight_z,
    (power(crossed_chi / figures, 1.0 / 3) - (1 - 2.0 / (9 * figures))) / sqrt(2.0 / (9 * figures)) as crossed_z
  from together
),

weighed as (
  select
    *,
    crossed_chi / straight_chi as crossed_to_straight,
    coalesce(
      people_of_other > {{ tolerance('figures_of_another_row', 'people_of_other') }}
      and straight_z > {{ tolerance('figures_of_another_row', 'max_value') }}
      and crossed_z <= {{ tolerance('figures_of_another_row', 'crossed_z') }}
      and crossed_chi / straight_chi < {{ tolerance('figures_of_another_row', 'crossed_to_straight') }}, false
    ) as is_of_another
  from judged
),

ranked as (
  select
    *,
    row_number() over (
      partition by submission_id, sheet, row order by is_of_another desc, straight_chi - crossed_chi desc, other_name
    ) as rank
  from weighed
)

select submission_id, sheet, row, other_name, straight_z, crossed_z, crossed_to_straight, people_of_other, is_of_another
from ranked
where rank = 1
