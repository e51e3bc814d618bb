-- One row per biểu 1 row of a district's report that counts: how far it is from the units, the year before and the other items.
with distance as (
  select
    *,
    unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }}
    and previous_gap > {{ tolerance('previous_differs_from_last_report', 'max_value') }} as is_off_twice,
    abs(value - previous_expected) <= value_step / 2 + 1e-9 * abs(value)
    and abs(previous_value - expected) <= value_step / 2 + 1e-9 * abs(previous_value) as is_right_exchanged
  from {{ ref('chk_total_distance') }}
),

-- Items that are wrong in both years, and right if each stood where the other does.
counted as (
  select
    *,
    count(case when is_off_twice and is_right_exchanged then 1 end) over (partition by submission_id, sheet) as crossed_items,
    count(case when is_off_twice and is_right_exchanged then 1 end) over (partition by submission_id, sheet)
    / cast(nullif(count(case when is_off_twice then 1 end) over (partition by submission_id, sheet), 0) as double) as crossed_share
  from distance
),

-- Of a sheet whose years stand in each other's place no item is wrong by itself.
compared as (
  select
    * exclude (is_off_twice, is_right_exchanged) replace (
      case when not is_exchanged then unit_gap end as unit_gap,
      case when not is_exchanged then previous_gap end as previous_gap
    )
  from (
    select
      *,
      crossed_items > {{ tolerance('years_exchanged', 'max_value') }}
      and coalesce(crossed_share > {{ tolerance('years_exchanged', 'crossed_share') }}, false) as is_exchanged
    from counted
  ) as judged
),

definition as (
  select * from {{ ref('chk_total_definition') }}
),

-- One row a sheet and item: what the items are compared by.
stated as (
  select
    submission_id,
    item,
    max(case when occurrence = 1 then value end) as value,
    max(case when occurrence = 1 then expected end) as expected,
    max(case when occurrence = 1 then previous_value end) as previous_value,
    max(case when unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }} then 1 else 0 end) > 0 as is_doubtful,
    max(case when previous_gap > {{ tolerance('previous_differs_from_last_report', 'max_value') }} then 1 else 0 end) > 0 as is_previous_doubtful
  from compared
  group by submission_id, item
),

-- Parts that exclude each other, where all of them are stated. The largest part is the likeliest slip.
split as (
  select
    stated.submission_id,
    stated.item,
    case
      when count(stated.value) over (partition by stated.submission_id, definition.split_of) = definition.split_parts
        then sum(stated.value) over (partition by stated.submission_id, definition.split_of)
    end as all_parts,
    first_value(stated.item) over (
      partition by stated.submission_id, definition.split_of order by stated.value desc, definition.sort_order
    ) as largest_part
  from stated
  inner join definition on stated.item = definition.item
  where definition.split_of is not null
),

split_item as (
  select split_of, {{ joined_text('item', ' + ', 'sort_order') }} as items
  from definition
  where split_of is not null
  group by split_of
),

-- Units of the sheet that another rule already names as missing, too many, or of another type.
named as (
  select submission_id, count(*) as units
  from (
    select submission_id from {{ ref('chk_absent_unit') }} where is_absent_from_report
    union all
    select submission_id from {{ ref('chk_unit_report') }}
    where registry_matches < {{ tolerance('unit_not_in_registry', 'min_value') }}
      or unit_type <> type_compared
      or own_area_code <> area_compared
      or senders_beside_home > {{ tolerance('unit_in_two_districts', 'max_value') }}
  ) as unit
  group by submission_id
),

-- Units that biểu 1 counts and biểu 2 lacks, where they are just as many as the count is off by; the first speaks for all.
absent as (
  select compared.submission_id, definition.units, max(absent_unit.unit_key) as unit_key
  from compared
  inner join definition on compared.item = definition.item and definition.counted_scope = 'existing'
  inner join (
    select submission_id, units, count(*) as absent_units, min(unit_key) as unit_key
    from {{ ref('chk_absent_unit') }}
    where is_absent_from_report
    group by submission_id, units
  ) as absent_unit
    on compared.submission_id = absent_unit.submission_id
    and definition.units = absent_unit.units
    and compared.value - compared.expected = absent_unit.absent_units
  group by compared.submission_id, definition.units
),

