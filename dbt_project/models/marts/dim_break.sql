-- One row per break in the series.
select
  series_break,
  break_on,
  indicators,
  reason
from {{ ref('series_break') }}
