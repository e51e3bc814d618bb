"""What the first sheet of a feedback workbook says: what arrived, the result in a line, how to correct and send again. No cells here."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.config import Agency
from pipeline.office.numerals import load_words
from pipeline.office.working_days import last_working_day
from pipeline.reports.feedback.book import Book
from pipeline.reports.feedback.sheet import Front, Line
from pipeline.reports.findings import SEVERITIES, asks_for_correction, is_answered
from pipeline.reports.outputs import Outputs


def words_of(outputs: Outputs) -> Mapping[str, Any]:
    """The words of workbooks and letters."""
    return load_words(Path(__file__).parent, outputs.lang, outputs.province.folder)


def resend_by(outputs: Outputs) -> date | None:
    """The last working day before the next deadline (the agencies', then the province's); None where none is left: then at once."""
    year, tz = outputs.province.year(outputs.year), outputs.province.tz
    due = next((due for due in (year.agencies_due_before, year.province_due_before) if outputs.as_of < due), None)
    day = due and last_working_day(due, tz)
    return day if day and day >= outputs.local(outputs.as_of).date() else None


def front_of(
    outputs: Outputs, agency: Agency, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], lines: list[Line], book: Book
) -> Front:
    """``submissions``: all versions of all forms that the agency owes or sent; ``findings`` and ``lines``: the same, in order of weight."""
    words, issuer = words_of(outputs), outputs.province.letterhead.issuing_agency
    head = [words["agency"].format(agency=agency.agency_name), words["issuer"].format(issuer=issuer, as_of=outputs.moment(outputs.as_of))]
    if outputs.simulated:
        head.append(words["simulated"])
    forms: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in submissions:
        forms[row["form"]].append(row)
    return Front(
        title=words["title"].format(year=outputs.year),
        head=head,
        result=result_of(words, findings),
        received=[line for versions in forms.values() for line in _received(outputs, versions)],
        how=_how(outputs, submissions, findings, lines, book),
        lines=lines,
    )


def result_of(words: Mapping[str, Any], findings: Sequence[Mapping[str, Any]]) -> str:
    """How many findings of each severity, in a sentence."""
    waived = sum(map(is_answered, findings))
    counts = Counter(finding["severity"] for finding in findings if not is_answered(finding))
    if not counts["error"] and not counts["warning"] and not waived:
        return words["nothing_notes"].format(notes=counts["info"]) if counts["info"] else words["nothing"]
    parts = [words["part"][severity].format(count=counts[severity]) for severity in SEVERITIES if counts[severity]]
    return words["summary"].format(parts=", ".join(parts + ([words["part_waived"].format(count=waived)] if waived else [])))


def _received(outputs: Outputs, versions: list[dict[str, Any]]) -> list[str]:
    """What became of one form that is owed: its first version's punctuality, then the newest version's file."""
    words, first = words_of(outputs), versions[0]
    form = words["forms"].get(first["form"], first["form"])
    if first["timeliness"] == "missing":
        owed = [owed for owed in outputs.province.owed_by(first["sender"], outputs.year) if owed.form == first["form"]]
        if owed and owed[0].sheets:
            form = words["sheets_owed"].format(form=form, sheets=", ".join(map(str, owed[0].sheets)))
        return [words["status"]["missing"].format(form=form, due=outputs.wording.short_date(outputs.local(first["due_before"]).date()))]
    said = {"form": form, "moment": outputs.moment(first["received_at"]), "days": first["days_late"], "file": Path(first["path"]).name}
    lines = [words["status"][first["timeliness"]].format(**said)]
    newest = next((row for row in versions if row["is_current"]), first)
    said |= {"moment": outputs.moment(newest["received_at"]), "file": Path(newest["path"]).name, "version": newest["version"]}
    if not newest["was_read"]:
        lines.append(words["status"]["unread"].format(**said))
    elif newest is not first:
        lines.append(words["status"]["version"].format(**said))
    return lines


def _how(outputs: Outputs, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], lines: list[Line], book: Book) -> list[str]:
    words, by = words_of(outputs), resend_by(outputs)
    said = {"issuer": outputs.province.letterhead.issuing_agency, "due": outputs.wording.short_date(by)}
    how = [words["how_unmarkable"]] if book.is_unmarkable else []
    if book.sheets and findings:
        how.append(words["how_cells"])
    if book.sheets and any(map(asks_for_correction, findings)):
        how += [words["how_in_place"], words["how_right"]]
        how += [words["how_confirmed"].format(column=words["columns"]["confirmed"])] if any(line.question for line in lines) else []
        if book.converted:
            how.append(words["how_converted"].format(files=", ".join(Path(path).name for path in book.converted)))
        paths = {path for path, _ in book.sheets}
        if len(paths) > 1:
            how.append(words["how_several"].format(count=len(paths)))
        how.append(words["how_resend" if by else "how_resend_now"].format(**said))
    if any(row["timeliness"] == "missing" for row in submissions):
        how.append(words["how_missing" if by else "how_missing_now"].format(**said))
    return how
