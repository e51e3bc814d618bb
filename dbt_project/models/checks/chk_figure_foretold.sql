-- One row per figure that surprises and unit's year, as int_unit_year has it, with what is expected in that figure's place.
{% set figures = unit_figures() %}
with surprising as (
  select * from {{ ref('chk_figure_expected') }}
  where surprise > {{ tolerance('figure_unlikely', 'surprise') }}
)

select
  unit_year.* replace (
    struct_pack(change := struct_pack(unit_key := unit_year.unit_key, field := surprising.field), unit := unit_year.unit_key) as unit_key,
    {% for figure in figures %}
    case when surprising.field = '{{ figure | replace("_vnd", "") }}' then cast(surprising.expected as bigint) else unit_year.{{ figure }} end as {{ figure }}
    {{- ',' if not loop.last }}
    {% endfor %}
  )
from surprising
inner join {{ ref('int_unit_year') }} as unit_year
  on surprising.unit_key = unit_year.unit_key
  and surprising.reference_year = unit_year.reference_year
