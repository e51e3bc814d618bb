"""One sheet of a blank workbook: title, header row, the rows to fill in, checks, protection, print set-up.

Sheets of two kinds: lists of unknown length (units, classes, ratings, members), and fixed rows written beforehand (biểu 1's
items, biểu 4's tasks). What a cell accepts is in ``blank_rules``, the instruction sheet in ``blank_guide``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.config import ReferenceYear, Task
from pipeline.intake.forms import Field, Form, Words
from pipeline.reports.blank_rules import DECIMAL, FORMATS, Checks
from pipeline.reports.blank_words import Guide, Layout

FONT = "Times New Roman"
HEADER_ROW = 4  # 0-based: title, office, unit of money and stamp, a blank row, then the header
_LAST_COLUMN = 16383
_LAST_ROW = 1048575
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "insert_hyperlinks": True,
}
_COLOURS = {"header": "#DDEBF7", "input": "#FFFBE6", "group": "#F2F2F2", "line": "#7F7F7F", "stamp": "#A6A6A6"}


@dataclass(frozen=True)
class Blank:
    """What every sheet of one workbook shares. ``lists``: field → formula of its list on the hidden sheet."""

    book: Workbook
    guide: Guide
    layout: Layout
    words: Words
    year: ReferenceYear
    office: str
    lists: dict[str, str]

    def style(self, **more: object) -> Format:
        return self.book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter"} | more)

    def cell(self, **more: object) -> Format:
        return self.style(**({"border": 1, "border_color": _COLOURS["line"], "text_wrap": True} | more))

    def money_unit(self, form: Form) -> str:
        return form.money_unit or self.layout.money_unit

    def label(self, field: Field) -> str:
        return field.label.format(year=self.year.reference_year, previous=self.year.reference_year - 1)

    def choices(self, form: Form, name: str) -> tuple[str, ...]:
        """The words that a column may hold; empty where it is no list."""
        narrowed = self.layout.tables[form.table].choices.get(name)
        field = form.fields.get(name)
        return narrowed or (tuple(self.words.lists[field.words]) if field and field.words else ())

    def checks(self, form: Form) -> Checks:
        lists = {name: formula for name, formula in self.lists.items() if name in form.fields}
        return Checks(self.guide, self.layout, self.year, form.table, self.money_unit(form), lists)


def list_sheet(blank: Blank, form: Form) -> Worksheet:
    """A sheet of as many rows as the sender has units, classes or ratings: unlocked from the header down."""
    columns = [(name, blank.label(field)) for name, field in form.fields.items()]
    sheet, first = _opened(blank, form, columns)
    last = first + blank.layout.guarded_rows - 1
    checks = blank.checks(form)
    for index, (name, field) in enumerate(form.fields.items()):
        is_whole_dong = field.type == "money" and blank.money_unit(form) == "đồng"
        is_prose = field.type in ("text", "code")  # the rest stays on one line, smaller where the column is narrow, never ####
        shown = {
            "num_format": FORMATS["count" if is_whole_dong else field.type],
            "locked": False,
            "text_wrap": is_prose,
            "shrink": not is_prose,
        }
        width = blank.layout.tables[form.table].widths[name]
        sheet.set_column(index, index, width, blank.style(**shown))
        ruled = blank.cell(bg_color=_COLOURS["input"], **shown)
        for row in range(first, first + blank.layout.ruled_rows):
            sheet.write_blank(row, index, None, ruled)
        if check := checks.of(name, field, blank.choices(form, name)):
            sheet.data_validation(first, index, last, index, check)
        if field.type == "code":
            column = _letter(index)
            sheet.ignore_errors({"number_stored_as_text": f"{column}{first + 1}:{column}{last + 1}"})
    width = len(columns)
    sheet.set_column(width, _LAST_COLUMN, None, blank.style(locked=False))  # a row can be deleted only if none of it is locked
    sheet.dim_colmax = width - 1  # else the sheet says that it is 16384 columns wide, and some programs believe it
    filled = f"=COUNTA($A{first + blank.layout.ruled_rows + 1}:${_letter(width - 1)}{first + blank.layout.ruled_rows + 1})>0"
    ruled = blank.book.add_format({"border": 1, "border_color": _COLOURS["line"]})
    sheet.conditional_format(first + blank.layout.ruled_rows, 0, last, width - 1, {"type": "formula", "criteria": filled, "format": ruled})
    return sheet


def item_sheet(blank: Blank, form: Form) -> Worksheet:
    """Biểu 1: its groups and items written beforehand, two columns of figures to fill in."""
    columns = [("item", "STT"), *((name, blank.label(field)) for name, field in form.fields.items())]
    sheet, row = _opened(blank, form, columns)
    _set_widths(blank, form, sheet, columns)
    checks = blank.checks(form)
    group_style = blank.cell(bold=True, bg_color=_COLOURS["group"])
    group_number = blank.cell(bold=True, bg_color=_COLOURS["group"], align="center")
    group = None
    for item in form.items:
        if item.group != group:
            group = item.group
            for column, text in enumerate((group, form.groups[group].labels[0].upper(), "", "", "")):
                sheet.write(row, column, text or None, group_number if column == 0 else group_style)
            row += 1
        is_part = item.item[-1] in "abcd"
        sheet.write_string(row, 0, item.item, blank.cell(align="center"))
        sheet.write_string(row, 1, item.label, blank.cell(indent=2 if is_part else 0, bold=not is_part))
        sheet.write_string(row, 2, item.unit, blank.cell(align="center"))
        is_money = "đồng" in item.unit
        figure = blank.cell(bg_color=_COLOURS["input"], locked=False, num_format=DECIMAL if is_money else FORMATS["count"])
        for column in (3, 4):
            sheet.write_blank(row, column, None, figure)
        check = checks.money(blank.layout.money_limits["item"], signed=item.item == "I.5") if is_money else checks.count()
        sheet.data_validation(row, 3, row, 4, check)
        row += 1
    return sheet


def task_sheet(blank: Blank, form: Form, tasks: Iterable[Task]) -> Worksheet:
    """Biểu 4: the sender's tasks written beforehand, those it leads first; with a column of roles where it supports any."""
    ordered = sorted(tasks, key=lambda task: task.role != "lead")
    columns = [(name, blank.label(field)) for name, field in form.fields.items()]
    if any(task.role == "support" for task in ordered):
        columns.append(("role", blank.guide.role_header))
    sheet, first = _opened(blank, form, columns)
    _set_widths(blank, form, sheet, columns)
    checks = blank.checks(form)
    roles = {"lead": blank.guide.lead_task, "support": blank.guide.optional_task}
    for row, task in enumerate(ordered, start=first):
        written = {"task": task.task, "content": task.content, "unit_of_measure": task.unit_of_measure, "role": roles[task.role]}
        sheet.set_row(row, 15.5 * max(_lines(task.content, blank.layout.tables[form.table].widths["content"]), 2) + 4)
        for column, (name, _) in enumerate(columns):
            kind = form.fields[name].type if name in form.fields else "text"
            is_open = name not in ("task", "content", "role")
            look = {"locked": not is_open, "num_format": FORMATS[kind]} | ({"bg_color": _COLOURS["input"]} if is_open else {})
            if name in written:
                sheet.write_string(row, column, written[name], blank.cell(**look))
            else:
                sheet.write_blank(row, column, None, blank.cell(**look))
            if name in form.fields and (check := checks.of(name, form.fields[name], blank.choices(form, name))):
                sheet.data_validation(row, column, row, column, check)
    return sheet


