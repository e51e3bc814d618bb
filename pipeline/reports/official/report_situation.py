"""The sentences of part I of the report: what the year brought in cooperatives, people, sectors and effect.

Every paragraph is whole whatever is missing; none is written for a figure that nobody has.
"""

from __future__ import annotations

import polars as pl

from pipeline.office.clauses import listing, small
from pipeline.office.figure import Figure
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.sectors import SECTORS, sector_sums

NOT_RATED = "Không xếp loại"


def quantity(facts: ReportFacts) -> list[str]:
    """I.1.a: cooperatives, unions and groups; their revenue and income."""
    silent = [small(name) for name in facts.silent_districts]
    return [
        facts.say("body.htx", day=facts.words.date(facts.cut)),
        *(facts.say(f"body.{name}") for name in ("unions", "groups", "revenue", "income")),
        *facts.matched("body.income"),
        *([facts.say("body.partial", names=listing(silent))] if silent else []),
    ]


def people(facts: ReportFacts) -> list[str]:
    """I.1.b: members and workers."""
    paragraphs = [facts.say("body.members")]
    if any(figure.units_expected for figure in facts.named("body.coverage")):
        paragraphs.append(" ".join([facts.say("body.coverage"), *facts.matched("body.coverage")]))
    return [*paragraphs, facts.say("body.workers"), facts.say("body.group_members")]


def managers(facts: ReportFacts) -> list[str]:
    """I.1.c: managers, their schooling and their training."""
    trained = " ".join([facts.say("body.trained"), *facts.matched("body.trained")])
    return [facts.say("body.managers"), trained, facts.say("body.annexes")]


def sectors(facts: ReportFacts) -> list[str]:
    """I.2: the largest sectors by number of cooperatives; "other" is not one."""
    say, count, percent = facts.words.say, facts.words.count, facts.words.percent
    sums = sector_sums(facts, facts.province.code)
    if sums.is_empty() or not sums["htx"][-1]:
        return [say("body.no_sectors", year=facts.year)]
    largest = (
        sums.filter(pl.col("sector").is_in(SECTORS[:-1]) & (pl.col("htx") > 0)).sort("htx", descending=True, maintain_order=True).head(3)
    )
    parts = [
        say("body.sector_part", sector=small(facts.words.term(sector)), count=count(units), pct=percent(units / sums["htx"][-1] * 100))
        for sector, units in largest.select("sector", "htx").iter_rows()
    ]
    return [facts.say("body.sectors" if parts else "body.no_sectors", parts=listing(parts, "; "), year=facts.year)]


def effect(facts: ReportFacts) -> list[str]:
    """I.3: ratings, the effective share, membership of the Alliance, business with members."""
    words = facts.words
    paragraphs = ratings(facts)
    good = words.joined([words.term(rating) for rating in facts.province.rules.effective_ratings], "or")
    effective = facts.say("body.effective", ratings=good)
    for figure in facts.named("body.effective"):
        if low_high := effective_range(figure):
            effective += " " + facts.say("body.effective_range", count=words.count(low_high[0]), high=words.percent(low_high[1]))
    paragraphs += [effective, facts.say("body.alliance")]
    service = [figure for figure in facts.named("body.service")[:1] if figure.value is not None and not facts.is_doubted(figure)]
    return paragraphs + [facts.say("body.service") for _ in service]


def ratings(facts: ReportFacts) -> list[str]:
    """How the active cooperatives are rated; nothing where none is known."""
    words, rated = facts.words, rating_figures(facts)
    if not any(figure.value for figure in facts.named("body.ratings")):
        return []
    parts = [
        facts.say(
            "body.rating_none" if figure.flag_value == NOT_RATED else "body.rating_part",
            count=words.count(figure.value),
            rating=words.term(figure.flag_value),
        )
        for figure in rated
        if figure.value
    ]
    if unrated := max((figure.unreported for figure in rated), default=0):
        parts.append(facts.say("body.rating_unknown", count=words.count(unrated)))
    return [facts.say("body.ratings", parts=listing(parts))]


def rating_figures(facts: ReportFacts) -> list[Figure]:
    """How many active cooperatives have each rating."""
    return facts.marts.find(kind="count", scope="active", flag="rating")


def effective_range(figure: Figure) -> tuple[int, float] | None:
    """(units without a rating, the share if all of them were effective); None where every rating is known."""
    if figure.value is None or not figure.denominator or figure.numerator is None or figure.unreported <= 0:
        return None
    return figure.unreported, (figure.numerator + figure.unreported) / figure.denominator * 100
