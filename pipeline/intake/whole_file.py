"""What a file is as a whole, once its tables are read: a form in which nobody wrote anything, a form of another year.

Not here: whose it is (``whose``), which form it is (``parse``).
"""

from pipeline.config.form import Form
from pipeline.intake.forms import Forms
from pipeline.intake.parsed import Parsed, Request


def judge(parsed: Parsed, request: Request, forms: Forms) -> None:
    """Add what is wrong with the file as a whole, in place of what its sheets say of it."""
    read = [form for form in forms.of(request.form) if form.table in parsed.tables]
    awaits = any(form.lists_units or _prewritten(form) for form in read)  # a list of classes may truly be empty
    if awaits and not any(_is_filled(parsed, form) for form in read):
        parsed.add_finding("form_empty", value=", ".join(sorted(form.title for form in read)))
    spoken = {(table, year) for _, table, _, _, year in parsed.sheets if year is not None}
    lists = {form.table for form in read if form.sheet is None}  # drawn up in the next year, a list says that year
    years = {year for table, year in spoken if not (table in lists and year == request.year + 1)}
    if years and request.year not in years:
        parsed.drop_findings("title_year_differs")
        parsed.add_finding("form_of_other_year", value=", ".join(map(str, sorted(years))), expected=str(request.year))


def _is_filled(parsed: Parsed, form: Form) -> bool:
    """Whether its table has rows; of one whose rows come written beforehand, anything that did not."""
    columns = parsed.tables[form.table]
    if not _prewritten(form):
        return any(map(len, columns.values()))
    own = [form.column_of(name) for name, field in form.fields.items() if not field.prewritten]
    return any(value is not None for name in own for value in columns.get(name, ()))


def _prewritten(form: Form) -> bool:
    return any(field.prewritten for field in form.fields.values())
