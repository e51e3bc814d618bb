"""A figure of the published warehouse walked down to the cells it is made of: definition, sums, who was left out, what disagrees.

Reads ``mart`` only. What an indicator is made of: ``parts``; one year's side: ``side``; how it looks: ``explain_text``.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.cells import choose
from pipeline.lineage.documents import corrections, documents, missing, reported, whole
from pipeline.lineage.figure import check_year, find_area, find_definition, published
from pipeline.lineage.findings import findings
from pipeline.lineage.parts import Part, is_item, parts
from pipeline.lineage.side import Question, match, read_side, value_of
from pipeline.lineage.words import Words
from pipeline.warehouse.reader import reader


def explain(
    warehouse: Path, province: Province, indicator: str, year: int, area: str, lang: str = "vi", limit: int | None = None
) -> dict[str, Any]:
    """The figure of one indicator, year and area with its way back, as plain data (JSON as it stands).

    ``this_year`` and ``previous_year`` are sides in the same form: exact ``numerator`` and ``denominator``, ``contributions`` (a unit each,
    with its cells), ``left_out``, ``reported`` (biểu 1; None for T1–T9), ``documents``, ``missing``, ``findings``; ``reproduces`` says that
    the sums give the published figure to the last bit. ``limit`` cuts the lists, never the sums.
    Raises ExplainError and ReadError, one clear line each.
    """
    with reader(warehouse) as connection:
        return explain_figure(connection, province, indicator, year, area, lang, limit)


def explain_figure(
    connection: duckdb.DuckDBPyConnection,
    province: Province,
    indicator: str,
    year: int,
    area: str,
    lang: str = "vi",
    limit: int | None = None,
) -> dict[str, Any]:
    """The same on an open ``reader``, for many figures in a row."""
    words = Words.of(lang)
    definition = find_definition(connection, indicator)
    code, name_of_area = definition["indicator"], find_area(connection, area, year)
    check_year(connection, year)
    part = parts(province.rules).get(code)
    question = Question(code, year, area, None if area == province.code else area, limit)
    figure = published(connection, question)
    matched = match(connection, part, province.rules, question)
    sides = [_side(connection, part, province, one, words) for one in (question, replace(question, year=year - 1))]
    window = connection.execute(
        """select cast(window_start as varchar), cast(cutoff_day as varchar) from mart.fct_area_year
        where reference_year = $1 and area_code = $2""",
        [year, area],
    ).fetchone()
    target = next((row for row in province.targets if row.reference_year == year and row.indicator == code), None)
    return {
        **definition,
        "indicator_name": words.indicator(code, definition["indicator_name"]),
        "definition": words.definition(code, definition["definition"]),
        "area_code": area,
        "area_name": name_of_area,
        "reference_year": year,
        "window_start": window[0],
        "cutoff_day": window[1],
        "value": figure["value"],
        "numerator": sides[0]["numerator"] if figure["value"] is not None and part else None,
        "denominator": sides[0]["denominator"] if figure["value"] is not None and part else None,
        "previous_value": figure["previous_value"],
        "growth_pct": figure["growth_pct"],
        "units_expected": figure["units_expected"],
        "units_reported": figure["units_reported"],
        "reported_value": whole(figure["reported_value"]),
        "target": _target(figure, target),
        "verdict": figure["verdict"],
        "why_unknown": sides[0]["why_unknown"],
        "break_note": figure["break_note"],
        "figure_status": figure["figure_status"],
        "high_share": _high_share(code, sides[0]) if figure["value"] is not None else None,
        "matched": matched
        and matched | {"reproduces": (matched["units"], matched["growth_pct"]) == (figure["matched_units"], figure["matched_growth_pct"])},
        "this_year": sides[0],
        "previous_year": sides[1],
    }


def _side(connection: duckdb.DuckDBPyConnection, part: Part | None, province: Province, question: Question, words: Words) -> dict[str, Any]:
    """One year; for a year that the warehouse does not hold only ``is_there`` false."""
    known = connection.execute(
        "select has_registry, has_alliance, has_report from mart.fct_area_year where reference_year = $1 and area_code = $2",
        [question.year, question.area],
    ).fetchone()
    if known is None:
        return {
            "reference_year": question.year,
            "is_there": False,
            "value": None,
            "numerator": None,
            "denominator": None,
            "why_unknown": None,
        }
    figure = published(connection, question)
    side: dict[str, Any] = {"reference_year": question.year, "is_there": True, "value": figure["value"], "why_unknown": None}
    if part is not None:
        sums = read_side(connection, part, province.rules, question)
        side |= sums
        side["why_unknown"] = _why_unknown(part, *known, sums)
        side["reproduces"] = value_of(question.indicator, sums, side["why_unknown"] is None) == figure["value"]
        for unit in sums["left_out"] + sums["contributions"]:
            if "reason" in unit:
                unit["reason_text"] = words.reason(unit)
        for count in sums["left_out_counts"]:
            count["text"] = words.reason_in_short(count["reason"])
    else:
        choose(connection, "mart.fct_unit_year", "false")
        side |= {"numerator": None, "denominator": None}
    side["reported"] = None
    if is_item(question.indicator):
        said = reported(connection, province, question) | {"value": whole(figure["reported_value"])}
        side["reported"] = said | {"reproduces": said["sum"] == said["value"]}
    side["missing"] = missing(connection, part, province, question)
    side["findings"], side["findings_in_all"] = findings(connection, part, province, question)
    side["corrections"] = corrections(connection, part, province, question)
    side["documents"], side["documents_in_all"] = documents(connection, part, province, question)
    return side


def _why_unknown(part: Part, has_registry: bool, has_alliance: bool, has_report: bool, sums: dict[str, Any]) -> str | None:
    """Why a figure is not known, as int_indicator_value has it; None where it is."""
    if part.rests_on != "tht" and not has_registry:
        return "no_registry"
    if part.rests_on == "alliance" and not has_alliance:
        return "no_alliance"
    if part.rests_on in ("report", "tht") and not has_report:
        return "no_report"
    if sums["units_expected"] and not sums["units_reported"]:
        return "nobody_reported"
    return None if sums["denominator"] else "no_units"


def _target(figure: dict[str, Any], target: Any) -> dict[str, Any] | None:
    if figure["target"] is None:
        return None
    base_year = target.base_year if target else None
    measure = target.measure if target else "growth" if figure["base_value"] is not None else "value"
    return {
        "threshold": figure["target"],
        "measure": measure,
        "base_year": base_year,
        "base_value": figure["base_value"],
        "base_growth_pct": figure["base_growth_pct"],
    }


def _high_share(indicator: str, side: dict[str, Any]) -> float | None:
    """T4 if every unit whose rating was not reported were effective: the bound that ``not_met`` is decided on."""
    if indicator != "T4" or not side["denominator"]:
        return None
    return 100 * (side["numerator"] + side["units_expected"] - side["units_reported"]) / side["denominator"]
