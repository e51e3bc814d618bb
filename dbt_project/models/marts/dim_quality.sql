-- One row per quality score: what it is, its formula and where the formula is from.
-- Source of all: Eurostat, ESS Guidelines for the Implementation of the ESS Quality and Performance Indicators (QPI), 2014, which define the
-- indicators of the ESS Standard for Quality Reports; kept in the European Statistical System Handbook for Quality and Metadata Reports, 2021.
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
