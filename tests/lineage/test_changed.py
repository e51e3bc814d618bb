"""A cell that, written otherwise, changes what its unit contributes is traced to every figure that it changes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipeline.lineage.trace import trace_cell
from tests.lineage.again import again, rerun
from tests.lineage.province import YEAR, Built

_RATED_BY_FORM_2 = f"""link.unit_key in (
    select unit_key from mart.fct_unit_year
    where reference_year = {YEAR} and rating_source = 'unit_report' and is_effective and unit_type = 'HTX'
)"""
# Table and field: what is written instead (SQL), and of which rows.
CHANGES = {
    ("registry_unit", "registered_on"): ("date '2031-01-01'", "true"),
    ("registry_unit", "status"): ("'Đã giải thể'", "status = 'Đang hoạt động'"),
    ("registry_unit", "unit_type"): ("'LHHTX'", "unit_type = 'HTX'"),
    ("alliance_member", "joined_on"): ("date '2031-01-01'", "left_on is null"),
    ("alliance_member", "left_on"): ("null", "left_on is not null"),
    ("rating_report", "rating"): ("'Yếu'", "rating in ('Tốt', 'Khá')"),
    ("unit_report", "operating_state"): ("'Ngừng hoạt động'", "unit_type = 'HTX' and operating_state = 'Đang hoạt động'"),
    ("unit_report", "founded_on"): ("date '2001-01-01'", f"unit_type = 'THT' and year(founded_on) = {YEAR}"),
    ("unit_report", "unit_type"): ("'LHHTX'", "unit_type = 'THT'"),
    ("unit_report", "rating"): ("'Yếu'", f"rating in ('Tốt', 'Khá') and {_RATED_BY_FORM_2}"),
    **{
        ("unit_report", field): (f"{column} + 1", f"unit_type = 'HTX' and {column} > 0 and operating_state = 'Đang hoạt động'")
        for field, column in {
            "members": "members",
            "new_members": "new_members",
            "workers": "workers",
            "managers": "managers",
            "managers_trained": "managers_trained",
            "revenue": "revenue_vnd",
            "revenue_from_members": "revenue_from_members_vnd",
            "profit": "profit_vnd",
            "member_income": "member_income_vnd",
            "worker_income": "worker_income_vnd",
        }.items()
    },
}
_ROWS = """
    select line.submission_id, line.sheet, line.row, link.unit_key, letter.path, letter.column_letter
    from landing.{table} as line
    join landing.submission using (submission_id)
    join identity.unit_link as link
        on link.submission_id = line.submission_id and link.sheet is not distinct from line.sheet and link.row = line.row
        and link.table_name = '{table}'
    join mart.dim_column as letter
        on letter.submission_id = line.submission_id and letter.sheet is not distinct from line.sheet
        and letter.table_name = '{table}' and letter.field = '{field}'
    where submission.is_current and submission.reference_year = {year} and {which}
        and exists (
            select 1 from mart.fct_figure_source as used
            join mart.fct_contribution as counted
                on counted.unit_key = used.unit_key and counted.reference_year = used.reference_year
            where used.unit_key = link.unit_key and used.submission_id = line.submission_id and used.row = line.row
        )
    order by link.unit_key"""
_CONTRIBUTIONS = """
    select indicator, reference_year, numerator, denominator from mart.fct_contribution
    where unit_key = ? and coalesce(numerator, denominator) is not null"""
Cell = tuple[str, str]


@pytest.fixture(scope="module")
def changed(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[Cell, Any]]]:
    """The build as it was, and by field the cell that was changed in a copy with the indicators of its unit that this changed."""
    found: dict[Cell, Any] = {}
    with (
        again(built.folder, tmp_path_factory.mktemp("before") / "copy") as before,
        again(built.folder, tmp_path_factory.mktemp("after") / "copy") as after,
    ):
        taken: set[str] = set()
        for (table, field), (value, which) in CHANGES.items():
            column = field if (table, f"{field}_vnd") not in _columns(after, table) else f"{field}_vnd"
            rows = after.execute(_ROWS.format(table=table, field=field, which=which, year=YEAR)).fetchall()
            submission, sheet, row, unit_key, path, letter = next(one for one in rows if one[3] not in taken)
            taken.add(unit_key)
            after.execute(
                f"update landing.{table} set {column} = {value} where submission_id = ? and sheet is not distinct from ? and row = ?",
                [submission, sheet, row],
            )
            found[table, field] = (unit_key, path, sheet, f"{letter}{row}")
        rerun(after, built.folder, "fct_contribution")
        for key, (unit_key, *cell) in found.items():
            was, now = (set(connection.execute(_CONTRIBUTIONS, [unit_key]).fetchall()) for connection in (before, after))
            found[key] = (cell, {(indicator, year) for indicator, year, *_ in was - now})
        yield before, found


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> set[tuple[str, str]]:
    rows = connection.execute(
        "select table_name, column_name from information_schema.columns where table_schema = 'landing' and table_name = ?", [table]
    )
    return set(rows.fetchall())


@pytest.mark.parametrize("cell", CHANGES, ids=".".join)
def test_what_a_cell_changes_it_is_traced_to(built: Built, changed: tuple[duckdb.DuckDBPyConnection, dict], cell: Cell) -> None:
    connection, found = changed
    (path, sheet, place), indicators = found[cell]
    traced = trace_cell(connection, built.province, path, sheet or "", place)
    fed = {(figure["indicator"], figure["reference_year"]) for figure in traced["figures"] if figure["role"] == "value"}
    standing = {
        (indicator, year)
        for indicator, year in connection.execute(
            "select indicator, reference_year from mart.fct_indicator where area_code = '62' and value is not null"
        ).fetchall()
    }
    assert indicators, "the change changed nothing: the test proves nothing"
    assert indicators & standing <= fed, (path, place)
