{# The figures of biểu 2, in the order of the form. One name, one meaning, everywhere. #}
{% macro unit_figures() -%}
  {{ return(['members', 'new_members', 'workers', 'managers', 'managers_trained', 'revenue_vnd', 'revenue_from_members_vnd',
             'profit_vnd', 'member_income_vnd', 'worker_income_vnd']) }}
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
