{# Items of biểu 1 that a sender takes from one list: how many HTX, the HTX's figures, tổ hợp tác, liên hiệp HTX. #}
{% macro item_group(item) -%}
  case
    when {{ item }} like 'III%' then 'groups'
    when {{ item }} like 'II.%' then 'unions'
    when {{ item }} like 'I.1%' then 'units'
    else 'figures'
  end
{%- endmacro %}
