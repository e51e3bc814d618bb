-- One row per unit and reference year: was it an Alliance member on the cut-off day, by the newest list (contract, section 4, T8).
with alliance_member as (
  select * from {{ ref('stg_alliance_member') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

newest_list as (
  select max(reference_year) as reference_year from alliance_member
),

final as (
  select
    alliance_member.unit_key,
    reference_year.reference_year,
    max(
      case
        when alliance_member.joined_on <= reference_year.cutoff_day
          and coalesce(alliance_member.left_on > reference_year.cutoff_day, true) then 1
        else 0
      end
    ) = 1 as is_alliance_member
  from alliance_member
  inner join newest_list on alliance_member.reference_year = newest_list.reference_year
  cross join reference_year
  group by alliance_member.unit_key, reference_year.reference_year
)

select * from final
