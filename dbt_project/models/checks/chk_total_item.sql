-- One row per biểu 1 row of a district's report that counts: what of it contradicts the units, the year before or the other items.
-- A column named after a fault is null where there is none.
{% set parts = [
  ('I.1a', 'I.1'), ('I.1b', 'I.1'), ('I.1d', 'I.1a'), ('I.2a', 'I.2'), ('I.8', 'I.7'),
  ('II.1b', 'II.1'), ('III.1a', 'III.1'), ('III.1b', 'III.1'),
] %}
{% set compared_items = ['I.1', 'I.1a', 'I.1b', 'I.1c', 'I.2', 'I.7', 'I.7a', 'I.7b', 'II.1', 'III.1'] %}
-- One row a sheet: the items that are compared with each other.
with across as (
  select
    submission_id,
    {% for item in compared_items %}
    max(case when item = '{{ item }}' and occurrence = 1 then value end) as {{ item_column(item) }},
    max(case when item = '{{ item }}' and occurrence = 1 then expected end) as {{ item_column(item) }}_expected,
    max(case when item = '{{ item }}' and differs_from_units is not null then 1 else 0 end) = 1 as {{ item_column(item) }}_is_doubtful,
    {% endfor %}
    max(case when item = 'I.1' and occurrence = 1 then previous_value end) as previous_total,
    max(case when item = 'I.1' and differs_from_last_year is not null then 1 else 0 end) = 1 as previous_total_is_doubtful
  from {{ ref('chk_total_distance') }}
  group by submission_id
),

-- Units of the sheet that another rule already names as missing, too many, or of another type.
named as (
  select submission_id, count(*) as units
  from (
    select submission_id from {{ ref('chk_absent_unit') }} where absent_from in ('district', 'district_new', 'last_year')
    union all
    select submission_id from {{ ref('chk_unit_report') }}
    where coalesce(not_in_registry, registered_after_extract, type_differs, of_another_district, in_two_districts) is not null
  ) as unit
  group by submission_id
),

-- Where the whole itself is in doubt, its part is held against what the whole should be.
related as (
  select
    compared.*,
    across.i_1,
    across.i_1b,
    across.i_1c,
    across.previous_total,
    case
      {% for part, whole in parts %}
      when compared.item = '{{ part }}' then '{{ whole }}'
      {% endfor %}
    end as whole_item,
    case
      {% for part, whole in parts %}
      when compared.item = '{{ part }}'
        then case when across.{{ item_column(whole) }}_is_doubtful then across.{{ item_column(whole) }}_expected else across.{{ item_column(whole) }} end
      {% endfor %}
    end as whole_value,
    across.i_7,
    case when compared.item in ('I.7a', 'I.7b') and not across.i_7_is_doubtful then across.i_7a + across.i_7b end as trained_staff,
    -- The larger part is the likelier slip.
    compared.item = case when across.i_7b > across.i_7a then 'I.7b' else 'I.7a' end as is_larger_part,
    case
      when compared.item = 'I.1'
        and not (
          across.i_1_is_doubtful or across.i_1b_is_doubtful or across.i_1c_is_doubtful or across.previous_total_is_doubtful
        )
        then across.i_1 - (across.previous_total + across.i_1b - across.i_1c)
    end as identity_gap,
    total_event.came_last_year + total_event.moved_this_year as most_gap,
    -total_event.went_last_year - total_event.moved_this_year as least_gap,
    coalesce(named.units, 0) as named_units
  from {{ ref('chk_total_distance') }} as compared
  inner join across on compared.submission_id = across.submission_id
  inner join {{ ref('chk_total_event') }} as total_event on compared.submission_id = total_event.submission_id
  left join named on compared.submission_id = named.submission_id
),

final as (
  select
    related.*,
    case when value > whole_value then value end as exceeds_whole,
    case when trained_staff > i_7 and is_larger_part then value end as more_than_managers
  from related
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  cast(null as varchar) as unit_key,
  item,
  coalesce(indicator_name, label) as indicator_name,
  value,
  previous_value,
  reference_year - 1 as last_year,
  expected,
  previous_expected,
  whole_item,
  whole_value,
  trained_staff,
  previous_total,
  i_1b as newly_founded,
  i_1c as dissolved,
  case when value < 0 and item <> 'I.5' then value end as negative_value,
  exceeds_whole,
  more_than_managers,
  i_7 as managers,
  case when exceeds_whole is null and not coalesce(value < 0 and item <> 'I.5', false) then differs_from_units end as differs_from_units,
  differs_from_last_year,
  case when identity_gap > most_gap + named_units or identity_gap < least_gap - named_units then identity_gap end as identity_broken,
  case when identity_gap <> 0 and named_units = 0 and identity_gap between least_gap and most_gap then identity_gap end as identity_timing
from final
