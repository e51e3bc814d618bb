"""The letter beside a feedback workbook (``phan-hoi/<sender>.docx``): what it says. Its layout and fixed words are its template's.

Every sender of a workbook gets one, so that none waits for an answer: who has something to mend or to send is asked for it with a day,
who has not is told so and thanked. The Alliance does not write to itself: its own is addressed to its departments.
Number, day and signature are the clerk's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.dates import format_date

from pipeline.config import Agency
from pipeline.office.plain_text import unbroken
from pipeline.office.wording import cited
from pipeline.quality.findings import TOTALS
from pipeline.reports.feedback.front import resend_by, result_of, words_of
from pipeline.reports.feedback.letter_fill import LetterTemplate
from pipeline.reports.feedback.sheet import Front, Line
from pipeline.reports.findings import SEVERITIES, asks_for_correction, is_answered, is_open_error
from pipeline.reports.outputs import Outputs

FOLDER = Path(__file__).parent
FILES = {"vi": "cong-van.docx", "en": "cong-van.en.docx"}
NAMED = 5  # kinds of trouble that the letter itself spells out; it should stay on two pages
_LONGEST = 320  # characters of a cell of its table


@dataclass(frozen=True)
class Case:
    """What one sender's letter is about. ``findings`` and ``lines`` are those of its workbook, pair by pair; ``is_marked``: its cells
    are coloured."""

    agency: Agency
    submissions: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    lines: Sequence[Line]
    front: Front
    is_marked: bool


def letter(template: LetterTemplate, outputs: Outputs, case: Case) -> bytes:
    """One letter's bytes. Raises LetterError where the template cannot be filled."""
    values = _values(outputs, case)
    return template.fill(values, f"{case.front.title}: {values['recipient']}", values["agency"], outputs.as_of)


def _draft_line(outputs: Outputs, words: Mapping[str, Any]) -> str:
    """What stands on top of every page while the gate holds the province's report back; empty where it passed."""
    if outputs.passed:
        return ""
    errors = sum(map(is_open_error, outputs.findings))
    return words["draft" if errors else "draft_unproven"].format(year=outputs.year, count=errors)


def _values(outputs: Outputs, case: Case) -> dict[str, Any]:
    """Every place of the template."""
    province, wording, all_words = outputs.province, outputs.wording, words_of(outputs)
    words = all_words["letter"]
    head = province.letterhead
    issuer = next(other.agency_name for other in province.agencies if other.sender == province.alliance_sender)
    is_own = case.agency.sender == province.alliance_sender
    asked = [
        (finding, line) for finding, line in zip(case.findings, case.lines, strict=True) if finding["path"] and asks_for_correction(finding)
    ]
    rows, shown = _rows(words, asked)
    is_missing = any(row["timeliness"] == "missing" for row in case.submissions)
    is_late = any(row["timeliness"] == "late" for row in case.submissions)
    deadline = resend_by(outputs)
    return {
        "draft": _draft_line(outputs, words),
        "notice": all_words["simulated"] if outputs.simulated else "",
        "parent_agency": head.parent_agency,
        "issuing_agency": unbroken(head.issuing_agency, province.name.upper()),
        "letter_code": head.code_of_letters,
        "place_and_date": f"{head.place}, {wording.date(outputs.local(outputs.as_of).date())}",
        "archive": head.archive,
        "signer_authority": head.signer_authority,
        "signer_title": head.signer_title,
        "directive": cited(province.directive_of(outputs.year), wording),
        "year": outputs.year,
        "as_of": outputs.moment(outputs.as_of),
        "agency": issuer,
        "recipient": words["own"]["to"].format(agency=issuer) if is_own else case.agency.agency_name,
        "sender": words["own"]["name"] if is_own else case.agency.agency_name,
        "received": list(case.front.received),
        "is_received": any(row["timeliness"] != "missing" for row in case.submissions),
        "result": result_of(all_words, [finding for finding in case.findings if _is_about_figures(finding)]),
        "rows": rows,
        "more": len(asked) - shown,
        "file": f"{case.agency.sender}.xlsx",
        "asks": bool(asked),
        "is_marked": case.is_marked,
        "is_missing": is_missing,
        "is_late": is_late,
        "is_exemplary": not (asked or is_missing or is_late),
        "deadline": deadline and words["day"].format(weekday=_weekday(deadline, wording.lang), date=wording.date(deadline)),
    }


def _is_about_figures(finding: Mapping[str, Any]) -> bool:
    """What section 2 counts: not what is missing or came late, of which section 1 speaks."""
    return finding["path"] is not None and (asks_for_correction(finding) or is_answered(finding) or finding["severity"] == "info")


def _rows(words: Mapping[str, Any], asked: Sequence[tuple[Mapping[str, Any], Line]]) -> tuple[list[dict[str, str]], int]:
    """The kinds of trouble (a rule on a sheet) to mend first: causes before totals that follow, errors first, then by weight, then those of
    many cells; and how many findings they are."""
    kinds: dict[tuple[Any, ...], list[Line]] = {}
    weights: dict[tuple[Any, ...], float] = {}
    for finding, line in asked:
        kind = (finding["source"] == TOTALS, SEVERITIES.index(finding["severity"]), finding["rule"], finding["path"], line.sheet)
        kinds.setdefault(kind, []).append(line)
        weights[kind] = max(weights.get(kind, 0), finding["weight"] or 0)
    weight = sorted(kinds.items(), key=lambda kind: (*kind[0][:2], -weights[kind[0]], -len(kind[1])))[:NAMED]
    rows = []
    for number, (_, of_kind) in enumerate(weight, start=1):
        first = of_kind[0]
        cell = words["cell"].format(cell=first.cell) if first.cell.isalnum() else first.cell
        others = words["others"].format(count=len(of_kind) - 1) if len(of_kind) > 1 else ""
        rows.append(
            {
                "number": str(number),
                "severity": first.severity_text,
                "place": ", ".join(part for part in (first.sheet, cell) if part) + (f" {others}" if others else ""),
                "what": _short(first.what),
                "remedy": _short(first.remedy),
            }
        )
    return rows, sum(len(of_kind) for _, of_kind in weight)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _weekday(day: Any, lang: str) -> str:
    name = format_date(day, "EEEE", locale=lang)
    return name[0].lower() + name[1:] if lang == "vi" else name
