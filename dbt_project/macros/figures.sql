{# True in the years that ask for a column of a form. #}
{% macro is_asked(table_name, column, year='reference_year') -%}
  {%- set years = years_asked(table_name).get(column) -%}
  {{ year ~ ' between ' ~ years[0] ~ ' and ' ~ years[1] if years else 'true' }}
{%- endmacro %}

{# How many of these columns of a form a year asks for. #}
{% macro columns_asked(table_name, columns, year='reference_year') -%}
  {%- set limited = years_asked(table_name) -%}
  {{ columns | reject('in', limited) | list | length }}
  {%- for column in columns if column in limited %} + case when {{ is_asked(table_name, column, year) }} then 1 else 0 end{% endfor -%}
{%- endmacro %}

{# Figures by their names on the form, as a list for `in`. #}
{% macro fields_of(figures) -%}
  ({% for figure in figures or [''] %}'{{ figure | replace('_vnd', '') }}'{{ ', ' if not loop.last }}{% endfor %})
{%- endmacro %}

{# True where `numerator / denominator * scale >= threshold`, in whole numbers. A threshold keeps four decimals. #}
{% macro reaches(numerator, denominator, threshold, scale=1) -%}
  {{ exact(numerator) }} * {{ scale }} * 10000 >= {{ exact('round(' ~ threshold ~ ' * 10000)') }} * {{ exact(denominator) }}
{%- endmacro %}

{# True where the fraction now has grown by at least `threshold` % over the fraction before; from nothing, any unit is growth. #}
{% macro has_grown(numerator, denominator, base_numerator, base_denominator, threshold) -%}
  case
    when {{ base_numerator }} = 0 then {{ numerator }} > 0
    else {{ exact(numerator) }} * {{ exact(base_denominator) }} * 1000000
      >= {{ exact(base_numerator) }} * {{ exact(denominator) }} * (1000000 + {{ exact('round(' ~ threshold ~ ' * 10000)') }})
  end
{%- endmacro %}

{# Growth in percent; none over a base of zero or below it. #}
{% macro growth_pct(value, base) -%} case when {{ base }} > 0 then ({{ value }} / {{ base }} - 1) * 100 end {%- endmacro %}

{# A figure's name on the form, of a column that holds names of figures. #}
{% macro field_of(column) -%}replace({{ column }}, '_vnd', ''){%- endmacro %}

{# As which class biểu 1 counts a unit's figures; null of a liên hiệp. #}
{% macro counted_class(unit_type) -%}
  case when {{ unit_type }} = 'THT' then 'THT' when {{ unit_type }} in (select unit_type from {{ source('landing', 'htx_type') }}) then 'HTX' end
{%- endmacro %}

{# Whom a unit is compared with: tổ hợp tác with each other, all else with each other. #}
{% macro unit_class(unit_type) -%} case when {{ unit_type }} = 'THT' then 'THT' else 'HTX' end {%- endmacro %}
