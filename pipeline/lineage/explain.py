"""A figure of the published warehouse walked down to the cells it is made of: definition, sums, who was left out, what disagrees.

Reads ``mart`` only. What an indicator is made of: ``indicators``; one year's side: ``side``; how it looks: ``text``.
"""

from dataclasses import asdict, replace
from typing import Any

import duckdb

from pipeline.config import Province
from pipeline.lineage.conditions import conditions
from pipeline.lineage.contributions import choose
from pipeline.lineage.documents import corrections, documents, missing, reported, whole
from pipeline.lineage.findings import findings
from pipeline.lineage.indicators import Indicator, read_indicators
from pipeline.lineage.side import Question, match, read_side, value_of
from pipeline.lineage.words import Words
from pipeline.system.errors import HoptacError
from pipeline.warehouse.reader import records

_FIGURE = """
    select value, previous_value, growth_pct, matched_growth_pct, matched_units, reported_value, target,
        base_value, base_growth_pct, verdict, units_expected, units_reported, break_note, figure_status
    from (select 1) left join mart.fct_indicator on indicator = $1 and reference_year = $2 and area_code = $3"""
_UNKNOWN = dict.fromkeys(("value", "numerator", "denominator", "why_unknown"))


class ExplainError(HoptacError):
    """Something was asked for that the warehouse does not hold; the line says what it does hold."""


def explain_figure(
    connection: duckdb.DuckDBPyConnection,
    province: Province,
    indicator: str,
    year: int,
    area: str,
    lang: str = "vi",
    limit: int | None = None,
) -> dict[str, Any]:
    """The figure of one indicator, year and area with its way back, as plain data (JSON as it stands).

    ``this_year`` and ``previous_year`` are sides in the same form: exact ``numerator`` and ``denominator``, ``contributions`` (a unit each,
    with its cells), ``left_out``, ``reported`` (biểu 1; None for what biểu 1 does not have), ``documents``, ``missing``, ``findings``;
    ``reproduces`` says that the sums give the published figure to the last bit. ``units_expected`` of a side is None where nobody is asked.
    ``limit`` cuts the lists, never the sums. Raises ExplainError, one clear line.
    """
    words = Words.of(lang)
    one, area_name = _find_indicator(connection, indicator), _find_area(connection, area, year)
    question = Question(one.indicator, year, area, None if area == province.code else area, limit)
    window = _area_year(connection, question)
    if not window:
        years = connection.execute("select reference_year from mart.fct_area_year where area_code = $1 order by 1", [area]).fetchall()
        raise ExplainError("Kho số liệu không có năm {}; các năm có: {}.", year, ", ".join(str(found) for (found,) in years))
    figure = _published(connection, question)
    matched = match(connection, one, question)
    sides = [_side(connection, one, province, asked, words) for asked in (question, replace(question, year=year - 1))]
    is_known = figure["value"] is not None and one.is_built
    return {
        "indicator": one.indicator,
        "indicator_name": one.name(lang),
        "unit_of_measure": one.unit_of_measure,
        "kind": one.kind,
        "decimals": one.decimals,
        "definition": one.defined(lang),
        "area_code": area,
        "area_name": area_name,
        "reference_year": year,
        "window_start": window["window_start"],
        "cutoff_day": window["cutoff_day"],
        "value": figure["value"],
        "numerator": sides[0]["numerator"] if is_known else None,
        "denominator": sides[0]["denominator"] if is_known else None,
        **{name: figure[name] for name in ("previous_value", "growth_pct", "units_expected", "units_reported")},
        "reported_value": whole(figure["reported_value"]),
        "target": _target(province, question, figure),
        "verdict": figure["verdict"],
        "why_unknown": sides[0]["why_unknown"],
        "break_note": figure["break_note"],
        "figure_status": figure["figure_status"],
        "high_share": _high_share(one, sides[0]) if is_known else None,
        "matched": matched
        and matched | {"reproduces": (matched["units"], matched["growth_pct"]) == (figure["matched_units"], figure["matched_growth_pct"])},
        "this_year": sides[0],
        "previous_year": sides[1],
    }


def _find_indicator(connection: duckdb.DuckDBPyConnection, code: str) -> Indicator:
    known = read_indicators(connection)
    conditions().check(map(asdict, known.values()))
    found = {name.casefold(): one for name, one in known.items()}.get(code.strip().casefold())
    if found is None:
        raise ExplainError("Không có chỉ tiêu {}; các chỉ tiêu có: {}.", code, ", ".join(known))
    return found


