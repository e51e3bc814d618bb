-- One row per biểu 2 that counts, class of units and count of which biểu 1 states the sum: what is stated less what the rows give, once cells that are
-- off by a power of ten or below zero are read as they were likely meant. Null where biểu 1 states nothing.
{% set item_figures = [('I.2', 'HTX', 'members'), ('I.2a', 'HTX', 'new_members'), ('I.3', 'HTX', 'workers'), ('I.7', 'HTX', 'managers'),
                       ('I.8', 'HTX', 'managers_trained'), ('III.2', 'THT', 'members')] %}
with figure_ratio as (
  select
    *,
    case
      when off_by is not null then round(value / power(10, off_by))
      else abs(value)
    end as meant
  from {{ ref('chk_figure_ratio') }}
  where not is_money and not is_dissolved
    and (unit_type = 'THT' or unit_type in (select unit_type from {{ source('landing', 'htx_type') }}))
),

stated as (
  {% for item, unit_class, field in item_figures %}
  select submission_id, '{{ unit_class }}' as unit_class, '{{ field }}' as field, value
  from {{ ref('stg_total_item') }} where item = '{{ item }}'
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

summed as (
  select submission_id, case when unit_type = 'THT' then 'THT' else 'HTX' end as unit_class, field, sum(meant) as meant
  from figure_ratio
  group by submission_id, case when unit_type = 'THT' then 'THT' else 'HTX' end, field
)

select summed.submission_id, summed.unit_class, summed.field, max(stated.value) - max(summed.meant) as gap
from summed
inner join stated
  on summed.submission_id = stated.submission_id
  and summed.unit_class = stated.unit_class
  and summed.field = stated.field
group by summed.submission_id, summed.unit_class, summed.field
