"""The annexes as a workbook to read, filter and print: number formats, frozen heads, page set-up, the draft's banner.

What is on the sheets is decided in ``annex_sheets``.
"""

import io
import textwrap
from collections.abc import Mapping
from datetime import UTC, date
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.lineage.sources import Key, Sources, note
from pipeline.reports.official.annex_cells import Amount, Cell, Sheet
from pipeline.reports.official.annex_sheets import sheets
from pipeline.reports.official.draft import draft_line
from pipeline.reports.official.report_facts import ReportFacts, read_facts
from pipeline.reports.outputs import Outputs
from pipeline.system.files import write_whole

FONT = "Times New Roman"
A4, LINE_PT = 9, 14
UPRIGHT = 130  # characters that an upright page holds
NARROW = 13  # columns of codes, marks and short words are centred
NOTE = {"x_scale": 2.6, "y_scale": 0.9, "font_name": FONT, "font_size": 9}
HEADER_LIMIT = 200  # Excel allows 255 characters with the codes for font and place
# Every text is a text: what begins like a formula, an address or a number in somebody's file is none here.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_annex(outputs: Outputs, sources: Mapping[Key, Sources] | None = None) -> Path:
    """Write ``phu-luc-<year>.xlsx``, ``du-thao-phu-luc-<year>.xlsx`` where the gate did not pass; return its path.

    ``sources``: the cells that figures rest on, for a note at each figure. The same inputs give the same bytes.
    Raises MartError where the warehouse lacks the year, OSError where the folder cannot be written.
    """
    facts = read_facts(outputs)
    data = render(facts, draft=draft_line(facts, outputs.receipt), notice=outputs.notice, sources=sources)
    return write_whole(outputs.path("phu-luc", "xlsx"), data)


def render(facts: ReportFacts, *, draft: str | None, notice: str | None, sources: Mapping[Key, Sources] | None = None) -> bytes:
    """The workbook's bytes."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        agency = facts.marts.agency_name(facts.province.alliance_sender)
        created = facts.as_of.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        book.set_properties({"title": facts.words.say("subject", year=facts.year), "author": agency, "created": created})
        formats = Formats(book)
        for sheet in sheets(facts):
            top = _write(book, formats, facts, sheet, [line for line in (draft, notice) if line])
            if sources is not None:
                _notes(book.get_worksheet_by_name(facts.words.words["annex"][sheet.key]["sheet"]), facts, sheet, top, sources)
    return buffer.getvalue()


class Formats:
    """Cell formats by name, made once a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter", **properties})
        return self._made[key]


def _write(book: Workbook, formats: Formats, facts: ReportFacts, sheet: Sheet, banners: list[str]) -> int:
    """Returns the row of the head."""
    words = facts.words.words["annex"][sheet.key]
    page = book.add_worksheet(words["sheet"])
    page.set_default_row(LINE_PT + 4)
    last = len(sheet.heads) - 1
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    top = _titles(page, formats, facts, sheet, banners)
    _height(page, top, sheet.heads, sheet.widths)
    for column, head in enumerate(sheet.heads):
        page.write_string(top, column, head, formats(bold=True, align="center", text_wrap=True, border=1, bg_color="#D9E2F3"))
    for offset, row in enumerate(sheet.rows):
        line, bold = top + 1 + offset, offset in sheet.bold
        if len(row) == 1 < len(sheet.heads):
            page.merge_range(line, 0, line, last, "", formats(bold=True, border=1, text_wrap=True))
            page.write_string(line, 0, str(row[0]), formats(bold=True, border=1, text_wrap=True))
            _height(page, line, [str(row[0])], [sum(sheet.widths)])
            continue
        _height(page, line, [cell if isinstance(cell, str) else "" for cell in row], sheet.widths)
        for column, cell in enumerate(row):
            _cell(page, formats, facts, line, column, cell, bold=bold, narrow=sheet.widths[column] <= NARROW)
    below = top + len(sheet.rows) + 2
    say = facts.words.say
    source = say("annex.source", cut=facts.words.date(facts.cut), as_of=facts.words.moment(facts.as_of.astimezone(facts.province.tz)))
    doubted = say("doubted.annex", names="; ".join(facts.doubted_names)) if facts.doubted_names else ""
    for text in (words["note"], doubted, facts.words.words["annex"]["missing"], source):
        if text:
            page.merge_range(below, 0, below, last, "", formats(italic=True, text_wrap=True))
            page.write_string(below, 0, text, formats(italic=True, text_wrap=True))
            _height(page, below, [text], [sum(sheet.widths)])
            below += 1
    if sheet.rows and sheet.key in ("sectors", "units", "unit_figures"):
        page.autofilter(top, 0, top + len(sheet.rows), last)
    page.freeze_panes(top + 1, sheet.frozen_columns)
    _print_setup(page, facts, top, below - 1, last, banners, sum(sheet.widths))
    return top


