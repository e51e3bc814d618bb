-- One row per reporting district, reference year and biểu 1 item: every figure that the item may rightly show, by what it is built on.
-- The units of biểu 2 as written and with figures as they were likely meant, the registry at the day of the report, the registry at the cut-off day; statuses and ratings by either source.
-- Where biểu 2 is missing, only what the registry alone knows. What an item counts or adds up is its indicator's row; a share has no candidates here.
{% set figure_readings = ['written', 'likely'] %}
{% set bases = ['sheet', 'listed', 'year_end', 'report_day', 'cutoff'] %}
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
    own_row.occurrence is null or own_row.occurrence = 1 as is_first,
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
    -- with rows that stand there twice
    is_written and coalesce(operating_state, '') <> 'Đã giải thể' as exists_listed,
    is_written and coalesce(founded_on between window_start and report_day, false) as new_listed,
    is_written and coalesce(operating_state, '') = 'Đã giải thể' as dissolved_listed,
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

-- One row per unit, list that the sender may go by, and reading of its figures.
based as (
  {% for basis in bases %}
  {% set is_last_basis = loop.last %}
  {% for figure_reading in figure_readings %}
  select
    sender,
    reference_year,
    '{{ basis }}' as basis,
    '{{ figure_reading }}' as figure_reading,
    {{ 'is_written_htx' if basis in ('sheet', 'listed', 'year_end') else 'is_htx' }} as is_htx,
    coalesce(written_type, unit_type) as unit_type,
    exists_{{ basis }} as in_existence,
    new_{{ basis }} as is_new,
    dissolved_{{ basis }} as is_dissolved,
    is_not_stopped,
    legal_status,
    is_effective_by_precedence,
    is_effective_as_written,
    {% for figure in unit_figures() %}
    {{ figure }}_{{ figure_reading }} as {{ figure }}{{ ',' if not loop.last }}
    {% endfor %}
  from flagged
  {% if basis != 'listed' %}
  where is_first
  {% endif %}
  {{ '' if is_last_basis and loop.last else 'union all' }}
  {% endfor %}
  {% endfor %}
),

-- The ways to read an item: whose status says that a unit works, whose rating that it does well, which figures are added up.
item_read as (
  select definition.*, status.status_reading, rating.rating_reading, figure.figure_reading
  from {{ ref('chk_total_definition') }} as definition
  inner join (select 'reported' as status_reading union all select 'legal' union all select 'both') as status
    on status.status_reading = 'reported'
    or (definition.scope = 'active' and (status.status_reading = 'both' or definition.flag is null))
  inner join (select 'by_precedence' as rating_reading union all select 'as_written') as rating
    on rating.rating_reading = 'by_precedence' or definition.flag = 'is_effective'
  inner join (select 'written' as figure_reading union all select 'likely') as figure
    on figure.figure_reading = 'written' or definition.figure is not null
  where definition.kind in ('count', 'sum', 'mean')
    and coalesce(definition.flag, 'is_effective') = 'is_effective'
    and coalesce(definition.per, 'weight') in ('reporting', 'weight')
),

asked as (
  select
    based.sender,
    based.reference_year,
    based.basis,
    item_read.item,
    item_read.status_reading,
    item_read.rating_reading,
    item_read.figure_reading,
    {{ named_figure('item_read.figure', 'based') }} as figure_value,
    case when item_read.weight is null then 1 else {{ named_figure('item_read.weight', 'based') }} end as weight_value
  from based
  inner join item_read
    on based.figure_reading = item_read.figure_reading
    and case item_read.units
      when 'htx' then based.is_htx
      when 'lhhtx' then based.unit_type = 'LHHTX'
      when 'tht' then based.unit_type = 'THT'
    end
    and case item_read.scope
      when 'existing' then based.in_existence
      when 'active' then based.in_existence
        and (based.is_not_stopped or item_read.status_reading = 'legal')
        and case item_read.status_reading
          when 'reported' then true
          when 'legal' then based.legal_status = 'Đang hoạt động'
          else coalesce(based.legal_status, 'Đang hoạt động') = 'Đang hoạt động'
        end
      when 'new' then based.is_new
      when 'dissolved' then based.is_dissolved
    end
    and case
      when item_read.flag is null then true
      when item_read.rating_reading = 'as_written' then based.is_effective_as_written
      else based.is_effective_by_precedence
    end
),

summed as (
  select
    sender, reference_year, basis, item, status_reading, rating_reading, figure_reading,
    count(*) as units,
    sum(figure_value * weight_value) as figures,
    sum(case when figure_value is not null then weight_value end) as weights
  from asked
  group by sender, reference_year, basis, item, status_reading, rating_reading, figure_reading
),

sender_year as (
  select sender, reference_year, has_units, count(case when is_written then 1 end) > 0 as has_written
  from flagged
  group by sender, reference_year, has_units
)

-- Several readings may give one figure.
select distinct
  sender_year.sender,
  sender_year.reference_year,
  item_read.item,
  basis.basis,
  case
    when not (sender_year.has_units or (item_read.is_of_registry and basis.basis in ('report_day', 'cutoff'))) then null
    when item_read.kind = 'count' then cast(coalesce(summed.units, 0) as double)
    when item_read.kind = 'mean' then cast(summed.figures as double) / nullif(cast(summed.weights as double), 0)
    -- No unit to add up is 0, units without the figure are not known.
    when summed.units > 0 then cast(summed.figures as double)
    when sender_year.has_written then 0
  end as candidate
from sender_year
cross join item_read
cross join ({% for basis in bases %}select '{{ basis }}' as basis{{ ' union all ' if not loop.last }}{% endfor %}) as basis
left join summed
  on sender_year.sender = summed.sender
  and sender_year.reference_year = summed.reference_year
  and basis.basis = summed.basis
  and item_read.item = summed.item
  and item_read.status_reading = summed.status_reading
  and item_read.rating_reading = summed.rating_reading
  and item_read.figure_reading = summed.figure_reading
