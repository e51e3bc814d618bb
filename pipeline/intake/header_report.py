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


def report_header(parsed: Parsed, table: Located, request: Request, scale: MoneyScale, report: Callable[..., None]) -> None:
    """Adds the table's columns to ``parsed``. ``report(rule, row's index, column, value, **detail)``."""
    _report_year(table, request.year, report)
    known = {(sheet, name, of) for sheet, name, _, _, _, of in parsed.columns}
    for name, spec in table.form.fields.items():
        _report_column(table, name, request.year, report)
        if (position := table.header.columns.get(name)) is not None and (table.sheet.name, name, table.form.table) not in known:
            multiplier = float(scale.of(name) or 1) if spec.type == "money" else 1.0
            header = tidy(table.header.texts[name])
            parsed.columns.append((table.sheet.name, name, table.sheet.letter(position), header, multiplier, table.form.table))


def _report_year(table: Located, year: int, report: Callable[..., None]) -> None:
    header = table.header
    for name, expected in (("value", year), ("previous_value", year - 1)):
        if name in header.columns and header.years.get(name, expected) != expected:
            text, label = tidy(header.texts[name]), label_of(table.form, name, year)
            report("year_differs", header.last, header.columns[name], text, expected=str(expected), label=label)
    if not header.years and table.speaks_of_other_year:
        report("title_year_differs", None, None, table.year, expected=str(year))


def _report_column(table: Located, name: str, year: int, report: Callable[..., None]) -> None:
    header, position = table.header, table.header.columns.get(name)

    def say(rule: str, column: int | None, **detail: str) -> None:
        label = label_of(table.form, name, year)
        text = label if column is None else tidy(header.heads[column])
        report(rule, None if column is None else header.last, column, text, label=label, field=name, **detail)

    if columns := table.unclear.get(name):
        say("column_twice", columns[0], all=", ".join(map(table.sheet.letter, columns)))
    elif position is None and name not in table.grouped:
        say("column_missing_minor" if table.form.fields[name].minor else "column_missing", None)
    elif position is not None:
        if name in header.chosen.estimates:
            say("figures_estimated", position)
        if name in table.form.figures_by_year and table.indexes and all(is_blank(text_of(cell)) for cell in table.columns[position]):
            say("column_blank", position)
