{# What dbt says of a seed, without the file that it would write of it below its target folder, by the seed's path as seen from the project: of a
   province beside the project that leads out of the target, and where the two folders lie as deep as one another onto the seed itself. #}
{% macro noop_statement(name=None, message=None, code=None, rows_affected=None, res=None) -%}
  {%- do caller() -%}
  {%- do store_raw_result(name, message=message, code=code, rows_affected=rows_affected, agate_table=res) -%}
{%- endmacro %}
