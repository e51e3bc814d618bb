{{ config(materialized='ephemeral') }}
-- One row per figure of a biểu 2 row that counts: how far it lies from the middle of those before and of its peers, and their spread, on a log scale.
--   Robust z: distance from the group's median over the standard deviation that its median absolute deviation stands for; counts carry their own counting noise.
{% set figures = unit_figures() %}
with unit_report as (
  select * from {{ ref('chk_unit_row') }}
),

figure as (
  {% for figure in figures %}
  select
    submission_id, sender, reference_year, path, sheet, row, unit_key, name, unit_type, sector, started_on, occurrence,
    coalesce(operating_state, 'Đang hoạt động') = 'Đang hoạt động' as is_operating,
    coalesce(operating_state, '') = 'Đã giải thể' as is_dissolved,
    '{{ figure | replace("_vnd", "") }}' as field,
    {{ 'true' if figure.endswith('_vnd') else 'false' }} as is_money,
    cast({{ figure }} as double) as value
  from unit_report
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

reference_year as (
  select * from {{ ref('int_reference_year') }}
),

-- A unit that stands still measures nothing; money of its first year is that of part of a year, people are counted all the same.
paired as (
  select
    figure.*,
    last_year.value as last_value,
    last_year.unit_key is null as is_first_report,
    case
      when figure.value > 0 and last_year.value > 0 and figure.is_operating and last_year.is_operating
        then log10(figure.value / last_year.value)
    end as ratio,
    case when figure.value > 0 and figure.is_operating then log10(figure.value) end as size,
    coalesce(figure.started_on >= this_window.window_start, false) as is_first_year,
    figure.is_money and coalesce(figure.started_on >= last_window.window_start, false) as is_after_first_year,
    -- Half the counting noise: most of a stock stays. The variance of a count's decimal logarithm is 1 / (n · ln² 10).
    case
      when figure.is_money then 0
      else {{ count_noise() }} / 4 * (coalesce(1 / nullif(abs(figure.value), 0), 0) + coalesce(1 / nullif(abs(last_year.value), 0), 0))
    end as counting_noise
  from figure
  left join figure as last_year
    on figure.unit_key = last_year.unit_key
    and figure.sender = last_year.sender
    and figure.reference_year = last_year.reference_year + 1
    and figure.field = last_year.field
    and last_year.occurrence = 1
  left join reference_year as this_window on figure.reference_year = this_window.reference_year
  left join reference_year as last_window on figure.reference_year = last_window.reference_year + 1
),

ratio_of_sender as (
  select
    reference_year,
    field,
    {{ unit_class('unit_type') }} as unit_class,
    sender,
    median(case when not is_after_first_year then ratio end) as middle,
    count(case when not is_after_first_year then ratio end) as units
  from paired
  group by reference_year, field, {{ unit_class('unit_type') }}, sender
),

-- Every sender has one vote: a whole column in another unit, from however large a district, is one office's slip.
ratio_median as (
  select reference_year, field, unit_class, median(middle) as middle, sum(units) as units
  from ratio_of_sender
  group by reference_year, field, unit_class
),

spread_of_sender as (
  select
    ratio_median.reference_year,
    ratio_median.field,
    ratio_median.unit_class,
    ratio_median.middle,
    ratio_median.units,
    paired.sender,
    median(case when not paired.is_after_first_year then abs(paired.ratio - ratio_median.middle) end) as spread,
    {{ tenth('case when not paired.is_after_first_year then abs(paired.ratio - ratio_median.middle) end') }} as tail
  from ratio_median
  inner join paired
    on ratio_median.reference_year = paired.reference_year
    and ratio_median.field = paired.field
    and ratio_median.unit_class = {{ unit_class('paired.unit_type') }}
  group by
    ratio_median.reference_year, ratio_median.field, ratio_median.unit_class, ratio_median.middle, ratio_median.units, paired.sender
),

ratio_spread as (
  -- What one in ten does is no surprise.
  select reference_year, field, unit_class, middle, units, greatest({{ sigma_of_mad() }} * median(spread), median(tail) / {{ sigmas_of_tenth() }}) as spread
  from spread_of_sender
  group by reference_year, field, unit_class, middle, units
),

-- The common movement of its kind supports a figure: units of its sector, in its district or in the province, that went the same way. What is
-- off by a power of ten as a whole supports nothing.
kin as (
  {% for place in ["sender", "''"] %}
  select
    reference_year, field, {{ unit_class('unit_type') }} as unit_class, sector, {{ place }} as sender,
    median(case when not is_after_first_year then ratio end) as middle
  from paired
  where sector is not null
  group by reference_year, field, {{ unit_class('unit_type') }}, sector, {{ place }}
  having count(case when not is_after_first_year then ratio end) >= {{ tolerance('figure_unlikely', 'kin_units') }}
  {{ 'union all' if not loop.last }}
  {% endfor %}
),

kin_movement as (
  select
    paired.submission_id, paired.sheet, paired.row, paired.field,
    arg_min(kin.middle, abs(paired.ratio - kin.middle)) as middle
  from paired
  inner join ratio_median
    on paired.reference_year = ratio_median.reference_year
    and paired.field = ratio_median.field
    and ratio_median.unit_class = {{ unit_class('paired.unit_type') }}
  inner join kin
    on paired.reference_year = kin.reference_year
    and paired.field = kin.field
    and kin.unit_class = ratio_median.unit_class
    and paired.sector = kin.sector
    and kin.sender in (paired.sender, '')
  where abs(kin.middle - ratio_median.middle) < {{ tolerance('figure_off_by_thousands', 'sound_decades') }}
    and abs(paired.ratio - kin.middle) < abs(paired.ratio - ratio_median.middle)
  group by paired.submission_id, paired.sheet, paired.row, paired.field
),

-- Who is nearer to another power of ten than to its own past is no measure for others.
sound as (
  select
    paired.*,
    case when abs(paired.ratio - ratio_median.middle) > {{ tolerance('figure_off_by_thousands', 'sound_decades') }} then null else paired.size end as sound_size
  from paired
  left join ratio_median
    on paired.reference_year = ratio_median.reference_year
    and paired.field = ratio_median.field
    and ratio_median.unit_class = {{ unit_class('paired.unit_type') }}
),

-- Peers: the same type and sector where enough of them can measure, else the same type.
peer_group as (
  select reference_year, field, unit_type, sector, count(sound_size) as units
  from sound
  group by reference_year, field, unit_type, sector
),

grouped as (
  select
    sound.*,
    case when peer_group.units >= {{ tolerance('figure_off_by_thousands', 'peers') }} then coalesce(sound.sector, '') else '*' end as peer_sector
  from sound
  left join peer_group
    on sound.reference_year = peer_group.reference_year
    and sound.field = peer_group.field
    and sound.unit_type = peer_group.unit_type
    and sound.sector = peer_group.sector
),

peer_member as (
  select reference_year, field, unit_type, coalesce(sector, '') as peer_sector, sound_size as size from grouped where sound_size is not null
  union all
  select reference_year, field, unit_type, '*' as peer_sector, sound_size as size from grouped where sound_size is not null
),

peer_median as (
  select reference_year, field, unit_type, peer_sector, median(size) as middle, count(*) as units
  from peer_member
  group by reference_year, field, unit_type, peer_sector
),

peer_spread as (
  select
    peer_median.reference_year, peer_median.field, peer_median.unit_type, peer_median.peer_sector, peer_median.middle, peer_median.units,
    median(abs(peer_member.size - peer_median.middle)) as spread
  from peer_median
  inner join peer_member
    on peer_median.reference_year = peer_member.reference_year
    and peer_median.field = peer_member.field
    and peer_median.unit_type = peer_member.unit_type
    and peer_median.peer_sector = peer_member.peer_sector
  group by
    peer_median.reference_year, peer_median.field, peer_median.unit_type, peer_median.peer_sector, peer_median.middle, peer_median.units
)

select
  grouped.*,
  ratio_spread.units as past_units,
  peer_spread.units as peer_units,
  grouped.ratio - coalesce(kin_movement.middle, ratio_spread.middle) as past_distance,
  grouped.last_value * power(10, ratio_spread.middle) as past_expected,
  grouped.size - peer_spread.middle as peer_distance,
  -- However still its group stands, a figure may move a little.
  sqrt(
    power(greatest(ratio_spread.spread, {{ least_spread() }}), 2)
    + grouped.counting_noise
    -- From one month to twelve: about two standard deviations of log 12. A whole year after a part of one never earns less for it.
    + case when grouped.is_after_first_year and coalesce(grouped.ratio > ratio_spread.middle, true) then power(log10(12) / 2, 2) else 0 end
  ) as past_scale,
  sqrt(
    power(greatest({{ sigma_of_mad() }} * peer_spread.spread, {{ least_spread() }}), 2)
    -- Between units counts differ by all of the counting noise, the usual one's too.
    + case when grouped.is_money then 0 else 4 * grouped.counting_noise + {{ count_noise() }} / power(10, peer_spread.middle) end
  ) as peer_scale,
  power(10, peer_spread.middle) as peer_usual
from grouped
left join ratio_spread
  on grouped.reference_year = ratio_spread.reference_year
  and grouped.field = ratio_spread.field
  and ratio_spread.unit_class = {{ unit_class('grouped.unit_type') }}
left join peer_spread
  on grouped.reference_year = peer_spread.reference_year
  and grouped.field = peer_spread.field
  and grouped.unit_type = peer_spread.unit_type
  and grouped.peer_sector = peer_spread.peer_sector
left join kin_movement
  on {{ same_cell('grouped', 'kin_movement') }}
