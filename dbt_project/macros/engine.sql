{# All that is not standard SQL, behind a name: a second engine overrides these and nothing else. #}

{# An instant as the calendar day of a time zone. #}
{% macro local_day(instant, time_zone) -%}
  {%- if target is defined and target.type == 'spark' -%}
    cast(from_utc_timestamp({{ instant }}, {{ time_zone }}) as date)
  {%- else -%}
    cast(timezone({{ time_zone }}, {{ instant }}) as date)
  {%- endif -%}
{%- endmacro %}

{# Whole numbers wide enough for the product of two sums of a country: verdicts are decided on these, not on floats. #}
{% macro exact(expression) -%}
  {%- if target is defined and target.type == 'spark' -%}
    cast({{ expression }} as decimal(38, 0))
  {%- else -%}
    cast({{ expression }} as hugeint)
  {%- endif -%}
{%- endmacro %}

{# Days from one date to another. #}
{% macro days_between(first, last) -%}
  {%- if target is defined and target.type == 'spark' -%}
    datediff({{ last }}, {{ first }})
  {%- else -%}
    date_diff('day', {{ first }}, {{ last }})
  {%- endif -%}
{%- endmacro %}

{# Whole months from one date to another: a month counts when its day has come round. #}
{% macro full_months(first, last) -%}
  {%- if target is defined and target.type == 'spark' -%}
    cast(floor(months_between({{ last }}, {{ first }})) as int)
  {%- else -%}
    date_sub('month', {{ first }}, {{ last }})
  {%- endif -%}
{%- endmacro %}

{# The least whole number not below a / b, for whole a of at least 0 and b above 0. #}
{% macro ceil_div(numerator, denominator) -%}
  {%- if target is defined and target.type == 'spark' -%}
    (({{ numerator }} + {{ denominator }} - 1) div ({{ denominator }}))
  {%- else -%}
    (({{ numerator }} + {{ denominator }} - 1) // ({{ denominator }}))
  {%- endif -%}
{%- endmacro %}

{# The texts of a group as one, in order. #}
{% macro joined_text(text, separator, order) -%}
  {%- if target is defined and target.type == 'spark' -%}
    listagg({{ text }}, '{{ separator }}') within group (order by {{ order }})
  {%- else -%}
    string_agg({{ text }}, '{{ separator }}' order by {{ order }})
  {%- endif -%}
{%- endmacro %}

{# A unit's code as written; null where it is a person's number (12 digits, 11 where a number cell has lost the zero), which leaves no office. #}
{% macro unit_code(code) -%}
  case when not {% if target is defined and target.type == 'spark' %}rlike({% else %}regexp_matches({% endif %}{{ code }}, '^[^0-9]*([0-9][^0-9]*){11,12}$') then {{ code }} end
{%- endmacro %}

{# A text as one types it without marks or case, d for đ. #}
{% macro search_key(text) -%}
  {%- set plain = "lower(translate(" ~ text ~ ", 'ĐđÐƉ', 'ddDD'))" -%}
  {%- if target is defined and target.type == 'spark' -%}
    regexp_replace(normalize({{ plain }}, 'NFD'), '[\\u0300-\\u036f]', '')
  {%- else -%}
    strip_accents(nfc_normalize({{ plain }}))
  {%- endif -%}
{%- endmacro %}
