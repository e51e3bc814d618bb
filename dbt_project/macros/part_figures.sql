{# Figures of biểu 2 of which one is a part of the other. #}
{% macro part_figures() -%}
  {{ return([('new_members', 'members'), ('managers_trained', 'managers'), ('revenue_from_members_vnd', 'revenue_vnd'),
             ('profit_vnd', 'revenue_vnd')]) }}
{%- endmacro %}
