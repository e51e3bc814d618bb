-- One row per figure of a biểu 2 row that counts and that something is expected of: the value that the unit's own past, its members' coming and
-- going and its margin foretell, by the movement common to all (expected), and how far the value is from that in standard deviations (surprise).
-- What supports the value counts as much: the movement of its kind, the figures beside it that moved with it.
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
  where is_operating and value is not null
),

unit_logic as (
  select * from {{ ref('chk_unit_logic') }}
),

unit_row as (
  select * from {{ ref('chk_unit_row') }}
),

-- A profit is a difference that comes near zero and below it: what is a unit's own and lasts is its margin, and margins of its kind are possible too.
-- Of a first report the next year's speaks.
margin as (
  select
    this_year.submission_id, this_year.sheet, this_year.row, this_year.unit_key, this_year.sender, this_year.reference_year, this_year.occurrence,
    {{ unit_class('this_year.unit_type') }} as unit_class,
    this_year.revenue_vnd,
    cast(this_year.profit_vnd as double) / this_year.revenue_vnd as margin,
    coalesce(cast(last_year.profit_vnd as double) / last_year.revenue_vnd, cast(next_year.profit_vnd as double) / next_year.revenue_vnd) as other_margin,
    log10(cast(this_year.revenue_vnd as double) / last_year.revenue_vnd) as revenue_decades
  from unit_row as this_year
  left join unit_row as last_year
    on this_year.unit_key = last_year.unit_key
    and this_year.sender = last_year.sender
    and this_year.reference_year = last_year.reference_year + 1
    and last_year.occurrence = 1
    and last_year.revenue_vnd > 0
  left join unit_row as next_year
    on this_year.unit_key = next_year.unit_key
    and this_year.sender = next_year.sender
    and this_year.reference_year = next_year.reference_year - 1
    and next_year.occurrence = 1
    and next_year.revenue_vnd > 0
  where this_year.revenue_vnd > 0 and this_year.profit_vnd is not null
),

margin_middle as (
  select
    reference_year, unit_class, median(margin) as middle, median(margin - other_margin) as change, count(margin - other_margin) as units
  from margin
  group by reference_year, unit_class
),

margin_spread as (
  select
    margin_middle.*,
    {% for spread, distance in [('spread', 'margin.margin - margin_middle.middle'), ('change_spread', 'margin.margin - margin.other_margin - margin_middle.change')] %}
    greatest({{ sigma_of_mad() }} * median(abs({{ distance }})) over same_class, {{ tenth('abs(' ~ distance ~ ')') }} over same_class / {{ sigmas_of_tenth() }}) as {{ spread }},
    {% endfor %}
    margin.submission_id, margin.sheet, margin.row, margin.revenue_vnd, margin.margin, margin.other_margin, margin.revenue_decades
  from margin
  inner join margin_middle on margin.reference_year = margin_middle.reference_year and margin.unit_class = margin_middle.unit_class
  window same_class as (partition by margin.reference_year, margin.unit_class)
),

margin_surprise as (
  select
    submission_id, sheet, row,
    revenue_vnd * coalesce(other_margin + change, middle) as expected,
    case when revenue_decades is not null then revenue_vnd * (other_margin + change) end as past_level,
    case when revenue_decades is not null then revenue_vnd * nullif(change_spread, 0) end as past_sd,
    least(abs(margin - middle) / nullif(spread, 0), coalesce(abs(margin - other_margin - change) / nullif(change_spread, 0), 'infinity')) as surprise
  from margin_spread
  where units >= {{ tolerance('figure_off_by_thousands', 'peers') }}
    -- By a revenue that is off by a power of ten no profit is judged; a bumper year's is no margin of other years.
    and coalesce(abs(revenue_decades) < {{ tolerance('figure_off_by_thousands', 'sound_decades') }}, true)
),

-- How far a unit's business moved from the province's.
business as (
  select submission_id, sheet, row, log10(value / past_expected) / past_scale as business_z from figure_ratio where field = 'revenue' and value > 0 and past_expected > 0
),

compared as (
  select
    figure_ratio.*,
    business.business_z,
    case figure_ratio.field
      when 'profit' then margin_surprise.expected
      when 'members' then coalesce(unit_logic.members_expected, figure_ratio.expected)
      else figure_ratio.expected
    end as foretold,
    case figure_ratio.field
      when 'profit' then margin_surprise.surprise
      -- Members that came and went explain a figure.
      when 'members' then least(abs(unit_logic.leaver_z), figure_ratio.abs_z)
      else figure_ratio.abs_z
    end as surprise,
    case when figure_ratio.field = 'profit' then 'margin' else figure_ratio.measure end as basis,
    -- Where the figure and its past stand on the scale on which it moves: a profit by the margin, all else by ratios.
    case when figure_ratio.field = 'profit' then figure_ratio.value when figure_ratio.value > 0 then log10(figure_ratio.value) end as level,
    case when figure_ratio.field = 'profit' then margin_surprise.past_level when figure_ratio.past_expected > 0 then log10(figure_ratio.past_expected) end as past_level,
    case when figure_ratio.field = 'profit' then margin_surprise.past_sd else figure_ratio.past_scale end as past_sd,
    case when not coalesce(figure_ratio.field = 'members' and abs(unit_logic.leaver_z) < {{ tolerance('figure_unlikely', 'surprise') }}, false) then figure_ratio.abs_z end
      as distance_z
  from figure_ratio
  inner join unit_logic
    on {{ same_row('figure_ratio', 'unit_logic') }}
  left join margin_surprise
    on {{ same_row('figure_ratio', 'margin_surprise') }}
  left join business
    on {{ same_row('figure_ratio', 'business') }}
)

select
  submission_id, sender, reference_year, path, sheet, row, unit_key, name, field, is_money, value, last_value, basis,
  round(foretold) as expected,
  level,
  past_level,
  past_sd,
  -- How far from its unit's past, whatever moved with it: of a whole column nothing else is asked.
  case when basis = 'past' then coalesce(distance_z, 0) when basis = 'margin' then abs(level - past_level) / past_sd end as misfit,
  -- A profit that goes with the unit's business is its own.
  case
    when not is_supported and not coalesce(basis = 'margin' and business_z * sign(level - past_level) > {{ tolerance('figure_off_by_ten', 'volume_z') }}, false) then surprise
  end as surprise
from compared
where foretold is not null and surprise is not null
