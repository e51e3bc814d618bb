{# What the units of a relation in the shape of int_unit_year contribute to every indicator: one row per reference year, indicator and unit that
   enters its numerator or its denominator or is expected to report for it. What an indicator is made of stands in its row of the seed
   `indicator`, and nowhere else. #}
{% macro contributions_of(units) -%}
with indicator as (
  select * from {{ ref('int_indicator') }}
),

unit_year as (
  select * from {{ units }}
),

-- Who is asked, and what each of them says.
asked as (
  select
    indicator.indicator,
    indicator.figure,
    indicator.weight,
    indicator.per,
    unit_year.reference_year,
    unit_year.area_code,
    unit_year.unit_key,
    {{ named_figure('indicator.figure', 'unit_year') }} as figure_value,
    {{ named_figure('indicator.weight', 'unit_year') }} as weight_value,
    {{ named_figure('indicator.per', 'unit_year') }} as per_value,
    case indicator.flag
      {% for flag, about in unit_flags().items() %}
      when '{{ flag }}' then coalesce(unit_year.{{ flag }}{{ ' = indicator.flag_value' if about['is_word'] }}, false)
      {% endfor %}
      else true
    end as is_flagged,
    case indicator.flag
      {% for flag, about in unit_flags().items() if about['reported_in'] %}
      when '{{ flag }}' then unit_year.{{ about['reported_in'] }} is not null
      {% endfor %}
    end as is_flag_reported
  from unit_year
  inner join indicator
    on case indicator.units
      when 'htx' then unit_year.is_htx
      when 'lhhtx' then unit_year.unit_type = 'LHHTX'
      when 'tht' then unit_year.unit_type = 'THT'
    end
    and case indicator.scope
      when 'existing' then unit_year.in_existence
      when 'active' then unit_year.in_existence and unit_year.is_active
      when 'new' then unit_year.is_new
      when 'idle' then unit_year.is_idle
      when 'dissolved' then unit_year.is_dissolved
    end
),

heard as (
  select
    asked.*,
    case
      when figure is null then is_flag_reported
      when is_flagged then
        figure_value is not null
        and (weight is null or weight_value is not null)
        and (per is null or per in ('units', 'reporting', 'weight') or per_value is not null)
      when not is_flag_reported then false
    end as is_reported
  from asked
),

final as (
  select
    cast(reference_year as integer) as reference_year,
    indicator,
    area_code,
    unit_key,
    -- Null where the unit does not enter it; in a share 0, where it enters the denominator alone.
    case
      when figure is not null then case when is_flagged and is_reported then figure_value * coalesce(weight_value, 1) end
      when is_flagged then 1
      when per is not null then 0
    end as numerator,
    case
      when per = 'units' then 1
      when is_flagged and is_reported then
        case per
          when 'reporting' then 1
          when 'weight' then weight_value
          else per_value
        end
    end as denominator,
    is_reported
  from heard
)

select
  reference_year,
  indicator,
  area_code,
  unit_key,
  {{ exact('numerator') }} as numerator,
  {{ exact('denominator') }} as denominator,
  is_reported
from final
where numerator is not null or denominator is not null or is_reported is not null
{%- endmacro %}

{# The verdict on every row of a relation in the shape of int_indicator_compared. Tests use fractions in whole numbers (contract, section 4). #}
{% macro verdicts_of(figures) -%}
with compared as (
  select * from {{ figures }}
),

run as (
  select * from {{ source('landing', 'run') }}
),

judged as (
  select
    compared.*,
    {{ reaches('exact_numerator', 'exact_denominator', 'target', 'scale') }} as value_reaches,
    -- What the share would be if every unit whose rating was not reported were effective.
    {{ reaches('(exact_numerator + units_expected - units_reported)', 'exact_denominator', 'target', 'scale') }} as high_share_reaches,
    {{ has_grown('exact_numerator', 'exact_denominator', 'base_numerator', 'base_denominator', 'target') }} as growth_reaches,
    coalesce(
      {{ reaches('units_reported', 'units_expected', 'run.coverage_threshold') }}
      and (measure = 'value' or {{ reaches('base_units_reported', 'base_units_expected', 'run.coverage_threshold') }}), false
    ) as is_covered
  from compared
  cross join run
)

select
  judged.*,
  case
    when judged.target is null then null
    when judged.value is null then 'undetermined'
    when judged.verdict_test = 'lower_bound' then
      case when judged.value_reaches then 'met' when judged.has_all_reports then 'not_met' else 'undetermined' end
    when judged.verdict_test = 'share_bounds' then
      case when judged.value_reaches then 'met' when not judged.high_share_reaches then 'not_met' else 'undetermined' end
    when judged.measure = 'growth' and judged.base_value is null then 'undetermined'
    when judged.verdict_test = 'coverage' and not judged.is_covered then 'undetermined'
    when judged.measure = 'growth' then case when judged.growth_reaches then 'met' else 'not_met' end
    else case when judged.value_reaches then 'met' else 'not_met' end
  end as verdict
from judged
{%- endmacro %}

{# What the value must be for the target to be met, in the value's own unit; of what is counted, a whole number. #}
{% macro required_value(row) -%}
  case
    when {{ row }}.measure = 'value' then {{ row }}.target
    when {{ row }}.kind in ('count', 'sum') then ceil(round({{ row }}.base_value * (100 + {{ row }}.target) / 100, 6))
    else {{ row }}.base_value * (100 + {{ row }}.target) / 100
  end
{%- endmacro %}
