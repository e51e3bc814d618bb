"""The way back: ``phan-hoi/<sender>.xlsx``, each office's own workbook with what is wrong marked, listed and explained.

Here: which files and findings go to whom, and the words. How a workbook is opened, marked and laid out is in ``feedback_*``.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from pipeline.config import Agency, Province
from pipeline.reports.feedback_book import Book, open_book
from pipeline.reports.feedback_bytes import workbook_bytes
from pipeline.reports.feedback_marks import cells_of, colour, mark
from pipeline.reports.feedback_sheet import Front, Line, add_front
from pipeline.reports.files import write_whole
from pipeline.reports.findings import SEVERITIES, cell_of, has_table, read_findings, rows_of
from pipeline.reports.wording import Wording

FOLDER = "phan-hoi"
TEMPLATES = Path(__file__).parent / "templates"


class FeedbackError(RuntimeError):
    """A file that was read is not there any more, or is another one now; the message names it."""


@dataclass(frozen=True)
class _Context:
    province: Province
    year: int
    as_of: datetime
    raw: Path
    simulated: bool
    words: Mapping[str, Any]
    wording: Wording
    header_rows: Mapping[tuple[str, str], int]

    def moment(self, moment: datetime) -> str:
        return self.wording.moment(moment.astimezone(self.province.tz))


def write_feedback(
    warehouse: Path, folder: Path, province: Province, year: int, as_of: datetime, raw: Path, *, simulated: bool = False, lang: str = "vi"
) -> list[Path]:
    """Write ``folder/phan-hoi/<sender>.xlsx`` for every agency that owes or sent something for the year. Two runs give identical bytes.

    A file that was read goes back as it is, marked; for one that is missing or was not read there is only the first sheet.
    Raises FeedbackError where raw/ no longer holds what the warehouse was built from, OSError, duckdb.Error.
    """
    context = _Context(
        province, year, as_of, raw, simulated,
        words=yaml.safe_load((TEMPLATES / f"feedback.{lang}.yaml").read_text(encoding="utf-8")),
        wording=Wording(lang),
        header_rows=_header_rows(warehouse),
    )  # fmt: skip
    findings: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in read_findings(warehouse, year):
        findings[finding["sender"]].append(finding)
    submissions = _submissions(warehouse, year)
    written = []
    for agency in province.agencies_of(year):
        mine = submissions.get(agency.sender, [])
        if mine or findings[agency.sender]:
            data = _feedback(context, agency, mine, _by_weight(findings[agency.sender]))
            written.append(write_whole(folder / FOLDER / f"{agency.sender}.xlsx", data))
    return written


def _feedback(context: _Context, agency: Agency, submissions: list[dict[str, Any]], findings: list[dict[str, Any]]) -> bytes:
    read = {row["path"]: context.words["prefixes"].get(row["form"], "") for row in submissions if row["is_current"] and row["was_read"]}
    for row in submissions:
        if row["path"] in read:
            _same_file(context.raw, row)
    try:
        book = open_book(context.raw, read) if read else Book.empty()
    except (OSError, ValueError) as error:
        raise FeedbackError(f"phản hồi cho {agency.sender}: không mở lại được tệp đã đọc ({error})") from error
    lines = _mark(context, book, findings)
    add_front(book.workbook, context.words["sheet"], _front(context, agency, submissions, findings, lines, book))
    return workbook_bytes(book.workbook, context.as_of, book.cached)


def _same_file(raw: Path, row: Mapping[str, Any]) -> None:
    path = raw / row["path"]
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        raise FeedbackError(f"{row['path']}: tệp không còn như lúc đọc vào kho; hãy chạy lại hoptac run.")


def _mark(context: _Context, book: Book, findings: list[dict[str, Any]]) -> list[Line]:
    """Mark the workbook; the lines of the first sheet, in the findings' order, each with the place that it leads to."""
    words, lines = context.words, []
    noted: dict[tuple[str, str], tuple[Any, list[Mapping[str, Any]]]] = {}
    several = len({path for path, _ in book.sheets}) > 1
    for finding in findings:
        sheet, target = book.find(finding["path"], finding["sheet"]), None
        shown = (finding["sheet"] or "").strip()
        if sheet is not None:
            cells = cells_of(sheet, finding, context.header_rows.get((finding["path"], finding["sheet"])))
            colour(cells, finding)
            if cells:
                noted.setdefault((sheet.title, cells[0].coordinate), (cells[0], []))[1].append(finding)
            target = (sheet.title, cells[0].coordinate if cells else "A1")
            shown = sheet.title if several or not shown else shown
            if sheet.sheet_state != "visible":
                shown = f"{shown} {words['hidden']}"
        elif finding["path"] is not None and not shown:
            shown = Path(finding["path"]).name
        lines.append(_line(words, finding, shown, target))
    mark(noted, words, context.year, context.province.letterhead.issuing_agency)
    return lines


