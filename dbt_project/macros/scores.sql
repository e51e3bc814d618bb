{# How many of these columns of a row are filled. #}
{% macro filled(columns, prefix='') -%}
  {%- for column in columns %}case when {{ prefix }}{{ column }} is not null then 1 else 0 end{{ ' + ' if not loop.last }}{% endfor -%}
{%- endmacro %}
{# The letter of a score, by the bands of both circulars (the suite of biểu 5 holds them). #}
{% macro rating_of_score(score) -%}
  case
    when {{ score }} >= {{ tolerance('rating_against_score', 'min_value') }} then 'Tốt'
    when {{ score }} >= {{ tolerance('rating_against_score', 'min_value', 'fair') }} then 'Khá'
    when {{ score }} >= {{ tolerance('rating_against_score', 'min_value', 'average') }} then 'Trung bình'
    when {{ score }} is not null then 'Yếu'
  end
{%- endmacro %}
