-- One row per item of biểu 1: what its indicator is made of, and how the items hang together.
with item as (
  select
    *,
    case when kind = 'count' and flag is null then scope end as counted_scope
  from {{ ref('int_indicator') }}
  where listed_in = 'form'
)

select
  indicator as item,
  indicator_name,
  units,
  scope,
  flag,
  figure,
  weight,
  per,
  kind,
  counted_scope,
  part_of,
  split_of,
  may_be_negative,
  count(split_of) over (partition by split_of) as split_parts,
  sort_order,
  -- Averages are rounded, all others are exact.
  kind = 'mean' as is_average,
  -- What the registry alone can tell, also of a sender without biểu 2.
  rests_on_registry and not rests_on_report as is_of_registry,
  -- Items that a sender takes from one list: how many HTX, the HTX's figures, tổ hợp tác, liên hiệp HTX.
  case when units = 'htx' and kind <> 'count' then 'figures' else units end as item_group,
  -- The events that explain how the number of HTX has changed.
  {% for event in ['new', 'dissolved'] %}
  case
    when units = 'htx' and counted_scope = 'existing'
      then max(case when counted_scope = '{{ event }}' then indicator end) over (partition by units)
  end as {{ event }}_item{{ ',' if not loop.last }}
  {% endfor %}
from item
