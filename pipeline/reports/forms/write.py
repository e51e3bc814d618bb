"""``hoptac templates``: the blank workbooks that offices fill in, one for every sender and form owed in a year.

Here: which workbooks, their sheets and names, and writing them whole. Columns and lists come from ``config/forms``, the
reader's own definitions, so that a template cannot drift from what is read; what all workbooks say from ``config/workbooks``.
"""

import io
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook

from pipeline.config import Area, Obligation, Province
from pipeline.config.form import Form
from pipeline.intake import forms as definitions
from pipeline.reports.forms.book import Blank
from pipeline.reports.forms.guide import Place, example_words, write_guide
from pipeline.reports.forms.sheet import write_sheet
from pipeline.reports.forms.words import guide, layout
from pipeline.system.errors import HoptacError, reason
from pipeline.system.files import write_whole

LIST_SHEET = "Danh mục"


class TemplateError(HoptacError):
    """The blank workbooks were not written; the message says which one and why."""


def write_templates(out: Path, province: Province, year: int, lang: str = "vi") -> list[Path]:
    """Write ``<sender>-<form>-<year>.xlsx`` into ``out`` for all that is owed in ``year``; the same bytes each time.

    A file of that name with other content may be one that somebody has filled in: then nothing is written. Raises
    TemplateError, and ConfigError where the year is not set up; ``lang`` is the language of the instructions.
    """
    books = {
        out / f"{owed.sender}-{owed.form}-{year}.xlsx": workbook_bytes(province, owed, year, lang) for owed in province.obligations_of(year)
    }
    words = guide(lang, province.folder)
    path = out
    try:
        for path, content in books.items():
            if path.exists() and path.read_bytes() != content:
                raise TemplateError(words.exists.format(path=path))
        for path, content in books.items():
            write_whole(path, content)
    except OSError as error:
        raise TemplateError(words.cannot_write.format(path=path, reason=reason(error, lang))) from error
    return list(books)


def workbook_bytes(province: Province, owed: Obligation, year: int, lang: str = "vi") -> bytes:
    """One blank workbook as bytes."""
    known, reference, words = definitions.load().in_year(year), province.year(year), guide(lang, province.folder)
    office = next(agency.agency_name for agency in province.agencies_of(year) if agency.sender == owed.sender)
    owed_forms = [form for form in known.of(owed.form) if form.sheet is None or form.sheet in owed.sheets]
    owed_forms.sort(key=lambda form: form.sheet or 0)
    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True})
    book.set_properties({"title": words.forms[owed.form].format(year=year), "author": "hoptac", "created": datetime(year, 1, 1)})  # noqa: DTZ001
    book.add_worksheet(words.guide_sheet)
    own = next(agency for agency in province.agencies if agency.sender == owed.sender)
    communes = _communes(province, year, own.area_code)
    districts = [area for area in province.districts() if area.valid_on(reference.window_end)]
    area_lists = {"commune": list(dict.fromkeys(area.area_name for area in communes)), "district": [area.area_name for area in districts]}
    blank = Blank(book, words, layout(), known.words, reference, office, lang, _list_formulas(area_lists, owed_forms))
    tasks = [task for task in province.tasks_of(year) if task.sender == owed.sender]
    tables = [(form, write_sheet(blank, form, tasks)) for form in owed_forms]
    if blank.lists:
        _write_lists(book, area_lists)
    write_guide(blank, province, tables, _place(communes, province))
    book.close()
    return buffer.getvalue()


def example_of(form: Form, province: Province, year: int) -> dict[str, str]:
    """Heading → example, as the guide prints them, of the columns that have one: together a row that an office could have sent."""
    words = example_words(province, _place(_communes(province, year, None), province), year)
    return {field.label: field.example.format(**words) for field in form.in_year(year).fields.values() if field.example}


def _communes(province: Province, year: int, own: str | None) -> list[Area]:
    """The communes at the year's end that a sender writes of: those of its district, itself if it is one, all where it has no area."""
    day = province.year(year).window_end
    return [
        area
        for area in province.areas
        if area.area_level == "commune" and area.valid_on(day) and (own is None or own in (area.parent_code, area.area_code))
    ]


def _list_formulas(lists: dict[str, list[str]], owed_forms: list[Form]) -> dict[str, str]:
    """Level of areas → where their list lies on the hidden sheet, for the lists that some form of the workbook has a column for."""
    wanted = {field.areas for form in owed_forms for field in form.fields.values()}
    return {
        name: f"='{LIST_SHEET}'!${letter}$2:${letter}${len(entries) + 1}"
        for letter, (name, entries) in zip("AB", lists.items(), strict=True)
        if entries and name in wanted
    }


def _write_lists(book: Workbook, lists: dict[str, list[str]]) -> None:
    sheet = book.add_worksheet(LIST_SHEET)
    for column, (name, entries) in enumerate(lists.items()):
        sheet.write_column(0, column, [name, *entries])
    sheet.protect()
    sheet.very_hidden()


def _place(communes: list[Area], province: Province) -> Place:
    commune = communes[0]
    parents = [area.area_name for area in province.areas if area.area_code == commune.parent_code]
    return Place(district=parents[0], commune=commune.area_name, commune_code=commune.area_code)
