-- One row per bound that a suite sets for a rule.
select
  rule,
  coalesce(part, '') as part,
  bound,
  number,
  day
from {{ source('landing', 'tolerance') }}
