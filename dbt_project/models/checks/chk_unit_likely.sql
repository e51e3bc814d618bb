-- One row per biểu 2 row with a figure that a rule names as off by a power of ten, negative or swapped: each figure as it was likely meant.
{% set figures = unit_figures() %}
with meant as (
  select submission_id, sheet, row, field, expected as likely_value
  from {{ ref('chk_unit_figure') }}
  where is_named and (swapped_with is not null or off_by is not null or (value < 0 and field not in {{ fields_of(signed_figures()) }}))
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