def _find_area(connection: duckdb.DuckDBPyConnection, area: str, year: int) -> str:
    """The area's name as it was in that year, else the newest it had."""
    rows = connection.execute(
        """select area_code, area_name from mart.dim_area_period where area_code in (select area_code from mart.fct_area_year)
        order by area_code, year(valid_from) <= $1 and coalesce(year(valid_to), 9999) >= $1, valid_from""",
        [year],
    ).fetchall()
    names: dict[str, str] = dict(rows)
    if area not in names:
        raise ExplainError(
            "Không có địa bàn {}; các địa bàn có: {}.", area, ", ".join((f"{code} ({name})" for code, name in names.items()))
        )
    return names[area]


def _area_year(connection: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    """The window of an area's figures and what they could rest on; empty for a year that the warehouse does not hold."""
    rows = records(
        connection,
        """select cast(window_start as varchar) as window_start, cast(cutoff_day as varchar) as cutoff_day,
            has_registry, has_alliance, has_report
        from mart.fct_area_year where reference_year = $1 and area_code = $2""",
        [question.year, question.area],
    )
    return rows[0] if rows else {}


def _published(connection: duckdb.DuckDBPyConnection, question: Question) -> dict[str, Any]:
    return records(connection, _FIGURE, [question.indicator, question.year, question.area])[0]


def _side(connection: duckdb.DuckDBPyConnection, one: Indicator, province: Province, question: Question, words: Words) -> dict[str, Any]:
    """One year; for a year that the warehouse does not hold only ``is_there`` false."""
    known = _area_year(connection, question)
    if not known:
        return {"reference_year": question.year, "is_there": False, **_UNKNOWN}
    figure = _published(connection, question)
    side: dict[str, Any] = {"reference_year": question.year, "is_there": True, "value": figure["value"], "why_unknown": None}
    if one.is_built:
        side |= read_side(connection, one, province.rules, question)
        side["why_unknown"] = _why_unknown(one, known, side)
        side["reproduces"] = value_of(one, side) == figure["value"]
        for unit in side["left_out"] + side["contributions"]:
            if "reason" in unit:
                unit["reason_text"] = words.reason(unit)
        for count in side["left_out_counts"]:
            count["text"] = words.reason_in_short(count["reason"])
    else:
        choose(connection, "mart.fct_unit_year", "false")
        side |= {"numerator": None, "denominator": None}
    side["reported"] = None
    if one.is_item:
        said = reported(connection, province, one, question) | {"value": whole(figure["reported_value"])}
        side["reported"] = said | {"reproduces": said["sum"] == said["value"]}
    side["missing"] = missing(connection, one, province, question)
    side["findings"], side["findings_in_all"] = findings(connection, one, province, question)
    side["corrections"] = corrections(connection, one, province, question)
    side["documents"], side["documents_in_all"] = documents(connection, one, province, question)
    return side


def _why_unknown(one: Indicator, known: dict[str, Any], side: dict[str, Any]) -> str | None:
    """Why a figure is not known, as int_indicator_value has it; None where it is."""
    if one.rests_on_registry and not known["has_registry"]:
        return "no_registry"
    if one.rests_on_alliance and not known["has_alliance"]:
        return "no_alliance"
    if one.rests_on_report and not known["has_report"]:
        return "no_report"
    if side["units_expected"] and not side["units_reported"]:
        return "nobody_reported"
    return None if side["denominator"] else "no_units"


def _target(province: Province, question: Question, figure: dict[str, Any]) -> dict[str, Any] | None:
    if figure["target"] is None:
        return None
    asked = (question.year, question.indicator)
    target = next((row for row in province.targets if (row.reference_year, row.indicator) == asked), None)
    return {
        "threshold": figure["target"],
        "measure": target.measure if target else "growth" if figure["base_value"] is not None else "value",
        "base_year": target.base_year if target else None,
        "base_value": figure["base_value"],
        "base_growth_pct": figure["base_growth_pct"],
    }


def _high_share(one: Indicator, side: dict[str, Any]) -> float | None:
    """A share if every unit of which it was not reported had it: the bound that ``not_met`` is decided on."""
    if one.verdict_test != "share_bounds" or not side["denominator"]:
        return None
    return float(one.scale * (side["numerator"] + side["units_expected"] - side["units_reported"]) / side["denominator"])
