-- One row per indicator.
select
  indicator,
  indicator_name,
  unit_of_measure,
  kind,
  decimals,
  definition,
  sort_order
from {{ ref('indicator') }}
