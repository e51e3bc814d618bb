-- One row per biểu 1 row of a district's report that counts: how far it is from the units, the year before and the other items.
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
    max(case when item = '{{ item }}' and unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }} then 1 else 0 end) > 0 as {{ item_column(item) }}_is_doubtful,
    {% endfor %}
    max(case when item = 'I.1' and occurrence = 1 then previous_value end) as previous_total,
    max(case when item = 'I.1' and previous_gap > {{ tolerance('previous_differs_from_last_report', 'max_value') }} then 1 else 0 end) > 0 as previous_total_is_doubtful
  from {{ ref('chk_total_distance') }}
  group by submission_id
),

-- Units of the sheet that another rule already names as missing, too many, or of another type.
named as (
  select submission_id, count(*) as units
  from (
    select submission_id from {{ ref('chk_absent_unit') }} where awaited_in in ('district', 'last_year') and times_listed = 0
    union all
    select submission_id from {{ ref('chk_unit_report') }}
    where registry_matches < {{ tolerance('unit_not_in_registry', 'min_value') }}
      or unit_type <> type_compared
      or own_area_code <> area_compared
      or senders_beside_home > {{ tolerance('unit_in_two_districts', 'max_value') }}
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
    -- The larger part is the likelier slip.
    case
      when compared.item = case when across.i_7b > across.i_7a then 'I.7b' else 'I.7a' end and not across.i_7_is_doubtful
        then across.i_7a + across.i_7b
    end as trained_staff,
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
  i_7 as managers,
  unit_gap,
  previous_gap,
  identity_gap,
  named_units,
  -- What events about a report, and units that other rules name, do not explain.
  greatest(identity_gap - most_gap - named_units, least_gap - named_units - identity_gap) as identity_excess
from related
