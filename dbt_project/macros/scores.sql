{# How many of these columns of a row are filled. #}
{% macro filled(columns, prefix='') -%}
  {%- for column in columns %}case when {{ prefix }}{{ column }} is not null then 1 else 0 end{{ ' + ' if not loop.last }}{% endfor -%}
{%- endmacro %}
