{# What may be said of a unit: the list that says it, and the column without which it is not known. #}
{% macro unit_flags() -%}
  {{ return({
    'is_active': {'list': 'report', 'reported_in': none},
    'is_effective': {'list': 'report', 'reported_in': 'rating'},
    'is_alliance_member': {'list': 'alliance', 'reported_in': none},
  }) }}
{%- endmacro %}
