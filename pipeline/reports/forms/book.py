"""What the sheets of a blank workbook share: styles, words, the frame from title to header, protection, print set-up.

What lies below the header is for ``sheet``, the instruction sheet for ``guide``.
"""

from collections.abc import Collection
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.config import ReferenceYear
from pipeline.config.form import Form
from pipeline.config.form_field import Column, FormField
from pipeline.intake.vocabulary import Words
from pipeline.reports.forms.words import Guide, Layout

FONT = "Times New Roman"
HEADER_ROW = 4  # 0-based: title, office, unit of money and stamp, a blank row, then the header
_ALLOWED = {
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "insert_hyperlinks": True,
}
COLOURS = {"header": "#DDEBF7", "input": "#FFFBE6", "group": "#F2F2F2", "line": "#7F7F7F", "stamp": "#A6A6A6"}


@dataclass(frozen=True)
class Blank:
    """What every sheet of one workbook shares. ``lists``: level of areas → formula of their list on the hidden sheet."""

    book: Workbook
    guide: Guide
    layout: Layout
    words: Words
    year: ReferenceYear
    office: str
    lang: str
    lists: dict[str, str]

    def style(self, **more: object) -> Format:
        return self.book.add_format({"font_name": FONT, "font_size": 11, "valign": "vcenter"} | more)

    def cell(self, **more: object) -> Format:
        return self.style(**({"border": 1, "border_color": COLOURS["line"], "text_wrap": True} | more))

    def money_unit(self, form: Form) -> str:
        return form.money_unit or self.layout.money_unit

    def label(self, column: Column) -> str:
        return column.label.format(year=self.year.reference_year, previous=self.year.reference_year - 1)

    def choices(self, column: Column) -> tuple[str, ...]:
        """The words that a column may hold; empty where it is no list."""
        if not isinstance(column, FormField) or column.words is None:
            return ()
        return column.choices or tuple(self.words.lists[column.words])


def opened(blank: Blank, form: Form, columns: Collection[Column]) -> tuple[Worksheet, int]:
    """A new sheet down to its header, its columns as wide as they are declared, and the first row under it."""
    sheet = blank.book.add_worksheet(form.title)
    locked = blank.style()
    for row in range(HEADER_ROW):
        sheet.set_row(row, 22 if row == 0 else 17, locked)  # the columns are unlocked as a whole; these rows are not
    title = form.heading.format(year=blank.year.reference_year)
    sheet.write_string(0, 0, title, blank.style(bold=True, font_size=14))
    sheet.write_string(1, 0, blank.guide.office.format(office=blank.office), blank.style(bold=True))
    if any(field.type == "money" for field in form.fields.values()):
        sheet.write_string(2, 0, blank.guide.money_unit.format(unit=blank.money_unit(form)), blank.style(italic=True))
    template = form.form if form.sheet is None else f"{form.form}/{form.sheet}"
    stamp = blank.guide.stamp.format(template=template, version=blank.layout.versions[form.form])
    sheet.write_string(2, len(columns) - 1, stamp, blank.style(font_size=8, font_color=COLOURS["stamp"], align="right"))
    header = blank.cell(bold=True, align="center", bg_color=COLOURS["header"])
    lines = max(text_lines(blank.label(column), column.width) for column in columns)
    sheet.set_row(HEADER_ROW, 15.5 * lines + 5, locked)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width)
        sheet.write_string(HEADER_ROW, index, blank.label(column), header)
    sheet.freeze_panes(HEADER_ROW + 1, form.frozen_columns)
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


def text_lines(text: str, width: float) -> int:
    """Lines that a bold text takes in a column, words kept whole."""
    lines, room = 1, 0.0
    for word in text.replace("/", "/ ").split():
        room += len(word) * 1.05 + 1
        if room > width and room != len(word) * 1.05 + 1:
            lines, room = lines + 1, len(word) * 1.05 + 1
    return lines
