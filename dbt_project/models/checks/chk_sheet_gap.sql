-- One row per figure of a biểu 2 that counts whose column is there: how much of it operating units left blank, how much says 0 where a year ago
-- there were figures or the row says that there was something, and how likely it is that one of all columns of the year is so by chance.
with figure_ratio as (
  select figure_ratio.*, cell_reported.field is not null as is_said
  from {{ ref('chk_figure_ratio') }} as figure_ratio
  left join {{ ref('chk_cell_reported') }} as cell_reported
    on {{ same_cell('figure_ratio', 'cell_reported') }}
  where figure_ratio.is_operating
),

counted as (
  {% for kind, of, among in [('blank', 'value is null and not is_said', 'true'), ('zero', 'value = 0', 'value is not null and (is_awaited or last_value <> 0 and field not in ' ~ fields_of(flow_figures()) ~ ')')] %}
  select
    submission_id, sheet, reference_year, field, '{{ kind }}' as kind,
    count(*) as units,
    count(case when {{ of }} then 1 end) as such,
    count(case when {{ of }} then 1 end) / cast(count(*) as double) as share
  from figure_ratio
  where {{ among }}
  group by submission_id, sheet, reference_year, field
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

-- The middle sheet's share, every sheet one vote, and never less than what so many units can show.
usual as (
  select reference_year, field, kind, greatest(median(share), 1.0 / (sum(units) + 2)) as share, sum(count(*)) over (partition by reference_year, kind) as columns
  from counted
  group by reference_year, field, kind
),

weighed as (
  select counted.*, exp(-{{ surprise_of('counted.share', 'usual.share', 'counted.units') }}) * usual.columns as chance
  from counted
  inner join usual on counted.reference_year = usual.reference_year and counted.field = usual.field and counted.kind = usual.kind
)

select
  weighed.submission_id,
  weighed.sheet,
  weighed.field,
  {% for kind in ['blank', 'zero'] %}
  max(case when kind = '{{ kind }}' then units end) as {{ kind }}_among,
  max(case when kind = '{{ kind }}' then such end) as {{ kind }}_units,
  max(case when kind = '{{ kind }}' then weighed.share end) as {{ kind }}_share,
  max(case when kind = '{{ kind }}' then chance end) as {{ kind }}_chance{{ ',' if not loop.last }}
  {% endfor %}
from weighed
inner join {{ source('landing', 'sheet_column') }} as sheet_column
  on {{ same_column('weighed', 'sheet_column') }}
  and sheet_column.table_name = 'unit_report'
group by weighed.submission_id, weighed.sheet, weighed.field
