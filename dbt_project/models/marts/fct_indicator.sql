-- One row per reference year, indicator and area: the figure, its past, its target and the verdict (contract, section 4).
with judged as (
  {{ verdicts_of(ref('int_indicator_compared')) | indent(2) }}
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

break_note as (
  select * from {{ ref('int_break_note') }}
),

final as (
  select
    cast(judged.reference_year as integer) as reference_year,
    judged.indicator,
    judged.area_code,
    judged.value,
    judged.previous_value,
    {{ growth_pct('judged.value', 'judged.previous_value') }} as growth_pct,
    matched_growth.matched_growth_pct,
    cast(matched_growth.matched_units as bigint) as matched_units,
    case when judged.is_fraction then cast(judged.exact_numerator as double) end as numerator,
    case when judged.is_fraction then cast(judged.exact_denominator as double) end as denominator,
    reported_total.reported_value,
    judged.target,
    judged.measure as target_measure,
    judged.document_no as target_document,
    {{ required_value('judged') }} as required_value,
    case
      when judged.target is null or judged.value is null then null
      when case judged.measure when 'growth' then judged.growth_reaches else judged.value_reaches end then 0
      else {{ required_value('judged') }} - judged.value
    end as shortfall,
    judged.base_value,
    {{ growth_pct('judged.value', 'judged.base_value') }} as base_growth_pct,
    judged.verdict,
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

{{ with_names('final', ['area_code', 'indicator']) }}
