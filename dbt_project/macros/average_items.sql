{# The items of biểu 1 that are averages, for `in`: they are rounded, all others are exact. #}
{% macro average_items() -%}(select indicator from {{ ref('int_indicator') }} where kind = 'mean'){%- endmacro %}
