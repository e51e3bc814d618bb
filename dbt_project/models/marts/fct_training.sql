-- One row per training class that a sender reported (biểu 3).
with final as (
  select
    sender,
    cast(reference_year as integer) as reference_year,
    {% for column, type in mart_columns('training_class').items() %}
    cast({{ column }} as {{ type }}) as {{ column }},
    {% endfor %}
    path,
    sheet,
    cast(row as integer) as row
  from {{ ref('stg_training_class') }}
)

{{ with_names('final', ['sender']) }}
