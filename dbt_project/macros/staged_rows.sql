{# The rows of a landing table whose submission counts, and for a list of units the unit that each row is. #}
{% macro staged_rows(table_name, is_linked=false) -%}
with source_row as (
  select * from {{ source('landing', table_name) }}
),

submission as (
  select submission_id from {{ source('landing', 'submission') }} where is_current
){% if is_linked %},

unit_link as (
  select * from {{ source('identity', 'unit_link') }} where table_name = '{{ table_name }}'
){% endif %}

select
  source_row.submission_id,
  source_row.sender,
  source_row.reference_year,
  source_row.path,
  source_row.sheet,
  source_row.row,
  {%- for column in landing_columns(table_name) %}
  source_row.{{ column }}{{ ',' if is_linked or not loop.last }}
  {%- endfor %}
  {%- if is_linked %}
  coalesce(unit_link.counts_as, unit_link.unit_key) as unit_key,
  unit_link.counts_as is not null as is_one_of_homonyms,
  unit_link.area_code as linked_area_code,
  unit_link.commune_code as linked_commune_code,
  unit_link.method as link_method,
  unit_link.probability as link_probability
  {%- endif %}
from source_row
inner join submission on source_row.submission_id = submission.submission_id
{%- if is_linked %}
inner join unit_link
  on {{ same_row('source_row', 'unit_link') }}
{%- endif %}
{%- endmacro %}
