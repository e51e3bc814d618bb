"""From a cell of a document to every figure that it feeds: ``explain`` the other way round.

Which cell is meant: ``place``; a unit's cells: ``unit_cell``; how an answer looks: ``explain_text``.
"""

from __future__ import annotations

from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.conditions import conditions
from pipeline.lineage.documents import local_time, whole
from pipeline.lineage.indicators import read_indicators
from pipeline.lineage.place import Place, find_place
from pipeline.lineage.unit_cell import figures_of_unit, tables_of_unit, unit_at
from pipeline.lineage.words import Words
from pipeline.warehouse.reader import records

IDENTITY = ("name", "registration_code", "certificate_no", "converted_from", "decision_no")


def trace_cell(
    connection: duckdb.DuckDBPyConnection, province: Province, path: str, sheet: str, cell: str, lang: str = "vi"
) -> dict[str, Any]:
    """What a cell is and every figure it feeds, as plain data (JSON as it stands).

    ``figures``: {indicator, indicator_name, area_code, area_name, reference_year, role, part, value, numerator, denominator}.
    ``role``: ``value``, ``previous_value`` (of the year named), ``matched``, ``base_value``, ``reported_value``, or ``left_out`` with
    ``reason_text``, where this cell is why the unit does not count. ``part``: the cell is the number added up (``value``), its ``weight``,
    a ``condition`` of counting, or says what and where the unit is (``placement``).
    ``tables``: other tables of the report. ``path`` may begin with ``raw/``; a CSV has no sheet, whatever is given.
    Raises TraceError, one clear line.
    """
    words = Words.of(lang)
    place = find_place(connection, province, path, sheet, cell)
    answer = place.as_dict() | {"notes": [], "figures": [], "tables": [], "findings": _findings(connection, place)}
    answer["corrections"] = _corrections(connection, province, place)
    if place.superseded_by or not place.was_read:
        answer["notes"].append({"note": "superseded", "path": place.superseded_by} if place.superseded_by else {"note": "not_read"})
    elif place.table == "total_item":
        answer["figures"] = _of_item(connection, province, place, answer)
    elif place.table in ("training_class", "task_report"):
        answer["tables"] = _of_list(connection, place)
    elif place.table:
        answer["unit"] = unit_at(connection, place)
        if answer["unit"]:
            answer["figures"] = figures_of_unit(connection, province, place, words, answer)
            answer["tables"] = tables_of_unit(connection, place)
        _note_unused(connection, place, answer)
    if place.was_read and conditions().is_scored(place.table, place.field, is_replaced=place.superseded_by is not None):
        answer["tables"].append({"table": "scores", "reference_year": place.reference_year})
    _name(connection, province, words, answer)
    return answer


def _name(connection: duckdb.DuckDBPyConnection, province: Province, words: Words, answer: dict[str, Any]) -> None:
    """Names beside the codes; then by role, year, area (the province first) and the forms' order of indicators."""
    indicators = read_indicators(connection)
    areas = dict(connection.execute("select area_code, area_name from mart.dim_area").fetchall())
    order, roles = list(indicators), list(words.own["trace"]["roles"])
    for figure in answer["figures"]:
        figure["indicator_name"] = indicators[figure["indicator"]].name(words.lang)
    for row in answer["figures"] + answer["tables"]:
        if "area_code" in row:
            row["area_name"] = areas.get(row["area_code"], row["area_code"])
    answer["figures"].sort(
        key=lambda f: (
            roles.index(f["role"]),
            f["reference_year"],
            f["area_code"] != province.code,
            f["area_code"],
            order.index(f["indicator"]),
        )
    )


def _note_unused(connection: duckdb.DuckDBPyConnection, place: Place, answer: dict[str, Any]) -> None:
    if place.field in IDENTITY and answer["unit"]:
        answer["notes"].append({"note": "identity"})
    newer = None
    if place.table == "alliance_member":
        newer = connection.execute(
            """select path from mart.fct_submission where form = 'alliance_members' and is_current and was_read and reference_year > $1
            order by reference_year desc limit 1""",
            [place.reference_year],
        ).fetchone()
    if newer:
        answer["notes"].append({"note": "newer_list", "path": newer[0]})
    elif answer["unit"] is None:
        answer["notes"].append({"note": "row_unused"})


def _of_item(connection: duckdb.DuckDBPyConnection, province: Province, place: Place, answer: dict[str, Any]) -> list[dict[str, Any]]:
    """What a sender wrote in biểu 1: its area's reported figure, and the province's where every area wrote one."""
    rows = records(
        connection,
        """select item, label, area_code, is_counted, value, previous_value from mart.fct_reported_item
        where submission_id = $1 and sheet is not distinct from $2 and row = $3 and $4 in (value_column, previous_column)""",
        [place.submission_id, place.sheet, place.row, place.column],
    )
    if not rows:
        answer["notes"].append({"note": "row_unused"})
        return []
    said = rows[0]
    answer["item"] = {name: said[name] for name in ("item", "label")}
    answer["value"] = whole(said[place.field]) if place.field in ("value", "previous_value") else None
    if place.field == "previous_value":
        answer["notes"].append({"note": "previous_item"})
    if not said["is_counted"]:
        answer["notes"].append({"note": "row_unused"})
    if place.field != "value" or not said["is_counted"] or said["value"] is None:
        return []
    figures = records(
        connection,
        """select indicator, area_code, reference_year, 'reported_value' as role, 'value' as part, reported_value as value
        from mart.fct_indicator
        where indicator = $1 and reference_year = $2 and area_code in ($3, $4) and reported_value is not null""",
        [said["item"], place.reference_year, province.code, said["area_code"]],
    )
    return [figure | {"value": whole(figure["value"]), "numerator": answer["value"]} for figure in figures]


def _of_list(connection: duckdb.DuckDBPyConnection, place: Place) -> list[dict[str, Any]]:
    """Biểu 3 and 4: the cell stands in the report as it is."""
    if place.table == "training_class":
        return [{"table": "training", "reference_year": place.reference_year}]
    return records(
        connection,
        """select 'task' as "table", task, reference_year from mart.fct_task
        where path = $1 and sheet is not distinct from $2 and row = $3""",
        [place.path, place.sheet, place.row],
    )


def _corrections(connection: duckdb.DuckDBPyConnection, province: Province, place: Place) -> list[dict[str, Any]]:
    """What the Alliance put into this cell before it was read."""
    rows = records(
        connection,
        """select path, sheet, found, value, reason, signed_by, "column" || row as cell, row, epoch_us(signed_at) as signed_at
        from mart.fct_correction
        where submission_id = $1 and sheet is not distinct from $2 and row = $3 and "column" = $4 and is_applied""",
        [place.submission_id, place.sheet, place.row, place.column],
    )
    return [row | {"signed_at": local_time(row["signed_at"], province)} for row in rows]


def _findings(connection: duckdb.DuckDBPyConnection, place: Place) -> list[dict[str, Any]]:
    """What the rules say of this cell or of its whole row; not what they say of another cell of the row."""
    return records(
        connection,
        """select severity, rule, "column", message, remedy, is_waived, waiver_reason, waiver_signed_by, is_confirmed,
            confirmation_reason, confirmed_by
        from mart.fct_finding
        where path = $1 and sheet is not distinct from $2 and row = $3
            and case when "column" is not null then "column" = $4 else coalesce(field = $5, field is null) end
        order by severity, rule""",
        [place.path, place.sheet, place.row, place.column, place.field],
    )
