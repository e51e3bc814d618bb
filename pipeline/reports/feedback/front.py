"""What the first sheet of a feedback workbook says: what arrived, the result in a line, how to correct and send again. No cells here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline.config import Agency, Province
from pipeline.office.wording import Wording
from pipeline.office.working_days import last_working_day
from pipeline.reports.feedback.book import Book
from pipeline.reports.feedback.sheet import Front, Line
from pipeline.reports.findings import SEVERITIES, asks_for_correction


@dataclass(frozen=True)
class Context:
    """What every workbook of one run shares. ``headings``: (path, sheet, column letter) → the heading as read."""

    province: Province
    year: int
    as_of: datetime
    raw: Path
    simulated: bool
    words: Mapping[str, Any]
    wording: Wording
    headings: Mapping[tuple[str, str | None, str], str]

    def moment(self, moment: datetime) -> str:
        return self.wording.moment(moment.astimezone(self.province.tz))

    def resend_by(self) -> date | None:
        """The last working day before the next deadline (the agencies', then the province's); None where none is left: then at once."""
        year, tz = self.province.year(self.year), self.province.tz
        due = next((due for due in (year.agencies_due_before, year.province_due_before) if self.as_of < due), None)
        day = due and last_working_day(due, tz)
        return day if day and day >= self.as_of.astimezone(tz).date() else None


def front_of(
    context: Context, agency: Agency, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], lines: list[Line], book: Book
) -> Front:
    """``submissions``: all versions of all forms that the agency owes or sent; ``findings`` and ``lines``: the same, in order of weight."""
    words, province = context.words, context.province
    issuer = province.letterhead.issuing_agency
    head = [words["agency"].format(agency=agency.agency_name), words["issuer"].format(issuer=issuer, as_of=context.moment(context.as_of))]
    if context.simulated:
        head.append(words["simulated"])
    return Front(
        title=words["title"].format(year=context.year),
        head=head,
        result=result_of(words, findings),
        received_title=words["received"],
        received=[line for form in _by_form(submissions).values() for line in _received(context, form)],
        how_title=words["how"],
        how=_how(context, submissions, findings, book),
        columns=[words["columns"][name] for name in ("number", "severity", "sheet", "cell", "value", "what", "remedy")],
        lines=lines,
    )


def result_of(words: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> str:
    """How many findings of each severity, in a sentence."""
    waived = sum(finding["is_waived"] for finding in findings)
    counts = Counter(finding["severity"] for finding in findings if not finding["is_waived"])
    if not counts["error"] and not counts["warning"] and not waived:
        return words["nothing_notes"].format(notes=counts["info"]) if counts["info"] else words["nothing"]
    parts = [words["part"][severity].format(count=counts[severity]) for severity in SEVERITIES if counts[severity]]
    return words["summary"].format(parts=", ".join(parts + ([words["part_waived"].format(count=waived)] if waived else [])))


def _received(context: Context, versions: list[dict[str, Any]]) -> list[str]:
    """What became of one form that is owed: its first version's punctuality, then the newest version's file."""
    words, first = context.words, versions[0]
    form = words["forms"].get(first["form"], first["form"])
    if first["timeliness"] == "missing":
        owed = [o for o in context.province.obligations_of(context.year) if (o.sender, o.form) == (first["sender"], first["form"])]
        if owed and owed[0].sheets:
            form = words["sheets_owed"].format(form=form, sheets=", ".join(map(str, owed[0].sheets)))
        return [words["status"]["missing"].format(form=form, due=_due(context, first["due_before"]))]
    said = {"form": form, "moment": context.moment(first["received_at"]), "days": first["days_late"], "file": Path(first["path"]).name}
    lines = [words["status"][first["timeliness"]].format(**said)]
    newest = next((row for row in versions if row["is_current"]), first)
    said |= {"moment": context.moment(newest["received_at"]), "file": Path(newest["path"]).name, "version": newest["version"]}
    if not newest["was_read"]:
        lines.append(words["status"]["unread"].format(**said))
    elif newest is not first:
        lines.append(words["status"]["version"].format(**said))
    return lines


def _how(context: Context, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], book: Book) -> list[str]:
    words, issuer = context.words, context.province.letterhead.issuing_agency
    by = context.resend_by()
    said = {"issuer": issuer, "due": context.wording.short_date(by)}
    how = [words["how_unmarkable"]] if book.is_unmarkable else []
    if book.sheets and findings:
        how.append(words["how_cells"])
    if book.sheets and any(map(asks_for_correction, findings)):
        how += [words["how_in_place"], words["how_right"]]
        if book.converted:
            how.append(words["how_converted"].format(files=", ".join(Path(path).name for path in book.converted)))
        paths = {path for path, _ in book.sheets}
        if len(paths) > 1:
            how.append(words["how_several"].format(count=len(paths)))
        how.append(words["how_resend" if by else "how_resend_now"].format(**said))
    if any(row["timeliness"] == "missing" for row in submissions):
        how.append(words["how_missing" if by else "how_missing_now"].format(**said))
    return how


def _due(context: Context, due: datetime) -> str:
    return context.wording.short_date(due.astimezone(context.province.tz).date())


def _by_form(submissions: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    forms: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in submissions:
        forms[row["form"]].append(row)
    return forms
