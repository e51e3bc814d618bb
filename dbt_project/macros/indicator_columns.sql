{# The figure of biểu 2 that a column of the seed `indicator` names, of the unit in `unit`; null where it names none. #}
{% macro named_figure(column, unit) -%}
  case {{ column }}
    {%- for figure in unit_figures() %}
    when '{{ figure }}' then {{ exact(unit ~ '.' ~ figure) }}
    {%- endfor %}
  end
{%- endmacro %}

{# Names as a list for `in`. #}
{% macro any_of(names) -%}
  ({%- for name in names %}'{{ name }}'{{ ', ' if not loop.last }}{% endfor -%})
{%- endmacro %}

{# A place of a district's row: the district itself, or the province that it counts in as well. #}
{% macro counts_in(row, area) -%}
  {{ row }}.reference_year = {{ area }}.reference_year
  and ({{ area }}.area_level = 'province' or {{ row }}.area_code = {{ area }}.area_code)
{%- endmacro %}
