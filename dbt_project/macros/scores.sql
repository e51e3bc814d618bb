{# The figures that a cooperative which does not operate still has to report: those of T5, T6 and T7. #}
{% macro idle_figures() -%}{{ return(['members', 'managers_trained', 'member_income_vnd']) }}{%- endmacro %}

{# The columns that nobody may leave blank in the two lists (contract, section 3). #}
{% macro list_fields(table_name) -%}
  {{ return({
    'registry_unit': ['unit_type', 'name', 'commune', 'district', 'registered_on', 'status', 'status_on'],
    'alliance_member': ['name', 'unit_type', 'district', 'joined_on', 'decision_no'],
  }[table_name]) }}
{%- endmacro %}

{# How many of these columns of a row are filled. #}
{% macro filled(columns, prefix='') -%}
  {%- for column in columns %}case when {{ prefix }}{{ column }} is not null then 1 else 0 end{{ ' + ' if not loop.last }}{% endfor -%}
{%- endmacro %}
