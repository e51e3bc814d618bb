"""The sheets of the annexes as typed rows: numbers stay numbers, money in triệu đồng, None is what nobody reported.

No Excel in here: ``annex_xlsx`` lays the sheets out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from pipeline.reports.marts import TARGETS, Figure
from pipeline.reports.story import Story
from pipeline.reports.tables import SECTORS
from pipeline.reports.wording import exact, growth_of

MILLION = 1_000_000


@dataclass(frozen=True)
class Amount:
    """A number and the decimals it is shown with; its own digits are kept."""

    value: float | int | None
    decimals: int = 0


Cell = str | date | Amount | None


@dataclass(frozen=True)
class Sheet:
    """One annex. ``widths`` are in characters; a row of one text is a group's heading; ``bold`` holds the numbers of total rows."""

    key: str
    heads: list[str]
    widths: list[float]
    rows: list[list[Cell]]
    frozen_columns: int = 2
    bold: set[int] = field(default_factory=set)


def sheets(story: Story) -> list[Sheet]:
    """All annexes in order."""
    return [targets(story), districts(story), form(story), form_districts(story), sectors(story), units(story), notes(story)]


def _heads(story: Story, key: str) -> list[str]:
    return [head.format(year=story.year, last_year=story.year - 1) for head in story.words.words["annex"][key]["heads"]]


def _amount(figure: Figure, value: float | None) -> Amount:
    if value is None:
        return Amount(None)
    if figure.is_money:
        return Amount(float(exact(value) / MILLION), 1)
    return Amount(value, figure.decimals)


def _unit(story: Story, figure: Figure) -> str:
    return "%" if figure.unit_of_measure == "%" else story.words.unit(figure, 2)


def _code_unit(story: Story, figure: Figure) -> list[Cell]:
    return [figure.indicator, story.name(figure.indicator), _unit(story, figure)]


def targets(story: Story) -> Sheet:
    """One row a target, of the province."""
    rows: list[list[Cell]] = []
    for number, code in enumerate(TARGETS, start=1):
        figure, target = story.figure(code), story.targets.get(code)
        if figure is None:
            continue
        scale = MILLION if figure.is_money else 1
        rows.append(
            [
                str(number),
                *_code_unit(story, figure)[1:],
                story.words.target(figure, target) if target else None,
                _amount(figure, figure.previous_value),
                _amount(figure, figure.value),
                Amount(story.words.plan_share(figure, target) if target else None, 1),
                Amount(growth_of(figure, target) if target else figure.growth_pct, 1),
                Amount(figure.matched_growth_pct, 1),
                Amount(None if figure.numerator is None else figure.numerator / scale),
                Amount(figure.denominator),
                Amount(figure.units_expected),
                Amount(figure.units_reported),
                story.words.words["verdict"].get(figure.verdict),
            ]
        )
    return Sheet("targets", _heads(story, "targets"), [5, 32, 13, 15, 10, 10, 10, 12, 14, 12, 10, 10, 10, 13], rows)


def districts(story: Story) -> Sheet:
    """One row a district and the province, one column a target."""
    rows: list[list[Cell]] = []
    for area, name in [*story.marts.districts, (story.province.code, story.words.words["annex"]["whole"])]:
        figures = [story.figure(code, area) for code in TARGETS]
        rows.append([name, *(_amount(figure, figure.value) if figure else None for figure in figures)])
    heads = [story.words.words["annex"]["sectors"]["heads"][0]]
    for code in TARGETS:
        figure = story.figure(code)
        heads.append(f"{story.name(code)} ({_unit(story, figure)})" if figure else code)
    return Sheet("districts", heads, [20, *[14] * len(TARGETS)], rows, frozen_columns=1, bold={len(rows) - 1})


def _grouped(story: Story, line: object) -> list[list[Cell]]:
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
        known = figure.reported_value is not None and figure.value is not None
        gap = float(exact(figure.reported_value) - exact(figure.value)) if known else None
        return [
            *_code_unit(story, figure),
            _amount(figure, figure.previous_value),
            _amount(figure, figure.value),
            Amount(figure.growth_pct, 1),
            _amount(figure, figure.reported_value),
            _amount(figure, gap),
        ]

    return Sheet("form", _heads(story, "form"), [8, 52, 24, 16, 16, 14, 18, 14], _grouped(story, line))


def form_districts(story: Story) -> Sheet:
    """One row an item of biểu 1, one column a district."""
    areas = [(story.province.code, ""), *story.marts.districts]

    def line(figure: Figure) -> list[Cell]:
        found = [story.figure(figure.indicator, area) for area, _ in areas]
        values = [(other.reported_value if other.kind == "reported" else other.value) if other else None for other in found]
        return [*_code_unit(story, figure), *(_amount(figure, value) for value in values)]

    heads = _heads(story, "form_districts") + [name for _, name in story.marts.districts]
    return Sheet("form_districts", heads, [8, 36, 16, 10, *[10] * len(story.marts.districts)], _grouped(story, line))


