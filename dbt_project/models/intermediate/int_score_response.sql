-- A2, A3, A4, A5 and A7, one row per report owed, score and item. Units unweighted: this is a census, every weight is 1.
-- ESS QPI A2: out-of-scope over all units of the frame. A3: common units over unique units of the survey. A4: 1 - responding over in-scope units.
-- A5: in-scope units of a row that left the item blank over those that must answer it. A7: imputed over all values used.
with sender_unit as (
  select * from {{ ref('int_sender_unit') }}
),

unit_year as (
  select * from {{ ref('int_unit_year') }}
),

legal_unit_year as (
  select * from {{ ref('int_legal_unit_year') }}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

unit as (
  select * from {{ source('identity', 'unit') }}
),

-- The legal persons of each source, once a sender and year.
listed as (
  select distinct
    unit_report.sender,
    'agency_report' as form,
    unit_report.reference_year,
    'unit_report' as item,
    unit_report.unit_key
  from {{ ref('stg_unit_report') }} as unit_report
  inner join unit_year
    on unit_report.unit_key = unit_year.unit_key
    and unit_report.reference_year = unit_year.reference_year
  where unit_year.unit_type <> 'THT'
  union all
  select distinct sender, 'agency_report' as form, reference_year, 'rating_report' as item, unit_key from {{ ref('stg_rating_report') }}
  union all
  select distinct
    alliance_member.sender,
    'alliance_members' as form,
    alliance_member.reference_year,
    'alliance_member' as item,
    alliance_member.unit_key
  from {{ ref('stg_alliance_member') }} as alliance_member
  inner join reference_year on alliance_member.reference_year = reference_year.reference_year
  left join unit on alliance_member.unit_key = unit.unit_key
  where coalesce(unit.unit_type, '') <> 'THT' and coalesce(alliance_member.left_on > reference_year.cutoff_day, true)
),

over_coverage as (
  select
    listed.reference_year,
    listed.sender,
    listed.form,
    'A2' as indicator,
    cast(null as varchar) as item,
    count(case when not unit_year.in_existence then 1 end) as numerator,
    count(*) as denominator
  from listed
  inner join unit_year
    on listed.unit_key = unit_year.unit_key
    and listed.reference_year = unit_year.reference_year
  where listed.item = 'unit_report' and coalesce(unit_year.operating_state, '') <> 'Đã giải thể'
  group by listed.reference_year, listed.sender, listed.form
),

common_units as (
  select
    listed.reference_year,
    listed.sender,
    listed.form,
    'A3' as indicator,
    listed.item,
    count(legal_unit_year.unit_key) as numerator,
    count(*) as denominator
  from listed
  left join legal_unit_year
    on listed.unit_key = legal_unit_year.unit_key
    and listed.reference_year = legal_unit_year.reference_year
  group by listed.reference_year, listed.sender, listed.form, listed.item
),

expected as (
  select
    *,
    coalesce(is_active, false) as must_answer_all
  from sender_unit
  where is_htx and in_existence
),

unit_nonresponse as (
  select
    reference_year,
    sender,
    form,
    'A4' as indicator,
    cast(null as varchar) as item,
    count(case when not is_reported then 1 end) as numerator,
    count(*) as denominator
  from expected
  group by reference_year, sender, form
),

item_nonresponse as (
  {% for figure in unit_figures() %}
  select
    reference_year,
    sender,
    form,
    'A5' as indicator,
    '{{ figure }}' as item,
    count(case when {{ figure }} is null then 1 end) as numerator,
    count(*) as denominator
  from expected
  where is_reported and {{ is_asked('unit_report', figure) }}{{ '' if figure in always_owed('unit_report') else ' and must_answer_all' }}
  group by reference_year, sender, form
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

imputation as (
  {% for figure in unit_figures() %}
  select
    reference_year,
    sender,
    form,
    'A7' as indicator,
    '{{ figure }}' as item,
    count(case when submission_id is null then 1 end) as numerator,
    count(*) as denominator
  from expected
  where {{ figure }} is not null
  group by reference_year, sender, form
  {{ 'union all' if not loop.last }}
  {% endfor %}
)

{% for name in ['over_coverage', 'common_units', 'unit_nonresponse', 'item_nonresponse', 'imputation'] %}
select
  reference_year,
  sender,
  form,
  indicator,
  item,
  cast(numerator as double) as numerator,
  cast(denominator as double) as denominator
from {{ name }}
{{ 'union all' if not loop.last }}
{% endfor %}
