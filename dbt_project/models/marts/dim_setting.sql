-- One row per setting of the province that decides what counts, and value of it.
{% for name, meaning in province_settings().items() %}
select '{{ name }}' as setting, cast({{ name }} as varchar) as value, '{{ meaning }}' as meaning
from {{ source('landing', 'run') }}
union all
{% endfor %}
select 'htx_types' as setting, unit_type as value, 'Loại hình được tính là HTX' as meaning
from {{ source('landing', 'htx_type') }}
union all
select 'effective_ratings' as setting, rating as value, 'Xếp loại được tính là hoạt động có hiệu quả' as meaning
from {{ source('landing', 'effective_rating') }}
