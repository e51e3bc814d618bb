{# What may be said of a unit, by a boolean or by a word: the list that says it, and the column without which it is not known. #}
{% macro unit_flags() -%}
  {{ return({
    'is_active': {'list': 'report'},
    'is_idle': {'list': 'report'},
    'is_effective': {'list': 'report', 'reported_in': 'rating'},
    'is_alliance_member': {'list': 'alliance'},
    'legal_status': {'list': 'registry', 'is_word': true},
    'rating': {'list': 'report', 'reported_in': 'rating', 'is_word': true},
  }) }}
{%- endmacro %}
