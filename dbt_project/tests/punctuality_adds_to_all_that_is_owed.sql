-- On time, late and missing add to 100 % of what is owed, for every report, sender and the province; fails with those that do not.
select
  reference_year,
  sender,
  form,
  sum(value) as total_pct,
  sum(numerator) as reports,
  max(denominator) as owed
from {{ ref('fct_quality') }}
where indicator in ('TP3_on_time', 'TP3_late', 'TP3_missing') and item is null
group by reference_year, sender, form
having abs(sum(value) - 100) > 0.000000001 or sum(numerator) <> max(denominator) or count(*) <> 3
