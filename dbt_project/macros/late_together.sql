{# How many rows from two before to two after it are listed late: of a list that lacked its last rows a year ago, those stand together. #}
{% macro late_together(is_listed_late) -%}
count(case when {{ is_listed_late }} then 1 end) over (partition by submission_id, sheet order by row rows between 2 preceding and 2 following)
{%- endmacro %}
