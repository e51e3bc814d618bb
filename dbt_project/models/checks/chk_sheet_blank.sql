-- One row per figure of a biểu 2 that counts whose column is there and left empty by every unit that operates, though others fill it.
with figure_ratio as (
  select * from {{ ref('chk_figure_ratio') }}
  where is_operating
),

counted as (
  select submission_id, sheet, reference_year, field, count(*) as units, count(value) as filled
  from figure_ratio
  group by submission_id, sheet, reference_year, field
),

-- The middle sheet's share, every sheet one vote, and never nearer to 1 than so many units can show.
usual as (
  select
    reference_year, field,
    least(median(cast(filled as double) / units), 1 - 1.0 / (sum(units) + 2)) as share,
    sum(count(*)) over (partition by reference_year) as columns
  from counted
  group by reference_year, field
),

said as (
  select distinct submission_id, sheet, field from {{ ref('chk_cell_reported') }}
)

-- How likely it is that among all columns of the year one is empty because its units happened to have nothing to give.
select
  counted.submission_id,
  counted.sheet,
  counted.field,
  counted.units as blank_units,
  power(1 - usual.share, counted.units) * usual.columns as chance
from counted
inner join usual on counted.reference_year = usual.reference_year and counted.field = usual.field
inner join {{ source('landing', 'sheet_column') }} as sheet_column
  on {{ same_sheet('counted', 'sheet_column') }}
  and counted.field = sheet_column.field
  and sheet_column.table_name = 'unit_report'
left join said
  on {{ same_sheet('counted', 'said') }}
  and counted.field = said.field
where counted.filled = 0 and said.field is null
