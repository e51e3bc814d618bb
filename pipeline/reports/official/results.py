"""The sentences of part II of the report: targets, tasks, training, punctuality, and what was signed for.

Each says what is known and names what is not.
"""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from pipeline.office.clauses import capital, listing
from pipeline.office.figure import Figure
from pipeline.office.wording import cited
from pipeline.reports.official.beside import BesideWords
from pipeline.reports.official.decisions import decided
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.report_situation import effective_range

OPEN = ("undetermined", "doubted")
STATES = {"done": "Hoàn thành", "doing": "Đang thực hiện", "todo": "Chưa thực hiện", "silent": None}


def decided_targets(facts: ReportFacts) -> list[Figure]:
    """The year's targets with their verdicts; ``doubted`` where an open error may change the figure."""
    found = [figure for code in facts.marts.targets if (figure := facts.figure(code)) and figure.verdict]
    return [replace(figure, verdict="doubted") if facts.is_doubted(figure) else figure for figure in found]


def verdict_counts(facts: ReportFacts) -> dict[str, int]:
    """How many targets have each verdict; nothing where no document set any."""
    found = [figure.verdict for figure in decided_targets(facts)]
    return {verdict: found.count(verdict) for verdict in ("met", "not_met", *OPEN)} if found else {}


def verdicts(facts: ReportFacts) -> list[str]:
    """II.1: how many targets are met, and why the undetermined ones are so."""
    found = decided_targets(facts)
    annexes = facts.say("body.target_annexes")
    if not found:
        return [facts.words.say("body.no_targets", year=facts.year), annexes]
    parts = facts.counted("body.verdict_parts", verdict_counts(facts))
    lead = facts.say("body.verdicts", all=facts.words.count(len(found)), parts=parts)
    beside = besides(facts)
    undecided = [
        " ".join(
            [
                facts.words.say("reason.sentence", name=facts.name(figure.indicator), reason=reason(facts, figure)),
                beside.still_open(figure.indicator) or "",
            ]
        ).strip()
        for figure in found
        if figure.verdict == "undetermined"
    ]
    # Where nearly all reported, an estimate says nothing new; the quality page has it all the same.
    estimates = beside.estimates(below=facts.province.rules.coverage_threshold * 100)
    shown = [facts.words.say("beside.estimates", parts=listing(estimates, "; "))] if estimates else []
    return [lead, *undecided, *shown, annexes]


def besides(facts: ReportFacts) -> BesideWords:
    """The sentences of what stands beside the headline."""
    marts = facts.marts
    return BesideWords(marts.beside, facts.words, marts.area_name, facts.province.rules.effective_ratings)


def reason(facts: ReportFacts, figure: Figure) -> str:
    """Why a target is undetermined, from the counts that stand beside it."""
    say, words = facts.words.say, facts.words
    if figure.verdict_test == "lower_bound":
        areas = [facts.figure(figure.indicator, code) for code, _ in facts.marts.districts]
        return say("reason.lower_bound", count=words.count(sum(area is None or area.value is None for area in areas)))
    low_high = effective_range(figure) if figure.verdict_test == "share_bounds" else None
    if low_high:
        unrated, high = low_high
        low = words.percent(figure.value)
        return say(
            "reason.share_bounds", unrated=words.count(unrated), count=words.count(figure.denominator), low=low, high=words.percent(high)
        )
    if figure.verdict_test == "coverage" and figure.units_expected:
        before = facts.marts.figure(figure.indicator, year=facts.year - 1)
        previous = say("reason.coverage_previous", **_coverage(facts, before)) if before and before.units_expected else ""
        needed = words.percent(facts.province.rules.coverage_threshold * 100, 0)
        return say("reason.coverage", **_coverage(facts, figure), previous=previous, needed=needed)
    return say("reason.lists")


def _coverage(facts: ReportFacts, figure: Figure) -> dict[str, object]:
    reported, expected = figure.units_reported or 0, figure.units_expected or 0
    return {
        "reported": facts.words.count(reported),
        "expected": facts.words.count(expected),
        "pct": facts.words.percent(reported / expected * 100 if expected else None),
        "year": figure.reference_year,
    }


def tasks(facts: ReportFacts) -> list[str]:
    """II.2: the ten points, counted over the agencies that lead them."""
    led = facts.led_tasks
    if led.is_empty():
        return [facts.say("body.no_tasks", year=facts.year)]
    states = dict(led.group_by("state").len().iter_rows())
    parts = facts.counted("body.task_parts", {key: states.get(state, 0) for key, state in STATES.items()})
    return [facts.say("body.tasks", all=facts.words.count(led.height), parts=parts)]


def cited_note(facts: ReportFacts) -> str:
    """In full, once: the documents that the tasks name by their number alone."""
    contents = " ".join(facts.led_tasks["content"].drop_nulls().to_list())
    named = [
        facts.words.say("body.cited", **(cited(found, facts.words) or {})) for found in facts.province.cited if found.number in contents
    ]
    return facts.say("body.cited_note", names=listing(named, "; ")) if named else ""


def training(facts: ReportFacts) -> list[str]:
    """II.3: classes and attendance; women only of the classes that say how many."""
    classes, words = facts.marts.training, facts.words
    if classes.is_empty():
        return [words.say("body.no_training", year=facts.year)]
    attending, women = classes["managers_attending"], classes["women_attending"]
    share, known = "", women.count()
    if known:
        key = "body.women" if known == classes.height else "body.women_partial"
        share = words.say(key, count=words.count(women.sum()), classes=words.count(known))
    managers = words.count(attending.sum()) if attending.count() else words.words["not_reported"]
    return [words.say("body.training", classes=words.count(classes.height), managers=managers, women=share)]


def punctuality(facts: ReportFacts) -> list[str]:
    """II.4: who kept the deadline."""
    rows, words = facts.first_submissions, facts.words
    if rows.is_empty():
        return [words.say("body.no_reports", year=facts.year)]
    kinds = dict(rows.group_by("timeliness").len().iter_rows())
    due = facts.due(facts.province.year(facts.year).agencies_due_before)
    parts = facts.counted("body.punctual_parts", {kind: kinds.get(kind, 0) for kind in ("on_time", "late", "missing")})
    paragraphs = [facts.say("body.punctual", due=due, all=words.count(rows.height), parts=parts)]
    late = rows.filter(pl.col("timeliness") == "late").sort("days_late", "place")
    if late.height:
        names = [
            words.say("body.late_one", agency=facts.marts.agency_name(row["sender"]), days=words.count(row["days_late"]))
            for row in late.iter_rows(named=True)
        ]
        paragraphs.append(words.say("body.late_list", names=listing(names)))
    missing = rows.filter(pl.col("timeliness") == "missing")
    if missing.height:
        paragraphs.append(words.say("body.missing_list", names=facts.agency_list(missing)))
    return [capital(paragraph) for paragraph in paragraphs]


def signed_for(facts: ReportFacts) -> list[str]:
    """II.5: how much of what was owed came, and what people decided over the files."""
    waived = facts.marts.finding.filter(pl.col("is_waived"))
    said = facts.say("body.waived" if waived.height else "body.no_waived", count=facts.words.count(waived.height))
    complete = facts.marts.beside.complete
    known = [facts.say("body.complete", pct=facts.words.percent(complete))] if complete is not None else []
    return [*known, said, *decided(facts)]
