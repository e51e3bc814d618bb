{# The district in which registry and biểu 2 have a unit, where a list of legal persons puts it into another; joined as `home`. #}
{% macro home_district(list) -%}
  case when {{ list }}.linked_area_code <> home.area_code and {{ list }}.linked_area_code is distinct from home.last_area_code then home.area_name end
{%- endmacro %}

{% macro join_home(list) -%}
  left join {{ ref('chk_unit_home') }} as home
    on {{ list }}.unit_key = home.unit_key
    and {{ list }}.reference_year = home.reference_year
{%- endmacro %}
