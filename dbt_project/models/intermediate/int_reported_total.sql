-- One row per reference year, item and area: what biểu 1 says, in đồng where it is money. The province is the sum of what the districts wrote, for counts, where all their sheets are there.
with total_item as (
  select
    total_item.*,
    agency.area_code,
    row_number() over (partition by total_item.submission_id, total_item.item order by total_item.row, total_item.sheet) as occurrence
  from {{ ref('stg_total_item') }} as total_item
  inner join {{ ref('agency') }} as agency on total_item.sender = agency.sender
),

indicator as (
  select * from {{ ref('indicator') }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

district as (
  select area_code, reference_year, item, sum(value) as reported_value
  from total_item
  where occurrence = 1
  group by area_code, reference_year, item
),

owed as (
  select reference_year, count(*) as districts from {{ ref('int_district_report') }} group by reference_year
),

province as (
  select
    run.province_code as area_code,
    district.reference_year,
    district.item,
    -- A district that left the item blank reports nothing of it; one whose biểu 1 is missing leaves the province without a sum.
    case when count(*) = max(owed.districts) then sum(district.reported_value) end as reported_value
  from district
  cross join run
  inner join indicator on district.item = indicator.indicator and indicator.kind in ('count', 'sum', 'reported')
  inner join owed on district.reference_year = owed.reference_year
  group by run.province_code, district.reference_year, district.item
)

select area_code, reference_year, item as indicator, reported_value from district
union all
select area_code, reference_year, item as indicator, reported_value from province
