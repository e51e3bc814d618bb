{# Written by `make declarations` from pipeline/config/forms. A column is declared there, not here. #}

{# A form's columns in its landing table, in the form's order. #}
{% macro landing_columns(table_name) -%}
  {{ return({
    'alliance_member': ['name', 'unit_type', 'registration_code', 'district', 'joined_on', 'decision_no', 'left_on'],
    'rating_report': ['name', 'registration_code', 'district', 'score', 'rating'],
    'registry_unit': ['registration_code', 'certificate_no', 'unit_type', 'name', 'commune', 'district', 'commune_code', 'industry_code', 'charter_capital_vnd', 'registered_on', 'converted_on', 'status', 'status_on'],
    'task_report': ['task', 'content', 'state', 'result', 'quantity', 'unit_of_measure'],
    'total_item': ['item', 'label', 'unit_text', 'previous_value', 'value', 'value_step', 'previous_step', 'value_column', 'previous_column'],
    'training_class': ['class_name', 'organiser', 'start_on', 'end_on', 'content', 'managers_attending', 'women_attending'],
    'unit_report': ['name', 'unit_type', 'registration_code', 'commune', 'sector', 'founded_on', 'operating_state', 'members', 'new_members', 'workers', 'managers', 'managers_trained', 'revenue_vnd', 'revenue_from_members_vnd', 'profit_vnd', 'member_income_vnd', 'worker_income_vnd', 'rating', 'converted_from'],
  }[table_name]) }}
{%- endmacro %}

{# Column → type of what a form's mart carries of it under the form's own names. #}
{% macro mart_columns(table_name) -%}
  {{ return({
    'training_class': {'class_name': 'varchar', 'organiser': 'varchar', 'start_on': 'date', 'end_on': 'date', 'content': 'varchar', 'managers_attending': 'bigint', 'women_attending': 'bigint'},
    'unit_report': {'members': 'bigint', 'new_members': 'bigint', 'workers': 'bigint', 'managers': 'bigint', 'managers_trained': 'bigint', 'revenue_vnd': 'bigint', 'revenue_from_members_vnd': 'bigint', 'profit_vnd': 'bigint', 'member_income_vnd': 'bigint', 'worker_income_vnd': 'bigint', 'converted_from': 'varchar'},
  }[table_name]) }}
{%- endmacro %}

{# The columns that nobody may leave blank; of biểu 2 not even a unit that stands still. #}
{% macro always_owed(table_name) -%}
  {{ return({
    'alliance_member': ['name', 'unit_type', 'district', 'joined_on', 'decision_no'],
    'registry_unit': ['unit_type', 'name', 'commune', 'district', 'registered_on', 'status', 'status_on'],
    'unit_report': ['members', 'managers_trained', 'member_income_vnd'],
  }[table_name]) }}
{%- endmacro %}

{# Columns that not every year asks for: the first year and the last. #}
{% macro years_asked(table_name) -%}
  {{ return({
    'alliance_member': {},
    'rating_report': {},
    'registry_unit': {},
    'task_report': {},
    'total_item': {},
    'training_class': {},
    'unit_report': {},
  }[table_name]) }}
{%- endmacro %}

{# The figures of biểu 2, in the order of the form. One name, one meaning, everywhere. #}
{% macro unit_figures() -%}{{ return(['members', 'new_members', 'workers', 'managers', 'managers_trained', 'revenue_vnd', 'revenue_from_members_vnd', 'profit_vnd', 'member_income_vnd', 'worker_income_vnd']) }}{%- endmacro %}

{# Figures of biểu 2 of which one is no larger than the other. #}
{% macro part_figures() -%}{{ return([['new_members', 'members'], ['managers_trained', 'managers'], ['revenue_from_members_vnd', 'revenue_vnd'], ['profit_vnd', 'revenue_vnd']]) }}{%- endmacro %}

{# Figures of biểu 2 that count what happened in the year: last year's says nothing of them. #}
{% macro flow_figures() -%}{{ return(['new_members', 'managers_trained']) }}{%- endmacro %}

{# Figures of biểu 2 that may be negative. #}
{% macro signed_figures() -%}{{ return(['profit_vnd']) }}{%- endmacro %}

{# Under what tables by sector count the units that tell none. #}
{% macro sector_of(unit) -%}coalesce({{ unit }}.sector, 'Chưa báo cáo'){%- endmacro %}
