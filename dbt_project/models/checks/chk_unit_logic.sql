-- One row per biểu 2 row that counts: figures that contradict each other or the law, whoever is to blame.
-- What a suite holds tolerances for is a count, a share or a distance here, null where it does not apply.
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
    reference_year.window_end,
    coalesce(unit_report.operating_state, 'Đang hoạt động') = 'Đang hoạt động' as is_operating,
    case
      when unit_report.unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) then reference_year.min_htx_members
      when unit_report.unit_type = 'LHHTX' then reference_year.min_lhhtx_members
      when unit_report.unit_type = 'THT' then {{ tolerance('too_few_members', 'tht_members') }}
    end as least_members,
    last_year.unit_key is not null as was_listed_last_year,
    last_year.founded_on as last_founded_on,
    last_year.operating_state as last_operating_state,
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
    coalesce(revenue_vnd, profit_vnd, member_income_vnd, 0) <> 0 as has_money,
    {% for figure in figures %}
    coalesce({{ figure }}, -1) = coalesce(last_{{ figure }}, -1) {{ 'and' if not loop.last }}
    {% endfor %} as is_same_in_all
  from joined
),

counted as (
  select *, case when was_listed_last_year and is_same_in_all and has_money then figures_reported end as figures_copied
  from repeated
),

copied as (
  select
    *,
    is_operating and started_on between window_start and window_end and not was_listed_last_year and coalesce(converted_from, '') = '' as is_founded_now,
    coalesce(figures_copied > {{ tolerance('row_copied_from_last_year', 'max_value') }}, false) as is_copied
  from counted
),

-- Members of last year and the new ones, less this year's: those who left, as a share. Where a province's reports add up, none does not.
flow as (
  select
    *,
    {{ unit_class('unit_type') }} as unit_class,
    case when is_operating and last_members > 0 then last_members + new_members - members end as leavers,
    case when is_operating and last_members > 0 then (last_members + new_members - members) / cast(last_members as double) end as leaver_share
  from copied
),

flow_middle as (
  select
    reference_year,
    unit_class,
    median(leaver_share) as middle,
    count(leavers) as units
  from flow
  group by reference_year, unit_class
),

-- Every sender has one vote: one office's column that does not add up is no custom.
flow_below as (
  select reference_year, unit_class, median(share) as share
  from (
    select reference_year, unit_class, sender, count(case when leavers < 0 then 1 end) / cast(nullif(count(leavers), 0) as double) as share
    from flow
    group by reference_year, unit_class, sender
  ) as of_sender
  group by reference_year, unit_class
),

flow_spread as (
  select
    flow_middle.reference_year, flow_middle.unit_class, flow_middle.middle, flow_middle.units, any_value(flow_below.share) as share_below,
    median(abs(flow.leaver_share - flow_middle.middle)) as spread
  from flow_middle
  inner join flow on flow_middle.reference_year = flow.reference_year and flow_middle.unit_class = flow.unit_class
  left join flow_below on flow_middle.reference_year = flow_below.reference_year and flow_middle.unit_class = flow_below.unit_class
  group by flow_middle.reference_year, flow_middle.unit_class, flow_middle.middle, flow_middle.units
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
  last_operating_state,
  is_copied,
  figures_copied,
  {% for figure in figures %}
  {{ figure }},
  {% endfor %}
  case when members > 0 and last_members > 0 and started_on < window_start and not is_copied then new_members / cast(members as double) end
    as new_member_share,
  -- Whoever is a member of a unit of this year joined it this year.
  case when is_founded_now then members - new_members end as members_not_new,
  count(case when is_founded_now and members = new_members then 1 end) over same_class
  / cast(nullif(count(case when is_founded_now then members - new_members end) over same_class, 0) as double) as share_all_new,
  -- Another unit's row of the same sheet, earlier, with every figure the same.
  case when has_money and first_value(flow.unit_key) over same_figures <> flow.unit_key then figures_reported end as figures_repeated,
  first_value(flow.name) over same_figures as repeats_row_of,
  -- Revenue without any cost is a slip, unless it is the custom of many.
  case when revenue_vnd > 0 then revenue_vnd - profit_vnd end as costs_vnd,
  count(case when revenue_vnd > 0 and profit_vnd = revenue_vnd then 1 end) over same_class
  / cast(nullif(count(profit_vnd) over same_class, 0) as double) as share_without_costs,
  last_members,
  leavers,
  last_members + new_members - flow_spread.middle * last_members as members_expected,
  greatest(members - last_members + flow_spread.middle * last_members, 0) as new_members_expected,
  flow_spread.units as leaver_units,
  flow_spread.share_below,
  -- Some leave by chance: with a handful of members that alone is a large share.
  (leaver_share - flow_spread.middle) / sqrt(
    power(greatest({{ sigma_of_mad() }} * flow_spread.spread, {{ least_spread() }}), 2)
    + (flow_spread.middle * last_members + 1) / power(last_members, 2)
  ) as leaver_z
from flow
left join flow_spread on flow.reference_year = flow_spread.reference_year and flow.unit_class = flow_spread.unit_class
window same_figures as (
  partition by
    flow.submission_id,
    {% for figure in figures %}
    coalesce({{ figure }}, -1){{ ',' if not loop.last }}
    {% endfor %}
  order by flow.row, flow.sheet
),
same_class as (partition by flow.reference_year, flow.unit_class)
