{# An item of biểu 1 as a column name: I.7a becomes i_7a. #}
{% macro item_column(item) -%}{{ return(item | lower | replace('.', '_')) }}{%- endmacro %}
