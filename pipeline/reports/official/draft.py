"""Why a report is only a draft: the line printed on every page."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from pipeline.office.clauses import listing
from pipeline.reports.official.report_facts import ReportFacts

NAMED = 3  # senders named in the line; it has to fit a page's head


def draft_line(facts: ReportFacts, gate: Mapping[str, Any]) -> str | None:
    """Why the report is held back, in one line with the number of open errors and where they are; None where it may leave."""
    if gate["passed"]:
        return None
    words = facts.words
    open_ = facts.marts.finding.filter((pl.col("severity") == "error") & ~pl.col("is_waived") & ~pl.col("is_confirmed"))
    if open_.is_empty():
        failed = [str(check["name"]) for check in gate.get("checks", []) if not check["passed"] and check.get("severity") == "error"]
        where = words.say("draft.where", parts=listing(failed[:NAMED])) if failed else ""
        return words.say("draft.unproven", where=where)
    counted = open_.group_by("sender").len().sort("len", "sender", descending=[True, False], nulls_last=True)
    named = counted.filter(pl.col("sender").is_not_null()).head(NAMED)
    parts = [
        words.say("draft.where_one", agency=facts.marts.agency_name(sender), count=words.count(count))
        for sender, count in named.iter_rows()
    ]
    others = open_.height - named["len"].sum()
    if others and parts:
        parts.append(words.say("draft.others", count=words.count(others)))
    where = words.say("draft.where", parts=listing(parts, "; ")) if parts else ""
    return words.say("draft.errors", count=words.count(open_.height), where=where)