def sectors(story: Story) -> Sheet:
    """One row an area and sector, and a total an area; the province first."""
    is_htx = pl.col("unit_type").is_in(story.province.rules.htx_types)
    names = ["members", "workers", "revenue_vnd", "profit_vnd"]

    def known(column: str) -> pl.Expr:
        values = pl.col(column).filter(is_htx)
        return pl.when(values.count() > 0).then(values.sum()).alias(column)

    sums = [
        pl.col("units").filter(is_htx).sum().alias("htx"),
        pl.col("active_units").filter(is_htx).sum().alias("active"),
        pl.col("units").filter(pl.col("unit_type") == "LHHTX").sum().alias("unions"),
        pl.col("units").filter(pl.col("unit_type") == "THT").sum().alias("groups"),
        *(known(name) for name in names),
    ]

    def line(area: str, sector: str, row: dict[str, float | None]) -> list[Cell]:
        money = [Amount(None if row[name] is None else float(exact(row[name]) / MILLION), 1) for name in names[2:]]
        return [area, sector, *(Amount(row[name]) for name in ("htx", "active", "unions", "groups", "members", "workers")), *money]

    place = {sector: number for number, sector in enumerate(SECTORS)}
    rows, bold = [], set()
    for area, name in [(story.province.code, story.words.words["annex"]["whole"]), *story.marts.districts]:
        inside = story.marts.sector.filter(pl.col("area_code") == area)
        if inside.is_empty():
            continue
        by_sector = inside.group_by("sector").agg(sums).iter_rows(named=True)
        for row in sorted(by_sector, key=lambda row: (place.get(row["sector"], len(place)), row["sector"])):
            rows.append(line(name, story.words.term(row["sector"]), row))
        bold.add(len(rows))
        rows.append(line(name, story.words.words["annex"]["sectors"]["total"], inside.select(sums).row(0, named=True)))
    return Sheet("sectors", _heads(story, "sectors"), [20, 24, 10, 12, 10, 10, 13, 12, 16, 16], rows, bold=bold)


def units(story: Story) -> Sheet:
    """One row a unit that exists or was dissolved in the year, by district, type and name."""
    words, yes = story.words, story.words.words["annex"]["mark"]
    kinds = [*story.province.rules.htx_types, "LHHTX", "THT"]
    place = {kind: number for number, kind in enumerate(kinds)}
    shown = story.marts.unit_year.filter(pl.col("in_existence") | pl.col("is_dissolved"))
    found = sorted(
        shown.iter_rows(named=True),
        key=lambda row: (row["area_code"] or "~", place.get(row["unit_type"], len(place)), row["name"] or "", row["unit_key"]),
    )
    counts = ("members", "new_members", "workers", "managers", "managers_trained")
    money = ("revenue_vnd", "revenue_from_members_vnd", "profit_vnd", "member_income_vnd", "worker_income_vnd")
    rows = [
        [
            Amount(number),
            row["name"],
            row["unit_type"],
            row["registration_code"] or "",
            story.marts.area_name(row["area_code"]),
            words.term(row["sector"]),
            row["registered_on"] or row["founded_on"],
            words.term(row["legal_status"]) if row["legal_status"] else "",
            words.term(row["operating_state"]),
            *(yes if row[flag] else "" for flag in ("is_new", "is_dissolved", "is_alliance_member")),
            words.term(row["rating"]) if row["rating"] or row["unit_type"] in story.province.rules.htx_types else "",
            *(Amount(row[name]) for name in counts),
            *(Amount(None if row[name] is None else row[name] / MILLION, 1) for name in money),
        ]
        for number, row in enumerate(found, start=1)
    ]
    widths = [5, 32, 9, 12, 14, 14, 11, 14, 14, 5, 6, 8, 10, 8, 8, 7, 6, 8, 10, 10, 10, 9, 9]
    return Sheet("units", _heads(story, "units"), widths, rows)


def notes(story: Story) -> Sheet:
    """One row an indicator: what it is and how it is counted."""
    frame = story.marts.indicator.filter(pl.col("reference_year") == story.year).unique("indicator", maintain_order=True)
    definitions = dict(frame.select("indicator", "definition").iter_rows())
    figures = [figure for code in story.marts.indicators if (figure := story.figure(code))]
    rows: list[list[Cell]] = [[*_code_unit(story, figure), definitions[figure.indicator]] for figure in figures]
    return Sheet("notes", _heads(story, "notes"), [8, 46, 24, 90], rows)
