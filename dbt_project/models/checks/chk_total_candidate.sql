-- One row per reporting district, reference year and biểu 1 item: every figure that the item may rightly show, by what it is built on.
-- The units of biểu 2 as written and with figures as they were likely meant, the registry at the day of the report, the registry at the cut-off day; statuses and ratings by either source.
-- Where biểu 2 is missing, only what the registry alone knows.
{% set figures = ['members', 'new_members', 'workers', 'managers', 'managers_trained'] %}
{% set readings = ['written', 'likely'] %}
{% set bases = ['sheet', 'year_end', 'report_day', 'cutoff'] %}
with unit_year as (
  select * from {{ ref('int_unit_year') }}
),

-- A district, or a commune of the two-tier order, answers for the units it wrote down and for those registered in its area.
report as (
  select
    submission.submission_id,
    submission.sender,
    submission.reference_year,
    agency.area_code,
    submission.report_day,
    sheet_read.submission_id is not null as has_units
  from {{ ref('chk_report_day') }} as submission
  inner join {{ ref('agency') }} as agency on submission.sender = agency.sender
  left join (select distinct submission_id from {{ source('landing', 'sheet_read') }} where table_name = 'unit_report') as sheet_read
    on submission.submission_id = sheet_read.submission_id
  where submission.form = 'agency_report' and agency.area_code is not null
),

own_row as (
  select
    *,
    row_number() over (partition by submission_id, unit_key order by row, sheet) as occurrence
  from {{ ref('stg_unit_report') }}
),

answered as (
  select
    report.sender,
    report.reference_year,
    report.report_day,
    report.has_units,
    unit_year.unit_type,
    unit_year.is_htx,
    unit_year.window_start,
    unit_year.cutoff_day,
    coalesce(report.area_code in (unit_year.area_code, unit_year.commune_code), false) as is_in_area,
    unit_year.is_in_registry,
    unit_year.registered_on,
    unit_year.dissolved_on,
    unit_year.legal_status,
    unit_year.in_existence,
    unit_year.is_new,
    unit_year.is_dissolved,
    unit_year.rating,
    own_row.unit_key is not null as is_written,
    own_row.unit_type as written_type,
    own_row.founded_on,
    own_row.operating_state,
    own_row.rating as written_rating,
    {% for figure in unit_figures() %}
    own_row.{{ figure }} as {{ figure }}_written,
    coalesce(cast(unit_likely.{{ figure }} as bigint), own_row.{{ figure }}) as {{ figure }}_likely{{ ',' if not loop.last }}
    {% endfor %}
  from report
  inner join unit_year on report.reference_year = unit_year.reference_year
  left join own_row
    on report.submission_id = own_row.submission_id
    and unit_year.unit_key = own_row.unit_key
    and own_row.occurrence = 1
  left join {{ ref('chk_unit_likely') }} as unit_likely
    on {{ same_row('own_row', 'unit_likely') }}
  where report.area_code in (unit_year.area_code, unit_year.commune_code) or own_row.unit_key is not null
),

flagged as (
  select
    answered.*,
    coalesce(written_type, unit_type) in (select unit_type from {{ source('landing', 'htx_type') }}) as is_written_htx,
    coalesce(operating_state, '') not in ('Ngừng hoạt động', 'Đã giải thể') as is_not_stopped,
    coalesce(rating in (select rating from {{ source('landing', 'effective_rating') }}), false) as is_effective_by_precedence,
    coalesce(written_rating in (select rating from {{ source('landing', 'effective_rating') }}), false) as is_effective_as_written,
    -- as written
    is_written and coalesce(operating_state, '') <> 'Đã giải thể' as exists_sheet,
    is_written and coalesce(founded_on between window_start and report_day, false) as new_sheet,
    is_written and coalesce(operating_state, '') = 'Đã giải thể' as dissolved_sheet,
    -- as written, with what the registry says of the weeks from the report to the end of the year
    case
      when is_written
        then coalesce(operating_state, '') <> 'Đã giải thể' and coalesce(not dissolved_on between report_day and cutoff_day, true)
      else is_in_registry and is_in_area and in_existence and coalesce(registered_on between report_day and cutoff_day, false)
    end as exists_year_end,
    case
      when is_written then coalesce(founded_on between window_start and report_day, false)
      else is_in_registry and is_in_area and coalesce(registered_on between report_day and cutoff_day, false)
    end as new_year_end,
    case
      when is_written and coalesce(operating_state, '') = 'Đã giải thể' then true
      else is_in_registry and is_in_area and coalesce(dissolved_on between report_day and cutoff_day, false)
    end as dissolved_year_end,
    -- by the registry on the day the report came; tổ hợp tác live by biểu 2
    case
      when is_in_registry
        then is_in_area and coalesce(registered_on <= report_day, true) and coalesce(dissolved_on > report_day, coalesce(legal_status, '') <> 'Đã giải thể')
      else is_written and unit_type = 'THT' and coalesce(operating_state, '') <> 'Đã giải thể'
    end as exists_report_day,
    case
      when is_in_registry then is_in_area and coalesce(registered_on between window_start and report_day, false)
      else is_written and unit_type = 'THT' and coalesce(founded_on between window_start and report_day, false)
    end as new_report_day,
    is_in_registry and is_in_area and coalesce(dissolved_on between window_start and report_day, false) as dissolved_report_day,
    -- as the marts count
    is_in_area and in_existence as exists_cutoff,
    is_in_area and is_new as new_cutoff,
    is_in_area and is_dissolved as dissolved_cutoff
  from answered
),

