-- TP1, TP2, TP3, one row per report owed and score. Days are calendar days of the province.
-- ESS QPI TP1 and TP2: day of the first and of the final results less the last day of the reference period.
-- TP3: actual less scheduled day; as a rate, punctual over all. A report that has not come has no days, and is one of those owed.
with owed as (
  select * from {{ ref('int_owed') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
)

{% for indicator, numerator in [
  ('TP1', days_between('reference_year.window_end', 'owed.first_day')),
  ('TP2', days_between('reference_year.window_end', 'owed.current_day')),
  ('TP3', 'owed.days_late'),
  ('TP3_on_time', "case when owed.timeliness = 'on_time' then 1 else 0 end"),
  ('TP3_late', "case when owed.timeliness = 'late' then 1 else 0 end"),
  ('TP3_missing', "case when owed.timeliness = 'missing' then 1 else 0 end"),
] %}
select
  owed.reference_year,
  owed.sender,
  owed.form,
  '{{ indicator }}' as indicator,
  cast(null as varchar) as item,
  cast({{ numerator }} as double) as numerator,
  cast(1 as double) as denominator
from owed
inner join reference_year on owed.reference_year = reference_year.reference_year
{%- if indicator in ('TP1', 'TP2', 'TP3') %}
where owed.first_day is not null
{%- endif %}
{{ 'union all' if not loop.last }}
{% endfor %}
