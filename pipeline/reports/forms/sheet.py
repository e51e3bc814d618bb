"""One sheet of a blank workbook, below its header: the rows to fill in, what is written beforehand, checks.

Sheets of two kinds: lists of unknown length (units, classes, ratings, members), and fixed rows written beforehand (biểu 1's
items, biểu 4's tasks). Title, header, protection and print set-up are in ``book``, what a cell accepts in ``rules``.
"""

from collections.abc import Iterable

from xlsxwriter.utility import xl_col_to_name

from pipeline.config import Task
from pipeline.config.form import Form
from pipeline.config.form_field import Column, FormField
from pipeline.reports.forms.book import COLOURS, Blank, opened, text_lines
from pipeline.reports.forms.rules import DECIMAL, FORMATS, Checks

_LAST_COLUMN = 16383


def write_sheet(blank: Blank, form: Form, tasks: Iterable[Task]) -> dict[str, Column]:
    """Write a form's sheet; its columns by name. ``tasks``: the sender's, for biểu 4."""
    if form.items:
        return _item_sheet(blank, form)
    return _task_sheet(blank, form, tasks) if form.table == "task_report" else _list_sheet(blank, form)


def _list_sheet(blank: Blank, form: Form) -> dict[str, Column]:
    """A sheet of as many rows as the sender has units, classes or ratings: unlocked from the header down."""
    sheet, first = opened(blank, form, form.fields.values())
    last = first + blank.layout.guarded_rows - 1
    checks = Checks(blank, form)
    for index, field in enumerate(form.fields.values()):
        is_whole_dong = field.type == "money" and blank.money_unit(form) == "đồng"
        is_prose = field.type in ("text", "code")  # the rest stays on one line, smaller where the column is narrow, never ####
        shown = {
            "num_format": FORMATS["count" if is_whole_dong else field.type],
            "locked": False,
            "text_wrap": is_prose,
            "shrink": not is_prose,
        }
        sheet.set_column(index, index, field.width, blank.style(**shown))
        ruled = blank.cell(bg_color=COLOURS["input"], **shown)
        for row in range(first, first + blank.layout.ruled_rows):
            sheet.write_blank(row, index, None, ruled)
        if check := checks.of(field):
            sheet.data_validation(first, index, last, index, check)
        if field.type == "code":
            column = xl_col_to_name(index)
            sheet.ignore_errors({"number_stored_as_text": f"{column}{first + 1}:{column}{last + 1}"})
    width = len(form.fields)
    sheet.set_column(width, _LAST_COLUMN, None, blank.style(locked=False))  # a row can be deleted only if none of it is locked
    sheet.dim_colmax = width - 1  # else the sheet says that it is 16384 columns wide, and some programs believe it
    filled = f"=COUNTA($A{first + blank.layout.ruled_rows + 1}:${xl_col_to_name(width - 1)}{first + blank.layout.ruled_rows + 1})>0"
    ruled = blank.book.add_format({"border": 1, "border_color": COLOURS["line"]})
    sheet.conditional_format(first + blank.layout.ruled_rows, 0, last, width - 1, {"type": "formula", "criteria": filled, "format": ruled})
    return form.columns()


def _item_sheet(blank: Blank, form: Form) -> dict[str, Column]:
    """Biểu 1: its groups and items written beforehand, two columns of figures to fill in."""
    columns = form.columns()
    place = {name: index for index, name in enumerate(columns)}
    sheet, row = opened(blank, form, columns.values())
    checks = Checks(blank, form)
    group_style = blank.cell(bold=True, bg_color=COLOURS["group"])
    group_number = blank.cell(bold=True, bg_color=COLOURS["group"], align="center")
    group = None
    for item in form.items:
        if item.group != group:
            group = item.group
            written = {"item": group, "label": form.groups[group].labels[0].upper()}
            for name, column in place.items():
                sheet.write(row, column, written.get(name), group_number if name == "item" else group_style)
            row += 1
        is_part = item.item[-1] in "abcd"
        sheet.write_string(row, place["item"], item.item, blank.cell(align="center"))
        sheet.write_string(row, place["label"], item.label, blank.cell(indent=2 if is_part else 0, bold=not is_part))
        sheet.write_string(row, place["unit_text"], item.unit, blank.cell(align="center"))
        is_money = "đồng" in item.unit
        figure = blank.cell(bg_color=COLOURS["input"], locked=False, num_format=DECIMAL if is_money else FORMATS["count"])
        check = checks.money(blank.layout.item_limit, signed=item.signed) if is_money else checks.count()
        for name in ("previous_value", "value"):
            sheet.write_blank(row, place[name], None, figure)
        sheet.data_validation(row, place["previous_value"], row, place["value"], check)
        row += 1
    return columns


def _task_sheet(blank: Blank, form: Form, tasks: Iterable[Task]) -> dict[str, Column]:
    """Biểu 4: the sender's tasks written beforehand, those it leads first; with a column of roles where it supports any."""
    ordered = sorted(tasks, key=lambda task: task.role != "lead")
    supports = any(task.role == "support" for task in ordered)
    columns = {name: column for name, column in form.columns().items() if name != "role" or supports}
    sheet, first = opened(blank, form, columns.values())
    checks = Checks(blank, form)
    roles = {"lead": blank.guide.lead_task, "support": blank.guide.optional_task}
    for row, task in enumerate(ordered, start=first):
        written = {"task": task.task, "content": task.content, "unit_of_measure": task.unit_of_measure, "role": roles[task.role]}
        sheet.set_row(row, 15.5 * max(text_lines(task.content, form.fields["content"].width), 2) + 4)
        for place, (name, column) in enumerate(columns.items()):
            kind = column.type if isinstance(column, FormField) else "text"
            is_open = name not in ("task", "content", "role")
            look = {"locked": not is_open, "num_format": FORMATS[kind]} | ({"bg_color": COLOURS["input"]} if is_open else {})
            if name in written:
                sheet.write_string(row, place, written[name], blank.cell(**look))
            else:
                sheet.write_blank(row, place, None, blank.cell(**look))
            if isinstance(column, FormField) and (check := checks.of(column)):
                sheet.data_validation(row, place, row, place, check)
    return columns
