{# The items of biểu 1 that are averages, as a list for `in`: they are rounded, all others are exact. #}
{% macro average_items() -%}('I.4', 'I.5', 'I.6', 'I.6x'){%- endmacro %}
