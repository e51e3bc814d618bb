{# A median absolute deviation times this is the standard deviation of a normal group. #}
{% macro sigma_of_mad() -%} 1.4826 {%- endmacro %}

{# Decades that a figure may move without anybody wondering, however still its group stands. #}
{% macro least_spread() -%} {{ tolerance('figure_off_by_thousands', 'least_spread') }} {%- endmacro %}

{# Variance of a count's decimal logarithm, times the count: 1 / ln² 10. #}
{% macro count_noise() -%} 0.1886 {%- endmacro %}
