"""The annexes about indicators: the targets and biểu 1, of the province and by district. Lists of sectors and units: ``annex_lists``."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.office.figure import Figure
from pipeline.office.numerals import exact
from pipeline.office.wording import growth_of
from pipeline.reports.marts import TARGETS
from pipeline.reports.official import annex_lists
from pipeline.reports.official.annex_cells import MILLION, NOT_APPLICABLE, Amount, Cell, Sheet, amount, code_unit, growth, heads, unit
from pipeline.reports.official.report_facts import Story


def sheets(story: Story) -> list[Sheet]:
    """All annexes in order."""
    about_indicators = [targets(story), districts(story), form(story), form_districts(story)]
    return [*about_indicators, annex_lists.sectors(story), annex_lists.units(story), annex_lists.notes(story)]


MATCHED = ("T5", "T6", "T7")
COUNTED = ("T4", *MATCHED)


def targets(story: Story) -> Sheet:
    """One row a target, of the province."""
    rows: list[list[Cell]] = []
    for number, code in enumerate(TARGETS, start=1):
        figure, target = story.figure(code), story.targets.get(code)
        if figure is None:
            continue
        top = figure.numerator / MILLION if figure.is_money and figure.numerator is not None else figure.numerator
        rows.append(
            [
                str(number),
                *code_unit(story, figure)[1:],
                story.words.target(figure, target) if target else None,
                amount(figure, figure.previous_value, story.year - 1),
                amount(figure, figure.value, story.year),
                Amount(story.words.plan_share(figure, target) if target else None, 1),
                growth(story, figure, growth_of(figure, target) if target else figure.growth_pct),
                Amount(figure.matched_growth_pct, 1) if code in MATCHED else NOT_APPLICABLE,
                *([Amount(top), Amount(figure.denominator)] if figure.kind in ("share", "mean") else [NOT_APPLICABLE] * 2),
                *([Amount(figure.units_expected), Amount(figure.units_reported)] if code in COUNTED else [NOT_APPLICABLE] * 2),
                story.words.words["verdict"].get(figure.verdict),
            ]
        )
    return Sheet("targets", heads(story, "targets"), [5, 32, 13, 15, 10, 10, 10, 12, 14, 12, 10, 10, 10, 13], rows)


def districts(story: Story) -> Sheet:
    """One row a district and the province, one column a target."""
    rows: list[list[Cell]] = []
    for area, name in [*story.marts.districts, (story.province.code, story.words.words["annex"]["whole"])]:
        figures = [story.figure(code, area) for code in TARGETS]
        rows.append([name, *(amount(figure, figure.value, story.year) if figure else None for figure in figures)])
    columns = [story.words.words["annex"]["sectors"]["heads"][0]]
    for code in TARGETS:
        figure = story.figure(code)
        columns.append(f"{story.name(code)} ({unit(story, figure)})" if figure else code)
    return Sheet("districts", columns, [20, *[14] * len(TARGETS)], rows, frozen_columns=1, bold={len(rows) - 1})


def _grouped(story: Story, line: Callable[[Figure], list[Cell]]) -> list[list[Cell]]:
    """The items of biểu 1 under their roman headings."""
    rows: list[list[Cell]] = []
    group = None
    for code in story.marts.indicators:
        figure = story.figure(code)
        if code in TARGETS or figure is None:
            continue
        if code.split(".")[0] != group:
            group = code.split(".")[0]
            rows.append([f"{group}. {story.words.words['annex']['groups'].get(group, '')}".strip()])
        rows.append(line(figure))
    return rows


def form(story: Story) -> Sheet:
    """One row an item of biểu 1, of the province: both years, growth, and what the districts wrote themselves."""

    def line(figure: Figure) -> list[Cell]:
        if figure.kind == "reported":
            return [*code_unit(story, figure), *[NOT_APPLICABLE] * 3, amount(figure, figure.reported_value, story.year), NOT_APPLICABLE]
        both = [amount(figure, figure.previous_value, story.year - 1), amount(figure, figure.value, story.year)]
        built = [*both, growth(story, figure, figure.growth_pct)]
        if figure.kind == "mean" and figure.reported_value is None:  # districts' means do not add up to a province's
            return [*code_unit(story, figure), *built, *[NOT_APPLICABLE] * 2]
        known = figure.reported_value is not None and figure.value is not None
        gap = float(exact(figure.reported_value) - exact(figure.value)) if known else None
        return [*code_unit(story, figure), *built, amount(figure, figure.reported_value), amount(figure, gap)]

    return Sheet("form", heads(story, "form"), [8, 52, 24, 16, 16, 14, 18, 14], _grouped(story, line))


def form_districts(story: Story) -> Sheet:
    """One row an item of biểu 1, one column a district."""
    areas = [(story.province.code, ""), *story.marts.districts]

    def line(figure: Figure) -> list[Cell]:
        found = [story.figure(figure.indicator, area) for area, _ in areas]
        values = [(other.reported_value if other.kind == "reported" else other.value) if other else None for other in found]
        return [
            *code_unit(story, figure),
            *(amount(other, value, story.year) if other else None for other, value in zip(found, values, strict=True)),
        ]

    columns = heads(story, "form_districts") + [name for _, name in story.marts.districts]
    return Sheet("form_districts", columns, [8, 36, 16, 10, *[10] * len(story.marts.districts)], _grouped(story, line))
