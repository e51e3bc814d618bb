-- One row per reference year and indicator whose comparison with the year before, or with its target's base year, crosses a break in the series.
with series_break as (
  select * from {{ ref('series_break') }}
),

reference_year as (
  select * from {{ ref('reference_year') }}
),

target as (
  select * from {{ ref('target') }}
),

compared as (
  select
    reference_year.reference_year,
    indicator.indicator,
    reference_year.cutoff_day,
    earlier.window_end as earlier_end
  from {{ ref('int_reference_year') }} as reference_year
  cross join {{ ref('indicator') }} as indicator
  left join target
    on reference_year.reference_year = target.reference_year
    and indicator.indicator = target.indicator
  inner join reference_year as earlier
    on earlier.reference_year = least(coalesce(target.base_year, reference_year.reference_year - 1), reference_year.reference_year - 1)
),

crossed as (
  select
    compared.reference_year,
    compared.indicator,
    series_break.break_on,
    series_break.reason
  from compared
  inner join series_break
    on series_break.break_on > compared.earlier_end
    and series_break.break_on <= compared.cutoff_day
    and (series_break.indicators = '*' or ' ' || series_break.indicators || ' ' like '% ' || compared.indicator || ' %')
)

select
  reference_year,
  indicator,
  {{ joined_text('reason', '; ', 'break_on, reason') }} as break_note
from crossed
group by reference_year, indicator
