-- One row per reference year: the window of its figures, its deadlines and the least numbers of members.
select
  cast(reference_year as integer) as reference_year,
  window_start,
  window_end,
  agencies_due_before,
  province_due_before,
  min_htx_members,
  min_lhhtx_members
from {{ ref('reference_year') }}
