-- One row per reference year, item and area: what biểu 1 says, in đồng where it is money. An area of several senders, and the province,
-- has the sum of counts, where all of them wrote one; a mean of means is no figure.
with total_item as (
  select
    total_item.*,
    sender_area.area_code,
    row_number() over (partition by total_item.submission_id, total_item.item order by total_item.row, total_item.sheet) as occurrence
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('int_sender_area') }} as sender_area on total_item.sender = sender_area.sender
),

summable as (
  select indicator from {{ ref('int_indicator') }}
  where kind in ('count', 'sum', 'reported')
),

run as (
  select * from {{ source('landing', 'run') }}
),

written as (
  select area_code, reference_year, item, sum(value) as value, count(value) as senders
  from total_item
  where occurrence = 1
  group by area_code, reference_year, item
),

owed as (
  select area_code, reference_year, senders from {{ ref('int_district_report') }}
),

district as (
  select
    written.area_code,
    written.reference_year,
    written.item,
    case when coalesce(owed.senders, 1) = 1 or (summable.indicator is not null and written.senders = owed.senders) then written.value end
      as reported_value
  from written
  left join owed on written.area_code = owed.area_code and written.reference_year = owed.reference_year
  left join summable on written.item = summable.indicator
),

province as (
  select
    run.province_code as area_code,
    district.reference_year,
    district.item,
    case when count(district.reported_value) = max(owed.districts) then sum(district.reported_value) end as reported_value
  from district
  cross join run
  inner join summable on district.item = summable.indicator
  inner join (select reference_year, count(*) as districts from owed group by reference_year) as owed
    on district.reference_year = owed.reference_year
  group by run.province_code, district.reference_year, district.item
)

select area_code, reference_year, item as indicator, reported_value from district
union all
select area_code, reference_year, item as indicator, reported_value from province
