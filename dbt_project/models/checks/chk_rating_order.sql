-- One row per biểu 5 sheet that counts: do its scores, or its letters, stand beside their own units? Where rows in succession agree with how biểu 2
-- rates the unit beside them and not their own, they were shifted by a row.
with reported as (
  select unit_key, reference_year, max(rating) as rating
  from {{ ref('stg_unit_report') }}
  group by unit_key, reference_year
  having min(rating) = max(rating)
),

rated as (
  {% for field, rating in [('score', rating_of_score('rating_report.score')), ('rating', 'rating_report.rating')] %}
  select
    rating_report.submission_id, rating_report.sender, rating_report.reference_year, rating_report.path, rating_report.sheet, rating_report.row, '{{ field }}' as field,
    {{ rating }} as rating,
    reported.rating as own,
    {% for side, step in [('above', 'lag'), ('below', 'lead')] %}
    {{ step }}(reported.rating) over (partition by rating_report.submission_id, rating_report.sheet order by rating_report.row) as {{ side }}{{ ',' if not loop.last }}
    {% endfor %}
  from {{ ref('stg_rating_report') }} as rating_report
  left join reported on rating_report.unit_key = reported.unit_key and rating_report.reference_year = reported.reference_year
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

-- What one row says for its neighbour, from how often the two forms agree; never more than what so many rows can show.
agreed as (
  select
    *,
    ln(least(
      sum(case when rating = own then 1 else 0 end) over same_year / nullif(sum(case when rating <> own then 1 else 0 end) over same_year, 0),
      count(own) over same_year
    )) as odds
  from rated
  where rating is not null and own is not null
  window same_year as (partition by reference_year, field)
),

summed as (
  select
    *,
    {% for side in ['above', 'below'] %}
    sum(odds * (case when rating = {{ side }} then 1 else 0 end - case when rating = own then 1 else 0 end)) over so_far as {{ side }}_sum{{ ',' if not loop.last }}
    {% endfor %}
  from agreed
  where odds > 0
  window so_far as (partition by submission_id, sheet, field order by row)
),

-- The run of rows that ends here and speaks the most for its neighbours.
run as (
  {% for side in ['above', 'below'] %}
  select
    *,
    '{{ 'xuống' if side == 'above' else 'lên' }}' as way,
    {{ side }}_sum - least(0, coalesce(min({{ side }}_sum) over before, 0)) as likelier,
    case when min({{ side }}_sum) over before < 0 then arg_min(row, {{ side }}_sum) over before else min(row) over (partition by submission_id, sheet, field) - 1 end + 1 as first_row
  from summed
  window before as (partition by submission_id, sheet, field order by row rows between unbounded preceding and 1 preceding)
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

-- Scores before letters where either would convict.
ranked as (
  select
    *,
    row_number() over (
      partition by submission_id, sheet
      order by likelier > {{ tolerance('scores_shifted', 'max_value') }} desc, field desc, likelier desc, way desc, row
    ) as rank
  from run
)

select
  submission_id, sender, reference_year, path, sheet,
  cast(null as integer) as row,
  cast(null as varchar) as unit_key,
  field,
  way,
  first_row,
  row as last_row,
  likelier as shift_likelier
from ranked
where rank = 1
