"""What is lacking: a table that is owed, any entry at all in a column, a value that each row must have, a unit of money, an item."""

from collections.abc import Callable, Collection
from typing import Any

from pipeline.config.form import Form
from pipeline.intake.figures import FIGURES, Report
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.locate import Located
from pipeline.intake.money_scale import MoneyScale
from pipeline.intake.numbers import is_blank
from pipeline.intake.parsed import Parsed
from pipeline.intake.text import tidy

_LEAST_ROWS = 3  # of which none has a figure


def report_unfilled(table: Located, read: dict[str, list[Any]], report_in: Callable[[str], Callable[..., None]]) -> None:
    """Columns that are there and in which nobody wrote anything. ``read``: the landing columns; ``report_in``: by field, at the header."""
    types = read.get("unit_type") or [None] * len(table.indexes)
    for name, spec in table.form.fields.items() if not table.form.items else ():
        position = table.header.columns.get(name)
        is_free = spec.minor or spec.may_be_blank or spec.type == "code" or name in table.grouped
        if position is None or is_free or any(read[table.form.column_of(name)]):
            continue
        asked = [at for at, kind in enumerate(types) if kind not in spec.blank_for]
        if len(asked) >= (_LEAST_ROWS if spec.type in FIGURES else 1) and all(
            is_blank(text_of(table.columns[position][at])) for at in asked
        ):
            report_in(name)("column_not_filled")


def report_missing(table: Located, name: str, cells: list[Any], values: list[Any], report: Report) -> None:
    """Rows without a value that each must have; what could not be read was said."""
    position, troubles = table.header.columns[name], table.sheet.troubles
    for at, value in enumerate(values):
        is_left = is_blank(text_of(cells[at])) or name == table.form.anchors[0]
        if value is None and is_left and table.sheet.place(table.indexes[at], position) not in troubles:
            report("missing_value", at, None)


def report_no_scale(table: Located, scale: MoneyScale, name: str, cells: list[Any], values: list[Any], report: Report) -> None:
    """Sums of money in a unit that nobody states, that lines state differently, or per month: once for the column."""
    unread = [at for at, cell in enumerate(cells) if values[at] is None and not is_blank(text_of(cell))]
    if unread:
        rule = "money_units_differ" if table.unit_lines else "money_unit_missing"
        rule = "money_per_month" if scale.is_per_month(name) else rule
        report(rule, unread[0], text_of(cells[unread[0]]), count=len(unread), lines="; ".join(map(tidy, table.unit_lines)))


def report_missing_items(parsed: Parsed, tables: list[Located]) -> None:
    """The items that none of a form's tables hold: they may be divided over blocks side by side or over sheets."""
    for table in {table.form.table: table for table in reversed(tables) if table.form.items}.values():
        read = parsed.tables[table.form.table]["item"]
        for item in table.form.items:
            if item.item not in read:
                label = f"{item.item} {item.label}"
                parsed.add_finding("item_missing", table.sheet.name, value=label, title=table.form.title, item=item.item)


def report_missing_tables(parsed: Parsed, sheets: list[Sheet], missing: list[Form], found: Collection[str]) -> None:
    """The forms that are owed and stand on no sheet; ``found``: those that do."""
    if missing and not found and all(cell == "" for sheet in sheets for row in sheet.cells for cell in row):
        parsed.add_finding("unreadable_file", reason="tệp không có nội dung", reason_en="it holds nothing")
        return
    for form in missing:
        if form.sheet is None:
            labels = ", ".join(spec.label for spec in form.fields.values())
            parsed.add_finding("table_missing_in_file", value=form.title, title=form.title, columns=labels, table=form.table)
        else:
            parsed.add_finding("sheet_missing", form.title, value=form.title, title=form.title, table=form.table)
