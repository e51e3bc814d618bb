-- One row per doubt about a row of the Alliance's list and unit's year, in the shape of int_unit_year: a member or not, if last year's list
-- is right.
with alliance_member as (
  select * from {{ ref('chk_alliance_member') }}
),

doubt as (
  select 'joined_on_changed' as rule, unit_key, reference_year, last_joined_on as joined_on, left_on from alliance_member
  where joined_on_shift_days > {{ tolerance('joined_on_changed', 'max_value') }}
  union all
  select 'left_day_lost', unit_key, reference_year, joined_on, left_day_lost from alliance_member
  where left_day_lost is not null
  union all
  -- In the year whose list is the first to hold it.
  select 'member_listed_late', alliance_member.unit_key, alliance_member.reference_year, reference_year.window_start, alliance_member.left_on
  from alliance_member
  inner join {{ ref('int_reference_year') }} as reference_year on alliance_member.reference_year = reference_year.reference_year
  where alliance_member.days_listed_late > {{ tolerance('member_listed_late', 'max_value') }}
),

newest as (
  select *, row_number() over (partition by rule, unit_key order by reference_year desc, joined_on, left_on) as occurrence
  from doubt
)

select
  newest.rule,
  unit_year.* replace (
    coalesce(newest.joined_on <= reference_year.cutoff_day, false) and coalesce(newest.left_on > reference_year.cutoff_day, true) as is_alliance_member
  )
from newest
inner join {{ ref('int_unit_year') }} as unit_year on newest.unit_key = unit_year.unit_key
inner join {{ ref('int_reference_year') }} as reference_year on unit_year.reference_year = reference_year.reference_year
where newest.occurrence = 1
