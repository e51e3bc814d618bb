-- One row per reference year, indicator and unit that enters its numerator or its denominator or is expected to report for it.
-- Every figure is a sum of these.
with final as (
  {{ contributions_of(ref('int_unit_year')) | indent(2) }}
)

{{ with_names('final', ['area_code', 'indicator']) }}
