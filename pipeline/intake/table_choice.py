"""Which tables of a file are read as which form: found on its sheets, held against the other forms, without copies and other years'.

Not here: whose a table is (``whose``), its rows (``read_table``).
"""

from collections.abc import Sequence

from pipeline.config.form import Form
from pipeline.intake import header as headers
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header_blocks import MAX_HEADER_ROWS
from pipeline.intake.header_text import FIGURE
from pipeline.intake.locate import Located, locate
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.text import key

_MAX_TABLES_A_SHEET = 60
_COPY_SHARE = 0.5  # a sheet that repeats this share of another's names is a copy of it, not its continuation


def tables_of(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int) -> list[Located]:
    """All tables of a sheet, from top to bottom."""
    found: list[Located] = []
    start = 0
    while len(found) < _MAX_TABLES_A_SHEET and start < len(sheet.cells):
        here = [locate(sheet, header, forms, allowed, year, start) for header in headers.find(sheet, forms, allowed, year, start)]
        if not here:
            break
        for table in here:  # the unit said above a form's first table in a sheet is that of its next
            if table.unit_above is None:
                table.unit_above = next((other.unit_above for other in [*found, *here] if other.form is table.form), None)
        found.extend(here)
        start = max(table.end for table in here)
    return found


def is_of_another_form(table: Located, request: Request, forms: Forms) -> bool:
    """Whether a biểu that the sender does not owe is a table of another form: an office's feedback holds all its forms together."""
    if table.form.sheet is None or table.form.sheet in request.sheets:
        return False
    known = table.header.columns.keys() | table.grouped.keys()
    if not set(table.form.signs) & known and 2 * len(known) < len(table.form.fields):  # name, code and district stand in every list
        return True
    others = [form for form in forms.forms if form.form != request.form]
    found = headers.find(table.sheet, forms, others, request.year, max(table.header.last - MAX_HEADER_ROWS + 1, 0))
    return any(other.score > table.header.score and other.first <= table.header.last for other in found)


def without_copies(tables: list[Located], parsed: Parsed, forms: Forms) -> list[Located]:
    """The tables to read of a form: all of them, but of sheets that repeat each other only the one that is named like the form."""
    tables = _of_the_year(tables, parsed)
    if len(tables) < 2:
        return tables

    def rank(table: Located) -> tuple[bool, bool, bool, int]:
        name, is_lacking = table.sheet.name or "", table.form.has_figures_by_year and FIGURE not in table.header.columns
        return table.speaks_of_other_year, is_lacking, forms.named(name) != table.form.table, len(name)

    ranked = sorted(tables, key=rank)
    kept: list[Located] = []
    names: dict[str, str | None] = {}
    for table in ranked:
        own = [key(name) for name in table.names()]
        copied = [names[name] for name in own if name in names]
        if own and len(copied) >= _COPY_SHARE * len(own):
            row = table.sheet.row(table.header.first)
            parsed.add_finding(
                "sheet_repeated", table.sheet.name, row, value=table.sheet.name, used=copied[0] or "", title=table.form.title
            )
            continue
        if not own and kept:
            continue
        kept.append(table)
        names.update(dict.fromkeys(own, table.sheet.name))
    return kept


def _of_the_year(tables: list[Located], parsed: Parsed) -> list[Located]:
    """The tables of a form without those that say that they are of another time, where another is of the year; plans never are."""
    own = [table for table in tables if not table.speaks_of_other_year and table.other_time is None]
    for table in tables if own else ():
        if table not in own:
            said = table.other_time or str(table.year)
            parsed.add_finding("rows_of_other_time", table.sheet.name, value=said, title=table.form.title, count=len(table.indexes))
    return own or tables


def better_form(sheets: list[Sheet], found: dict[str, list[Located]], request: Request, forms: Forms) -> Form | None:
    """A form that the file fits better than the registered one, which it fits badly or not at all."""
    own = [table.header for tables in found.values() for table in tables]
    if any(header.score >= len(header.form.fields) for header in own):
        return None
    others = [form for form in forms.forms if form.form != request.form]
    strange = [header for sheet in sheets if not sheet.is_hidden for header in headers.find(sheet, forms, others, request.year)]
    best = max(strange, key=lambda header: header.score, default=None)
    return best.form if best and best.score > max((header.score for header in own), default=0) else None
