"""The sentences of part I of the report: what the year brought in cooperatives, people, sectors and effect.

Every paragraph is whole whatever is missing; none is written for a figure that nobody has.
"""

from __future__ import annotations

import polars as pl

from pipeline.reports.official.report_facts import ReportFacts, listing, small
from pipeline.reports.official.sectors import SECTORS, sector_sums

RATINGS = ("Tốt", "Khá", "Trung bình", "Yếu")
NOT_RATED = "Không xếp loại"


def quantity(facts: ReportFacts) -> list[str]:
    """I.1.a: cooperatives, unions and groups; their revenue and income."""
    say, total, active = facts.words.say, facts.figure("I.1"), facts.figure("I.1a")
    share = facts.share(active.value, total.value) if total and active else ""
    silent = [small(name) for name in facts.silent_districts]
    return [
        say(
            "body.htx",
            day=facts.words.date(facts.cut),
            total=facts.has("I.1"),
            active=facts.has("I.1a", extra=share),
            new=facts.has("I.1b", plan="T1"),
            dissolved=facts.has("I.1c"),
        ),
        say("body.unions", total=facts.has("II.1"), new=facts.has("II.1b", plan="T2")),
        say("body.groups", total=facts.has("III.1"), new=facts.has("III.1a", plan="T3"), certified=facts.has("III.1b", reported=True)),
        say("body.revenue", revenue=facts.equals("I.4", basis=facts.basis("I.4")), profit=facts.equals("I.5", basis=facts.basis("I.5"))),
        say("body.income", member=facts.equals("T7", plan="T7"), worker=facts.equals("I.6")),
        *facts.matched("T7"),
        *([] if facts.has_year_before else [say("body.first_year", year=facts.year - 1)]),
        *([say("body.partial", names=listing(silent))] if silent else []),
    ]


def people(facts: ReportFacts) -> list[str]:
    """I.1.b: members and workers."""
    say, members = facts.words.say, facts.figure("T6")
    paragraphs = [say("body.members", total=facts.has("I.2", plan="T6"), new=facts.has("I.2a"))]
    if members and members.units_expected:
        reported = facts.words.count(members.units_reported or 0)
        coverage = say("body.coverage", reported=reported, expected=facts.words.count(members.units_expected))
        paragraphs.append(" ".join([coverage, *facts.matched("T6")]))
    paragraphs.append(say("body.workers", workers=facts.has("I.3")))
    paragraphs.append(say("body.group_members", total=facts.has("III.2")))
    return paragraphs


def managers(facts: ReportFacts) -> list[str]:
    """I.1.c: managers, their schooling and their training."""
    say = facts.words.say
    return [
        say("body.managers", total=facts.has("I.7"), lower=facts.has("I.7a", reported=True), higher=facts.has("I.7b", reported=True)),
        " ".join([say("body.trained", trained=facts.has("I.8", plan="T5")), *facts.matched("T5")]),
    ]


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
    return [say("body.sectors" if parts else "body.no_sectors", parts=listing(parts, "; "), year=facts.year)]


def effect(facts: ReportFacts) -> list[str]:
    """I.3: ratings, the effective share, membership of the Alliance, business with members."""
    say, words = facts.words.say, facts.words
    active = facts.cooperatives.filter("is_active")
    paragraphs = []
    if active.height:
        counts = dict(active.group_by("rating").len().iter_rows())
        rated = [rating for rating in RATINGS if rating in counts]
        parts = [say("body.rating_part", count=words.count(counts[rating]), rating=words.term(rating)) for rating in rated]
        if NOT_RATED in counts:
            parts.append(say("body.rating_none", count=words.count(counts[NOT_RATED])))
        if None in counts:
            parts.append(say("body.rating_unknown", count=words.count(counts[None])))
        paragraphs.append(say("body.ratings", count=words.count(active.height), parts=listing(parts)))
    ratings = words.joined([words.term(rating) for rating in facts.province.rules.effective_ratings], "or")
    effective = say("body.effective", ratings=ratings, share=facts.equals("T4", plan="T4"))
    low_high = effective_range(facts)
    if low_high:
        unrated, high = low_high
        effective += " " + say("body.effective_range", count=words.count(unrated), high=words.percent(high))
    paragraphs.append(effective)
    paragraphs.append(say("body.alliance", total=facts.has("T8", plan="T8"), share=facts.equals("T9", plan="T9")))
    both = facts.cooperatives.filter(pl.col("revenue_vnd").is_not_null() & pl.col("revenue_from_members_vnd").is_not_null())
    if both["revenue_vnd"].sum() > 0:
        share = both["revenue_from_members_vnd"].sum() / both["revenue_vnd"].sum() * 100
        paragraphs.append(say("body.service", pct=words.percent(share), count=words.count(both.height)))
    return paragraphs


def effective_range(facts: ReportFacts) -> tuple[int, float] | None:
    """(unrated active HTX, the share if all of them were effective); None where every rating is known."""
    figure = facts.figure("T4")
    if figure is None or figure.value is None or not figure.denominator or figure.numerator is None:
        return None
    unrated = (figure.units_expected or 0) - (figure.units_reported or 0)
    return (unrated, (figure.numerator + unrated) / figure.denominator * 100) if unrated > 0 else None
