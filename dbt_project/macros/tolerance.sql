{# A bound that a suite in expectations/ sets for a rule: what its verdict steers in a model reads the number where it is written. #}
{% macro tolerance(rule, bound, part='') -%}
  (select number from {{ source('landing', 'tolerance') }} where rule = '{{ rule }}' and part = '{{ part }}' and bound = '{{ bound }}')
{%- endmacro %}

{# The same for a day. #}
{% macro tolerance_day(rule, bound) -%}
  (select day from {{ source('landing', 'tolerance') }} where rule = '{{ rule }}' and bound = '{{ bound }}')
{%- endmacro %}
