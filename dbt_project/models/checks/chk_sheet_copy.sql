-- One row per figure of a biểu 2 that counts: how many of its units repeat last year's number, or have it times one growth for all, how many another
-- column's of the same row, and how unlikely that is. Who copies one column leaves the rest to move; a whole row or sheet of last year has rules of its own.
with figure_ratio as (
  select *, {{ unit_class('unit_type') }} as unit_class from {{ ref('chk_figure_ratio') }}
  where value is not null and value <> 0 and is_operating
),

row_copied as (
  select submission_id, sheet, row from {{ ref('chk_unit_logic') }} where is_copied
),

-- The middle unit's growth is the one for all, if there is one; what flows in a year is often one or two again.
grown as (
  select
    figure_ratio.*,
    -- Of counts, that are whole numbers, the sums'.
    case
      when figure_ratio.is_money then median(figure_ratio.value / figure_ratio.last_value) over same_column
      else sum(figure_ratio.value) over same_column / sum(figure_ratio.last_value) over same_column
    end as growth
  from figure_ratio
  left join row_copied
    on {{ same_row('figure_ratio', 'row_copied') }}
  where figure_ratio.last_value <> 0 and row_copied.row is null and figure_ratio.field not in {{ fields_of(flow_figures()) }}
  window same_column as (partition by figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.field)
),

past as (
  {% for kind, is_same, is_asked in [
    ('past', 'value = last_value', 'true'),
    ('growth', "value = round(last_value * growth) or abs(value / (last_value * growth) - 1) < " ~ tolerance('column_of_one_growth', 'apart'), 'is_money or round(last_value * growth) <> last_value'),
  ] %}
  select
    submission_id, sheet, reference_year, unit_class, field, '{{ kind }}' as kind, '' as other_field,
    count(*) as both_units,
    count(case when {{ is_same }} then 1 end) as same_units,
    any_value(growth) as growth
  from grown
  where {{ is_asked }}
  group by submission_id, sheet, reference_year, unit_class, field
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

beside as (
  select
    figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.reference_year, figure_ratio.unit_class, figure_ratio.field,
    'beside' as kind, other.field as other_field,
    count(*) as both_units,
    count(case when figure_ratio.value = other.value then 1 end) as same_units,
    null as growth
  from figure_ratio
  inner join figure_ratio as other
    on {{ same_row('figure_ratio', 'other') }}
    -- Small counts agree by themselves: ones and twos.
    and figure_ratio.is_money and other.is_money
    and figure_ratio.field <> other.field
  group by
    figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.reference_year, figure_ratio.unit_class, figure_ratio.field, other.field
),

counted as (
  select *, cast(same_units as double) / both_units as share
  from (
    select * from past
    union all
    select * from beside
  ) as either
),

-- What is usual: the middle sheet's share, every sheet one vote, and never less than what so many units can show.
usual as (
  select
    reference_year, unit_class, field, kind, other_field,
    greatest(median(share), 1.0 / (sum(both_units) + 2)) as share
  from counted
  group by reference_year, unit_class, field, kind, other_field
),

weighed as (
  select
    counted.submission_id,
    counted.sheet,
    counted.reference_year,
    counted.field,
    counted.kind,
    counted.other_field,
    any_value(counted.growth) as growth,
    sum(counted.same_units) as same_units,
    sum(counted.both_units) as both_units,
    sum(
      {{ surprise_of('counted.share', 'usual.share', 'counted.both_units') }}
    ) as surprise
  from counted
  inner join usual
    on counted.reference_year = usual.reference_year
    and counted.unit_class = usual.unit_class
    and counted.field = usual.field
    and counted.kind = usual.kind
    and counted.other_field = usual.other_field
  group by counted.submission_id, counted.sheet, counted.reference_year, counted.field, counted.kind, counted.other_field
),

-- How likely it is that among all columns of the year one agrees so by accident, and how much of the column does.
among as (
  select
    *,
    same_units / cast(both_units as double) as same_share,
    exp(-surprise) * count(*) over (partition by reference_year, kind) as chance
  from weighed
),

-- Of the columns beside, the one that it copies, else the likest.
ranked as (
  select
    *,
    row_number() over (
      partition by submission_id, sheet, field, kind
      order by case when chance < {{ tolerance('columns_of_same_figures', 'min_value') }} and same_share > {{ tolerance('columns_of_same_figures', 'same_share') }} then 0 else 1 end, same_units desc, other_field
    ) as rank
  from among
)

select
  submission_id,
  sheet,
  field,
  max(case when kind = 'past' then same_units end) as last_year_units,
  max(case when kind = 'past' then both_units end) as compared_units,
  max(case when kind = 'past' then same_share end) as past_share,
  max(case when kind = 'past' then chance end) as past_chance,
  max(case when kind = 'growth' then same_units end) as grown_units,
  max(case when kind = 'growth' then both_units end) as grown_among,
  max(case when kind = 'growth' then same_share end) as grown_share,
  max(case when kind = 'growth' then chance end) as grown_chance,
  max(growth) as growth,
  max(case when kind = 'beside' then other_field end) as same_as_field,
  max(case when kind = 'beside' then same_units end) as same_units,
  max(case when kind = 'beside' then both_units end) as both_units,
  max(case when kind = 'beside' then same_share end) as same_share,
  max(case when kind = 'beside' then chance end) as same_chance
from ranked
where rank = 1
group by submission_id, sheet, field
