"""The annexes that are lists: cooperatives by sector, the units, how the indicators are counted."""

from __future__ import annotations

import polars as pl

from pipeline.config.form import units_form
from pipeline.config.form_field import FormField
from pipeline.office.numerals import exact
from pipeline.reports.official.annex_cells import MILLION, Amount, Cell, Sheet, code_unit, heads
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


def units(facts: ReportFacts) -> Sheet:
    """One row a unit that exists or was dissolved in the year, by district, type and name."""
    words, yes = facts.words, facts.words.words["annex"]["mark"]
    kinds = [*facts.province.rules.htx_types, "LHHTX", "THT"]
    place = {kind: number for number, kind in enumerate(kinds)}
    shown = facts.marts.unit_year.filter(pl.col("in_existence") | pl.col("is_dissolved"))
    found = sorted(
        shown.iter_rows(named=True),
        key=lambda row: (row["area_code"] or "~", place.get(row["unit_type"], len(place)), row["name"] or "", row["unit_key"]),
    )
    figures = units_form(facts.year).figures
    rows = [
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
            *(_figure(row[column], field) for column, field in figures.items()),
        ]
        for number, row in enumerate(found, start=1)
    ]
    headings = [field.annex for field in figures.values() if field.annex]
    widths = [5, 32, 9, 12, 14, 14, 11, 14, 14, 5, 6, 8, 10, *(heading.width for heading in headings)]
    return Sheet("units", [*heads(facts, "units"), *(heading.in_(words.lang) for heading in headings)], widths, rows)


def _figure(value: int | None, field: FormField) -> Amount:
    return Amount(value) if field.type != "money" else Amount(None if value is None else value / MILLION, 1)


def notes(facts: ReportFacts) -> Sheet:
    """One row an indicator: what it is and how it is counted."""
    frame = facts.marts.indicator.filter(pl.col("reference_year") == facts.year).unique("indicator", maintain_order=True)
    definitions = dict(frame.select("indicator", "definition" if facts.words.lang == "vi" else "definition_en").iter_rows())
    figures = [figure for code in facts.marts.indicators if (figure := facts.figure(code))]
    rows: list[list[Cell]] = [[*code_unit(facts, figure), definitions[figure.indicator]] for figure in figures]
    return Sheet("notes", heads(facts, "notes"), [8, 46, 24, 90], rows)
