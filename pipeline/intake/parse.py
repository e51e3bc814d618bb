"""One file → typed rows, the columns they came from, and findings. Whatever the bytes, nothing is raised.

Decides which tables of the file are read. Not here: the register (``register``), one table's rows (``read_table``), frames
and submissions (``read``), the cache (``cache``).
"""

from collections.abc import Sequence
from functools import cache

from pipeline.config.form import Form
from pipeline.intake import balance, corrections, day_order, gaps, whole_file
from pipeline.intake import header as headers
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header_text import FIGURE
from pipeline.intake.locate import Located, locate
from pipeline.intake.open import open_sheets
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.read_table import read_table
from pipeline.intake.text import key
from pipeline.intake.whose import other_office

_MAX_TABLES_A_SHEET = 60
_COPY_SHARE = 0.5  # a sheet that repeats this share of another's names is a copy of it, not its continuation


def parse(content: bytes, request: Request, forms: Forms) -> Parsed:
    """Everything that a file holds of the form it was registered as."""
    parsed = Parsed()
    try:
        sheets = open_sheets(content)
        del content
        if any(sheet.is_unseen for sheet in sheets):
            parsed.add_finding("hidden_not_seen")
        parsed.corrections = corrections.apply(sheets, request.corrections)
        _read(parsed, sheets, request, forms.in_year(request.year))
    except UnreadableFile as error:
        parsed = Parsed()
        parsed.add_finding(error.rule, reason=error.reason, reason_en=error.reason_en)
    except MemoryError:  # whoever gave the bound says what it was
        raise
    except Exception as error:  # one file must not stop the others; the tests hold that it does not come to this
        parsed = Parsed()
        parsed.add_finding("reader_failed", reason=f"{type(error).__name__}: {error}"[:200])
    return parsed.finish()


def _read(parsed: Parsed, sheets: list[Sheet], request: Request, forms: Forms) -> None:
    allowed = forms.of(request.form)
    found: dict[str, list[Located]] = {}
    tables = (table for sheet in sheets for table in _tables(sheet, forms, allowed, request.year))
    for table in tables:
        if _is_of_another_form(table, request, forms):
            continue
        if not table.sheet.is_hidden:
            found.setdefault(table.form.table, []).append(table)
        elif table.indexes:
            parsed.add_finding("hidden_sheet", table.sheet.name, title=table.form.title)
    if _is_another_form(parsed, sheets, found, request, forms) or _is_anothers(parsed, found, request, forms):
        return
    kept = [table for form in allowed for table in _without_copies(found.get(form.table, []), parsed, forms)]
    dates_begin_with = cache(lambda: day_order.of_file(kept, request.year))
    for table in kept:
        read_table(parsed, table, request, forms, dates_begin_with)
        if table.form.sheet is not None and table.form.sheet not in request.sheets:
            parsed.add_finding("sheet_not_owed", table.sheet.name, title=table.form.title)
    _close(parsed, sheets, kept, [table.sheet for tables in found.values() for table in tables], request, forms)
    gaps.report_missing_tables(parsed, sheets, [form for form in _owed(request, forms) if form.table not in found], found)
    gaps.report_missing_items(parsed, kept)
    parsed.was_read = bool(parsed.sheets)
    whole_file.judge(parsed, request, forms)


def _close(parsed: Parsed, sheets: list[Sheet], kept: list[Located], own: list[Sheet], request: Request, forms: Forms) -> None:
    """Adds what the cells of the sheets are that no table took; a sheet of another form, or of which something was said, is left.

    ``own``: the sheets of the file's forms, be they read or not."""
    told, others = {finding[1] for finding in parsed.findings}, [form for form in forms.forms if form.form != request.form]

    def is_strange(sheet: Sheet) -> bool:
        return not any(one is sheet for one in own) and bool(headers.find(sheet, forms, others, request.year))

    for sheet in sheets:
        if here := [table for table in kept if table.sheet is sheet]:
            balance.close(parsed, sheet, here, forms)
        elif kept and not sheet.is_hidden and sheet.name not in told and not is_strange(sheet):
            balance.report_unread(parsed, sheet, kept, forms)


def _is_another_form(parsed: Parsed, sheets: list[Sheet], found: dict[str, list[Located]], request: Request, forms: Forms) -> bool:
    """Whether the whole file is of another form; says so."""
    if other := _better_form(sheets, found, request, forms):
        expected = ", ".join(form.title for form in _owed(request, forms))
        parsed.add_finding("wrong_form", value=other.title, found=other.title, expected=expected)
        return True
    return False


def _is_anothers(parsed: Parsed, found: dict[str, list[Located]], request: Request, forms: Forms) -> bool:
    """Whether the whole file is another office's; says so. Of a sheet that is, the tables are taken out."""
    ends: dict[int, int] = {}
    said: dict[int, tuple[str | None, bool]] = {}
    tables = sorted((table for here in found.values() for table in here), key=lambda table: table.header.first)
    for table in tables:
        sheet = id(table.sheet)
        rows = range(ends.get(sheet, 0), table.header.first)
        below = range(table.indexes[-1] + 1 if table.indexes else table.end, table.end)
        line, is_named = other_office(table.sheet, rows, below, request, forms.words)
        before, was_named = said.get(sheet, (None, False))
        said[sheet] = before or line, was_named or is_named
        ends[sheet] = max(ends.get(sheet, 0), table.end)
    strange = {sheet: line for sheet, (line, _) in said.items() if line is not None}
    if strange and not any(is_named and sheet not in strange for sheet, (_, is_named) in said.items()):
        parsed.add_finding("other_office", value=next(iter(strange.values())))
        return True
    for form, here in found.items():
        for sheet, name in {id(table.sheet): table.sheet.name for table in here if id(table.sheet) in strange}.items():
            parsed.add_finding("sheet_of_other_office", name, value=strange[sheet], title=forms.form(form).title)
        found[form] = [table for table in here if id(table.sheet) not in strange]
    return False


def _tables(sheet: Sheet, forms: Forms, allowed: Sequence[Form], year: int) -> list[Located]:
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


def _is_of_another_form(table: Located, request: Request, forms: Forms) -> bool:
    """Whether a biểu that the sender does not owe is a table of another form: an office's feedback holds all its forms together."""
    if table.form.sheet is None or table.form.sheet in request.sheets:
        return False
    known = table.header.columns.keys() | table.grouped.keys()
    if not set(table.form.signs) & known and 2 * len(known) < len(table.form.fields):  # name, code and district stand in every list
        return True
    others = [form for form in forms.forms if form.form != request.form]
    found = headers.find(table.sheet, forms, others, request.year, max(table.header.last - headers.MAX_HEADER_ROWS + 1, 0))
    return any(other.score > table.header.score and other.first <= table.header.last for other in found)


def _without_copies(tables: list[Located], parsed: Parsed, forms: Forms) -> list[Located]:
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


def _owed(request: Request, forms: Forms) -> list[Form]:
    return [form for form in forms.of(request.form) if form.sheet is None or form.sheet in request.sheets]


def _better_form(sheets: list[Sheet], found: dict[str, list[Located]], request: Request, forms: Forms) -> Form | None:
    """A form that the file fits better than the registered one, which it fits badly or not at all."""
    own = [table.header for tables in found.values() for table in tables]
    if any(header.score >= len(header.form.fields) for header in own):
        return None
    others = [form for form in forms.forms if form.form != request.form]
    strange = [header for sheet in sheets if not sheet.is_hidden for header in headers.find(sheet, forms, others, request.year)]
    best = max(strange, key=lambda header: header.score, default=None)
    return best.form if best and best.score > max((header.score for header in own), default=0) else None
