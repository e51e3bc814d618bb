{# The sum of a figure over the units that count: 0 where a list has none of them, null where it has no list or none of them gave the figure. #}
{% macro sum_of_known(counts, figure) -%}
  case
    when count(case when {{ counts }} then 1 end) > 0 then sum(case when {{ counts }} then {{ figure }} end)
    when count(case when is_written then 1 end) > 0 then 0
  end
{%- endmacro %}
