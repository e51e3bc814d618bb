-- One row per figure of a biểu 2 that counts: do its cells belong to their rows? A column that was sorted, shifted, filled down or numbered apart
-- from its rows holds figures that do not fit their own units' past, many at once; a shifted one fits the neighbours' past.
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
  where value is not null
),

placed as (
  select
    figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.row, figure_ratio.reference_year, figure_ratio.field, figure_ratio.is_money,
    {{ unit_class('figure_ratio.unit_type') }} as unit_class,
    figure_ratio.value,
    figure_expected.misfit,
    -- What moved the whole column says nothing of its rows: ratios by the same factor, profits by the same part of the revenue.
    figure_expected.level - case
      when figure_ratio.field in {{ fields_of(signed_figures()) }}
        then coalesce(median((figure_expected.level - figure_expected.past_level) / figure_expected.past_sd) over same_kind, 0) * coalesce(figure_expected.past_sd, 0)
      else coalesce(median(case when not figure_ratio.is_after_first_year then figure_expected.level - figure_expected.past_level end) over same_figure, 0)
    end as level,
    (figure_expected.level - figure_expected.past_level) / figure_expected.past_sd as moved,
    figure_expected.past_level,
    figure_expected.past_sd
  from figure_ratio
  left join {{ ref('chk_figure_expected') }} as figure_expected
    on {{ same_cell('figure_ratio', 'figure_expected') }}
  window
    same_figure as (partition by figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.field),
    same_kind as (partition by figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.field, {{ unit_class('figure_ratio.unit_type') }})
),

in_order as (
  select
    *,
    -- Members that came and went explain a figure.
    case when misfit = 0 then 0 when misfit is not null then (level - past_level) / past_sd end as z,
    {% for side, step in [('above', 'lag'), ('below', 'lead')] %}
    (level - {{ step }}(past_level) over rows_in_order) / {{ step }}(past_sd) over rows_in_order as z_{{ side }},
    {% endfor %}
    lag(value) over rows_in_order as value_above
  from placed
  window rows_in_order as (partition by submission_id, sheet, field order by row)
),

-- No cell alone convicts a column.
bounded as (
  select
    *,
    {% for bounded, z in [('own', 'z'), ('of_above', 'z_above'), ('of_below', 'z_below')] %}
    case when {{ z }} is not null then least(power({{ z }}, 2), power({{ tolerance('column_not_of_its_rows', 'cell_z') }}, 2)) end as {{ bounded }}{{ ',' if not loop.last }}
    {% endfor %}
  from in_order
),

-- Rows from one on to the end that hold their neighbours' figures: how much likelier than their own, and how well the neighbours' fit.
tail as (
  select
    submission_id, sheet, field,
    {% for side in ['above', 'below'] %}
    sum(own - of_{{ side }}) over from_here_on / 2 as {{ side }}_likelier,
    avg(of_{{ side }}) over from_here_on as {{ side }}_fit,
    count(own - of_{{ side }}) over from_here_on as {{ side }}_rows{{ ',' if not loop.last }}
    {% endfor %}
  from bounded
  window from_here_on as (partition by submission_id, sheet, field order by row desc rows unbounded preceding)
),

shifted as (
  select
    submission_id, sheet, field,
    {% for side in ['above', 'below'] %}
    max(case when {{ side }}_fit < {{ tolerance('column_shifted', 'neighbour_fit') }} and {{ side }}_rows >= {{ tolerance('column_shifted', 'rows') }} then {{ side }}_likelier end) as {{ side }}_likelier,
    arg_max({{ side }}_rows, case when {{ side }}_fit < {{ tolerance('column_shifted', 'neighbour_fit') }} and {{ side }}_rows >= {{ tolerance('column_shifted', 'rows') }} then {{ side }}_likelier end) as {{ side }}_rows{{ ',' if not loop.last }}
    {% endfor %}
  from tail
  group by submission_id, sheet, field
),

-- How likely the next row of its kind has the same value, or one more: where that is rare, a run of such rows is no chance.
value_share as (
  select
    reference_year, field, unit_class, value,
    count(*) / cast(sum(count(*)) over (partition by reference_year, field, unit_class) as double) as share
  from placed
  where value <> 0
  group by reference_year, field, unit_class, value
),

one_more as (
  select one.reference_year, one.field, one.unit_class, sum(one.share * coalesce(other.share, 0)) as share
  from value_share as one
  left join value_share as other
    on one.reference_year = other.reference_year
    and one.field = other.field
    and one.unit_class = other.unit_class
    and other.value = one.value + 1
  group by one.reference_year, one.field, one.unit_class
),

