-- One row per figure of a biểu 2 row that counts which, were it one slip of the key away from what is written, would make the total in biểu 1 of the
-- same file right: a digit exchanged, doubled, left out or mistaken. Where one cell alone does, it is likelier than the total to be mended.
-- Where a unit of the class lacks, its figures are what the totals have more.
with gap as (
  select total_differing.*
  from {{ ref('chk_total_differing') }} as total_differing
  left join (select distinct submission_id, upper(units) as unit_class from {{ ref('chk_absent_unit') }} where is_absent_from_report) as absent
    on total_differing.submission_id = absent.submission_id
    and total_differing.unit_class = absent.unit_class
  where absent.unit_class is null
),

figure_ratio as (
  select *, {{ counted_class('unit_type') }} as counted_class from {{ ref('chk_figure_ratio') }}
  where value is not null and past_expected > 0 and not is_dissolved
),

cell as (
  select
    figure_ratio.* exclude (expected, counted_class),
    gap.item,
    gap.indicator_name,
    gap.gap,
    gap.rest,
    case when gap.kind = 'sum' then 1 else sum(coalesce(weight.value, 1)) over (partition by gap.submission_id, gap.item) / nullif(coalesce(weight.value, 1), 0) end as share,
    -- The last decimal that the column writes.
    case
      when not figure_ratio.is_money then 1
      when count(case when figure_ratio.value % 100000 <> 0 then 1 end) over (partition by gap.submission_id, gap.item) = 0 then 100000
      when count(case when figure_ratio.value % 10000 <> 0 then 1 end) over (partition by gap.submission_id, gap.item) = 0 then 10000
      else 1000
    end as step
  from gap
  inner join figure_ratio
    on gap.submission_id = figure_ratio.submission_id
    and gap.field = figure_ratio.field
    and gap.unit_class = figure_ratio.counted_class
  left join figure_ratio as weight
    on {{ same_row('figure_ratio', 'weight') }}
    and gap.weight = weight.field
),

-- What the cell would be; a rounded mean leaves a few values open.
meant as (
  select
    *,
    cast(round(value / step) as bigint) as written,
    cast(round((value + gap * share) / step) as bigint) + open.steps as meant
  from cell
  cross join (values (-2), (-1), (0), (1), (2)) as open (steps)
  where abs(open.steps) * step <= rest * share or open.steps = 0
),

slip as (
  select *, meant * step as expected
  from meant
  where meant > 0 and written > 0 and meant <> written
    and damerau_levenshtein(cast(written as varchar), cast(meant as varchar)) <= {{ tolerance('figure_breaks_total', 'slips') }}
    -- Nearer to the unit's past by more than figures move by themselves.
    and (abs(log10(value / past_expected)) - abs(log10(meant * step / past_expected))) / past_scale > {{ tolerance('figure_breaks_total', 'nearer') }}
),

counted as (
  select
    submission_id, sender, reference_year, path, sheet, row, unit_key, name, field, item, indicator_name, value,
    min_by(expected, abs(log10(expected / past_expected))) as expected,
    count(*) over (partition by submission_id, item) as cells_that_fit
  from slip
  group by submission_id, sender, reference_year, path, sheet, row, unit_key, name, field, item, indicator_name, value
)

select counted.*
from counted
left join {{ ref('chk_unit_figure') }} as unit_figure
  on {{ same_cell('counted', 'unit_figure') }}
-- What another rule names is named once.
where not coalesce(unit_figure.is_named or unit_figure.is_contradicted, false)
