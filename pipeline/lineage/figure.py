"""The published figure that is asked about: its definition, its area's name, its row. Or one line that says what there is."""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline.lineage.side import Question
from pipeline.system.errors import HoptacError

_FIGURE = """
    select value, previous_value, growth_pct, matched_growth_pct, matched_units, numerator, denominator, reported_value, target,
        base_value, base_growth_pct, verdict, units_expected, units_reported, break_note, figure_status
    from mart.fct_indicator where indicator = $1 and reference_year = $2 and area_code = $3"""
_NAMES = (
    "value", "previous_value", "growth_pct", "matched_growth_pct", "matched_units", "numerator", "denominator", "reported_value", "target",
    "base_value", "base_growth_pct", "verdict", "units_expected", "units_reported",
    "break_note", "figure_status",
)  # fmt: skip


class ExplainError(HoptacError):
    """Something was asked for that the warehouse does not hold; the line says what it does hold."""


def find_definition(connection: duckdb.DuckDBPyConnection, indicator: str) -> dict[str, Any]:
    columns = ("indicator", "indicator_name", "unit_of_measure", "kind", "decimals", "definition")
    rows = connection.execute(f"select {', '.join(columns)} from mart.dim_indicator order by sort_order").fetchall()
    for row in rows:
        if row[0].casefold() == indicator.strip().casefold():
            return dict(zip(columns, row, strict=True))
    raise ExplainError("Không có chỉ tiêu {}; các chỉ tiêu có: {}.", indicator, ", ".join(row[0] for row in rows))


def check_year(connection: duckdb.DuckDBPyConnection, year: int) -> None:
    years = [found for (found,) in connection.execute("select distinct reference_year from mart.fct_area_year order by 1").fetchall()]
    if year not in years:
        raise ExplainError("Kho số liệu không có năm {}; các năm có: {}.", year, ", ".join(map(str, years)))


def find_area(connection: duckdb.DuckDBPyConnection, area: str, year: int) -> str:
    """The area's name as it was in that year, else the newest it had."""
    rows = connection.execute(
        """select area_code, area_name from mart.dim_area where area_code in (select area_code from mart.fct_area_year)
        order by area_code, year(valid_from) <= $1 and coalesce(year(valid_to), 9999) >= $1, valid_from""",
        [year],
    ).fetchall()
    names = dict(rows)
    if area not in names:
        raise ExplainError("Không có địa bàn {}; các địa bàn có: {}.", area, ", ".join(f"{code} ({name})" for code, name in names.items()))
    return names[area]


def published(connection: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    row = connection.execute(_FIGURE, [question.indicator, question.year, question.area]).fetchone()
    return dict(zip(_NAMES, row or (None,) * len(_NAMES), strict=True))
