-- CC1, one row per report with totals (biểu 1) and item that the registry counts too.
-- ESS QPI CC1: the difference of two mirror figures over their mean; over several pairs, sum over sum, so that differences do not cancel.
with owed as (
  select * from {{ ref('int_owed') }}
  where form = 'agency_report' and sheets like '% 1 %'
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
  where has_registry
),

sender_unit as (
  select * from {{ ref('int_sender_unit') }}
),

mirror as (
  select indicator as item from {{ ref('int_indicator') }}
  where listed_in = 'form' and kind = 'count' and rests_on_registry and not rests_on_report and not rests_on_alliance
),

total_item as (
  select
    *,
    row_number() over (partition by submission_id, item order by row, sheet) as occurrence
  from {{ ref('stg_total_item') }}
),

counted as (
  select
    owed.reference_year,
    owed.sender,
    owed.form,
    mirror.item,
    count(contribution.numerator) as registry_count
  from owed
  inner join reference_year on owed.reference_year = reference_year.reference_year
  cross join mirror
  left join sender_unit
    on owed.reference_year = sender_unit.reference_year
    and owed.sender = sender_unit.sender
  left join {{ ref('fct_contribution') }} as contribution
    on sender_unit.reference_year = contribution.reference_year
    and sender_unit.unit_key = contribution.unit_key
    and mirror.item = contribution.indicator
  group by owed.reference_year, owed.sender, owed.form, mirror.item
)

select
  counted.reference_year,
  counted.sender,
  counted.form,
  'CC1' as indicator,
  counted.item,
  cast(abs(counted.registry_count - total_item.value) as double) as numerator,
  cast((counted.registry_count + total_item.value) / 2 as double) as denominator
from counted
inner join total_item
  on counted.reference_year = total_item.reference_year
  and counted.sender = total_item.sender
  and counted.item = total_item.item
  and total_item.occurrence = 1
where total_item.value is not null
