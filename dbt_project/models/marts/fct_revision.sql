-- One row per reference year, indicator, area and pair of releases: what was said first, what later, and what brought the change.
with revision as (
  select * from {{ source('landing', 'revision') }}
),

-- ESS quality indicator A6, over the years of which both the first and the last release know the figure.
measure as (
  select
    indicator,
    area_code,
    count(*) as years_compared,
    avg(difference) as mean_revision,
    avg(abs(difference)) as mean_absolute_revision,
    sum(abs(difference)) / nullif(sum(abs(later_value)), 0) as relative_mean_absolute_revision
  from revision
  where is_first_to_last and difference is not null
  group by indicator, area_code
),

final as (
  select
    cast(revision.reference_year as integer) as reference_year,
    revision.indicator,
    revision.area_code,
    cast(revision.earlier_release as integer) as earlier_release,
    cast(revision.later_release as integer) as later_release,
    revision.is_first_to_last,
    revision.earlier_value,
    revision.later_value,
    revision.difference,
    revision.is_changed,
    revision.documents,
    cast(measure.years_compared as bigint) as years_compared,
    measure.mean_revision,
    measure.mean_absolute_revision,
    measure.relative_mean_absolute_revision
  from revision
  left join measure
    on revision.indicator = measure.indicator and revision.area_code = measure.area_code
)

{{ with_names('final', ['area_code', 'indicator']) }}