def _opened(blank: Blank, form: Form, columns: list[tuple[str, str]]) -> tuple[Worksheet, int]:
    """A new sheet down to its header, and the first row under it."""
    sheet = blank.book.add_worksheet(form.title)
    locked = blank.style()
    for row in range(HEADER_ROW):
        sheet.set_row(row, 22 if row == 0 else 17, locked)  # the columns are unlocked as a whole; these rows are not
    title = blank.guide.tables[form.table].title.format(year=blank.year.reference_year)
    sheet.write_string(0, 0, title, blank.style(bold=True, font_size=14))
    sheet.write_string(1, 0, blank.guide.office.format(office=blank.office), blank.style(bold=True))
    if any(field.type == "money" for field in form.fields.values()):
        sheet.write_string(2, 0, blank.guide.money_unit.format(unit=blank.money_unit(form)), blank.style(italic=True))
    template = form.form if form.sheet is None else f"{form.form}/{form.sheet}"
    stamp = blank.guide.stamp.format(template=template, version=blank.layout.versions[form.form])
    sheet.write_string(2, len(columns) - 1, stamp, blank.style(font_size=8, font_color=_COLOURS["stamp"], align="right"))
    header = blank.cell(bold=True, align="center", bg_color=_COLOURS["header"])
    widths = blank.layout.tables[form.table].widths
    lines = max(_lines(label, widths[name]) for name, label in columns)
    sheet.set_row(HEADER_ROW, 15.5 * lines + 5, locked)
    for column, (_, label) in enumerate(columns):
        sheet.write_string(HEADER_ROW, column, label, header)
    sheet.freeze_panes(HEADER_ROW + 1, blank.layout.tables[form.table].frozen_columns)
    sheet.protect("", _ALLOWED)
    _set_up_print(sheet, blank.guide.footer.format(title=form.title))
    return sheet, HEADER_ROW + 1


def _set_up_print(sheet: Worksheet, footer: str) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_footer(f'&C&"{FONT}"&9{footer}')


def _set_widths(blank: Blank, form: Form, sheet: Worksheet, columns: list[tuple[str, str]]) -> None:
    for index, (name, _) in enumerate(columns):
        sheet.set_column(index, index, blank.layout.tables[form.table].widths[name])


def _lines(text: str, width: float) -> int:
    """Lines that a bold text takes in a column, words kept whole."""
    lines, room = 1, 0.0
    for word in text.replace("/", "/ ").split():
        room += len(word) * 1.05 + 1
        if room > width and room != len(word) * 1.05 + 1:
            lines, room = lines + 1, len(word) * 1.05 + 1
    return lines


def _letter(index: int) -> str:
    return chr(ord("A") + index) if index < 26 else chr(ord("A") + index // 26 - 1) + chr(ord("A") + index % 26)
