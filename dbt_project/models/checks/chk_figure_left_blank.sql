-- One row per count that a working unit's row of biểu 2 leaves blank while the total in biểu 1 counts more than the rows give: what the cell would be
-- (`expected`), and how many cells of its column are blank.
with figure_ratio as (
  select *, {{ counted_class('unit_type') }} as counted_class from {{ ref('chk_figure_ratio') }}
  where value is null and is_operating
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
    gap.gap as expected,
    count(*) over (partition by gap.submission_id, gap.item) as blank_cells
  from {{ ref('chk_total_differing') }} as gap
  inner join figure_ratio
    on gap.submission_id = figure_ratio.submission_id
    and gap.field = figure_ratio.field
    and gap.unit_class = figure_ratio.counted_class
  where gap.kind = 'sum'
)

select blank.*
from blank
left join {{ ref('chk_cell_reported') }} as said
  on {{ same_cell('blank', 'said') }}
where said.field is null
