"""The annexes about indicators: the targets and biểu 1, of the province and by district. Lists of sectors and units: ``annex_lists``."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.office.figure import MILLION, Figure
from pipeline.office.numerals import exact
from pipeline.office.wording import growth_of
from pipeline.reports.official import annex_lists
from pipeline.reports.official.annex_cells import NOT_APPLICABLE, Amount, Cell, Sheet, amount, code_unit, growth, heads, unit
from pipeline.reports.official.report_facts import ReportFacts


def sheets(facts: ReportFacts) -> list[Sheet]:
    """All annexes in order."""
    makers = {
        **{"districts": districts, "targets": targets, "form": form, "form_districts": form_districts},
        **{maker.__name__: maker for maker in annex_lists.LISTS},
    }
    return [makers[key](facts) for key in facts.annexes]


def targets(facts: ReportFacts) -> Sheet:
    """One row a target, of the province."""
    rows: list[list[Cell]] = []
    for number, code in enumerate(facts.marts.targets, start=1):
        figure, target = facts.figure(code), facts.targets.get(code)
        if figure is None:
            continue
        top = figure.numerator / MILLION if figure.is_money and figure.numerator is not None else figure.numerator
        rows.append(
            [
                str(number),
                *code_unit(facts, figure)[1:],
                facts.words.target(figure, target) if target else facts.words.say("plan.not_set"),
                amount(figure, figure.previous_value, facts.year - 1),
                amount(figure, figure.value, facts.year),
                Amount(facts.words.plan_share(figure, target), 1) if target else NOT_APPLICABLE,
                growth(facts, figure, growth_of(figure, target) if target else figure.growth_pct),
                Amount(figure.matched_growth_pct, 1) if figure.has_matched_growth else NOT_APPLICABLE,
                *_where(figure.kind in ("share", "mean"), top, figure.denominator),
                *_where(figure.has_expected_units, figure.units_expected, figure.units_reported),
                facts.words.words["verdict"]["doubted" if facts.is_doubted(figure) else figure.verdict]
                if figure.verdict
                else NOT_APPLICABLE,
            ]
        )
    return Sheet("targets", heads(facts, "targets"), [5, 32, 13, 15, 10, 10, 10, 12, 14, 12, 10, 10, 10, 13], rows)


def _where(applies: bool, *values: float | None) -> list[Cell]:
    """Whole numbers, or cells that say that the column does not apply."""
    return [Amount(value) if applies else NOT_APPLICABLE for value in values]


def districts(facts: ReportFacts) -> Sheet:
    """One row a district and the province, one column a target."""
    rows: list[list[Cell]] = []
    for area, name in [*facts.marts.districts, (facts.province.code, facts.words.words["annex"]["whole"])]:
        figures = [facts.figure(code, area) for code in facts.marts.targets]
        rows.append([name, *(amount(figure, figure.value, facts.year) if figure else None for figure in figures)])
    columns = [facts.words.words["annex"]["sectors"]["heads"][0]]
    for code in facts.marts.targets:
        figure = facts.figure(code)
        columns.append(f"{facts.name(code)} ({unit(facts, figure)})" if figure else code)
    return Sheet("districts", columns, [20, *[14] * len(facts.marts.targets)], rows, frozen_columns=1, bold={len(rows) - 1})


def _grouped(facts: ReportFacts, line: Callable[[Figure], list[Cell]]) -> list[list[Cell]]:
    """The items of biểu 1 under their roman headings."""
    rows: list[list[Cell]] = []
    group = None
    for code in facts.marts.indicators:
        figure = facts.figure(code)
        if figure is None or figure.listed_in != "form":
            continue
        if code.split(".")[0] != group:
            group = code.split(".")[0]
            rows.append([f"{group}. {facts.words.words['annex']['groups'].get(group, '')}".strip()])
        rows.append(line(figure))
    return rows


def form(facts: ReportFacts) -> Sheet:
    """One row an item of biểu 1, of the province: both years, growth, and what the districts wrote themselves."""

    def line(figure: Figure) -> list[Cell]:
        if figure.kind == "reported":
            return [*code_unit(facts, figure), *[NOT_APPLICABLE] * 3, amount(figure, figure.reported_value, facts.year), NOT_APPLICABLE]
        both = [amount(figure, figure.previous_value, facts.year - 1), amount(figure, figure.value, facts.year)]
        built = [*both, growth(facts, figure, figure.growth_pct)]
        if figure.kind == "mean" and figure.reported_value is None:  # districts' means do not add up to a province's
            return [*code_unit(facts, figure), *built, *[NOT_APPLICABLE] * 2]
        reported, value = figure.reported_value, figure.value
        gap = None if reported is None or value is None else float(exact(reported) - exact(value))
        return [*code_unit(facts, figure), *built, amount(figure, reported), amount(figure, gap)]

    return Sheet("form", heads(facts, "form"), [8, 52, 24, 16, 16, 14, 18, 14], _grouped(facts, line))


def form_districts(facts: ReportFacts) -> Sheet:
    """One row an item of biểu 1, one column a district."""
    areas = [(facts.province.code, ""), *facts.marts.districts]

    def line(figure: Figure) -> list[Cell]:
        found = [facts.figure(figure.indicator, area) for area, _ in areas]
        values = [(other.reported_value if other.kind == "reported" else other.value) if other else None for other in found]
        return [
            *code_unit(facts, figure),
            *(amount(other, value, facts.year) if other else None for other, value in zip(found, values, strict=True)),
        ]

    columns = heads(facts, "form_districts") + [name for _, name in facts.marts.districts]
    return Sheet("form_districts", columns, [8, 36, 16, 10, *[10] * len(facts.marts.districts)], _grouped(facts, line))
