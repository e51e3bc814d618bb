"""Rows of the report's tables, as text ready to print; one dict a row, its keys named in the template.

Tables of the annexes workbook, which keep numbers as numbers, are in ``annex_sheets``.
"""

from __future__ import annotations

import polars as pl

from pipeline.config import Target
from pipeline.office.figure import Figure
from pipeline.office.wording import growth_of
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.results import STATES
from pipeline.reports.official.sectors import SECTOR_COUNTS, SECTOR_MONEY, sector_sums

Row = dict[str, str]


def targets(facts: ReportFacts) -> list[Row]:
    """One row a target: what was asked, the two years, percent of plan, growth, verdict; without a document that set it, the figures."""
    rows, words = [], facts.words
    for number, code in enumerate(facts.marts.targets, start=1):
        figure, target = facts.figure(code), facts.targets.get(code)
        if figure is None:
            continue
        is_doubted = facts.is_doubted(figure)
        unit = "%" if figure.unit_of_measure == "%" else words.unit(figure, 2)
        rows.append(
            {
                "number": str(number),
                "name": words.say("table.with_unit", name=facts.name(code), unit=unit),
                "target": words.target(figure, target) if target else words.say("plan.not_set"),
                "previous": words.cell(figure, figure.previous_value) + facts.mark(figure, facts.year - 1, "short"),
                "value": words.cell(figure, figure.value) + facts.mark(figure, kind="short"),
                "plan": words.percent(None if is_doubted else words.plan_share(figure, target)) if target else words.words["undefined"],
                "growth": words.words["missing"] if is_doubted else _change(facts, figure, target),
                "verdict": words.words["verdict"]["doubted" if is_doubted else figure.verdict]
                if figure.verdict
                else words.words["undefined"],
            }
        )
    return rows


def _change(facts: ReportFacts, figure: Figure, target: Target | None) -> str:
    """Shares in percentage points, the rest in percent."""
    if figure.unit_of_measure == "%" and figure.value is not None and figure.previous_value is not None:
        return facts.words.points(figure)
    growth = growth_of(figure, target) if target else figure.growth_pct
    if growth is None and figure.value is not None and figure.previous_value is not None:
        return facts.words.words["undefined"]  # the year before was zero
    return facts.words.step(figure) if facts.words.is_few(figure) else facts.words.growth(growth)


def sectors(facts: ReportFacts) -> list[Row]:
    """One row a sector of the province, and the total."""
    words, rows = facts.words, []
    for row in sector_sums(facts, facts.province.code).iter_rows(named=True):
        is_sum = row["sector"] is None
        shown = {key: words.number(row[key]) for key in SECTOR_COUNTS} | {key: words.million(row[key]) for key in SECTOR_MONEY}
        marked = {key.removesuffix("_vnd"): text + facts.mark_of_column(key) for key, text in shown.items()}
        rows.append({"sector": words.say("table.sum") if is_sum else words.term(row["sector"]), **marked})
    return rows


def points(facts: ReportFacts) -> list[Row]:
    """One row a task of the directive: how many agencies lead it and how far they are."""
    rows, words = [], facts.words
    for task, group in facts.led_tasks.group_by("task", maintain_order=True):
        states = dict(group.group_by("state").len().iter_rows())
        counts = {key: words.number(states.get(state, 0)) for key, state in STATES.items()}
        content = group["content"].drop_nulls().first() or ""
        rows.append({"point": str(task[0]), "content": str(content), "agencies": words.number(group.height), **counts})
    return rows


def tasks_by_agency(facts: ReportFacts) -> list[dict[str, object]]:
    """One group a task of the directive, with a row for each agency that leads it, or that supports it and reported."""
    order = {row.sender: place for place, row in reversed(list(enumerate(facts.province.obligations_of(facts.year))))}
    words = facts.words
    groups: list[dict[str, object]] = []
    shown = facts.in_order(facts.marts.task.filter((pl.col("role") == "lead") | pl.col("state").is_not_null()))
    for task, group in shown.group_by("task", maintain_order=True):
        rows = []
        for row in sorted(group.iter_rows(named=True), key=lambda row: (order.get(row["sender"], len(order)), row["sender"])):
            quantity = "" if row["quantity"] is None else f"{words.threshold(row['quantity'])} {row['unit_of_measure'] or ''}".strip()
            quantity = "" if quantity in (row["result"] or "") else quantity  # said in words already
            rows.append(
                {
                    "agency": facts.marts.agency_name(row["sender"]),
                    "state": words.term(row["state"]) if row["state"] else words.say("table.no_reply"),
                    "result": "; ".join(part for part in (row["result"], quantity) if part),
                }
            )
        content = group.filter(pl.col("role") == "lead")["content"].drop_nulls().first() or group["content"].drop_nulls().first() or ""
        groups.append({"task": words.say("table.task", task=task[0], content=content), "rows": rows})
    return groups


def training(facts: ReportFacts) -> list[Row]:
    """One row an agency that reported classes, and the total; attendance that no class reports is unknown."""
    classes, words = facts.marts.training, facts.words
    if classes.is_empty():
        return []
    sums = [pl.len().alias("classes")] + [
        pl.when(pl.col(column).count() > 0).then(pl.col(column).sum()).alias(column) for column in ("managers_attending", "women_attending")
    ]

    def row(name: str, values: dict[str, int | None]) -> Row:
        keys = {"classes": "classes", "managers": "managers_attending", "women": "women_attending"}
        return {"agency": name, **{key: words.number(values[column]) for key, column in keys.items()}}

    by_agency = classes.group_by("sender").agg(sums).sort("sender").iter_rows(named=True)
    whole = row(words.say("table.total"), classes.select(sums).row(0, named=True))
    return [*(row(facts.marts.agency_name(found["sender"]), found) for found in by_agency), whole]


def punctuality(facts: ReportFacts) -> list[Row]:
    """One row an agency and form that is owed: when it came, and how late."""
    rows, words = [], facts.words
    for number, row in enumerate(facts.first_submissions.iter_rows(named=True), start=1):
        received = row["received_at"]
        rows.append(
            {
                "number": str(number),
                "agency": facts.marts.agency_name(row["sender"]),
                "form": words.say(f"table.form.{row['form']}"),
                "received": words.words["missing"] if received is None else words.moment(received.astimezone(facts.province.tz)),
                "timeliness": words.say(f"table.timeliness.{row['timeliness']}"),
                "days_late": words.number(row["days_late"]) if row["timeliness"] == "late" else "",
                "versions": words.number(row["versions"]),
            }
        )
    return rows


def districts(facts: ReportFacts) -> list[Row]:
    """One row a district and the province: the nine targets' values, without a verdict."""
    words = facts.words
    areas = [*facts.marts.districts, (facts.province.code, words.say("table.whole"))]

    def cell(code: str, area: str) -> str:
        figure = facts.figure(code, area)
        return words.cell(figure, figure.value if figure else None)

    return [{"area": name, **{code: cell(code, area) for code in facts.marts.targets}} for area, name in areas]
