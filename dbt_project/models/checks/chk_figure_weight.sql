-- One row per figure that surprises and unit's year: how much the province's figures would move if what is expected stood there.
select
  change_id['unit_key'] as unit_key,
  change_id['field'] as field,
  reference_year,
  max(weight) as weight
from {{ ref('int_figure_otherwise') }}('{{ ref('chk_figure_foretold') }}')
group by change_id['unit_key'], change_id['field'], reference_year
