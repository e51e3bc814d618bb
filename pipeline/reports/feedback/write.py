"""The way back: ``phan-hoi/<sender>.xlsx``, each office's own workbook with what is wrong marked, listed and explained, and its letter.

Here: which files and findings go to whom, and what is marked where.
How a workbook is opened, marked, worded and laid out is in ``feedback_*``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.config import Agency
from pipeline.config.own import own_file
from pipeline.reports.feedback.answers import question_of, questions
from pipeline.reports.feedback.book import Book, open_book
from pipeline.reports.feedback.bytes import workbook_bytes
from pipeline.reports.feedback.front import front_of, words_of
from pipeline.reports.feedback.letter import FILES, Case, letter
from pipeline.reports.feedback.letter import FOLDER as LETTERS
from pipeline.reports.feedback.letter_fill import LetterTemplate
from pipeline.reports.feedback.marks import answer_of, cells_of, colour, mark
from pipeline.reports.feedback.own_words import in_own_words, typed
from pipeline.reports.feedback.sheet import Line, add_front
from pipeline.reports.findings import asks_for_correction, by_weight, cell_of, is_answered, rows_of
from pipeline.reports.outputs import Outputs
from pipeline.system.errors import HoptacError
from pipeline.system.files import digest_of, write_whole

FOLDER = "phan-hoi"
Headings = dict[tuple[str, str | None, str], str]
"""(path, sheet, column letter) → the heading as read."""


class FeedbackError(HoptacError):
    """A file that was read is not there any more, or is another one now; the message names it."""


def write_feedback(outputs: Outputs) -> list[Path]:
    """Write ``phan-hoi/<sender>.xlsx`` and its letter ``<sender>.docx`` for every agency that owes or sent something for the year.

    Two runs give identical bytes. A file that was read goes back as it is, marked; for one that is missing or was not read there is
    only the first sheet.
    Raises FeedbackError where raw/ no longer holds what the warehouse was built from, LetterError, OSError, duckdb.Error.
    """
    year, folder = outputs.year, outputs.folder / FOLDER
    submissions = rows_of(
        outputs.warehouse, "select * from mart.fct_submission where reference_year = $year order by sender, form, version", year=year
    )
    letters = own_file(outputs.province.folder, FILES[outputs.lang], LETTERS / FILES[outputs.lang])
    headings, template = _headings(outputs.warehouse), LetterTemplate(letters)
    written = []
    for agency in outputs.province.agencies_of(year):
        sent = [row for row in submissions if row["sender"] == agency.sender]
        findings = by_weight(finding for finding in outputs.findings if finding["sender"] == agency.sender)
        if sent or findings:
            workbook, case = _feedback(outputs, agency, sent, findings, headings)
            written.append(write_whole(folder / f"{agency.sender}.xlsx", workbook))
            written.append(write_whole(folder / f"{agency.sender}.docx", letter(template, outputs, case)))
    return written


def _feedback(
    outputs: Outputs, agency: Agency, submissions: list[dict[str, Any]], findings: list[dict[str, Any]], headings: Headings
) -> tuple[bytes, Case]:
    """The workbook, and what its letter is about."""
    words, files = words_of(outputs), _to_return(submissions, findings)
    for row in files:
        _same_file(outputs.raw, row)
    read = {row["path"]: words["prefixes"].get(row["form"], "") for row in files}
    try:
        book = open_book(outputs.raw, read) if read else Book.empty()
    except ValueError:  # read once, but not by what marks workbooks: the list goes out without the marks, and says so
        book = Book.empty(is_unmarkable=True)
    lines = _mark(outputs, book, findings, headings, questions())
    front = front_of(outputs, agency, submissions, findings, lines, book)
    add_front(book.workbook, words, front)
    case = Case(agency, submissions, findings, lines, front, is_marked=bool(book.sheets))
    return workbook_bytes(book.workbook, outputs.as_of, book.cached), case


def _to_return(submissions: list[dict[str, Any]], findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The newest files that were read: those with something to correct, or all where there is nothing.

    A report that needs no correction stays out, so that what comes back is the report that was to be corrected and no other.
    """
    read = [row for row in submissions if row["is_current"] and row["was_read"]]
    wrong = {finding["path"] for finding in findings if asks_for_correction(finding)}
    return [row for row in read if row["path"] in wrong] or read


def _same_file(raw: Path, row: Mapping[str, Any]) -> None:
    path = raw / row["path"]
    if not path.is_file() or digest_of(path) != row["sha256"]:
        raise FeedbackError("{}: tệp không còn như lúc đọc vào kho; hãy chạy lại hoptac run.", row["path"])


def _mark(outputs: Outputs, book: Book, findings: list[dict[str, Any]], headings: Headings, asked: frozenset[str]) -> list[Line]:
    """Mark the workbook; the lines of the first sheet, in the findings' order, each with the place that it leads to. ``asked``: rules whose
    findings are questions."""
    words, lines = words_of(outputs), []
    noted: dict[tuple[str, str], tuple[Any, list[Mapping[str, Any]]]] = {}
    paths = {path for path, _ in book.sheets}
    extents = {sheet.title: (sheet.max_row, sheet.max_column) for sheet in book.sheets.values()}
    for found in findings:
        finding = dict(found)
        sheet, target, value = book.find(finding["path"], finding["sheet"]), None, ""
        shown = (finding["sheet"] or "").strip()
        if sheet is not None:
            heading = headings.get((finding["path"], finding["sheet"], finding["column"]))
            cells = cells_of(sheet, finding, heading, extents[sheet.title])
            finding = in_own_words(finding, cells)
            value = typed(finding, cells, book.cached, outputs.lang)
            colour(cells, finding)
            if cells:
                noted.setdefault((sheet.title, cells[0].coordinate), (cells[0], []))[1].append(finding)
            target = (sheet.title, cells[0].coordinate if cells else "A1")
            shown = sheet.title if len(paths) > 1 or not shown else shown
            if sheet.sheet_state != "visible":
                shown = f"{shown} {words['hidden']}"
        elif finding["path"] is not None and (finding["path"] not in paths or not shown):  # not in this workbook: the file is named too
            shown = f"{Path(finding['path']).name} {shown}".strip()
        is_asked = found["rule"] in asked and asks_for_correction(found)
        question = question_of(found, sheet.title if sheet is not None else None) if is_asked else ""
        lines.append(_line(words, finding, shown, target, question, value))
    mark(noted, words, outputs.year, outputs.province.letterhead.issuing_agency)
    return lines


def _line(
    words: Mapping[str, Any], finding: Mapping[str, Any], sheet: str, target: tuple[str, str] | None, question: str, value: str
) -> Line:
    row, column = finding["row"], finding["column"]
    if row and column:
        cell = cell_of(finding)
    elif row or column:
        cell = words["row"].format(row=row) if row else words["column"].format(column=column)
    else:
        cell = words["whole_sheet"] if target else ""
    return Line(
        severity="waived" if is_answered(finding) else finding["severity"],
        severity_text=words["severity"][finding["severity"]],
        sheet=sheet,
        cell=cell,
        value=value,
        what=finding["message"] or "",
        remedy=answer_of(words, finding) or finding["remedy"] or "",
        target=target,
        question=question,
    )


def _headings(warehouse: Path) -> Headings:
    rows = rows_of(warehouse, "select distinct path, sheet, column_letter, header from mart.dim_column")
    return {(row["path"], row["sheet"], row["column_letter"]): row["header"] for row in rows}
