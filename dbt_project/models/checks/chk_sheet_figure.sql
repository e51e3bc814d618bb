-- One row per figure of a biểu 2 that counts: is the whole column off by a power of ten, swapped with its neighbour, of one value, a copy, or empty.
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
    count(case when off_by = 1 then 1 end) as off_1,
    count(case when off_by = 2 then 1 end) as off_2,
    count(case when off_by = 3 then 1 end) as off_3,
    count(case when off_by = 6 then 1 end) as off_6,
    count(case when off_by = -1 then 1 end) as off_m1,
    count(case when off_by = -2 then 1 end) as off_m2,
    count(case when off_by = -3 then 1 end) as off_m3,
    count(case when off_by = -6 then 1 end) as off_m6,
    count(nullif(value, 0)) as written,
    count(distinct nullif(value, 0)) as different,
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

-- Two columns are swapped where two thirds of the rows that can tell say so.
swapped as (
  select submission_id, sheet, field, min(other_field) as other_field
  from (
    select submission_id, sheet, first_field as field, second_field as other_field, voters, crossed from figure_pair
    union all
    select submission_id, sheet, second_field as field, first_field as other_field, voters, crossed from figure_pair
  ) as either
  where crossed >= 2 and crossed * 3 >= voters * 2
  group by submission_id, sheet, field
),

column_off as (
  select
    *,
    case
      when comparable < 2 then null
      {% for power, name in [(3, '3'), (6, '6'), (1, '1'), (2, '2'), (-3, 'm3'), (-6, 'm6'), (-1, 'm1'), (-2, 'm2')] %}
      when off_{{ name }} >= 2 and off_{{ name }} * 2 > comparable then {{ power }}
      {% endfor %}
    end as off_by
  from compared
),

-- A sheet whose money columns are mostly off by the same power was written in another unit than it says.
sheet_off as (
  select submission_id, sheet, max(off_by) as off_by
  from column_off
  where is_money
  group by submission_id, sheet
  having count(off_by) >= 2 and min(off_by) = max(off_by) and count(off_by) * 2 > count(case when comparable >= 2 then 1 end)
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
  column_off.off_by,
  case when place.is_money then sheet_off.off_by end as sheet_off_by,
  power(10, abs(column_off.off_by)) as times,
  swapped.other_field,
  column_off.written,
  column_off.largest,
  case when sheet_off.off_by is null or not place.is_money then column_off.off_by end as column_off_by,
  -- Less than one chance in a hundred that among all columns of the year one agrees so by accident; a one in every row is what small units have.
  case
    when column_off.written >= 3 and column_off.different = 1 and column_off.largest > 1
      and power(coincidence.probability, column_off.written - 1)
      * count(case when column_off.written >= 3 then 1 end) over (partition by place.reference_year) < 0.01
      then column_off.largest
  end as of_one_value,
  place.reference_year - 1 as last_year,
  sheet_copy.compared_units,
  sheet_copy.last_year_units as of_last_year,
  sheet_copy.same_as_field,
  sheet_copy.same_units,
  sheet_copy.both_units,
  sheet_blank.blank_units as left_blank
from place
inner join column_off
  on {{ same_sheet('place', 'column_off') }}
  and place.field = column_off.field
left join sheet_off
  on {{ same_sheet('place', 'sheet_off') }}
left join swapped
  on {{ same_sheet('place', 'swapped') }}
  and place.field = swapped.field
left join coincidence on place.reference_year = coincidence.reference_year and place.field = coincidence.field
left join {{ ref('chk_sheet_copy') }} as sheet_copy
  on {{ same_sheet('place', 'sheet_copy') }}
  and place.field = sheet_copy.field
left join {{ ref('chk_sheet_blank') }} as sheet_blank
  on {{ same_sheet('place', 'sheet_blank') }}
  and place.field = sheet_blank.field
