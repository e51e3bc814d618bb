-- A6, one row per report that came again and item: the first version that could be read beside the one that counts.
-- ESS QPI A6: MR = mean of (latest - first), MAR = mean of its absolute value, RMAR = sum of it over the sum of the absolute latest values.
with submission as (
  select * from {{ source('landing', 'submission') }}
  where was_read
),

total_item as (
  select
    *,
    row_number() over (partition by submission_id, item order by row, sheet) as occurrence
  from {{ source('landing', 'total_item') }}
),

unit_link as (
  select
    submission_id,
    sheet,
    row,
    coalesce(counts_as, unit_key) as unit_key
  from {{ source('identity', 'unit_link') }}
  where table_name = 'unit_report'
),

unit_report as (
  select
    source_row.*,
    unit_link.unit_key,
    row_number() over (partition by source_row.submission_id, unit_link.unit_key order by source_row.row, source_row.sheet) as occurrence
  from {{ source('landing', 'unit_report') }} as source_row
  inner join unit_link
    on {{ same_row('source_row', 'unit_link') }}
),

first_read as (
  select sender, form, reference_year, min(version) as version
  from submission
  group by sender, form, reference_year
),

vintage as (
  select
    latest.sender,
    latest.form,
    latest.reference_year,
    earliest.submission_id as first_id,
    latest.submission_id as latest_id
  from submission as latest
  inner join first_read
    on latest.sender = first_read.sender
    and latest.form = first_read.form
    and latest.reference_year = first_read.reference_year
  inner join submission as earliest
    on first_read.sender = earliest.sender
    and first_read.form = earliest.form
    and first_read.reference_year = earliest.reference_year
    and first_read.version = earliest.version
  where latest.is_current and latest.submission_id <> earliest.submission_id
),

-- Cells that both versions have; a row or cell that only one has is no revision of a value.
cell as (
  select
    vintage.reference_year,
    vintage.sender,
    vintage.form,
    latest.item,
    cast(earliest.value as double) as first_value,
    cast(latest.value as double) as latest_value
  from vintage
  inner join total_item as latest on vintage.latest_id = latest.submission_id and latest.occurrence = 1
  inner join total_item as earliest
    on vintage.first_id = earliest.submission_id
    and latest.item = earliest.item
    and earliest.occurrence = 1
  {% for figure in unit_figures() %}
  union all
  select
    vintage.reference_year,
    vintage.sender,
    vintage.form,
    '{{ figure }}' as item,
    cast(earliest.{{ figure }} as double) as first_value,
    cast(latest.{{ figure }} as double) as latest_value
  from vintage
  inner join unit_report as latest on vintage.latest_id = latest.submission_id and latest.occurrence = 1
  inner join unit_report as earliest
    on vintage.first_id = earliest.submission_id
    and latest.unit_key = earliest.unit_key
    and earliest.occurrence = 1
  {% endfor %}
),

revision as (
  select
    reference_year,
    sender,
    form,
    item,
    sum(latest_value - first_value) as signed_sum,
    sum(abs(latest_value - first_value)) as absolute_sum,
    sum(abs(latest_value)) as latest_sum,
    cast(count(*) as double) as cells
  from cell
  where first_value is not null and latest_value is not null
  group by reference_year, sender, form, item
)

{% for indicator, numerator, denominator in [('A6', 'absolute_sum', 'latest_sum'), ('A6_MR', 'signed_sum', 'cells'), ('A6_MAR', 'absolute_sum', 'cells')] %}
select
  reference_year,
  sender,
  form,
  '{{ indicator }}' as indicator,
  item,
  {{ numerator }} as numerator,
  {{ denominator }} as denominator
from revision
{{ 'union all' if not loop.last }}
{% endfor %}
