-- One row per count that is the only one left blank among the working units of a biểu 2 whose total in biểu 1 counts more than they give: what the
-- cell would be.
with definition as (
  select * from {{ ref('chk_total_definition') }}
  where kind = 'sum' and figure is not null and scope = 'existing' and flag is null
),

gap as (
  select
    total_item.submission_id,
    total_item.item,
    total_item.indicator_name,
    definition.units,
    {{ field_of('definition.figure') }} as field,
    total_item.value as total,
    total_item.value - total_item.expected as gap
  from {{ ref('chk_total_item') }} as total_item
  inner join definition on total_item.item = definition.item
  where total_item.unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }}
),

blank as (
  select
    figure_ratio.submission_id,
    figure_ratio.sender,
    figure_ratio.reference_year,
    figure_ratio.path,
    figure_ratio.sheet,
    figure_ratio.row,
    figure_ratio.unit_key,
    figure_ratio.name,
    figure_ratio.field,
    figure_ratio.value,
    gap.item,
    gap.indicator_name,
    gap.total,
    gap.gap as expected,
    count(*) over (partition by gap.submission_id, gap.item) as blank_cells
  from gap
  inner join {{ ref('chk_figure_ratio') }} as figure_ratio
    on gap.submission_id = figure_ratio.submission_id
    and gap.field = figure_ratio.field
    and case gap.units when 'tht' then figure_ratio.unit_type = 'THT' else figure_ratio.unit_type in (select unit_type from {{ source('landing', 'htx_type') }}) end
  where figure_ratio.value is null and figure_ratio.is_operating
)

select blank.*
from blank
left join {{ ref('chk_cell_reported') }} as said
  on {{ same_cell('blank', 'said') }}
where said.field is null
