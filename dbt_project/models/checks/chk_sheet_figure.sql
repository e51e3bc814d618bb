-- One row per figure of a biểu 2 that counts: how much of the column is off by a power of ten, swapped with
-- another, of one value, a copy, or empty, and how likely that is by chance.
{% set powers = [(3, '3'), (6, '6'), (1, '1'), (2, '2'), (-3, 'm3'), (-6, 'm6'), (-1, 'm1'), (-2, 'm2')] %}
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
),

compared as (
  select
    submission_id,
    sheet,
    field,
    is_money,
    count(measure) as comparable,
    {% for power, name in powers %}
    count(case when off_by = {{ power }} then 1 end) as off_{{ name }},
    {% endfor %}
    count(nullif(value, 0)) as written,
    min(nullif(value, 0)) = max(nullif(value, 0)) as is_of_one_value,
    max(value) as largest
  from figure_ratio
  group by submission_id, sheet, field, is_money
),

-- How likely two units of other sheets share a value: where it is rare, a column of one value is no chance.
value_share as (
  select reference_year, field, value, count(*) as units
  from figure_ratio
  where value <> 0
  group by reference_year, field, value
),

coincidence as (
  select
    reference_year,
    field,
    sum(units * (units - 1.0)) / nullif(sum(units) * (sum(units) - 1.0), 0) as probability
  from value_share
  group by reference_year, field
),

-- A column whose figures do not fit their own units' past, many at once, was sorted, shifted, filled down or numbered apart from its rows.
in_order as (
  select
    figure_ratio.*,
    figure_expected.misfit,
    lag(figure_ratio.value) over rows_in_order as value_above,
    lag(past_expected) over rows_in_order as expected_above,
    lead(past_expected) over rows_in_order as expected_below
  from figure_ratio
  left join {{ ref('chk_figure_expected') }} as figure_expected
    on {{ same_row('figure_ratio', 'figure_expected') }}
    and figure_ratio.field = figure_expected.field
  where figure_ratio.value is not null
  window rows_in_order as (partition by figure_ratio.submission_id, figure_ratio.sheet, figure_ratio.field order by figure_ratio.row)
),

unfit as (
  select
    submission_id, sheet, field,
    count(misfit) as rows_with_past,
    -- No cell alone convicts a column.
    avg(case when misfit is not null then least(power(misfit, 2), power({{ tolerance('column_not_of_its_rows', 'cell_z') }}, 2)) end) as misfit,
    count(case when misfit > {{ tolerance('column_not_of_its_rows', 'fit_z') }} then 1 end) as unfit_cells,
    count(case when value > value_above then 1 end) as rises,
    count(case when value < value_above then 1 end) as falls,
    count(case when value = value_above + 1 and not is_money then 1 end) as steps,
    count(case when value = value_above then 1 end) as repeats,
    count(case when abs(log10(value / nullif(expected_above, 0))) / past_scale < {{ tolerance('column_not_of_its_rows', 'fit_z') }} and misfit > {{ tolerance('column_not_of_its_rows', 'fit_z') }} then 1 end) as fits_above,
    count(case when abs(log10(value / nullif(expected_below, 0))) / past_scale < {{ tolerance('column_not_of_its_rows', 'fit_z') }} and misfit > {{ tolerance('column_not_of_its_rows', 'fit_z') }} then 1 end) as fits_below
  from in_order
  where value > 0 or value_above is null
  group by submission_id, sheet, field
),

place as (
  select
    submission_id, sender, reference_year, path, sheet, field, is_money,
    min(name) as first_name
  from figure_ratio
  group by submission_id, sender, reference_year, path, sheet, field, is_money
),

figure_pair as (
  select
    submission_id,
    sheet,
    first_field,
    second_field,
    count(*) as voters,
    count(case when is_crossed then 1 end) as crossed
  from {{ ref('chk_figure_pair') }}
  group by submission_id, sheet, first_field, second_field
),

-- The column that each is most likely swapped with.
swapped as (
  select
    *,
    row_number() over (partition by submission_id, sheet, field order by is_swapped desc, crossed_share desc, other_field) as rank
  from (
    select
      *,
      crossed / cast(voters as double) as crossed_share,
      crossed >= {{ tolerance('columns_swapped', 'crossed_rows') }} and crossed / cast(voters as double) > {{ tolerance('columns_swapped', 'max_value') }} as is_swapped
    from (
      select submission_id, sheet, first_field as field, second_field as other_field, voters, crossed from figure_pair
      union all
      select submission_id, sheet, second_field as field, first_field as other_field, voters, crossed from figure_pair
    ) as either
  ) as shared
),

-- The power of ten by which most of a column is off.
column_power as (
  select
    *,
    greatest({% for _, name in powers %}off_{{ name }}{{ ', ' if not loop.last }}{% endfor %}) as off_cells
  from compared
),

