"""The way back: ``phan-hoi/<sender>.xlsx``, each office's own workbook with what is wrong marked, listed and explained, and its letter.

Here: which files and findings go to whom, and what is marked where.
How a workbook is opened, marked, worded and laid out is in ``feedback_*``.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.config import Agency, Province
from pipeline.office.numerals import load_words
from pipeline.office.wording import Wording
from pipeline.reports.feedback.book import Book, open_book
from pipeline.reports.feedback.bytes import workbook_bytes
from pipeline.reports.feedback.front import Context, front_of
from pipeline.reports.feedback.letter import Case, draft_line, letter, open_template
from pipeline.reports.feedback.marks import cells_of, colour, mark
from pipeline.reports.feedback.sheet import Line, add_front
from pipeline.reports.findings import SEVERITIES, asks_for_correction, cell_of, has_table, is_simulated, read_findings, rows_of
from pipeline.system.errors import HoptacError
from pipeline.system.files import write_whole

FOLDER = "phan-hoi"


class FeedbackError(HoptacError):
    """A file that was read is not there any more, or is another one now; the message names it."""


def write_feedback(
    warehouse: Path,
    raw: Path,
    folder: Path,
    province: Province,
    year: int,
    as_of: datetime,
    lang: str = "vi",
    *,
    simulated: bool | None = None,
    passed: bool = True,
) -> list[Path]:
    """Write ``folder/phan-hoi/<sender>.xlsx`` and its letter ``<sender>.docx`` for every agency that owes or sent something for the year.

    Two runs give identical bytes. ``simulated`` None: what the register of incoming documents says; ``passed``: the gate's decision.
    A file that was read goes back as it is, marked; for one that is missing or was not read there is only the first sheet.
    Raises FeedbackError where raw/ no longer holds what the warehouse was built from, LetterError, OSError, duckdb.Error.
    """
    context = Context(
        province=province,
        year=year,
        as_of=as_of,
        raw=raw,
        simulated=is_simulated(warehouse) if simulated is None else simulated,
        words=load_words(Path(__file__).parent, lang),
        wording=Wording(lang),
        headings=_headings(warehouse),
    )
    findings: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for finding in read_findings(warehouse, year):
        findings[finding["sender"]].append(finding)
    errors = sum(f["severity"] == "error" and not f["is_waived"] for mine in findings.values() for f in mine)
    marks = {
        "draft": draft_line(context.words, year, passed, errors),
        "notice": context.words["simulated"] if context.simulated else "",
    }
    template = open_template(lang)
    submissions = _submissions(warehouse, year)
    written = []
    for agency in province.agencies_of(year):
        mine = submissions.get(agency.sender, [])
        if mine or findings[agency.sender]:
            workbook, paper = _feedback(context, agency, mine, _by_weight(findings[agency.sender]), partial(letter, template, **marks))
            written.append(write_whole(folder / FOLDER / f"{agency.sender}.xlsx", workbook))
            written.append(write_whole(folder / FOLDER / f"{agency.sender}.docx", paper))
    return written


def _feedback(
    context: Context,
    agency: Agency,
    submissions: list[dict[str, Any]],
    findings: list[dict[str, Any]],
    write_letter: Callable[[Context, Case], bytes],
) -> tuple[bytes, bytes]:
    """The workbook and its letter."""
    files = _to_return(submissions, findings)
    for row in files:
        _same_file(context.raw, row)
    read = {row["path"]: context.words["prefixes"].get(row["form"], "") for row in files}
    try:
        book = open_book(context.raw, read) if read else Book.empty()
    except ValueError:  # read once, but not by what marks workbooks: the list goes out without the marks, and says so
        book = Book.empty(is_unmarkable=True)
    lines = _mark(context, book, findings)
    front = front_of(context, agency, submissions, findings, lines, book)
    paper = write_letter(context, Case(agency, submissions, findings, lines, front, is_marked=bool(book.sheets)))
    add_front(book.workbook, context.words["sheet"], front)
    return workbook_bytes(book.workbook, context.as_of, book.cached), paper


def _to_return(submissions: list[dict[str, Any]], findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest files that were read: those with something to correct, or all where there is nothing.

    A report that needs no correction stays out, so that what comes back is the report that was to be corrected and no other.
    """
    read = [row for row in submissions if row["is_current"] and row["was_read"]]
    wrong = {finding["path"] for finding in findings if asks_for_correction(finding)}
    return [row for row in read if row["path"] in wrong] or read


def _same_file(raw: Path, row: Mapping[str, Any]) -> None:
    path = raw / row["path"]
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != row["sha256"]:
        raise FeedbackError(f"{row['path']}: tệp không còn như lúc đọc vào kho; hãy chạy lại hoptac run.")


def _mark(context: Context, book: Book, findings: list[dict[str, Any]]) -> list[Line]:
    """Mark the workbook; the lines of the first sheet, in the findings' order, each with the place that it leads to."""
    words, lines = context.words, []
    noted: dict[tuple[str, str], tuple[Any, list[Mapping[str, Any]]]] = {}
    paths = {path for path, _ in book.sheets}
    for finding in findings:
        sheet, target = book.find(finding["path"], finding["sheet"]), None
        shown = (finding["sheet"] or "").strip()
        if sheet is not None:
            cells = cells_of(sheet, finding, context.headings.get((finding["path"], finding["sheet"], finding["column"])))
            colour(cells, finding)
            if cells:
                noted.setdefault((sheet.title, cells[0].coordinate), (cells[0], []))[1].append(finding)
            target = (sheet.title, cells[0].coordinate if cells else "A1")
            shown = sheet.title if len(paths) > 1 or not shown else shown
            if sheet.sheet_state != "visible":
                shown = f"{shown} {words['hidden']}"
        elif finding["path"] is not None and (
            finding["path"] not in paths or not shown
        ):  # not in this workbook: the file must be named too
            shown = f"{Path(finding['path']).name} {shown}".strip()
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


def _by_weight(findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Errors, warnings, infos; what is signed for stands last. Inside, the order of the file."""
    return sorted(findings, key=lambda finding: (finding["is_waived"], SEVERITIES.index(finding["severity"])))


def _submissions(warehouse: Path, year: int) -> dict[str, list[dict[str, Any]]]:
    rows = rows_of(warehouse, "select * from mart.fct_submission where reference_year = $year order by sender, form, version", year=year)
    by_sender: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_sender[row["sender"]].append(row)
    return by_sender


def _headings(warehouse: Path) -> dict[tuple[str, str | None, str], str]:
    if not has_table(warehouse, "mart", "dim_column"):
        return {}
    rows = rows_of(warehouse, "select distinct path, sheet, column_letter, header from mart.dim_column")
    return {(row["path"], row["sheet"], row["column_letter"]): row["header"] for row in rows}
