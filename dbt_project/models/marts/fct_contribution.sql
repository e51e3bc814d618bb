-- One row per reference year, indicator and unit that enters its numerator or its denominator or is expected to report for it.
-- Every figure is a sum of these. What an indicator is made of stands in its row of the seed `indicator`, and nowhere else.
with indicator as (
  select * from {{ ref('int_indicator') }}
),

unit_year as (
  select * from {{ ref('int_unit_year') }}
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
