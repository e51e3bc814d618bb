"""The instruction sheet of a blank workbook: what it is for, by when, how to fill it in, and every column with an example.

Examples stand here, one below the other, and never in a form: whatever lies in a form is data.
"""

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from stdnum.vn import mst

from pipeline.config import Province
from pipeline.config.form import Form
from pipeline.config.form_field import Column, FormField
from pipeline.reports.forms.book import FONT, Blank

_WIDTHS = (26, 62, 26)
_LINE = 16.5  # points, for 12-point text
_CHARACTERS = 1.28  # of 12-point Times to the unit of a column's width, with something to spare


@dataclass(frozen=True)
class Place:
    """Where the examples lie: a real commune of the sender's district, else of the province's first."""

    district: str
    commune: str
    commune_code: str


def write_guide(blank: Blank, province: Province, tables: list[tuple[Form, dict[str, Column]]], place: Place) -> None:
    """Write the sheet. ``tables``: each form with its columns as they stand on its sheet, in their order."""
    guide, year = blank.guide, blank.year.reference_year
    sheet = blank.book.get_worksheet_by_name(guide.guide_sheet)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    forms = [form for form, _ in tables]
    form = forms[0].form
    row = _line(blank, 0, guide.guide_title, bold=True, font_size=16)
    row = _line(blank, row, guide.forms[form].format(year=year), bold=True, font_size=13)
    row = _line(blank, row, guide.office.format(office=blank.office), bold=True)
    words = _words(blank, province, forms)
    is_own = words["alliance"] == blank.office
    for name in ("what", "when", "how", "columns"):
        section = guide.sections[name]
        row = _line(blank, row + 1, section.title, bold=True, font_size=13, font_color="#1F4E78")
        for text in (section.own_lines if is_own else ()) or section.lines:
            if said := text.format(**words):
                row = _line(blank, row, "•  " + said, indent=1)
    for form_, columns in tables:
        row = _table(blank, row + 1, form_, columns, example_words(province, place, year))
    stamp = guide.stamp.format(template=form, version=blank.layout.versions[form])
    sheet.write_string(row + 1, 2, stamp, blank.style(font_size=8, font_color="#A6A6A6", align="right"))
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.set_margins(left=0.7, right=0.5, top=0.6, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f'&C&"{FONT}"&9{guide.footer.format(title=guide.guide_sheet)}')
    sheet.activate()
    sheet.set_first_sheet()


def _words(blank: Blank, province: Province, forms: list[Form]) -> dict[str, object]:
    guide, year = blank.guide, blank.year.reference_year
    due = blank.year.agencies_due_before.astimezone(province.tz)
    last = due - timedelta(seconds=1)
    names = ", ".join(f"“{form.title}”" for form in forms)
    return {
        "year": year,
        "previous": year - 1,
        "office": blank.office,
        "form": guide.forms[forms[0].form].format(year=year),
        "alliance": next(agency.agency_name for agency in province.agencies if agency.sender == province.alliance_sender),
        "sheets": guide.sheet_words["one" if len(forms) == 1 else "many"].format(count=len(forms), names=names),
        "due": f"{due:%d/%m/%Y}",
        "last_moment": guide.moment.format(hour=f"{last:%H}", minute=f"{last:%M}", day=f"{last:%d/%m/%Y}"),
        "as_of": guide.as_of[forms[0].form].format(year=year),
        "money": _money(blank, forms),
    }


def _money(blank: Blank, forms: list[Form]) -> str:
    for form in forms:
        if any(field.type == "money" for field in form.fields.values()):
            unit = blank.money_unit(form)
            return blank.guide.money["tables"].format(unit=unit, example={"đồng": "1.787.350.000", "triệu đồng": "1.787,35"}[unit])
    if any(form.items for form in forms):
        return blank.guide.money["items"].format(unit=blank.layout.money_unit, example="1.787,35")
    return ""


def example_words(province: Province, place: Place, year: int) -> dict[str, object]:
    """What stands for the placeholders of the examples."""
    body = province.tax_code_prefix + "0112345"
    return {
        "year": year,
        "previous": year - 1,
        "district": place.district,
        "commune": place.commune,
        "commune_code": place.commune_code,
        "tax_code": body + mst.calc_check_digit(body),
    }


def _table(blank: Blank, row: int, form: Form, columns: dict[str, Column], words: dict[str, object]) -> int:
    sheet = blank.book.get_worksheet_by_name(blank.guide.guide_sheet)
    link = blank.style(bold=True, font_size=12, font_color="#0563C1", underline=1)
    sheet.write_url(row, 0, f"internal:'{form.title}'!A1", link, form.heading.format(**words))
    row = _line(blank, row + 1, form.guide.in_(blank.lang).format(**words), italic=True)
    head = blank.cell(bold=True, align="center", bg_color="#DDEBF7")
    for column, text in enumerate(blank.guide.column_heads):
        sheet.write_string(row, column, text, head)
    plain, example = blank.cell(valign="top"), blank.cell(valign="top", font_color="#1F4E78", italic=True)
    for told in columns.values():
        row += 1
        how = told.help.in_(blank.lang).format(**words)
        if choices := blank.choices(told):
            how += " " + blank.guide.choices.format(choices="; ".join(choices))
        elif "commune" in blank.lists and isinstance(told, FormField) and told.areas == "commune":
            how += " " + blank.guide.commune_choices
        label = blank.label(told)
        sheet.write_string(row, 0, label, blank.cell(valign="top", bold=True))
        sheet.write_string(row, 1, how, plain)
        shown = told.example.format(**words) or blank.guide.blank_example
        sheet.write_string(row, 2, shown, example)
        texts = ((label, _WIDTHS[0] * 0.9), (how, _WIDTHS[1]), (shown, _WIDTHS[2]))
        sheet.set_row(row, _LINE * max(_height(text, width * 12 / 11) for text, width in texts))
    return row + 1


def _line(blank: Blank, row: int, text: str, **look: Any) -> int:
    """One paragraph across the sheet; returns the next row."""
    sheet = blank.book.get_worksheet_by_name(blank.guide.guide_sheet)
    style = blank.style(**({"font_size": 12, "text_wrap": True, "valign": "top"} | look))
    sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, text, style)
    size = look.get("font_size", 12)
    sheet.set_row(row, _LINE * size / 12 * _height(text, sum(_WIDTHS) * 12 / size) + (4 if look.get("bold") else 0))
    return row + 1


def _height(text: str, width: float) -> int:
    return math.ceil(len(text) / (width * _CHARACTERS))