def _notes(page: Worksheet, facts: ReportFacts, sheet: Sheet, top: int, sources: Mapping[Key, Sources]) -> None:
    """At every figure, how to ask where it comes from and the first of its cells."""
    for line, row in enumerate(sheet.rows, start=top + 1):
        for column, cell in enumerate(row):
            if isinstance(cell, Amount) and cell.of is not None:
                page.write_comment(line, column, note(cell.of, sources.get(cell.of), facts.words.lang), NOTE)


def _titles(page: Worksheet, formats: Formats, facts: ReportFacts, sheet: Sheet, banners: list[str]) -> int:
    """The lines above the head; returns the head's row."""
    say, last = facts.words.say, len(sheet.heads) - 1
    agency = facts.marts.agency_name(facts.province.alliance_sender)
    day = facts.words.date(facts.signed_on) if facts.signed_on else facts.words.words["undated"]
    lines = [
        *((banner, formats(bold=True, align="center", text_wrap=True, font_color="#C00000")) for banner in banners),
        (say("annex.number", number=facts.annexes[sheet.key]), formats(bold=True, align="center", font_size=14)),
        (facts.words.words["annex"][sheet.key]["title"].format(year=facts.year), formats(bold=True, align="center", font_size=13)),
        (say("annex.attached", code=facts.province.letterhead.document_code, day=day, agency=agency), formats(italic=True, align="center")),
    ]
    for line, (text, style) in enumerate(lines):
        page.merge_range(line, 0, line, last, "", style)
        page.write_string(line, 0, text, style)
    for line, banner in enumerate(banners):
        _height(page, line, [banner], [sum(sheet.widths)])
    return len(lines) + 1


def _height(page: Worksheet, line: int, texts: list[str], widths: list[float]) -> None:
    """Room for wrapped text: a file that no Excel has saved yet carries no heights of its own."""
    lines = max(
        sum(len(textwrap.wrap(part, max(4, int(width * 1.1)))) or 1 for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    )
    if lines > 1:
        page.set_row(line, LINE_PT * lines + 4)


def _cell(page: Worksheet, formats: Formats, facts: ReportFacts, line: int, column: int, cell: Cell, *, bold: bool, narrow: bool) -> None:
    shared = {"border": 1, "bold": True} if bold else {"border": 1}
    if isinstance(cell, Amount) and cell.value is not None:
        page.write_number(line, column, cell.value, formats(num_format="#,##0" + (".0" if cell.decimals else ""), **shared))
    elif isinstance(cell, date):
        page.write_datetime(line, column, cell, formats(num_format="dd/mm/yyyy", align="center", **shared))
    elif cell == "":
        page.write_blank(line, column, None, formats(**shared))
    elif cell is None or isinstance(cell, Amount):
        page.write_string(line, column, facts.words.words["missing"], formats(align="right", **shared))
    else:
        page.write_string(line, column, cell, formats(text_wrap=True, align="center" if narrow else "left", **shared))


def _print_setup(page: Worksheet, facts: ReportFacts, top: int, bottom: int, last: int, banners: list[str], width: float) -> None:
    page.set_paper(A4)
    page.set_start_page(1)  # each annex counts its own
    if width > UPRIGHT:
        page.set_landscape()
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.print_area(0, 0, bottom, last)
    page.set_margins(left=0.6, right=0.5, top=0.8, bottom=0.7)
    page.center_horizontally()
    banner = _printed(" – ".join(banners))
    page.set_header(f'&C&"{FONT},Bold"&10{banner}' if banner else "")
    page.set_footer(f'&L&"{FONT},Italic"&9{_printed(facts.words.say("subject", year=facts.year))}&R&9{facts.words.words["annex"]["page"]}')


def _printed(text: str) -> str:
    """Text for a page's head: ``&`` begins a code there, and a line too long would be left out altogether."""
    short = text if len(text) <= HEADER_LIMIT else text[: HEADER_LIMIT - 1].rstrip() + "…"
    return short.replace("&", "&&")
