"""Where people's decisions stand in the files: the units of their rows, the field, and how a row would count without them. Not here: what
that does to the figures (``decision_effects``).
"""

import duckdb

_CELLS = """
create or replace temp table decided_cell as
with place as (
    select distinct d.decision_id, d.register, d.path, d.sheet, d.row, f.unit_key, f.reference_year, f.finding_id,
        coalesce(r.table_name, f.source) as table_name, coalesce(f.field, l.field) as field,
        case d.register when 'correction' then try_cast(d.found as double) / nullif(try_cast(d.value as double), 0) end as ratio,
        null as submission_id, null as former_key
    from mart.fct_decision as d
    left join mart.fct_finding as f on f.finding_id = d.decision_id
    left join landing.sheet_read as r on r.path = d.path and r.sheet is not distinct from d.sheet
    left join landing.sheet_column as l
        on l.path = d.path and l.sheet is not distinct from d.sheet and l."column" = d."column" and l.table_name = r.table_name
    where d.register <> 'identity'
    union all
    select 'identity-' || register_row, 'identity', path, sheet, row, unit_key, null, null, table_name, null, null,
        submission_id, former_key
    from identity.decision
    where former_key is distinct from unit_key
),
-- Which units have rows of a list that no decision gave them.
other_row as (
    select distinct l.submission_id, l.table_name, l.unit_key from identity.unit_link as l
    anti join identity.decision as d on d.submission_id = l.submission_id and d.sheet is not distinct from l.sheet and d.row = l.row
)
select distinct place.* exclude (unit_key, reference_year, path, sheet, row, finding_id, submission_id, former_key),
    coalesce(s.unit_key, place.unit_key) as unit_key, coalesce(s.reference_year, place.reference_year) as figure_year,
    -- The former unit has the row where it counts as the present one does and has no other; the present one has it no longer.
    case when place.register = 'identity' then
        cast(other.unit_key is null and (place.table_name = 'registry_unit'
            or coalesce(a.in_existence and a.is_htx = b.is_htx, b.unit_type = 'THT')) as integer)
        - cast(own.unit_key is null as integer)
    end as moved_back
from place
left join mart.fct_figure_source as s
    on s.path = place.path and s.sheet is not distinct from place.sheet and s.row = place.row
left join other_row as own
    on own.submission_id = place.submission_id and own.table_name = place.table_name and own.unit_key = place.unit_key
left join other_row as other
    on other.submission_id = place.submission_id and other.table_name = place.table_name and other.unit_key = place.former_key
left join intermediate.int_unit_year as b on b.unit_key = s.unit_key and b.reference_year = s.reference_year
left join intermediate.int_unit_year as a on a.unit_key = place.former_key and a.reference_year = s.reference_year
"""


def find_cells(connection: duckdb.DuckDBPyConnection) -> None:
    """The temporary table ``decided_cell``, one row a decision, unit and year of its figures. Reads ``mart.fct_decision``.

    ``ratio``: of a corrected figure, how many times what is read now stood there before. ``moved_back``: of a row that was linked, how many
    times what it adds would be added more without the decision.
    """
    connection.execute(_CELLS)
