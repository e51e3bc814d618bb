-- One row per biểu 2 row with a figure that a rule names as off by a power of ten, negative or swapped: each figure as it was likely meant.
{% set figures = unit_figures() %}
with unit_figure as (
  select * from {{ ref('chk_unit_figure') }}
),

meant as (
  select
    unit_figure.submission_id,
    unit_figure.sheet,
    unit_figure.row,
    unit_figure.field,
    case
      when unit_figure.swapped_with is not null then other.value
      when unit_figure.off_by is not null then round(unit_figure.value / power(10, unit_figure.off_by))
      when unit_figure.value < 0 and unit_figure.field not in {{ fields_of(signed_figures()) }} then abs(unit_figure.value)
    end as likely_value
  from unit_figure
  left join unit_figure as other
    on {{ same_row('unit_figure', 'other') }}
    and unit_figure.swapped_with = other.field
  where unit_figure.is_named
)

select
  submission_id,
  sheet,
  row,
  {% for figure in figures %}
  max(case when field = '{{ figure | replace("_vnd", "") }}' then likely_value end) as {{ figure }}{{ ',' if not loop.last }}
  {% endfor %}
from meant
group by submission_id, sheet, row
