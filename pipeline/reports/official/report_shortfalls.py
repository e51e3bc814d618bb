"""The sentences of part III: what fell short, as the figures show it. Part IV: ``report_next_year``.

Only what the marts hold is said: causes and remedies beyond that are the office's own words, written into the template.
"""

from __future__ import annotations

import math

import polars as pl

from pipeline.config import Target
from pipeline.office.clauses import listing, small
from pipeline.office.figure import Figure
from pipeline.office.numerals import exact, rounded
from pipeline.office.wording import planned
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.results import OPEN, STATES, decided_targets


def targets_missed(facts: ReportFacts) -> list[str]:
    """III.1: targets not met with the gap, then those that cannot be decided."""
    say, words = facts.words.say, facts.words
    if not facts.targets:
        return [say("body.no_targets", year=facts.year)]
    found = decided_targets(facts)
    missed = [figure for figure in found if figure.verdict == "not_met"]
    open_ = [figure for figure in found if figure.verdict in OPEN]
    names = [say("outlook.missed_one", name=small(facts.name(figure.indicator)), gap=_gap(facts, figure)) for figure in missed]
    paragraphs = [say("outlook.missed", count=words.count(len(missed)), names=listing(names, "; ")) if missed else say("outlook.no_missed")]
    if open_:
        names = [small(facts.name(figure.indicator)) for figure in open_]
        paragraphs.append(say("outlook.undecided", count=words.count(len(open_)), names=listing(names, "; ")))
    return paragraphs


def _gap(facts: ReportFacts, figure: Figure) -> str:
    """The value, what it falls short by in whole units of what is counted, and the level that would have reached the target."""
    words, target = facts.words, facts.targets[figure.indicator]
    level, lacking = asked(figure, target)
    counted = facts.marts.counted_like(figure) if figure.kind == "share" else figure
    is_said = figure.kind == "share" or target.measure == "growth"
    return words.say(
        "outlook.gap",
        value=words.amount(figure, figure.value),
        gap=words.amount(counted, lacking),
        target=words.target(figure, target),
        level=words.say("outlook.level", level=words.amount(counted, level)) if is_said else "",
    )


def asked(figure: Figure, target: Target) -> tuple[float, float]:
    """(the least that meets the target, how much of it is wanting): of a share in the units of its numerator, of counts in whole ones."""
    if figure.kind == "share":
        level: float = math.ceil(exact(target.threshold) * exact(figure.denominator or 0) / 100)
        return level, float(exact(level) - exact(figure.numerator or 0))
    step = 100_000 if figure.is_money else 1  # of money what is printed
    level = math.ceil(exact(planned(figure, target) or 0) / step) * step
    return level, float(level - rounded(figure.value or 0, -5 if figure.is_money else 0))


def organisations(facts: ReportFacts) -> list[str]:
    """III.2: cooperatives that exist and do not work, weak ones, districts without a new one."""
    words = facts.words
    paragraphs = []
    if is_some(facts, "outlook.idle"):
        statuses = [figure for figure in facts.marts.find(kind="count", scope="idle", flag="legal_status") if figure.value]
        statuses.sort(key=lambda figure: (-(figure.value or 0), figure.flag_value))
        parts = [f"{words.count(figure.value)} {small(words.term(figure.flag_value))}" for figure in statuses]
        idle = facts.named("outlook.idle")[0].value or 0
        if stopped := idle - sum(figure.value or 0 for figure in statuses):
            parts.append(facts.say("outlook.idle_stopped", count=words.count(stopped)))
        paragraphs.append(facts.say("outlook.idle", parts=facts.say("outlook.idle_parts", parts=listing(parts)) if parts else ""))
    if is_some(facts, "outlook.weak"):
        paragraphs.append(facts.say("outlook.weak"))
    new = facts.marts.find(listed_in="plan", kind="count", units="htx", scope="new")
    places = facts.marts.districts if new else []
    without = [code for code, _ in places if (figure := facts.figure(new[0].indicator, code)) and figure.value == 0]
    if without:
        paragraphs.append(facts.say("outlook.no_new", names=facts.places(without)))
    if paragraphs:
        return paragraphs
    asked = [*facts.named("outlook.idle")[:1], *facts.named("outlook.weak")[:1], *new]
    is_known = all(figure.value is not None and not figure.unreported for figure in asked)
    return [facts.say("outlook.no_trouble" if is_known else "outlook.not_known", year=facts.year)]


def is_some(facts: ReportFacts, path: str) -> bool:
    """The figure that the sentence names first is known and not zero."""
    return any(figure.value for figure in facts.named(path)[:1])


def tasks_open(facts: ReportFacts) -> list[str]:
    """III.3: tasks not started, and those of which nobody knows: a task that was not reported may well be done."""
    if facts.led_tasks.is_empty():
        return [facts.say("body.no_tasks", year=facts.year)]
    found = {key: facts.led_tasks.filter(pl.col("state").eq_missing(pl.lit(STATES[key]))) for key in ("todo", "silent")}
    return [
        facts.words.say(f"outlook.tasks_{key}", count=facts.words.count(tasks.height), names=_by_agency(facts, tasks))
        for key, tasks in found.items()
        if tasks.height
    ] or [facts.words.say("outlook.tasks_clear")]


def _by_agency(facts: ReportFacts, tasks: pl.DataFrame) -> str:
    grouped = tasks.group_by("sender", maintain_order=True).agg("task")
    return listing(
        [
            facts.words.say("outlook.task_one", agency=facts.marts.agency_name(sender), points=listing(points))
            for sender, points in grouped.sort("sender").iter_rows()
        ],
        "; ",
    )


def reporting(facts: ReportFacts) -> list[str]:
    """III.4: punctuality and files that could not be read."""
    say, count, rows = facts.words.say, facts.words.count, facts.first_submissions
    if rows.is_empty():
        return [say("body.no_reports", year=facts.year)]
    unread = rows["is_unread"].sum()
    parts = facts.counted("body.punctual_parts", {kind: rows.filter(pl.col("timeliness") == kind).height for kind in ("late", "missing")})
    said = [say("outlook.late" if parts else "outlook.late_none", parts=parts)]
    return [*said, *([say("outlook.read_some", count=count(unread))] if unread else [])]
