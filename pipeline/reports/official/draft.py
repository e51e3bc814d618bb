"""Why a report is only a draft: the line printed on every page, in words that its readers understand."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.office.clauses import listing
from pipeline.reports.official.report_facts import ReportFacts

NAMED = 3  # senders named in the line; it has to fit a page's head
NOT_SENT = "submission_missing"


def draft_line(facts: ReportFacts, gate: Mapping[str, Any]) -> str | None:
    """Whose report has not come, whose cannot be read, whose figures are wrong; None where the report may leave."""
    if gate["passed"]:
        return None
    words = facts.words
    open_ = facts.marts.finding.filter((pl.col("severity") == "error") & ~pl.col("is_waived") & ~pl.col("is_confirmed"))
    unread = facts.first_submissions.filter("is_unread")
    is_missing, is_unread = pl.col("rule") == NOT_SENT, pl.col("sender").is_in(unread["sender"].to_list())
    reasons = [
        words.say(f"draft.{kind}", names=_agencies(facts, found["sender"].drop_nulls().to_list()))
        for kind, found in (("missing", open_.filter(is_missing)), ("unread", open_.filter(~is_missing & is_unread)))
        if found["sender"].count()
    ]
    wrong = open_.filter(~is_missing & ~(is_unread.fill_null(value=False)))
    counted = wrong.group_by("sender").len().sort("len", "sender", descending=[True, False], nulls_last=True)
    named = counted.filter(pl.col("sender").is_not_null()).head(NAMED)
    reasons += [
        words.say("draft.wrong", agency=facts.marts.agency_name(sender), count=words.count(count)) for sender, count in named.iter_rows()
    ]
    if others := wrong.height - named["len"].sum():
        reasons.append(words.say("draft.others" if reasons else "draft.some", count=words.count(others)))
    return words.say("draft.line", reasons=listing(reasons or [words.say("draft.unproven")], "; "))


def _agencies(facts: ReportFacts, senders: list[str]) -> str:
    names = facts.agencies(senders)
    more = [facts.words.say("draft.more", count=facts.words.count(len(names) - NAMED))] if len(names) > NAMED else []
    return facts.words.joined([*names[:NAMED], *more])