column_off as (
  select
    *,
    off_cells / cast(nullif(comparable, 0) as double) as off_share,
    case off_cells
      {% for power, name in powers %}
      when off_{{ name }} then {{ power }}
      {% endfor %}
    end as power,
    coalesce(off_cells >= {{ tolerance('column_in_other_unit', 'off_cells') }} and off_cells / cast(nullif(comparable, 0) as double) > {{ tolerance('column_in_other_unit', 'max_value') }}, false) as is_off
  from column_power
),

-- A sheet whose money columns are mostly off by the same power was written in another unit than it says.
sheet_power as (
  select
    submission_id,
    sheet,
    max(case when is_off then power end) as power,
    count(case when is_off then 1 end) as off_columns,
    case
      when min(case when is_off then power end) = max(case when is_off then power end)
        then count(case when is_off then 1 end)
        / cast(nullif(count(case when comparable >= {{ tolerance('column_in_other_unit', 'off_cells') }} then 1 end), 0) as double)
    end as off_share
  from column_off
  where is_money
  group by submission_id, sheet
),

sheet_off as (
  select
    *,
    coalesce(off_columns >= {{ tolerance('sheet_in_other_unit', 'off_columns') }} and off_share > {{ tolerance('sheet_in_other_unit', 'max_value') }}, false) as is_off
  from sheet_power
)

select
  place.submission_id,
  place.sender,
  place.reference_year,
  place.path,
  place.sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  place.field,
  place.is_money,
  column_off.comparable,
  column_off.off_cells,
  column_off.power,
  power(10, abs(column_off.power)) as times,
  column_off.is_off,
  -- Where the whole sheet is off, it is named and not each column.
  case when not (place.is_money and coalesce(sheet_off.is_off, false)) then column_off.off_share end as off_share,
  case when place.is_money then sheet_off.power end as sheet_power,
  case when place.is_money then sheet_off.off_columns end as sheet_off_columns,
  case when place.is_money then sheet_off.off_share end as sheet_off_share,
  unfit.unfit_cells,
  case when not column_off.is_off and not (place.is_money and coalesce(sheet_off.is_off, false)) then unfit.misfit end as misfit,
  unfit.rows_with_past,
  coalesce(
    unfit.rows_with_past >= {{ tolerance('column_not_of_its_rows', 'rows_with_past') }}
    and unfit.misfit > {{ tolerance('column_not_of_its_rows', 'max_value') }}, false
  ) as is_not_of_its_rows,
  case
    when unfit.fits_above >= {{ tolerance('column_not_of_its_rows', 'same_way') }} and unfit.fits_above > unfit.fits_below then 'lệch xuống một dòng'
    when unfit.fits_below >= {{ tolerance('column_not_of_its_rows', 'same_way') }} then 'lệch lên một dòng'
    when least(unfit.rises, unfit.falls) = 0 then 'sắp xếp riêng'
    when unfit.steps >= {{ tolerance('column_not_of_its_rows', 'same_way') }} then 'đánh số tăng dần'
    when unfit.repeats >= {{ tolerance('column_not_of_its_rows', 'same_way') }} then 'kéo chép xuống'
    else 'không phải của các dòng này'
  end as way,
  swapped.other_field,
  swapped.crossed as crossed_rows,
  swapped.crossed_share,
  coalesce(swapped.is_swapped, false) as is_swapped,
  column_off.written,
  column_off.largest,
  -- How likely it is that among all columns of the year one agrees so by accident.
  case
    when column_off.is_of_one_value
      then power(coincidence.probability, column_off.written - 1)
      * count(case when column_off.written >= {{ tolerance('column_of_one_value', 'written') }} then 1 end) over (partition by place.reference_year)
  end as chance_of_one_value,
  place.reference_year - 1 as last_year,
  sheet_copy.compared_units,
  sheet_copy.last_year_units as of_last_year,
  sheet_copy.past_share,
  sheet_copy.past_chance,
  sheet_copy.same_as_field,
  sheet_copy.same_units,
  sheet_copy.both_units,
  sheet_copy.same_share,
  sheet_copy.same_chance,
  sheet_blank.blank_units as left_blank,
  sheet_blank.chance as chance_of_blank
from place
inner join column_off
  on {{ same_sheet('place', 'column_off') }}
  and place.field = column_off.field
left join sheet_off
  on {{ same_sheet('place', 'sheet_off') }}
left join swapped
  on {{ same_sheet('place', 'swapped') }}
  and place.field = swapped.field
  and swapped.rank = 1
left join coincidence on place.reference_year = coincidence.reference_year and place.field = coincidence.field
left join {{ ref('chk_sheet_copy') }} as sheet_copy
  on {{ same_sheet('place', 'sheet_copy') }}
  and place.field = sheet_copy.field
left join {{ ref('chk_sheet_blank') }} as sheet_blank
  on {{ same_sheet('place', 'sheet_blank') }}
  and place.field = sheet_blank.field
left join unfit
  on {{ same_sheet('place', 'unfit') }}
  and place.field = unfit.field
