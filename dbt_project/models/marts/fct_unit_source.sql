-- One row per row of a list of units in a document that counts: what was written, which unit it is, by what and how surely; and where it is
-- none, or perhaps another, which and why. Which of these rows a figure rests on: fct_figure_source.
with stacked as (
  {% for source in ['registry_unit', 'unit_report', 'alliance_member', 'rating_report'] %}
  select
    '{{ source }}' as source,
    submission_id,
    sender,
    reference_year,
    path,
    sheet,
    row,
    name,
    registration_code,
    {% if source == 'rating_report' %}cast(null as varchar) as unit_type{% else %}unit_type{% endif %},
    linked_area_code,
    unit_key,
    is_one_of_homonyms,
    link_method,
    link_probability
  from {{ ref('stg_' ~ source) }}
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

doubted as (
  select
    review.reference_year,
    review.path,
    review.sheet,
    review.row,
    max(case when review.reason = 'not_linked' then 1 else 0 end) = 1 as is_linked_to_none,
    {{ joined_text('review.right_key', '; ', 'review.reason') }} as candidate_unit_key,
    {{ joined_text('review.right_name', '; ', 'review.reason') }} as candidate_name,
    {{ joined_text('review.reason_vi', '; ', 'review.reason') }} as doubt
  from {{ source('identity', 'review') }} as review
  group by review.reference_year, review.path, review.sheet, review.row
),

final as (
  select
    cast(stacked.reference_year as integer) as reference_year,
    stacked.source,
    stacked.sender,
    stacked.submission_id,
    stacked.path,
    stacked.sheet,
    cast(stacked.row as integer) as row,
    stacked.name as name_as_written,
    {{ unit_code('stacked.registration_code') }} as code_as_written,
    stacked.unit_type,
    stacked.linked_area_code as area_code,
    case when not coalesce(doubted.is_linked_to_none, false) then stacked.unit_key end as unit_key,
    stacked.link_method as linked_by,
    stacked.link_probability as probability,
    stacked.is_one_of_homonyms,
    doubted.candidate_unit_key,
    doubted.candidate_name,
    doubted.doubt
  from stacked
  left join doubted
    on stacked.reference_year = doubted.reference_year
    and {{ same_place('stacked', 'doubted') }}
)

{{ with_names('final', ['area_code', 'sender']) }}
