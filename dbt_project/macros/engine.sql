{# All that is not standard SQL, behind a name: a second engine overrides these and nothing else. #}

{# An instant as the calendar day of a time zone. #}
{% macro local_day(instant, time_zone) -%}{{ return(adapter.dispatch('local_day')(instant, time_zone)) }}{%- endmacro %}
{% macro default__local_day(instant, time_zone) -%}cast(timezone({{ time_zone }}, {{ instant }}) as date){%- endmacro %}
{% macro spark__local_day(instant, time_zone) -%}cast(from_utc_timestamp({{ instant }}, {{ time_zone }}) as date){%- endmacro %}

{# Whole numbers wide enough for the product of two sums of a country: verdicts are decided on these, not on floats. #}
{% macro exact(expression) -%}{{ return(adapter.dispatch('exact')(expression)) }}{%- endmacro %}
{% macro default__exact(expression) -%}cast({{ expression }} as hugeint){%- endmacro %}
{% macro spark__exact(expression) -%}cast({{ expression }} as decimal(38, 0)){%- endmacro %}

{# Days from one date to another. #}
{% macro days_between(first, last) -%}{{ dbt.datediff(first, last, 'day') }}{%- endmacro %}

{# The least whole number not below a / b, for whole a of at least 0 and b above 0. #}
{% macro ceil_div(numerator, denominator) -%}{{ return(adapter.dispatch('ceil_div')(numerator, denominator)) }}{%- endmacro %}
{% macro default__ceil_div(numerator, denominator) -%}(({{ numerator }} + {{ denominator }} - 1) // ({{ denominator }})){%- endmacro %}
{% macro spark__ceil_div(numerator, denominator) -%}(({{ numerator }} + {{ denominator }} - 1) div ({{ denominator }})){%- endmacro %}