summed as (
  select
    sender,
    reference_year,
    has_units,
    {% for basis in bases %}
    {% set htx = 'is_written_htx' if basis in ('sheet', 'year_end') else 'is_htx' %}
    {% set exists = 'exists_' ~ basis %}
    count(case when {{ exists }} and {{ htx }} then 1 end) as htx_{{ basis }},
    count(case when new_{{ basis }} and {{ htx }} then 1 end) as new_htx_{{ basis }},
    count(case when dissolved_{{ basis }} and {{ htx }} then 1 end) as dissolved_htx_{{ basis }},
    count(case when {{ exists }} and {{ htx }} and is_not_stopped then 1 end) as active_reported_{{ basis }},
    count(case when {{ exists }} and {{ htx }} and legal_status = 'Đang hoạt động' then 1 end) as active_legal_{{ basis }},
    count(case when {{ exists }} and {{ htx }} and is_not_stopped and coalesce(legal_status, 'Đang hoạt động') = 'Đang hoạt động' then 1 end)
      as active_both_{{ basis }},
    {% for rating in ['by_precedence', 'as_written'] %}
    count(case when {{ exists }} and {{ htx }} and is_not_stopped and is_effective_{{ rating }} then 1 end)
      as effective_reported_{{ rating }}_{{ basis }},
    count(
      case
        when {{ exists }} and {{ htx }} and is_not_stopped and is_effective_{{ rating }}
          and coalesce(legal_status, 'Đang hoạt động') = 'Đang hoạt động' then 1
      end
    ) as effective_both_{{ rating }}_{{ basis }},
    {% endfor %}
    {% for reading in readings %}
    {% for figure in figures %}
    {{ sum_of_known(exists ~ ' and ' ~ htx, figure ~ '_' ~ reading) }} as {{ figure }}_{{ reading }}_{{ basis }},
    {% endfor %}
    {% for figure in ['revenue_vnd', 'profit_vnd'] %}
    avg(case when {{ exists }} and {{ htx }} then cast({{ figure }}_{{ reading }} as double) end) as {{ figure }}_{{ reading }}_{{ basis }},
    {% endfor %}
    {% for figure, weight in [('worker_income_vnd', 'workers'), ('member_income_vnd', 'members')] %}
    sum(case when {{ exists }} and {{ htx }} then cast({{ figure }}_{{ reading }} as double) * {{ weight }}_{{ reading }} end)
      / nullif(sum(case when {{ exists }} and {{ htx }} and {{ figure }}_{{ reading }} is not null then {{ weight }}_{{ reading }} end), 0)
      as {{ figure }}_{{ reading }}_{{ basis }},
    {% endfor %}
    {{ sum_of_known(exists ~ " and coalesce(written_type, unit_type) = 'THT'", 'members_' ~ reading) }}
      as tht_members_{{ reading }}_{{ basis }},
    {% endfor %}
    count(case when {{ exists }} and coalesce(written_type, unit_type) = 'LHHTX' then 1 end) as lhhtx_{{ basis }},
    count(case when new_{{ basis }} and coalesce(written_type, unit_type) = 'LHHTX' then 1 end) as new_lhhtx_{{ basis }},
    count(case when {{ exists }} and coalesce(written_type, unit_type) = 'THT' then 1 end) as tht_{{ basis }},
    count(case when new_{{ basis }} and coalesce(written_type, unit_type) = 'THT' then 1 end) as new_tht_{{ basis }}
    {{- ',' if not loop.last }}
    {% endfor %}
  from flagged
  group by sender, reference_year, has_units
)

{% set items = [
  ('I.1', ['htx']),
  ('I.1a', ['active_reported', 'active_legal', 'active_both']),
  ('I.1b', ['new_htx']),
  ('I.1c', ['dissolved_htx']),
  ('I.1d', ['effective_reported_by_precedence', 'effective_reported_as_written', 'effective_both_by_precedence', 'effective_both_as_written']),
  ('I.2', ['members_written', 'members_likely']),
  ('I.2a', ['new_members_written', 'new_members_likely']),
  ('I.3', ['workers_written', 'workers_likely']),
  ('I.4', ['revenue_vnd_written', 'revenue_vnd_likely']),
  ('I.5', ['profit_vnd_written', 'profit_vnd_likely']),
  ('I.6', ['worker_income_vnd_written', 'worker_income_vnd_likely']),
  ('I.6x', ['member_income_vnd_written', 'member_income_vnd_likely']),
  ('I.7', ['managers_written', 'managers_likely']),
  ('I.8', ['managers_trained_written', 'managers_trained_likely']),
  ('II.1', ['lhhtx']),
  ('II.1b', ['new_lhhtx']),
  ('III.1', ['tht']),
  ('III.1a', ['new_tht']),
  ('III.2', ['tht_members_written', 'tht_members_likely']),
] %}
{% for item, measures in items %}
{% set item_loop = loop %}
{% for measure in measures %}
{% set measure_loop = loop %}
{% for basis in bases %}
{% set is_of_registry = item in ('I.1', 'I.1b', 'I.1c', 'II.1', 'II.1b') and basis in ('report_day', 'cutoff') %}
select
  sender,
  reference_year,
  '{{ item }}' as item,
  '{{ basis }}' as basis,
  case when {{ 'true' if is_of_registry else 'has_units' }} then cast({{ measure }}_{{ basis }} as double) end as candidate
from summed
{{- '' if item_loop.last and measure_loop.last and loop.last else ' union all' }}
{% endfor %}
{% endfor %}
{% endfor %}
