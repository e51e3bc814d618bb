"""Unit by unit: what each adds to an indicator, why another adds nothing, and the cells that this rests on.

What a unit adds is a row of ``mart.fct_contribution``; which cells decide and why a unit does not count is said by ``conditions``.
Works on temporary tables of one connection, in this order: ``share``, ``chosen``, ``place``.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from pipeline.config import Rules
from pipeline.lineage.conditions import Cell, conditions
from pipeline.lineage.indicators import Indicator

NUMBERS = ("value", "weight", "divisor")
DAYS = ("registered_on", "founded_on", "converted_on", "dissolved_on")
DETAILS = ("legal_status", "operating_state", "rating", *DAYS)
DETAILS_SQL = ", ".join(f"cast({name} as varchar) as {name}" for name in DETAILS)

UNITS = """
    select unit.* exclude (commune_code, industry_code, charter_capital_vnd, converted_from, submission_id),
        own.has_report as area_has_report, whole.window_start, whole.cutoff_day
    from mart.fct_unit_year as unit
    join mart.fct_area_year as whole on whole.reference_year = unit.reference_year and whole.area_level = 'province'
    left join mart.fct_area_year as own on own.reference_year = unit.reference_year and own.area_code = unit.area_code"""
OF_SIDE = "unit.reference_year = $year and ($area is null or unit.area_code = $area)"

_SHARE = """
    create or replace temp table share as
    with kinds as (select unit.*, {is_kind} as is_kind from ({units} where {which}) as unit),
    added as (select * from mart.fct_contribution where indicator = $indicator)
    select unit.*, added.numerator, added.denominator, added.is_reported as is_heard,
        coalesce(added.numerator, added.denominator) is not null as is_counted,
        case {reasons} end as reason
    from kinds as unit
    left join added on added.unit_key = unit.unit_key and added.reference_year = unit.reference_year
    where is_kind{others}"""

_PLACE = """
    create or replace temp table place as
    with wanted as (
        select * from mart.fct_figure_source semi join chosen using (unit_key, reference_year) {of_keys}
    )
    select
        source.*,
        -- The newest list is the year's own: one row, said once.
        source.source = 'registry_own_year' and exists (
            select 1 from wanted as newest
            where newest.source = 'registry_newest' and newest.unit_key = source.unit_key
                and newest.reference_year = source.reference_year and newest.submission_id = source.submission_id
                and newest.sheet is not distinct from source.sheet and newest.row = source.row
        ) as is_newest,
        source.source = 'registry_newest' and exists (
            select 1 from wanted as own
            where own.source = 'registry_own_year' and own.unit_key = source.unit_key and own.reference_year = source.reference_year
        ) as has_own_year
    from wanted as source"""

_CELL = """
    select wanted.ordinal, unit.unit_key, unit.reference_year, unit.area_code, source.path, source.sheet, source.row, letter.column_letter,
        case wanted.ordinal {says} end as says, letter.multiplier
    from chosen as unit
    join place as source on source.unit_key = unit.unit_key and source.reference_year = unit.reference_year
    join (values {wanted}) as wanted (ordinal, source, table_name, field) on wanted.source = source.source
    left join mart.dim_column as letter
        on letter.submission_id = source.submission_id and letter.sheet is not distinct from source.sheet
        and letter.table_name = wanted.table_name and letter.field = wanted.field
    where case wanted.ordinal {when} end"""


def make_shares(connection: duckdb.DuckDBPyConnection, one: Indicator, rules: Rules, which: str, values: dict[str, Any]) -> None:
    """Make ``share``: a row a unit and year that could count, with what it adds (null: nothing) and ``reason``, why not (null: it counts).

    ``which``: of which units and years, as SQL over ``unit`` with ``values`` bound.
    """
    known = conditions()
    sql = _SHARE.format(
        units=UNITS,
        which=which,
        is_kind=known.kinds[one.units].when,
        reasons=" ".join(f"when {when} then '{reason}'" for reason, when in known.reasons_of(one).items()),
        others=f" or coalesce(unit.{one.flag}, false)" if one.flag and known.flags[one.flag].others else "",
    )
    connection.execute(sql, {"indicator": one.indicator, **values, **({"htx_types": list(rules.htx_types)} if "$htx_types" in sql else {})})


def choose(connection: duckdb.DuckDBPyConnection, relation: str, which: str = "true") -> None:
    """Make ``chosen``: the units and years that an answer speaks of."""
    connection.execute(f"create or replace temp view chosen as select * from {relation} where {which}")


def find_places(connection: duckdb.DuckDBPyConnection, keys: Sequence[str] | None = None) -> None:
    """Make ``place``: the source rows of ``chosen``; of these units only where ``keys`` are given."""
    of_keys = "" if keys is None else "where unit_key in (select unnest($keys))"
    connection.execute(_PLACE.format(of_keys=of_keys), {} if keys is None else {"keys": list(keys)})


def cells(connection: duckdb.DuckDBPyConnection, wanted: Sequence[Cell]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(unit_key, reference_year, cell) of ``place`` in the order of ``wanted``, rows and years; none where a source has no row.

    A cell is {role, field, path, sheet, cell, row, value, written_in}: ``sheet`` is None in a CSV, ``cell`` None where the column is
    not known; ``value`` an int (money in đồng) for figures, else text or None; ``written_in`` the đồng of one unit written, for money.
    """
    rows = connection.execute(f"{_cells_sql(wanted)} order by ordinal, path, sheet, row, reference_year desc").fetchall()
    for ordinal, unit_key, year, _, path, sheet, row, letter, value, multiplier in rows:
        role = wanted[ordinal].role
        cell = {
            "role": role,
            "field": wanted[ordinal].field,
            "path": path,
            "sheet": sheet,
            "cell": f"{letter}{row}" if letter else None,
            "row": row,
            "value": int(value) if role in NUMBERS and value is not None else value,
        }
        if multiplier not in (None, 1.0):
            cell["written_in"] = int(multiplier)
        yield unit_key, year, cell


def count_cells(connection: duckdb.DuckDBPyConnection, wanted: Sequence[Cell], first: int) -> list[tuple[Any, ...]]:
    """How many of these cells there are and the first ones: (area_code, count, [{path, sheet, cell}]), a row an area; None: everywhere."""
    return connection.execute(
        f"""
        select area_code, count(*),
            list({{'path': path, 'sheet': sheet, 'cell': coalesce(column_letter, '') || row}} order by ordinal, path, sheet, row)[1:{first}]
        from ({_cells_sql(wanted)})
        group by grouping sets ((area_code), ())
        having grouping(area_code) = 1 or area_code is not null"""
    ).fetchall()


def _cells_sql(wanted: Sequence[Cell]) -> str:
    tables = {name: source.table for name, source in conditions().sources.items()}
    return _CELL.format(
        wanted=", ".join(f"({number}, '{cell.source}', '{tables[cell.source]}', '{cell.field}')" for number, cell in enumerate(wanted)),
        when=" ".join(f"when {number} then {cell.when}" for number, cell in enumerate(wanted)),
        says=" ".join(f"when {number} then cast({cell.said} as varchar)" for number, cell in enumerate(wanted)),
    )
