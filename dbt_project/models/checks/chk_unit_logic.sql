-- One row per biểu 2 row that counts: figures that contradict each other or the law, whoever is to blame.
-- A column named after a fault is null where there is none and else holds the figure.
{% set figures = unit_figures() %}
with unit_report as (
  select * from {{ ref('chk_unit_row') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

joined as (
  select
    unit_report.*,
    reference_year.window_start,
    coalesce(unit_report.operating_state, 'Đang hoạt động') = 'Đang hoạt động' as is_operating,
    case
      when unit_report.unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) then reference_year.min_htx_members
      when unit_report.unit_type = 'LHHTX' then reference_year.min_lhhtx_members
      when unit_report.unit_type = 'THT' then 2
    end as least_members,
    last_year.unit_key is not null as was_listed_last_year,
    last_year.founded_on as last_founded_on,
    {% for figure in figures %}
    last_year.{{ figure }} as last_{{ figure }}{{ ',' if not loop.last }}
    {% endfor %}
  from unit_report
  inner join reference_year on unit_report.reference_year = reference_year.reference_year
  left join unit_report as last_year
    on unit_report.unit_key = last_year.unit_key
    and unit_report.reference_year = last_year.reference_year + 1
    and unit_report.sender = last_year.sender
    and last_year.occurrence = 1
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

copied as (
  select
    *,
    was_listed_last_year and is_same_in_all and figures_reported >= 4 and coalesce(revenue_vnd, profit_vnd, member_income_vnd, 0) <> 0
      as is_copied
  from repeated
),

-- Members of last year and the new ones, less this year's: those who left, as a share. Where a province's reports add up, none does not.
flow as (
  select
    *,
    case when unit_type = 'THT' then 'THT' else 'HTX' end as unit_class,
    case when is_operating and last_members > 0 then last_members + new_members - members end as leavers,
    case when is_operating and last_members > 0 then (last_members + new_members - members) / cast(last_members as double) end as leaver_share
  from copied
),

flow_middle as (
  select
    reference_year,
    unit_class,
    median(leaver_share) as middle,
    count(leavers) as units,
    count(case when leavers < 0 then 1 end) as units_below
  from flow
  group by reference_year, unit_class
),

flow_spread as (
  select
    flow_middle.reference_year, flow_middle.unit_class, flow_middle.middle, flow_middle.units, flow_middle.units_below,
    median(abs(flow.leaver_share - flow_middle.middle)) as spread
  from flow_middle
  inner join flow on flow_middle.reference_year = flow.reference_year and flow_middle.unit_class = flow.unit_class
  group by flow_middle.reference_year, flow_middle.unit_class, flow_middle.middle, flow_middle.units, flow_middle.units_below
)

select
  flow.submission_id,
  flow.sheet,
  flow.row,
  started_on,
  is_operating,
  least_members,
  was_listed_last_year,
  last_founded_on,
  is_copied,
  {% for part, whole in part_figures() %}
  case when {{ part }} > {{ whole }} then {{ part }} end as {{ part }}_over_{{ whole }},
  {% endfor %}
  case when is_operating and members between 0 and least_members - 1 then members end as too_few_members,
  case when new_members = members and members > 0 and last_members > 0 and started_on < window_start and not is_copied then new_members end as all_members_new,
  -- Another unit's row of the same sheet, earlier, with every figure the same.
  case
    when figures_reported >= 4 and coalesce(revenue_vnd, profit_vnd, member_income_vnd, 0) <> 0
      and first_value(flow.unit_key) over same_figures <> flow.unit_key
      then first_value(flow.name) over same_figures
  end as repeats_row_of,
  -- Revenue without any cost: a slip, unless it is the custom of more than one unit in twenty.
  case
    when revenue_vnd > 0 and profit_vnd = revenue_vnd
      and count(case when revenue_vnd > 0 and profit_vnd = revenue_vnd then 1 end) over (partition by flow.reference_year, flow.unit_class) * 20
      <= count(profit_vnd) over (partition by flow.reference_year, flow.unit_class)
      then profit_vnd
  end as profit_is_revenue,
  last_members,
  leavers,
  case when leavers < 0 and flow_spread.units_below * 20 <= flow_spread.units and not is_copied then members end as members_grow_unexplained,
  case
    when flow_spread.units >= 8 and flow_spread.units_below * 20 <= flow_spread.units and not is_copied
      -- Some leave by chance: with a handful of members that alone is a large share.
      and leaver_share - flow_spread.middle > 5 * sqrt(
        power(greatest(1.4826 * flow_spread.spread, 0.05), 2) + (flow_spread.middle * last_members + 1) / power(last_members, 2)
      ) then new_members
  end as new_members_unexplained
from flow
left join flow_spread on flow.reference_year = flow_spread.reference_year and flow.unit_class = flow_spread.unit_class
window same_figures as (
  partition by
    flow.submission_id,
    {% for figure in figures %}
    coalesce({{ figure }}, -1){{ ',' if not loop.last }}
    {% endfor %}
  order by flow.row, flow.sheet
)
