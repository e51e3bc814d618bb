"""The cells behind units: from a source's row and a field to file, sheet and cell. Works on temporary tables of one connection.

Which cells matter to an indicator is said in ``parts``; here they are only looked up.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import duckdb

from pipeline.lineage.cell_specs import CellSpec, value_sql

NUMBERS = ("value", "weight")

_PLACES = """
    create or replace temp table place as
    with wanted as (
        select * from mart.fct_unit_source semi join chosen using (unit_key, reference_year) {of_keys}
    )
    select
        w.*,
        -- The newest list is the year's own: one row, said once.
        w.source = 'registry_own_year' and exists (
            select 1 from wanted as n
            where n.source = 'registry_newest' and n.unit_key = w.unit_key and n.reference_year = w.reference_year
                and n.submission_id = w.submission_id and n.sheet is not distinct from w.sheet and n.row = w.row
        ) as is_newest,
        w.source = 'registry_newest' and exists (
            select 1 from wanted as o
            where o.source = 'registry_own_year' and o.unit_key = w.unit_key and o.reference_year = w.reference_year
        ) as has_own_year
    from wanted as w"""


def choose(connection: duckdb.DuckDBPyConnection, relation: str, which: str = "true") -> None:
    """Make ``chosen``: the units and years that an answer speaks of."""
    connection.execute(f"create or replace temp view chosen as select * from {relation} where {which}")


def find_places(connection: duckdb.DuckDBPyConnection, keys: Sequence[str] | None = None) -> None:
    """Make ``place``: the source rows of ``chosen``; of these units only where ``keys`` are given."""
    of_keys = "" if keys is None else "where unit_key in (select unnest($keys))"
    connection.execute(_PLACES.format(of_keys=of_keys), {} if keys is None else {"keys": list(keys)})


def cells(connection: duckdb.DuckDBPyConnection, specs: Sequence[CellSpec]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(unit_key, reference_year, cell) of ``place`` in the order of ``specs``, then of rows; a source without a row of the unit gives none.

    A cell is {role, field, path, sheet, cell, row, value, written_in}: ``sheet`` is None in a CSV, ``cell`` None where the column is
    not known; ``value`` an int (money in đồng) for figures, else text or None; ``written_in`` the đồng of one unit written, for money.
    """
    rows = connection.execute(f"{_cells_sql(specs)} order by ordinal, path, sheet, row").fetchall()
    for ordinal, unit_key, year, _, path, sheet, row, letter, value, multiplier in rows:
        spec = specs[ordinal]
        cell = {
            "role": spec.role,
            "field": spec.field,
            "path": path,
            "sheet": sheet,
            "cell": f"{letter}{row}" if letter else None,
            "row": row,
            "value": int(value) if spec.role in NUMBERS and value is not None else value,
        }
        if multiplier not in (None, 1.0):
            cell["written_in"] = int(multiplier)
        yield unit_key, year, cell


def count_cells(connection: duckdb.DuckDBPyConnection, specs: Sequence[CellSpec], first: int) -> list[tuple[Any, ...]]:
    """How many of these cells there are and the first ones: (area_code, count, [{path, sheet, cell}]), a row an area; None: everywhere."""
    return connection.execute(
        f"""
        select area_code, count(*),
            list({{'path': path, 'sheet': sheet, 'cell': coalesce(column_letter, '') || row}} order by ordinal, path, sheet, row)[1:{first}]
        from ({_cells_sql(specs)})
        group by grouping sets ((area_code), ())
        having grouping(area_code) = 1 or area_code is not null"""
    ).fetchall()


def _cells_sql(specs: Sequence[CellSpec]) -> str:
    wanted = ", ".join(f"({number}, '{spec.source}', '{spec.table}', '{spec.field}')" for number, spec in enumerate(specs))
    when = " ".join(f"when {number} then {spec.when}" for number, spec in enumerate(specs))
    value = " ".join(f"when {number} then {value_sql(spec)}" for number, spec in enumerate(specs))
    return f"""
        select w.ordinal, u.unit_key, u.reference_year, u.area_code, s.path, s.sheet, s.row, l.column_letter,
            case w.ordinal {value} end as value, l.multiplier
        from chosen as u
        join place as s on s.unit_key = u.unit_key and s.reference_year = u.reference_year
        join (values {wanted}) as w (ordinal, source, table_name, field) on w.source = s.source
        left join mart.dim_column as l
            on l.submission_id = s.submission_id and l.sheet is not distinct from s.sheet
            and l.table_name = w.table_name and l.field = w.field
        where case w.ordinal {when} end"""
