"""The annex of people's decisions over the files: signed for, confirmed, corrected, told who is who; each with its effect."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import polars as pl

from pipeline.office.clauses import listing
from pipeline.office.figure import Figure
from pipeline.reports.official.report_facts import ReportFacts

Row = dict[str, str]
_OF_FINDINGS = ("waiver", "confirmation")


def decision_rows(facts: ReportFacts) -> list[Row]:
    """One row a decision that the report rests on: which and where, what, why, with what effect, who signed."""
    words, rows = facts.words, []
    effects = facts.marts.decision_effect.partition_by("decision_id", as_dict=True)
    for number, row in enumerate(facts.marts.decision.iter_rows(named=True), start=1):
        cell = ", ".join(part for part in (row["sheet"], f"{row['column'] or ''}{row['row'] or ''}") if part)
        place = (words.say(f"decision.register.{row['register']}"), facts.marts.agency_name(row["sender"]), row["path"], cell)
        what = row["subject"] if row["register"] in _OF_FINDINGS else words.say(f"decision.{_kind(row)}", **_sides(facts, row))
        found = effects.get((row["decision_id"],), facts.marts.decision_effect.clear())
        rows.append(
            {
                "number": str(number),
                "place": "\n".join(part for part in place if part),
                "what": what or "",
                "reason": row["reason"] or "",
                "effect": "\n".join(_effect(facts, row["register"], found)),
                "signed": ", ".join(part for part in (row["signed_by"], row["paper"], _day(row["signed_at"], facts)) if part),
            }
        )
    return rows


def decided(facts: ReportFacts) -> list[str]:
    """A sentence for each register but the waivers' that points at the annex, where it has lines of it."""
    counts = dict(facts.marts.decision.group_by("register").len().iter_rows())
    kinds = [kind for kind in ("confirmation", "correction", "identity") if kind in counts]
    return [facts.say(f"decision.counted.{kind}", count=facts.words.count(counts[kind])) for kind in kinds]


def _kind(row: dict[str, Any]) -> str:
    return str(row["subject"] if row["register"] == "identity" else row["register"])


def _sides(facts: ReportFacts, row: dict[str, Any]) -> dict[str, str]:
    return {name: row[name] or facts.words.words["missing"] for name in ("found", "value")}


def _effect(facts: ReportFacts, register: str, effects: pl.DataFrame) -> Iterator[str]:
    """What would be other figures, one a line; else what rests on it."""
    words, known, resting = facts.words, [], []
    for row in effects.iter_rows(named=True):
        figure, name = facts.figure(row["indicator"]), facts.name(row["indicator"])
        if figure is not None and row["value_otherwise"] is not None:
            known.append(words.say("decision.line", name=name, changes=listing(list(_changes(facts, figure, row)), "; ")))
        elif figure is not None:
            resting.append(name)
    if known:
        yield words.say(f"decision.otherwise.{register}")
        yield from known
    if resting:
        yield words.say("decision.rests", names=listing(resting, "; "))
    if not known and not resting:
        yield words.say("decision.nothing")


def _changes(facts: ReportFacts, figure: Figure, row: dict[str, Any]) -> Iterator[str]:
    words = facts.words
    for year, now, other in (
        (row["compared_year"], row["compared_value"], row["compared_otherwise"]),
        (row["reference_year"], row["value"], row["value_otherwise"]),
    ):
        if now != other:
            yield words.say("decision.value", year=year, now=words.cell(figure, now), other=words.cell(figure, other))
    if figure.unit_of_measure != "%" and row["growth_pct"] is not None and row["growth_otherwise_pct"] is not None:
        now, other = words.growth(row["growth_pct"]), words.growth(row["growth_otherwise_pct"])
        if now != other:
            yield words.say("decision.growth", year=row["compared_year"], now=now, other=other)
    if row["turns_verdict"]:
        yield words.say("decision.turns")


def _day(signed_at: str | None, facts: ReportFacts) -> str:
    """The day of a signature, as the signer wrote it where it is no ISO time."""
    try:
        moment = datetime.fromisoformat(signed_at or "")
    except ValueError:
        return signed_at or ""
    return facts.words.short_date((moment.astimezone(facts.province.tz) if moment.tzinfo else moment).date())
