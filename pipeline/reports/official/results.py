"""The sentences of part II of the report: targets, tasks, training, punctuality, and what was signed for.

Each says what is known and names what is not.
"""

from __future__ import annotations

import polars as pl

from pipeline.office.figure import Figure
from pipeline.reports.marts import TARGETS
from pipeline.reports.official.beside import BesideWords
from pipeline.reports.official.report_facts import Story, capital, listing
from pipeline.reports.official.report_situation import effective_range
from pipeline.reports.official.standing import mended

STATES = {"done": "Hoàn thành", "doing": "Đang thực hiện", "todo": "Chưa thực hiện", "silent": None}


def verdicts(story: Story) -> list[str]:
    """II.1: how many targets are met, and why the undetermined ones are so."""
    found = [figure for code in TARGETS if (figure := story.figure(code)) and figure.verdict]
    if not found:
        return [story.words.say("body.no_targets", year=story.year)]
    counts = {verdict: sum(figure.verdict == verdict for figure in found) for verdict in ("met", "not_met", "undetermined")}
    parts = story.counted("body.verdict_parts", counts)
    lead = story.words.say("body.verdicts", all=story.words.count(len(found)), number=story.province.directive.number, parts=parts)
    beside = besides(story)
    undecided = [
        " ".join(
            [
                story.words.say("reason.sentence", name=story.name(figure.indicator), reason=reason(story, figure)),
                beside.still_open(figure.indicator) or "",
            ]
        ).strip()
        for figure in found
        if figure.verdict == "undetermined"
    ]
    # Where nearly all reported, an estimate says nothing new; the quality page has it all the same.
    estimates = beside.estimates(below=story.province.rules.coverage_threshold * 100)
    shown = [story.words.say("beside.estimates", parts=listing(estimates, "; "))] if estimates else []
    return [lead, *undecided, *shown]


def besides(story: Story) -> BesideWords:
    """The sentences of what stands beside the headline."""
    marts = story.marts
    return BesideWords(marts.beside, story.words, marts.area_name, story.province.rules.effective_ratings)


def reason(story: Story, figure: Figure) -> str:
    """Why a target is undetermined, from the counts that stand beside it."""
    say, words = story.words.say, story.words
    if figure.indicator == "T3":
        silent = sum(1 for code, _ in story.marts.districts if (area := story.figure("T3", code)) is None or area.value is None)
        return say("reason.T3", count=words.count(silent))
    low_high = effective_range(story) if figure.indicator == "T4" else None
    if low_high:
        unrated, high = low_high
        low = words.percent(figure.value)
        return say("reason.T4", unrated=words.count(unrated), count=words.count(figure.denominator), low=low, high=words.percent(high))
    if figure.indicator in ("T5", "T6", "T7") and figure.units_expected:
        before = story.marts.figure(figure.indicator, year=story.year - 1)
        previous = say("reason.coverage_previous", **_coverage(story, before)) if before and before.units_expected else ""
        needed = words.percent(story.province.rules.coverage_threshold * 100, 0)
        return say("reason.coverage", **_coverage(story, figure), previous=previous, needed=needed)
    return say("reason.lists")


def _coverage(story: Story, figure: Figure) -> dict[str, object]:
    reported, expected = figure.units_reported or 0, figure.units_expected or 0
    return {
        "reported": story.words.count(reported),
        "expected": story.words.count(expected),
        "pct": story.words.percent(reported / expected * 100 if expected else None),
        "year": figure.reference_year,
    }


def tasks(story: Story) -> list[str]:
    """II.2: the ten points, counted over the agencies that lead them."""
    led, number = story.led_tasks, story.province.directive.number
    if led.is_empty():
        return [story.words.say("body.no_tasks", year=story.year, number=number)]
    states = dict(led.group_by("state").len().iter_rows())
    parts = story.counted("body.task_parts", {key: states.get(state, 0) for key, state in STATES.items()})
    return [story.words.say("body.tasks", all=story.words.count(led.height), number=number, parts=parts)]


def training(story: Story) -> list[str]:
    """II.3: classes and attendance; women only of the classes that say how many."""
    classes, words = story.marts.training, story.words
    if classes.is_empty():
        return [words.say("body.no_training", year=story.year)]
    attending, women = classes["managers_attending"], classes["women_attending"]
    share, known = "", women.count()
    if known:
        key = "body.women" if known == classes.height else "body.women_partial"
        share = words.say(key, count=words.count(women.sum()), classes=words.count(known))
    attending = words.count(attending.sum()) if attending.count() else words.words["not_reported"]
    return [words.say("body.training", classes=words.count(classes.height), managers=attending, women=share)]


def punctuality(story: Story) -> list[str]:
    """II.4: who kept the deadline."""
    rows, words = story.first_submissions, story.words
    if rows.is_empty():
        return [words.say("body.no_reports", year=story.year)]
    kinds = dict(rows.group_by("timeliness").len().iter_rows())
    due = story.due(story.province.year(story.year).agencies_due_before)
    parts = story.counted("body.punctual_parts", {kind: kinds.get(kind, 0) for kind in ("on_time", "late", "missing")})
    paragraphs = [words.say("body.punctual", due=due, all=words.count(rows.height), parts=parts)]
    late = rows.filter(pl.col("timeliness") == "late").sort("days_late", "place")
    if late.height:
        names = [
            words.say("body.late_one", agency=story.marts.agency_name(row["sender"]), days=words.count(row["days_late"]))
            for row in late.iter_rows(named=True)
        ]
        paragraphs.append(words.say("body.late_list", names=listing(names)))
    missing = rows.filter(pl.col("timeliness") == "missing")
    if missing.height:
        paragraphs.append(words.say("body.missing_list", names=story.agency_list(missing)))
    return [capital(paragraph) for paragraph in [*paragraphs, *besides(story).scores()]]


def signed_for(story: Story) -> list[str]:
    """II.5: findings that the office signed for."""
    waived = story.marts.finding.filter(pl.col("is_waived"))
    said = story.words.say("body.waived" if waived.height else "body.no_waived", count=story.words.count(waived.height))
    return [said, *mended(story)]
