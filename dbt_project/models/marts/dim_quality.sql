-- One row per quality score: what it is, its formula and which indicator it is modelled on.
-- Those are of Eurostat, ESS Guidelines for the Implementation of the ESS Quality and Performance Indicators (QPI), 2014.
-- The formulas are this project's: of the guidelines' own text only that of R1 has been compared.
select
  indicator,
  indicator_name,
  indicator_name_en,
  unit_of_measure,
  formula,
  formula_en,
  source,
  sort_order
from {{ ref('quality') }}
