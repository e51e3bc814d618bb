"""The annexes that are lists: cooperatives by sector, the units, how the indicators are counted."""

from __future__ import annotations

from typing import Any

import polars as pl

from pipeline.config.form import units_form
from pipeline.config.form_field import FormField
from pipeline.office.figure import MILLION
from pipeline.office.numerals import exact
from pipeline.reports.official import tables
from pipeline.reports.official.annex_cells import Amount, Cell, Sheet, code_unit, heads
from pipeline.reports.official.decisions import decision_rows
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.sectors import SECTOR_COUNTS, SECTOR_MONEY, sector_sums


def sectors(facts: ReportFacts) -> Sheet:
    """One row an area and sector, and a total an area; the province first."""
    rows: list[list[Cell]] = []
    bold, words = set(), facts.words
    for area, name in [(facts.province.code, words.words["annex"]["whole"]), *facts.marts.districts]:
        for row in sector_sums(facts, area).iter_rows(named=True):
            if row["sector"] is None:
                bold.add(len(rows))
            sector = words.say("table.sum") if row["sector"] is None else words.term(row["sector"])
            money = [Amount(None if row[key] is None else float(exact(row[key]) / MILLION), 1) for key in SECTOR_MONEY]
            rows.append([name, sector, *(Amount(row[key]) for key in SECTOR_COUNTS), *money])
    return Sheet("sectors", heads(facts, "sectors"), [20, 24, 10, 12, 10, 10, 13, 12, 16, 16], rows, bold=bold)


def _listed(facts: ReportFacts) -> list[dict[str, Any]]:
    """The units that exist or were dissolved in the year, by district, type and name."""
    kinds = [*facts.province.rules.htx_types, "LHHTX", "THT"]
    place = {kind: number for number, kind in enumerate(kinds)}
    shown = facts.marts.unit_year.filter(pl.col("in_existence") | pl.col("is_dissolved"))
    return sorted(
        shown.iter_rows(named=True),
        key=lambda row: (row["area_code"] or "~", place.get(row["unit_type"], len(place)), row["name"] or "", row["unit_key"]),
    )


def units(facts: ReportFacts) -> Sheet:
    """One row a unit: what and where it is, its states."""
    words, yes = facts.words, facts.words.words["annex"]["mark"]
    rows: list[list[Cell]] = [
        [
            str(number),
            row["name"],
            row["unit_type"],
            row["registration_code"] or "",
            facts.marts.area_name(row["area_code"]),
            words.term(row["sector"]),
            row["registered_on"] or row["founded_on"],
            words.term(row["legal_status"]) if row["legal_status"] else "",
            words.term(row["operating_state"]),
            *(yes if row[flag] else "" for flag in ("is_new", "is_dissolved", "is_alliance_member")),
            words.term(row["rating"]) if row["rating"] or row["unit_type"] in facts.province.rules.htx_types else "",
        ]
        for number, row in enumerate(_listed(facts), start=1)
    ]
    widths: list[float] = [5, 34, 9, 13, 15, 18, 12, 17, 17, 6, 7, 9, 11]
    return Sheet("units", heads(facts, "units"), widths, rows)


def unit_figures(facts: ReportFacts) -> Sheet:
    """One row a unit as numbered in the list of units: its figures."""
    figures = units_form(facts.year).figures
    rows: list[list[Cell]] = [
        [
            str(number),
            row["name"],
            facts.marts.area_name(row["area_code"]),
            *(_figure(row[column], field) for column, field in figures.items()),
        ]
        for number, row in enumerate(_listed(facts), start=1)
    ]
    headings = [field.annex for field in figures.values() if field.annex]
    widths = [5, 34, 15, *(max(heading.width, 9) for heading in headings)]
    return Sheet("unit_figures", [*heads(facts, "unit_figures"), *(heading.in_(facts.words.lang) for heading in headings)], widths, rows)


def _figure(value: int | None, field: FormField) -> Amount:
    return Amount(value) if field.type != "money" else Amount(None if value is None else value / MILLION, 1)


def notes(facts: ReportFacts) -> Sheet:
    """One row an indicator: what it is and how it is counted."""
    frame = facts.marts.indicator.filter(pl.col("reference_year") == facts.year).unique("indicator", maintain_order=True)
    definitions = dict(frame.select("indicator", "definition" if facts.words.lang == "vi" else "definition_en").iter_rows())
    figures = [figure for code in facts.marts.indicators if (figure := facts.figure(code))]
    rows: list[list[Cell]] = [
        [figure.indicator if figure.listed_in == "form" else "", *code_unit(facts, figure)[1:], definitions[figure.same_as]]
        for figure in figures
    ]
    return Sheet("notes", heads(facts, "notes"), [8, 46, 24, 90], rows)


def tasks(facts: ReportFacts) -> Sheet:
    """The agencies that lead a task, or reported it, under the task."""
    rows: list[list[Cell]] = []
    for group in tables.tasks_by_agency(facts):
        rows.append([str(group["task"])])
        rows += _texts(group["rows"])
    return Sheet("tasks", heads(facts, "tasks"), [34, 16, 80], rows, frozen_columns=0)


def punctuality(facts: ReportFacts) -> Sheet:
    return Sheet("punctuality", heads(facts, "punctuality"), [5, 38, 30, 24, 12, 10, 10], _texts(tables.punctuality(facts)))


def decisions(facts: ReportFacts) -> Sheet:
    return Sheet("decisions", heads(facts, "decisions"), [5, 28, 28, 26, 36, 20], _texts(decision_rows(facts)), frozen_columns=0)


def _texts(rows: Any) -> list[list[Cell]]:
    """The Word file's rows in its order of columns."""
    return [list(row.values()) for row in rows]


LISTS = (sectors, units, unit_figures, notes, tasks, punctuality, decisions)
