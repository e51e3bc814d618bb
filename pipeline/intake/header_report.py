"""What a table's header makes known: which column holds which field, and findings about years, missing, open and blank columns."""

from collections.abc import Callable

from pipeline.config.form import Form
from pipeline.intake.grid import text_of
from pipeline.intake.locate import Located
from pipeline.intake.money_scale import MoneyScale
from pipeline.intake.numbers import is_blank
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.text import tidy


def label_of(form: Form, name: str, year: int) -> str:
    """What the form prints over a field."""
    return form.fields[name].label.format(year=year, previous=year - 1)


def report_header(
    parsed: Parsed, table: Located, request: Request, scale: MoneyScale, types: set[str], report: Callable[..., None]
) -> None:
    """Adds the table's columns to ``parsed``. ``types``: of its units, of which some leave a field blank;
    ``report(rule, row's index, column, value, **detail)``."""
    _report_year(table, request.year, report)
    form = table.form
    known = {(sheet, name, of, letter if form.items else "") for sheet, name, letter, _, _, of in parsed.columns}
    for name, spec in form.fields.items():
        position = table.header.columns.get(name)
        if position is None:
            _report_missing(table, name, request.year, types, report)
            continue
        _report_column(table, name, position, request.year, report)
        letter = table.sheet.letter(position)
        if (table.sheet.name, name, form.table, letter if form.items else "") not in known:  # items may stand side by side
            multiplier = float(scale.of(name) or 1) if spec.type == "money" else 1.0
            header = tidy(table.header.texts[name])
            parsed.columns.append((table.sheet.name, name, letter, header, multiplier, form.table))


def _report_year(table: Located, year: int, report: Callable[..., None]) -> None:
    header = table.header
    for name, expected in (("value", year), ("previous_value", year - 1)):
        if name in header.columns and header.years.get(name, expected) != expected:
            text, label = tidy(header.texts[name]), label_of(table.form, name, year)
            report("year_differs", header.last, header.columns[name], text, expected=str(expected), label=label)
    if table.other_time or (not header.years and table.speaks_of_other_year):
        report("title_year_differs", None, None, table.other_time or f"năm {table.year}", expected=str(year))


def _report_missing(table: Located, name: str, year: int, types: set[str], report: Callable[..., None]) -> None:
    label = label_of(table.form, name, year)
    is_none_s = bool(types) and types <= {*table.form.fields[name].blank_for}
    is_free = name in table.grouped or is_none_s or name == "unit_text"  # whose figures lack a unit says so itself
    if columns := table.unclear.get(name):
        text, every = tidy(table.header.heads[columns[0]]), ", ".join(map(table.sheet.letter, columns))
        report("column_twice", table.header.last, columns[0], text, label=label, all=every, field=name)
    elif not is_free:
        report("column_missing_minor" if table.form.fields[name].minor else "column_missing", None, None, label, label=label, field=name)


def _report_column(table: Located, name: str, position: int, year: int, report: Callable[..., None]) -> None:
    is_blank_throughout = (
        name in table.form.figures_by_year and table.indexes and all(is_blank(text_of(cell)) for cell in table.columns[position])
    )
    for rule, is_so in (("figures_estimated", name in table.header.chosen.estimates), ("column_blank", is_blank_throughout)):
        if is_so:
            text, label = tidy(table.header.texts[name]), label_of(table.form, name, year)
            report(rule, table.header.last, position, text, label=label, field=name)
