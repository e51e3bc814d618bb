"""The sentences of part IV: what next year asks, by its targets and by what this year left undone."""

from __future__ import annotations

import math

import polars as pl

from pipeline.config import Target
from pipeline.office.clauses import listing, small
from pipeline.office.figure import Figure
from pipeline.office.numerals import exact
from pipeline.office.wording import cited
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.report_shortfalls import asked, is_some
from pipeline.reports.official.report_situation import rating_figures
from pipeline.reports.official.results import STATES


def next_targets(facts: ReportFacts) -> list[str]:
    """IV.1: next year's targets as their document set them; what growth asks is given as a level, or said to be open."""
    say, words, year = facts.words.say, facts.words, facts.year + 1
    parts = []
    for code, target in facts.targets_of(year).items():
        figure = facts.figure(code)
        if figure is None:
            continue
        level = ""
        if target.measure == "growth" and target.base_year == facts.year:
            level = _level(facts, figure, target)
        parts.append(f"{small(facts.name(code))} {words.target(figure, target)}{level}")
    if not parts:
        return [say("outlook.no_next", year=year)]
    document = say("outlook.document", **(cited(facts.province.directive_of(year), words) or {}))
    return [say("outlook.next_targets", year=year, document=document, parts=listing(parts, "; "))]


def _level(facts: ReportFacts, figure: Figure, target: Target) -> str:
    """The level that growth over this year asks for; open while a unit has not reported it, or an open error may change it."""
    say, words = facts.words.say, facts.words
    if not figure.value or figure.unreported or facts.silent_districts or facts.is_doubted(figure):
        return say("outlook.next_level_open", year=facts.year)
    step = 100_000 if figure.is_money else 1
    level = math.ceil(exact(figure.value) * (100 + exact(target.threshold)) / 100 / step) * step
    return say("outlook.next_level", level=words.amount(figure, level))


def next_tasks(facts: ReportFacts) -> list[str]:
    """IV.2: what this year left undone."""
    say, count = facts.words.say, facts.words.count
    undone = facts.led_tasks.filter(pl.col("state") != STATES["done"]).height
    silent = facts.led_tasks["state"].null_count()
    paragraphs = [facts.say("outlook.carry", count=count(undone), year=facts.year)] if undone else []
    paragraphs += [facts.say("outlook.ask_tasks", count=count(silent), year=facts.year)] if silent else []
    if not paragraphs:
        paragraphs = [say("outlook.no_carry", year=facts.year) if facts.led_tasks.height else facts.say("body.no_tasks", year=facts.year)]
    if is_some(facts, "outlook.idle") or is_some(facts, "outlook.weak"):
        paragraphs.append(facts.say("outlook.resolve_idle"))
    for code, target in facts.targets_of(facts.year + 1).items():
        share = facts.figure(code)
        if (
            share is None
            or share.value is None
            or facts.is_doubted(share)
            or share.kind != "share"
            or share.verdict_test != "complete_list"
        ):
            continue
        _, lacking = asked(share, target)
        if lacking > 0:
            level = say("percent", number=facts.words.threshold(target.threshold))
            paragraphs.append(say("outlook.admit", count=count(lacking), threshold=level))
    return paragraphs


def requests(facts: ReportFacts) -> list[str]:
    """IV.3: what the agencies are asked for."""
    say, rows = facts.words.say, facts.first_submissions
    paragraphs = []
    missing = rows.filter(pl.col("timeliness") == "missing")
    if missing.height:
        paragraphs.append(say("outlook.ask_missing", names=facts.agency_list(missing), year=facts.year))
    unrated = max((figure.unreported for figure in rating_figures(facts)), default=0)
    if unrated:
        paragraphs.append(say("outlook.ask_rating", count=facts.words.count(unrated)))
    following = [row for row in facts.province.reference_years if row.reference_year == facts.year + 1]
    if following:
        paragraphs.append(say("outlook.ask_time", year=facts.year + 1, due=facts.due(following[0].agencies_due_before)))
    return paragraphs
