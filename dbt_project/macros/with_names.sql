{# The rows of a relation with the Vietnamese name beside each code that it carries, one row for each of its rows. `codes`: which of area_code,
   commune_code, sender, indicator, item (of biểu 1: an indicator too). #}
{% macro with_names(relation, codes) -%}
select
  {{ relation }}.*
  {%- if 'area_code' in codes %},
  area_called.area_name
  {%- endif %}
  {%- if 'commune_code' in codes %},
  commune_called.area_name as commune_name
  {%- endif %}
  {%- if 'sender' in codes %},
  agency_called.agency_name
  {%- endif %}
  {%- if 'indicator' in codes or 'item' in codes %},
  indicator_called.indicator_name
  {%- endif %}
from {{ relation }}
{%- if 'area_code' in codes %}
left join {{ ref('int_area_name') }} as area_called
  on {{ relation }}.area_code = area_called.area_code and {{ relation }}.reference_year = area_called.reference_year
{%- endif %}
{%- if 'commune_code' in codes %}
left join {{ ref('int_area_name') }} as commune_called
  on {{ relation }}.commune_code = commune_called.area_code and {{ relation }}.reference_year = commune_called.reference_year
{%- endif %}
{%- if 'sender' in codes %}
left join {{ ref('agency') }} as agency_called on {{ relation }}.sender = agency_called.sender
{%- endif %}
{%- if 'indicator' in codes or 'item' in codes %}
left join {{ ref('indicator') }} as indicator_called
  on {{ relation }}.{{ 'item' if 'item' in codes else 'indicator' }} = indicator_called.indicator
{%- endif %}
{%- endmacro %}
