"""One file → typed rows, the columns they came from, and findings. Whatever the bytes, nothing is raised.

Not here: which tables are read as which form (``table_choice``), one table's rows (``read_table``), the register (``register``), frames
and submissions (``read``), the cache (``cache``).
"""

from functools import cache

from pipeline.config.form import Form
from pipeline.intake import balance, corrections, day_order, gaps, whole_file
from pipeline.intake import header as headers
from pipeline.intake.errors import UnreadableFile
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.locate import Located
from pipeline.intake.open import open_sheets
from pipeline.intake.parsed import Parsed, Request
from pipeline.intake.read_table import read_table
from pipeline.intake.table_choice import better_form, is_of_another_form, tables_of, without_copies
from pipeline.intake.whose import other_office


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
    tables = (table for sheet in sheets for table in tables_of(sheet, forms, allowed, request.year))
    for table in tables:
        if is_of_another_form(table, request, forms):
            continue
        if not table.sheet.is_hidden:
            found.setdefault(table.form.table, []).append(table)
        elif table.indexes:
            parsed.add_finding("hidden_sheet", table.sheet.name, title=table.form.title)
    if _is_another_form(parsed, sheets, found, request, forms) or _is_anothers(parsed, found, request, forms):
        return
    kept = [table for form in allowed for table in without_copies(found.get(form.table, []), parsed, forms)]
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
    if other := better_form(sheets, found, request, forms):
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


def _owed(request: Request, forms: Forms) -> list[Form]:
    return [form for form in forms.of(request.form) if form.sheet is None or form.sheet in request.sheets]