-- Where the whole itself is in doubt, its part is held against what the whole should be.
related as (
  select
    compared.*,
    definition.part_of as whole_item,
    {{ field_of('definition.figure') }} as figure,
    coalesce(definition.may_be_negative, false) as may_be_negative,
    definition.split_of as split_whole_item,
    split_item.items as split_items,
    case when whole.is_doubtful then whole.expected else whole.value end as whole_value,
    split_whole.value as managers,
    case when split.item = split.largest_part and not coalesce(split_whole.is_doubtful, false) then split.all_parts end as trained_staff,
    case when definition.new_item is not null then stated.previous_value end as previous_total,
    founded.value as newly_founded,
    gone.value as dissolved,
    case
      when not (compared.is_exchanged or stated.is_doubtful or founded.is_doubtful or gone.is_doubtful or stated.is_previous_doubtful)
        then stated.value - (stated.previous_value + founded.value - gone.value)
    end as identity_gap,
    total_event.came_last_year + total_event.moved_this_year + total_event.arrived as most_gap,
    -total_event.went_last_year - total_event.moved_this_year - total_event.departed as least_gap,
    coalesce(named.units, 0) as named_units,
    -- Whose row, counted otherwise or absent, the item is off by: in its own class or, if it was counted there, the other.
    case
      when compared.unit_gap > {{ tolerance('total_differs_from_units', 'max_value') }}
        then coalesce(
          case when upper(definition.units) = total_row.units or total_row.way = 'other_class' then total_row.unit_key end,
          case when compared.value > compared.expected or definition.kind = 'mean' then absent.unit_key end
        )
    end as unit_key,
    -- Units of part of a year are named as that, and rows that stand there twice; their own totals are the evidence.
    coalesce(
      compared.is_of_listed_rows
      or abs(log10(nullif(compared.expected, 0) / nullif(compared.value, 0)) - sheet_level.middle) < {{ tolerance('sheet_of_part_of_year', 'most_apart') }}, false
    ) as is_explained,
    -- Left blank though the units have given it; a sheet wholly blank has been said.
    case
      when compared.value is null and said.field is null and count(compared.value) over (partition by compared.submission_id) > 0
        then nullif(computed.value, 0)
    end as computed_value
  from compared
  inner join stated on compared.submission_id = stated.submission_id and compared.item = stated.item
  left join definition on compared.item = definition.item
  left join stated as whole on compared.submission_id = whole.submission_id and definition.part_of = whole.item
  left join split_item on definition.split_of = split_item.split_of
  left join split on compared.submission_id = split.submission_id and compared.item = split.item
  left join stated as split_whole on compared.submission_id = split_whole.submission_id and definition.split_of = split_whole.item
  left join stated as founded on compared.submission_id = founded.submission_id and definition.new_item = founded.item
  left join stated as gone on compared.submission_id = gone.submission_id and definition.dissolved_item = gone.item
  left join absent on compared.submission_id = absent.submission_id and definition.units = absent.units
  inner join {{ ref('chk_total_event') }} as total_event on compared.submission_id = total_event.submission_id
  left join named on compared.submission_id = named.submission_id
  left join {{ ref('chk_total_row') }} as total_row on compared.submission_id = total_row.submission_id
  left join {{ ref('chk_sheet_level') }} as sheet_level on compared.submission_id = sheet_level.submission_id and sheet_level.is_part_of_year
  left join {{ ref('agency') }} as agency on compared.sender = agency.sender
  left join {{ ref('fct_indicator') }} as computed
    on agency.area_code = computed.area_code
    and compared.reference_year = computed.reference_year
    and compared.item = computed.indicator
  left join {{ ref('chk_cell_reported') }} as said
    on {{ same_row('compared', 'said') }}
    and said.table_name = 'total_item' and said.field = 'value'
    and said.column_letter = compared.value_column
)

select
  submission_id,
  sender,
  reference_year,
  path,
  sheet,
  row,
  unit_key,
  item,
  coalesce(indicator_name, label) as indicator_name,
  value,
  value_step,
  previous_value,
  reference_year - 1 as last_year,
  expected,
  previous_expected,
  whole_item,
  whole_value,
  may_be_negative,
  split_whole_item,
  split_items,
  trained_staff,
  previous_total,
  newly_founded,
  dissolved,
  managers,
  case when not is_explained then unit_gap end as unit_gap,
  case when is_explained and is_of_listed_rows then unit_gap end as repeated_gap,
  previous_gap,
  identity_gap,
  computed_value,
  named_units,
  crossed_items,
  crossed_share,
  figure,
  -- What events about a report, and units that other rules name, do not explain.
  greatest(identity_gap - most_gap - named_units, least_gap - named_units - identity_gap) as identity_excess
from related
