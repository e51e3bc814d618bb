-- One row per undetermined target of the province and area that it waits for: what the missing reports could still change.
-- The province's row says how much is needed for `met`, in whole numbers; a district's row how many figures are missing there.
-- lower_bound: how many in the missing districts together. share_bounds: of the unrated HTX, how many rated effective (enough also where some
-- turn out not to operate). coverage: the least sum over the HTX that have not reported; of a mean the least mean of those HTX, were
-- their weights as last known, or as the mean of those that report (members_assumed).
with figure as (
  select * from {{ ref('fct_indicator') }}
  where verdict = 'undetermined'
),

indicator as (
  select * from {{ ref('int_indicator') }}
  where verdict_test in ('lower_bound', 'share_bounds', 'coverage')
),

indicator_value as (
  select * from {{ ref('int_indicator_value') }}
  where area_level = 'province'
),

target as (
  select * from {{ ref('target') }}
),

missing_figure as (
  select * from {{ ref('int_missing_figure') }}
),

unit_year as (
  select * from {{ ref('int_unit_year') }}
  where in_existence
),

run as (
  select * from {{ source('landing', 'run') }}
),

missing_total as (
  select reference_year, indicator, sum(missing) as missing
  from missing_figure
  group by reference_year, indicator
),

-- Of a mean, the weights of everybody asked: as reported now, else as the year before.
weight as (
  select
    contribution.reference_year,
    contribution.indicator,
    contribution.is_reported,
    case when indicator.per = 'reporting' then 1 else {{ named_figure('indicator.weight', 'this_year') }} end as weight,
    {{ named_figure('indicator.weight', 'last_year') }} as last_weight
  from {{ ref('fct_contribution') }} as contribution
  inner join indicator on contribution.indicator = indicator.indicator
  inner join unit_year as this_year
    on contribution.unit_key = this_year.unit_key
    and contribution.reference_year = this_year.reference_year
  left join unit_year as last_year
    on contribution.unit_key = last_year.unit_key
    and contribution.reference_year = last_year.reference_year + 1
  where indicator.per is not null and contribution.is_reported is not null
),

mean_weight as (
  select reference_year, indicator, cast(round(cast(sum(weight) as double) / count(weight)) as bigint) as weight
  from weight
  where weight is not null
  group by reference_year, indicator
),

silent_weight as (
  select
    weight.reference_year,
    weight.indicator,
    cast(sum(coalesce(weight.weight, weight.last_weight, mean_weight.weight)) as bigint) as weight
  from weight
  inner join mean_weight
    on weight.reference_year = mean_weight.reference_year
    and weight.indicator = mean_weight.indicator
  where not weight.is_reported
  group by weight.reference_year, weight.indicator
),

open_target as (
  select
    figure.reference_year,
    figure.indicator,
    figure.area_code,
    indicator.verdict_test,
    indicator.per is not null as is_fraction,
    indicator.scale * 10000 as threshold_unit,
    coalesce(now.numerator, 0) as numerator,
    coalesce(now.denominator, case when indicator.per is not null then 0 else 1 end) as denominator,
    before.numerator as last_numerator,
    before.denominator as last_denominator,
    {{ exact('round(target.threshold * 10000)') }} as threshold,
    missing_total.missing,
    silent_weight.weight as silent_weight,
    -- Where too few reported the year before, this year's reports alone cannot decide.
    indicator.verdict_test <> 'coverage'
    or coalesce({{ reaches('before.units_reported', 'before.units_expected', 'run.coverage_threshold') }}, false) as can_be_met
  from figure
  cross join run
  inner join indicator on figure.indicator = indicator.indicator
  inner join target on figure.reference_year = target.reference_year and figure.indicator = target.indicator
  inner join missing_total
    on figure.reference_year = missing_total.reference_year
    and figure.indicator = missing_total.indicator
  left join indicator_value as now
    on figure.reference_year = now.reference_year and figure.indicator = now.indicator
  left join indicator_value as before
    on target.base_year = before.reference_year and figure.indicator = before.indicator
  left join silent_weight
    on figure.reference_year = silent_weight.reference_year
    and figure.indicator = silent_weight.indicator
    and silent_weight.weight > 0
),

needed as (
  select
    open_target.*,
    case
      when not can_be_met then null
      when verdict_test in ('lower_bound', 'share_bounds') then {{ ceil_div('threshold * denominator', 'threshold_unit') }} - numerator
      when last_denominator = 0 then null
      when last_numerator = 0 then 1 - numerator
      when not is_fraction then {{ ceil_div('last_numerator * (1000000 + threshold)', 1000000) }} - numerator
      when silent_weight is not null then
        {{ ceil_div('greatest(' ~ ceil_div('last_numerator * (1000000 + threshold) * (denominator + silent_weight)', '(last_denominator * 1000000)') ~ ' - numerator, 0)', 'silent_weight') }}
    end as needed
  from open_target
),

final as (
  select
    cast(reference_year as integer) as reference_year,
    indicator,
    area_code,
    cast(missing as bigint) as missing,
    can_be_met,
    -- Never below nothing: the reports have only to come.
    case when needed is not null then cast(greatest(needed, 0) as bigint) end as needed,
    silent_weight as members_assumed
  from needed
  union all
  select
    cast(missing_figure.reference_year as integer) as reference_year,
    missing_figure.indicator,
    missing_figure.area_code,
    cast(missing_figure.missing as bigint) as missing,
    needed.can_be_met,
    cast(null as bigint) as needed,
    cast(null as bigint) as members_assumed
  from missing_figure
  inner join needed
    on missing_figure.reference_year = needed.reference_year
    and missing_figure.indicator = needed.indicator
)

{{ with_names('final', ['area_code', 'indicator']) }}
