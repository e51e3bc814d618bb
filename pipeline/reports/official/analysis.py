"""What the year's figures say beside the year before, in words: part I.1 of the report. No cause is told: the office says these."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from pipeline.office.clauses import listing, small
from pipeline.office.figure import Figure
from pipeline.reports.official.movements import FLOWS, LIMITS, Statement, contrary, movements, pairs
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.results import verdict_counts


def findings(facts: ReportFacts) -> list[str]:
    """I.1: what moved most and where that comes from, what hangs together, how many targets are met."""
    say, moved = facts.words.say, movements(facts)
    if not facts.has_year_before:
        return [say("body.first_year", year=facts.year - 1)]
    lead = say("analysis.lead" if moved else "analysis.none", year=facts.year - 1, least=facts.words.percent(LIMITS["least_pct"], 0))
    told = [" ".join(_sentences(facts, statement)) for statement in moved]
    codes = {statement.figure.indicator for statement in moved}
    told += [" ".join(_moved(facts, statement)) for statement in contrary(facts) if statement.figure.indicator not in codes]
    for key in ("same_way", "apart_way"):
        parts = [
            say("analysis.pair", one=_alike(facts, first, one), other=_alike(facts, second, other))
            for first, second, one, other in pairs(facts)
            if (one["growth_pct"] * other["growth_pct"] > 0) == (key == "same_way")
        ]
        told += [say(f"analysis.{key}", parts=listing(parts, "; "))] if parts else []
    counts = verdict_counts(facts)
    targets = [say("analysis.targets", all=facts.words.count(sum(counts.values())), parts=facts.counted("body.verdict_parts", counts))]
    return [lead, *(say("analysis.item", text=text) for text in told), *(targets if counts else [])]


def _alike(facts: ReportFacts, figure: Figure, row: dict[str, Any]) -> str:
    return facts.words.say(
        "analysis.alike", name=small(facts.name(figure.indicator)), direction=facts.words.growth(row["growth_pct"]), count=row["units"]
    )


def _moved(facts: ReportFacts, statement: Statement) -> Iterator[str]:
    words, figure = facts.words, statement.figure
    value, change = words.amount(figure, figure.value), words.compared(figure)
    yield words.say("analysis.moved", name=facts.name(figure.indicator), value=value, change=change)
    sources = list(_presence(facts, statement)) if figure.scope not in FLOWS else []
    if sources:
        yield words.say("analysis.presence", parts=listing(sources, "; "))
    stayed = statement.presence("stayed")
    if figure.figure and stayed and stayed["growth_pct"] is not None:
        direction = words.growth(stayed["growth_pct"])
        yield words.say("analysis.stayed", count=words.count(stayed["units"]), unit=_unit(facts, statement, 2), direction=direction)


def _unit(facts: ReportFacts, statement: Statement, count: float) -> str:
    return facts.words.unit_of(statement.figure.units.upper(), count)


def _sentences(facts: ReportFacts, statement: Statement) -> Iterator[str]:
    words, figure = facts.words, statement.figure
    yield from _moved(facts, statement)
    yield from _places(facts, statement)
    few = statement.whole["half_units"]
    if figure.kind != "mean" and figure.figure and few and few <= LIMITS["few"]:
        yield words.say(
            "analysis.few", count=words.count(few), unit=_unit(facts, statement, few), way=_way(facts, statement.whole["change"])
        )


def _way(facts: ReportFacts, change: float) -> str:
    return str(facts.words.words["analysis"]["way"]["up" if change > 0 else "down"])


def _step(facts: ReportFacts, figure: Figure, change: float) -> str:
    """``tăng 05 THT``"""
    return facts.words.say(f"direction.{'up' if change > 0 else 'down'}", amount=facts.words.amount(figure, abs(change), short=True))


def _presence(facts: ReportFacts, statement: Statement) -> Iterator[str]:
    """What came, what went, what is not known; a mean has no such parts."""
    words, figure, unit = facts.words, statement.figure, _unit(facts, statement, 2)
    if figure.kind != "mean":
        for part in ("entered", "left", "not_known"):
            row = statement.presence(part)
            if row and row["change"]:
                count = words.count(row["units"] + row["previous_units"])
                key = f"analysis.{part}" if figure.figure else f"analysis.{part}_counted"
                yield words.say(key, count=count, unit=unit, step=_step(facts, figure, row["change"]))


def _places(facts: ReportFacts, statement: Statement) -> Iterator[str]:
    """How many districts moved the same way, which the most; the sector that makes up half of it."""
    words, figure, whole = facts.words, statement.figure, statement.whole["change"]
    known = statement.cut("district").filter(pl.col("change").is_not_null(), pl.col("part") != "")
    alike = known.filter(pl.col("change") * whole > 0).sort(pl.col("change").abs(), "part", descending=[True, False])
    if alike.is_empty():
        return
    places = len(facts.marts.districts)
    key = "analysis.everywhere" if alike.height == places else "analysis.somewhere"
    where = words.say(key, count=words.count(alike.height), all=words.count(places), way=_way(facts, whole))
    largest = [
        words.say("analysis.place", place=small(facts.marts.area_name(row["part"])), step=_step(facts, figure, row["change"]))
        for row in alike.head(2).iter_rows(named=True)
    ]
    yield words.say("analysis.places", where=where, largest=listing(largest))
    if figure.kind == "mean":
        return
    for row in statement.cut("sector").sort(pl.col("change") * whole, descending=True).head(1).iter_rows(named=True):
        if 2 * abs(row["change"]) >= abs(whole):
            yield words.say("analysis.sector", sector=small(words.term(row["part"])), step=_step(facts, figure, row["change"]))