def _line(words: Mapping[str, Any], finding: Mapping[str, Any], sheet: str, target: tuple[str, str] | None) -> Line:
    row, column, waived = finding["row"], finding["column"], finding["is_waived"]
    if row and column:
        cell = cell_of(finding)
    elif row or column:
        cell = words["row"].format(row=row) if row else words["column"].format(column=column)
    else:
        cell = words["whole_sheet"] if target else ""
    return Line(
        severity="waived" if waived else finding["severity"],
        severity_text=words["severity"][finding["severity"]],
        sheet=sheet,
        cell=cell,
        value=finding["value"] or "",
        what=finding["message"] or "",
        remedy=words["waived"].format(reason=finding["waiver_reason"]) if waived else finding["remedy"] or "",
        target=target,
    )


def _front(
    context: _Context, agency: Agency, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], lines: list[Line], book: Book
) -> Front:
    words, province = context.words, context.province
    issuer = province.letterhead.issuing_agency
    head = [words["agency"].format(agency=agency.agency_name), words["issuer"].format(issuer=issuer, as_of=context.moment(context.as_of))]
    if context.simulated:
        head.append(words["simulated"])
    return Front(
        title=words["title"].format(year=context.year),
        head=head,
        result=_result(words, findings),
        received_title=words["received"],
        received=[line for form in _by_form(submissions).values() for line in _received(context, form)],
        how_title=words["how"],
        how=_how(context, submissions, findings, book),
        columns=[words["columns"][name] for name in ("number", "severity", "sheet", "cell", "value", "what", "remedy")],
        lines=lines,
    )


def _result(words: Mapping[str, Any], findings: list[dict[str, Any]]) -> str:
    waived = sum(finding["is_waived"] for finding in findings)
    counts = Counter(finding["severity"] for finding in findings if not finding["is_waived"])
    if not counts["error"] and not counts["warning"] and not waived:
        return words["nothing_notes"].format(notes=counts["info"]) if counts["info"] else words["nothing"]
    parts = [words["part"][severity].format(count=counts[severity]) for severity in SEVERITIES if counts[severity]]
    return words["summary"].format(parts=", ".join(parts + ([words["part_waived"].format(count=waived)] if waived else [])))


def _received(context: _Context, versions: list[dict[str, Any]]) -> list[str]:
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


def _how(context: _Context, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], book: Book) -> list[str]:
    words, issuer = context.words, context.province.letterhead.issuing_agency
    due = context.province.year(context.year).province_due_before
    in_time = context.as_of < due
    how = []
    if book.sheets and any(not finding["is_waived"] for finding in findings):
        how = [words["how_cells"], words["how_in_place"], words["how_right"]]
        if book.converted:
            how.append(words["how_converted"].format(files=", ".join(Path(path).name for path in book.converted)))
        paths = {path for path, _ in book.sheets}
        if len(paths) > 1:
            how.append(words["how_several"].format(count=len(paths)))
        how.append(words["how_resend" if in_time else "how_resend_now"].format(issuer=issuer, due=_due(context, due)))
    if any(row["timeliness"] == "missing" for row in submissions):
        how.append(words["how_missing" if in_time else "how_missing_now"].format(issuer=issuer, due=_due(context, due)))
    return how


def _due(context: _Context, due: datetime) -> str:
    return context.wording.short_date(due.astimezone(context.province.tz).date())


def _by_weight(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Errors, warnings, infos; what is signed for stands last. Inside, the order of the file."""
    return sorted(findings, key=lambda finding: (finding["is_waived"], SEVERITIES.index(finding["severity"])))


def _by_form(submissions: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    forms: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in submissions:
        forms[row["form"]].append(row)
    return forms


def _submissions(warehouse: Path, year: int) -> dict[str, list[dict[str, Any]]]:
    rows = rows_of(warehouse, "select * from mart.fct_submission where reference_year = $year order by sender, form, version", year=year)
    by_sender: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_sender[row["sender"]].append(row)
    return by_sender


def _header_rows(warehouse: Path) -> dict[tuple[str, str], int]:
    if not has_table(warehouse, "landing", "sheet_read"):
        return {}
    rows = rows_of(warehouse, "select distinct path, sheet, header_row from landing.sheet_read")
    return {(row["path"], row["sheet"]): row["header_row"] for row in rows}
