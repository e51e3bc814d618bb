-- One row per biểu 5 row that counts: the letter beside the score's band (the same in both circulars), and beside the unit's age.
-- A column named after a fault is null where there is none and else holds what is shown as the value.
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
  select distinct unit_key from {{ ref('chk_registry_unit') }}
  where coalesce(registered_in_future, registered_before_1945, registered_on_changed) is not null
),

joined as (
  select
    rating_report.*,
    reference_year.window_start,
    reference_year.window_end,
    reference_year.has_registry and legal_unit.unit_key is null and said_name.field is null as is_unknown,
    registry_doubt.unit_key is not null as is_registry_in_doubt,
    legal_unit.registered_on,
    legal_unit.dissolved_on,
    case
      when rating_report.score >= 80 then 'Tốt'
      when rating_report.score >= 65 then 'Khá'
      when rating_report.score >= 50 then 'Trung bình'
      when rating_report.score >= 0 then 'Yếu'
    end as rating_of_score
  from rating_report
  inner join reference_year on rating_report.reference_year = reference_year.reference_year
  left join registry_doubt on rating_report.unit_key = registry_doubt.unit_key
  left join {{ ref('chk_cell_reported') }} as said_name
    on {{ same_row('rating_report', 'said_name') }}
    and said_name.field = 'name'
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
  registered_on,
  dissolved_on,
  case when score not between 0 and 100 then score end as score_out_of_range,
  case when score between 0 and 100 and rating <> rating_of_score and rating <> 'Không xếp loại' then rating end as rating_against_score,
  case
    when rating in ('Tốt', 'Khá', 'Trung bình', 'Yếu') and registered_on <= window_end and not is_registry_in_doubt
      and registered_on + interval '1' year > window_end then rating
  end as rated_too_young,
  case when is_unknown then name end as not_in_registry,
  case when dissolved_on < window_start then rating end as rated_after_dissolution
from joined