stepped as (
  select
    *,
    case when value = value_above then 'equal' when not is_money and value_above > 0 and value = value_above + 1 then 'one_more' end as step,
    row_number() over (partition by submission_id, sheet, field order by row) as place,
    count(*) over (partition by reference_year) as cells
  from in_order
  where value <> 0
),

run as (
  select submission_id, sheet, reference_year, field, unit_class, step, cells, count(*) + 1 as written, max(value) as largest
  from (
    select *, place - row_number() over (partition by submission_id, sheet, field, step order by row) as block
    from stepped
    where step is not null
  ) as blocks
  group by submission_id, sheet, reference_year, field, unit_class, step, cells, block
),

weighed as (
  select run.*, power(case run.step when 'equal' then value_share.share else one_more.share end, run.written - 1) * run.cells as chance
  from run
  inner join value_share
    on run.reference_year = value_share.reference_year
    and run.field = value_share.field
    and run.unit_class = value_share.unit_class
    and run.largest = value_share.value
  inner join one_more
    on run.reference_year = one_more.reference_year
    and run.field = one_more.field
    and run.unit_class = one_more.unit_class
  where run.written >= {{ tolerance('column_of_one_value', 'run_rows') }}
),

longest_run as (
  select submission_id, sheet, field, arg_min(step, chance) as step, arg_min(written, chance) as written, arg_min(largest, chance) as largest, min(chance) as chance
  from weighed
  group by submission_id, sheet, field
),

unfit as (
  select
    submission_id, sheet, reference_year, field,
    count(own) as rows_with_past,
    avg(own) as misfit,
    -- Beside what is expected of the rows next to it: figures of other rows fit them no worse than their own.
    avg(own) / nullif((avg(of_above) + avg(of_below)) / 2, 0) as misfit_share,
    count(case when own > power({{ tolerance('column_not_of_its_rows', 'fit_z') }}, 2) then 1 end) as unfit_cells,
    -- What was sorted or shifted adds up as before; what befell a place moved its figures one way.
    abs(sum(moved)) / nullif(sum(abs(moved)), 0) as one_way_share,
    count(case when value > value_above then 1 end) as rises,
    count(case when value < value_above then 1 end) as falls
  from bounded
  group by submission_id, sheet, reference_year, field
),

-- What was sorted or shifted are the same figures in another order: in order of size they fit what is expected of all the rows. What befell some
-- of the units, and them alone, does not.
{% for side, what in [('figure', 'level'), ('foretold', 'past_level')] %}
{{ side }}_in_order as (
  select
    submission_id, sheet, field, level, past_level, past_sd, own,
    row_number() over (partition by submission_id, sheet, field order by {{ what }}, row) as rank
  from bounded
  where own is not null
),

{% endfor %}
reordered as (
  select submission_id, sheet, field, avg(least(power(z - common, 2), power({{ tolerance('column_not_of_its_rows', 'cell_z') }}, 2))) / nullif(avg(own), 0) as reordered_share
  from (
    select *, median(z) over (partition by submission_id, sheet, field) as common
    from (
      select submission_id, sheet, field, figure_in_order.own, (figure_in_order.level - foretold_in_order.past_level) / foretold_in_order.past_sd as z
      from figure_in_order
      inner join foretold_in_order using (submission_id, sheet, field, rank)
    ) as matched
  ) as moved_alike
  group by submission_id, sheet, field
),

-- In a year in which the figure moved everywhere the past says little of any column.
compared as (
  select *, median(misfit) over (partition by reference_year, field) as usual_misfit
  from unfit
)

select
  compared.*,
  reordered.reordered_share,
  case when compared.usual_misfit > 0 then compared.misfit / compared.usual_misfit when compared.misfit > 0 then cast('infinity' as double) end as misfit_ratio,
  longest_run.step,
  longest_run.written as run_rows,
  longest_run.largest as run_value,
  longest_run.chance as run_chance,
  greatest(coalesce(shifted.above_likelier, 0), coalesce(shifted.below_likelier, 0)) as shift_likelier,
  case when coalesce(shifted.above_likelier, 0) >= coalesce(shifted.below_likelier, 0) then shifted.above_rows else shifted.below_rows end as shifted_rows,
  case when coalesce(shifted.above_likelier, 0) >= coalesce(shifted.below_likelier, 0) then 'xuống' else 'lên' end as shifted_way
from compared
left join reordered
  on {{ same_column('compared', 'reordered') }}
left join shifted
  on {{ same_column('compared', 'shifted') }}
left join longest_run
  on {{ same_column('compared', 'longest_run') }}
