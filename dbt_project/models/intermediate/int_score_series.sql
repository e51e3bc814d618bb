-- CC2, one row per series and reference year: how many years up to it can be compared. A series is a sender's form, or a target of the province.
-- ESS QPI CC2: last less first reference period of the unbroken series, plus 1.
with reference_year as (
  select * from {{ ref('int_reference_year') }}
),

series_break as (
  select * from {{ ref('series_break') }}
),

calendar as (
  select * from {{ ref('reference_year') }}
),

owed as (
  select * from {{ ref('int_owed') }}
),

indicator_value as (
  select
    figure.*,
    indicator.rests_on_report
  from {{ ref('int_indicator_value') }} as figure
  inner join {{ ref('int_indicator') }} as indicator on figure.indicator = indicator.indicator
  where figure.area_level = 'province' and indicator.listed_in = 'plan'
),

-- A break lies between the year and the one before: of every series, or of the indicators that it names.
break as (
  select distinct reference_year.reference_year, series_break.indicators
  from reference_year
  inner join calendar as last_year on reference_year.reference_year = last_year.reference_year + 1
  inner join series_break
    on series_break.break_on > last_year.window_end
    and series_break.break_on <= reference_year.cutoff_day
),

point as (
  select reference_year, sender, form, cast(null as varchar) as item, is_read as is_known
  from owed
  union all
  select
    reference_year,
    cast(null as varchar) as sender,
    cast(null as varchar) as form,
    indicator as item,
    -- A sum that lacks a district is not comparable with one that has them all.
    value is not null and (has_all_reports or not rests_on_report) as is_known
  from indicator_value
),

known as (
  select
    point.*,
    coalesce(sender, '') || '/' || coalesce(form, '') || '/' || coalesce(item, '') as series
  from point
),

start as (
  select distinct this_year.series, this_year.reference_year
  from known as this_year
  left join known as last_year
    on this_year.series = last_year.series
    and this_year.reference_year = last_year.reference_year + 1
  left join break
    on this_year.reference_year = break.reference_year
    and (break.indicators = '*' or ' ' || break.indicators || ' ' like '% ' || this_year.item || ' %')
  where this_year.is_known and (break.reference_year is not null or not coalesce(last_year.is_known, false))
),

measured as (
  select
    known.reference_year,
    known.sender,
    known.form,
    known.item,
    case when known.is_known then known.reference_year - max(start.reference_year) + 1 else 0 end as years
  from known
  left join start
    on known.series = start.series
    and known.reference_year >= start.reference_year
  group by known.reference_year, known.sender, known.form, known.item, known.is_known
)

select
  reference_year,
  sender,
  form,
  item,
  cast(years as double) as years
from measured
