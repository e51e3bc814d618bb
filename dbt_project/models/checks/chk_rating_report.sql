-- One row per biểu 5 row that counts: the letter beside the score's band (the same in both circulars), and beside the unit's age.
with rating_report as (
  select * from {{ ref('stg_rating_report') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

legal_unit as (
  select * from {{ ref('int_legal_unit') }}
),

registry_doubt as (
  select distinct unit_key from {{ ref('chk_registry_unit') }} where is_day_in_doubt
),

joined as (
  select
    rating_report.*,
    {{ home_district('rating_report') }} as home_district,
    reference_year.window_start,
    reference_year.window_end,
    reference_year.has_registry,
    said_name.field is not null as is_name_reported,
    legal_unit.unit_key as registry_unit_key,
    registry_doubt.unit_key is not null as is_registry_in_doubt,
    legal_unit.registered_on,
    legal_unit.dissolved_on,
    {{ rating_of_score('rating_report.score') }} as rating_of_score,
    -- Where scores were shifted, they are named and not what differs from them.
    rating_order.submission_id is not null as is_shifted
  from rating_report
  inner join reference_year on rating_report.reference_year = reference_year.reference_year
  left join registry_doubt on rating_report.unit_key = registry_doubt.unit_key
  left join {{ ref('chk_cell_reported') }} as said_name
    on {{ same_row('rating_report', 'said_name') }}
    and said_name.field = 'name'
  left join {{ ref('chk_rating_order') }} as rating_order
    on {{ same_sheet('rating_report', 'rating_order') }}
    and rating_report.row between rating_order.first_row and rating_order.last_row
    and rating_order.shift_likelier > {{ tolerance('scores_shifted', 'max_value') }}
  {{ join_home('rating_report') }}
  left join legal_unit on rating_report.unit_key = legal_unit.unit_key
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  unit_key,
  name,
  score,
  rating,
  rating_of_score,
  is_shifted,
  district,
  home_district,
  registered_on,
  dissolved_on,
  has_registry,
  is_name_reported,
  registry_unit_key,
  window_start,
  -- A day in doubt says no age.
  case when registered_on <= window_end and not is_registry_in_doubt then {{ full_months('registered_on', 'window_end') }} end as age_months
from joined
