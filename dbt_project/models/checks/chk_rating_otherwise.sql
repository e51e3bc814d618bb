-- One row per rating of a unit too young to have one, in the shape of int_unit_year: not rated. Where biểu 2 too rates
-- a HTX of biểu 5 as effective, it speaks for it.
with doubt as (
  select 'unit_rated_too_young' as rule, unit_key, reference_year, 'unit_report' as rating_source
  from {{ ref('chk_unit_report') }}
  where age_months < {{ tolerance('unit_rated_too_young', 'min_value') }}
  union
  select 'htx_rated_too_young', rating_report.unit_key, rating_report.reference_year, 'rating_report'
  from {{ ref('chk_rating_report') }} as rating_report
  left join {{ ref('int_unit_report') }} as unit_report
    on rating_report.unit_key = unit_report.unit_key
    and rating_report.reference_year = unit_report.reference_year
    and unit_report.rating in (select rating from {{ source('landing', 'effective_rating') }})
  where unit_report.unit_key is null and rating_report.age_months < {{ tolerance('htx_rated_too_young', 'min_value') }}
)

select doubt.rule, unit_year.* replace (false as is_effective)
from doubt
inner join {{ ref('int_unit_year') }} as unit_year
  on doubt.unit_key = unit_year.unit_key
  and doubt.reference_year = unit_year.reference_year
  and doubt.rating_source = unit_year.rating_source
where unit_year.is_effective
