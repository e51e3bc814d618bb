-- One row per unit and reference year: the rating that counts, biểu 5 for the HTX it lists, biểu 2 for the others (contract, T4).
-- Listed in biểu 5 without a rating is not rated yet: biểu 2 does not answer for it.
with rating_report as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by case when rating is null then 1 else 0 end, row, sheet) as occurrence
  from {{ ref('stg_rating_report') }}
),

unit_report as (
  select * from {{ ref('int_unit_report') }}
),

final as (
  select
    coalesce(rating_report.unit_key, unit_report.unit_key) as unit_key,
    coalesce(rating_report.reference_year, unit_report.reference_year) as reference_year,
    case when rating_report.unit_key is not null then rating_report.rating else unit_report.rating end as rating,
    case
      when rating_report.unit_key is not null then 'rating_report'
      when unit_report.rating is not null then 'unit_report'
    end as rating_source,
    rating_report.score
  from (select * from rating_report where occurrence = 1) as rating_report
  full outer join unit_report
    on rating_report.unit_key = unit_report.unit_key
    and rating_report.reference_year = unit_report.reference_year
)

select * from final
