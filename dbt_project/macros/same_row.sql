{# Two tables speak of one sheet of a submission, or of one row of it; a CSV's only sheet has no name. #}
{% macro same_sheet(one, other) -%}
  {{ one }}.submission_id = {{ other }}.submission_id
  and coalesce({{ one }}.sheet, '') = coalesce({{ other }}.sheet, '')
{%- endmacro %}

{% macro same_row(one, other) -%}
  {{ same_sheet(one, other) }}
  and {{ one }}.row = {{ other }}.row
{%- endmacro %}

{# One item of biểu 1: two may stand side by side in a row. #}
{% macro same_item(one, other) -%}
  {{ same_row(one, other) }}
  and {{ one }}.item = {{ other }}.item
{%- endmacro %}

{# One figure of a sheet, and one cell of it. #}
{% macro same_column(one, other) -%}
  {{ same_sheet(one, other) }}
  and {{ one }}.field = {{ other }}.field
{%- endmacro %}

{% macro same_cell(one, other) -%}
  {{ same_row(one, other) }}
  and {{ one }}.field = {{ other }}.field
{%- endmacro %}

{# Two rows that speak of one row of a file, by the file's path. #}
{% macro same_place(one, other) -%}
  {{ one }}.path = {{ other }}.path
  and coalesce({{ one }}.sheet, '') = coalesce({{ other }}.sheet, '')
  and {{ one }}.row = {{ other }}.row
{%- endmacro %}
