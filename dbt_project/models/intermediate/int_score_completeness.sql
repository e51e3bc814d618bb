-- R1, one row per report owed and table of it: cells that must be filled, and those that are.
-- ESS QPI R1 (producers): available over required data cells. Forms 3 and 5 have no fixed number of rows, so no required cells.
with owed as (
  select * from {{ ref('int_owed') }}
),

indicator as (
  select * from {{ ref('indicator') }}
  where listed_in = 'form'
),

total_item as (
  select distinct sender, reference_year, item from {{ ref('stg_total_item') }}
  where value is not null
),

sender_unit as (
  select * from {{ ref('int_sender_unit') }}
  where is_htx and in_existence
),

task as (
  select * from {{ ref('fct_task') }}
  where role = 'lead'
),

legal_unit_year as (
  select * from {{ ref('int_legal_unit_year') }}
  where in_existence
),

registry_unit as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by row, sheet) as occurrence
  from {{ ref('stg_registry_unit') }}
),

alliance_member as (
  select
    *,
    row_number() over (partition by unit_key, reference_year order by joined_on desc, row, sheet) as occurrence,
    max(reference_year) over () as newest_year
  from {{ ref('stg_alliance_member') }}
),

-- A list is held against the newest one: who stood on the register the day this one came, or should have come.
registry as (
  select
    owed.reference_year,
    owed.sender,
    owed.form,
    count(*) * ({{ columns_asked('registry_unit', always_owed('registry_unit'), 'owed.reference_year') }}) as required,
    sum({{ filled(always_owed('registry_unit'), 'own.') }}) as provided
  from owed
  inner join legal_unit_year
    on owed.reference_year = legal_unit_year.reference_year
    and coalesce(legal_unit_year.registered_on <= coalesce(owed.current_day, owed.due_day), true)
  left join registry_unit as own
    on legal_unit_year.unit_key = own.unit_key
    and owed.reference_year = own.reference_year
    and own.occurrence = 1
  where owed.form = 'registry_extract'
  group by owed.reference_year, owed.sender, owed.form
),

alliance as (
  select
    owed.reference_year,
    owed.sender,
    owed.form,
    count(*) * ({{ columns_asked('alliance_member', always_owed('alliance_member'), 'owed.reference_year') }}) as required,
    sum({{ filled(always_owed('alliance_member'), 'own.') }}) as provided
  from owed
  inner join alliance_member as newest
    on newest.reference_year = newest.newest_year
    and newest.occurrence = 1
    and newest.joined_on <= coalesce(owed.current_day, owed.due_day)
    and coalesce(newest.left_on > coalesce(owed.current_day, owed.due_day), true)
  left join alliance_member as own
    on newest.unit_key = own.unit_key
    and owed.reference_year = own.reference_year
    and own.occurrence = 1
  where owed.form = 'alliance_members'
  group by owed.reference_year, owed.sender, owed.form
),

totals as (
  select
    owed.reference_year,
    owed.sender,
    owed.form,
    count(*) as required,
    count(total_item.item) as provided
  from owed
  cross join indicator
  left join total_item
    on owed.sender = total_item.sender
    and owed.reference_year = total_item.reference_year
    and indicator.indicator = total_item.item
  where owed.form = 'agency_report' and owed.sheets like '% 1 %'
  group by owed.reference_year, owed.sender, owed.form
),

units as (
  select
    reference_year,
    sender,
    form,
    sum(case when coalesce(is_active, false) then {{ columns_asked('unit_report', unit_figures()) }} else {{ columns_asked('unit_report', always_owed('unit_report')) }} end) as required,
    sum(case when coalesce(is_active, false) then {{ filled(unit_figures()) }} else {{ filled(always_owed('unit_report')) }} end) as provided
  from sender_unit
  group by reference_year, sender, form
),

tasks as (
  select
    owed.reference_year,
    owed.sender,
    owed.form,
    count(*) as required,
    count(task.state) as provided
  from owed
  inner join task
    on owed.reference_year = task.reference_year
    and owed.sender = task.sender
  where owed.form = 'agency_report' and owed.sheets like '% 4 %'
  group by owed.reference_year, owed.sender, owed.form
)

{% for name, item in [('registry', 'registry_unit'), ('alliance', 'alliance_member'), ('totals', 'total_item'), ('units', 'unit_report'), ('tasks', 'task_report')] %}
select
  reference_year,
  sender,
  form,
  'R1' as indicator,
  '{{ item }}' as item,
  cast(provided as double) as numerator,
  cast(required as double) as denominator
from {{ name }}
{{ 'union all' if not loop.last }}
{% endfor %}
