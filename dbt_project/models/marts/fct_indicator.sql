-- One row per reference year, indicator and area: the figure, its past, its target and the verdict (contract, section 4).
with indicator_value as (
  select * from {{ ref('int_indicator_value') }}
),

area as (
  select * from {{ ref('int_area') }}
),

indicator as (
  select * from {{ ref('int_indicator') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

reported_total as (
  select * from {{ ref('int_reported_total') }}
),

matched_growth as (
  select * from {{ ref('int_matched_growth') }}
),

figure_status as (
  select * from {{ ref('int_figure_status') }}
),

target as (
  select * from {{ ref('target') }}
),

break_note as (
  select * from {{ ref('int_break_note') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

-- Every area has every indicator, also those that only the senders' totals know.
grid as (
  select
    area.reference_year,
    indicator.indicator,
    indicator.verdict_test,
    indicator.may_be_negative,
    indicator.is_share_of_units,
    area.area_code,
    area.area_level,
    area.has_all_reports
  from area
  cross join indicator
),

joined as (
  select
    grid.reference_year,
    grid.indicator,
    grid.verdict_test,
    grid.may_be_negative,
    grid.is_share_of_units,
    grid.area_code,
    grid.area_level,
    grid.has_all_reports,
    reference_year.has_registry,
    now.value,
    now.numerator as exact_numerator,
    now.denominator as exact_denominator,
    now.is_fraction,
    now.scale,
    now.units_expected,
    now.units_reported,
    previous.value as previous_value,
    base.value as base_value,
    base.numerator as base_numerator,
    base.denominator as base_denominator,
    base.units_expected as base_units_expected,
    base.units_reported as base_units_reported,
    target.threshold as target,
    target.measure
  from grid
  inner join reference_year on grid.reference_year = reference_year.reference_year
  left join indicator_value as now
    on grid.reference_year = now.reference_year and grid.indicator = now.indicator and grid.area_code = now.area_code
  left join indicator_value as previous
    on grid.reference_year - 1 = previous.reference_year and grid.indicator = previous.indicator and grid.area_code = previous.area_code
  left join target
    on grid.reference_year = target.reference_year and grid.indicator = target.indicator and grid.area_level = 'province'
  left join indicator_value as base
    on target.base_year = base.reference_year and grid.indicator = base.indicator and grid.area_code = base.area_code
),

judged as (
  select
    joined.*,
    {{ reaches('exact_numerator', 'exact_denominator', 'target', 'scale') }} as value_reaches,
    -- What the share would be if every unit whose rating was not reported were effective.
    {{ reaches('(exact_numerator + units_expected - units_reported)', 'exact_denominator', 'target', 'scale') }} as high_share_reaches,
    {{ has_grown('exact_numerator', 'exact_denominator', 'base_numerator', 'base_denominator', 'target') }} as growth_reaches,
    coalesce(
      {{ reaches('units_reported', 'units_expected', 'run.coverage_threshold') }}
      and (measure = 'value' or {{ reaches('base_units_reported', 'base_units_expected', 'run.coverage_threshold') }}), false
    ) as is_covered
  from joined
  cross join run
),

final as (
  select
    cast(judged.reference_year as integer) as reference_year,
    judged.indicator,
    judged.area_code,
    judged.value,
    judged.previous_value,
    (judged.value / nullif(judged.previous_value, 0) - 1) * 100 as growth_pct,
    matched_growth.matched_growth_pct,
    cast(matched_growth.matched_units as bigint) as matched_units,
    case when judged.is_fraction then cast(judged.exact_numerator as double) end as numerator,
    case when judged.is_fraction then cast(judged.exact_denominator as double) end as denominator,
    reported_total.reported_value,
    judged.target,
    judged.base_value,
    case when judged.base_value is not null then (judged.value / nullif(judged.base_value, 0) - 1) * 100 end as base_growth_pct,
    case
      when judged.target is null then null
      when judged.value is null then 'undetermined'
      when judged.verdict_test = 'lower_bound' then
        case when judged.value_reaches then 'met' when judged.has_all_reports then 'not_met' else 'undetermined' end
      when judged.verdict_test = 'share_bounds' then
        case when judged.value_reaches then 'met' when not judged.high_share_reaches then 'not_met' else 'undetermined' end
      when judged.measure = 'growth' and judged.base_value is null then 'undetermined'
      when judged.verdict_test = 'coverage' and not judged.is_covered then 'undetermined'
      when judged.measure = 'growth' then case when judged.growth_reaches then 'met' else 'not_met' end
      else case when judged.value_reaches then 'met' else 'not_met' end
    end as verdict,
    coalesce(figure_status.figure_status, 'final') as figure_status,
    judged.units_expected,
    judged.units_reported,
    break_note.break_note,
    judged.may_be_negative,
    judged.is_share_of_units
  from judged
  left join figure_status
    on judged.reference_year = figure_status.reference_year
    and judged.area_code = figure_status.area_code
  left join reported_total
    on judged.reference_year = reported_total.reference_year
    and judged.indicator = reported_total.indicator
    and judged.area_code = reported_total.area_code
  left join matched_growth
    on judged.reference_year = matched_growth.reference_year
    and judged.indicator = matched_growth.indicator
    and judged.area_code = matched_growth.area_code
  left join break_note
    on judged.reference_year = break_note.reference_year
    and judged.indicator = break_note.indicator
)

select * from final
