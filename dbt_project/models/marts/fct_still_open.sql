-- One row per undetermined target (T3-T7) of the province and area that it waits for: what the missing reports could still change.
-- The province's row says how much is needed for `met`, in whole numbers; a district's row how many figures are missing there.
-- T3: new THT in the missing districts together. T4: of the unrated HTX, how many rated effective (enough also where some turn out not to operate).
-- T5, T6: the least sum over the HTX that have not reported. T7: the least mean income of those HTX, were their members as many as last known,
-- or as the mean of those that report (members_assumed).
with indicator as (
  select * from {{ ref('fct_indicator') }}
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
  where is_htx and in_existence
),

run as (
  select * from {{ source('landing', 'run') }}
),

missing_total as (
  select reference_year, indicator, sum(missing) as missing
  from missing_figure
  group by reference_year, indicator
),

mean_member as (
  select reference_year, cast(round(cast(sum(members) as double) / count(members)) as bigint) as members
  from unit_year
  where members is not null
  group by reference_year
),

-- Members of the HTX that T7 waits for: as they report them now, else as they did the year before, else the mean.
silent_member as (
  select
    this_year.reference_year,
    cast(sum(coalesce(this_year.members, last_year.members, mean_member.members)) as bigint) as members
  from unit_year as this_year
  inner join mean_member on this_year.reference_year = mean_member.reference_year
  left join unit_year as last_year
    on this_year.unit_key = last_year.unit_key
    and this_year.reference_year = last_year.reference_year + 1
  where this_year.member_income_vnd is null or this_year.members is null
  group by this_year.reference_year
),

open_target as (
  select
    indicator.reference_year,
    indicator.indicator,
    indicator.area_code,
    coalesce(now.numerator, 0) as numerator,
    coalesce(now.denominator, case when indicator.indicator = 'T7' then 0 else 1 end) as denominator,
    before.numerator as last_numerator,
    before.denominator as last_denominator,
    {{ exact('round(target.threshold * 10000)') }} as threshold,
    missing_total.missing,
    silent_member.members as silent_members,
    -- Where too few reported the year before, this year's reports alone cannot decide.
    indicator.indicator in ('T3', 'T4')
    or coalesce({{ reaches('before.units_reported', 'before.units_expected', 'run.coverage_threshold') }}, false) as can_be_met
  from indicator
  cross join run
  inner join target on indicator.reference_year = target.reference_year and indicator.indicator = target.indicator
  inner join missing_total
    on indicator.reference_year = missing_total.reference_year
    and indicator.indicator = missing_total.indicator
  left join indicator_value as now
    on indicator.reference_year = now.reference_year and indicator.indicator = now.indicator
  left join indicator_value as before
    on target.base_year = before.reference_year and indicator.indicator = before.indicator
  left join silent_member
    on indicator.reference_year = silent_member.reference_year
    and silent_member.members > 0
  where indicator.verdict = 'undetermined' and indicator.indicator in ('T3', 'T4', 'T5', 'T6', 'T7')
),

needed as (
  select
    open_target.*,
    case
      when not can_be_met then null
      when indicator = 'T3' then {{ ceil_div('threshold', 10000) }} - numerator
      when indicator = 'T4' then {{ ceil_div('threshold * denominator', 1000000) }} - numerator
      when last_numerator = 0 then 1 - numerator
      when indicator in ('T5', 'T6') then {{ ceil_div('last_numerator * (1000000 + threshold)', 1000000) }} - numerator
      when indicator = 'T7' and silent_members is not null then
        {{ ceil_div('greatest(' ~ ceil_div('last_numerator * (1000000 + threshold) * (denominator + silent_members)', '(last_denominator * 1000000)') ~ ' - numerator, 0)', 'silent_members') }}
    end as needed
  from open_target
)

select
  cast(reference_year as integer) as reference_year,
  indicator,
  area_code,
  cast(missing as bigint) as missing,
  can_be_met,
  -- Never below nothing: the reports have only to come.
  case when needed is not null then cast(greatest(needed, 0) as bigint) end as needed,
  case when indicator = 'T7' then silent_members end as members_assumed
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
