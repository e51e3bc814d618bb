{# A median absolute deviation times this is the standard deviation of a normal group. #}
{% macro sigma_of_mad() -%} 1.4826 {%- endmacro %}

{# The distance that one in ten exceeds, and how many standard deviations of a normal group that is: years swing with tents rather than bells. #}
{% macro tenth(distance) -%} quantile_cont({{ distance }}, 0.9) {%- endmacro %}
{% macro sigmas_of_tenth() -%} 1.6449 {%- endmacro %}

{# A median's standard error is this times that of a mean. #}
{% macro median_error() -%} 1.2533 {%- endmacro %}

{# Decades that a figure may move without anybody wondering, however still its group stands. #}
{% macro least_spread() -%} {{ tolerance('figure_off_by_thousands', 'least_spread') }} {%- endmacro %}

{# Variance of a count's decimal logarithm, times the count: 1 / ln² 10. #}
{% macro count_noise() -%} 0.1886 {%- endmacro %}

{# Chernoff: a share of so many by chance, where another is usual, is no likelier than exp(-surprise). #}
{% macro surprise_of(share, usual, units) -%}
case
      when {{ share }} > {{ usual }}
        then {{ units }} * (
          {{ share }} * ln({{ share }} / {{ usual }}) + coalesce((1 - {{ share }}) * ln(nullif(1 - {{ share }}, 0) / (1 - {{ usual }})), 0)
        )
      else 0
    end
{%- endmacro %}
