"""The list of reports still owed, in words: lines for a log, a table of 80 columns for a screen, a workbook for the office."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.intake.reminders import Owed
from pipeline.office.numerals import Numerals, load_words
from pipeline.system.files import rezip, write_whole

_SCREEN = 80
_ON_SCREEN = {"agency": 22, "short_report": 16, "due": 10, "state": 26}  # with two spaces between them 80 columns
_IN_BOOK = ("sender", "agency", "report", "due", "last_day", "state")
_WIDTHS = {"sender": 9, "agency": 38, "report": 34, "due": 18, "last_day": 18, "state": 44}


def _words(lang: str) -> Mapping[str, Any]:
    return load_words(Path(__file__).parent, lang)


def state_of(owed: Owed, as_of: datetime, lang: str = "vi") -> str:
    """How much time is left, or how long it is overdue; before that what is wrong with a file that is registered."""
    words, today = _words(lang), as_of.astimezone(owed.due_before.tzinfo).date()
    if owed.is_overdue:
        state = words["late" if owed.working_days else "late_none"].format(days=owed.working_days)
    elif owed.working_days:
        state = words["left"].format(days=owed.working_days)
    else:
        state = words["last" if today == owed.last_day else "none_left"]
    return words["refused"].format(path=owed.refused, state=state) if owed.refused else state


def cells_of(owed: Owed, as_of: datetime, lang: str = "vi") -> dict[str, str]:
    """The words of one row by column."""
    words, numerals = _words(lang), Numerals(lang)
    form, due, sheets = words["forms"][owed.form], owed.due_before, ", ".join(map(str, owed.sheets))
    day = numerals.short_date(due.date())
    return {
        "sender": owed.sender,
        "agency": owed.agency_name,
        "report": words["sheets"].format(form=form, sheets=sheets) if sheets else form,
        "short_report": words["short"].format(sheets=sheets) if sheets else form,
        "due": day if (due.hour, due.minute) == (0, 0) else f"{due:%H:%M} {day}",
        "last_day": numerals.short_date(owed.last_day),
        "state": state_of(owed, as_of, lang),
    }


def lines(owed: Sequence[Owed], year: int, as_of: datetime, lang: str = "vi") -> list[str]:
    """One sentence a report, for a log."""
    return [_words(lang)["line"].format(year=year, **cells_of(row, as_of, lang)) for row in owed]


def text(owed: Sequence[Owed], province: Province, year: int, as_of: datetime, lang: str = "vi") -> str:
    """The list for a screen of 80 columns."""
    words, title = _words(lang), _title(owed, province, year, as_of, lang)
    if not owed:
        return title
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), width=_SCREEN)
    for name, width in _ON_SCREEN.items():
        table.add_column(words["columns"][name.removeprefix("short_")], width=width)
    for row in owed:
        table.add_row(*(Text(cells_of(row, as_of, lang)[name]) for name in _ON_SCREEN))
    printed = io.StringIO()
    Console(file=printed, width=_SCREEN).print(table)
    rows = "\n".join(line.rstrip() for line in printed.getvalue().rstrip().splitlines())
    return "\n".join([title, "", rows, "", _count(owed, province, year, lang)])


def write_book(owed: Sequence[Owed], province: Province, year: int, as_of: datetime, folder: Path, lang: str = "vi") -> Path:
    """The list as ``nhac-gui-bao-cao-<year>.xlsx`` in ``folder``; the same list gives the same bytes. Raises OSError."""
    import xlsxwriter

    words, buffer = _words(lang), io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        book.set_properties({"created": as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)})
        style = {"font_name": "Times New Roman", "font_size": 12}
        plain = book.add_format(style | {"border": 1, "text_wrap": True, "valign": "top"})
        head = book.add_format(style | {"bold": True, "border": 1, "text_wrap": True, "align": "center"})
        page = book.add_worksheet(str(year))
        page.write_string(0, 0, _title(owed, province, year, as_of, lang), book.add_format(style | {"bold": True, "font_size": 14}))
        page.write_string(1, 0, _count(owed, province, year, lang), book.add_format(style))
        for column, name in enumerate(_IN_BOOK):
            page.set_column(column, column, _WIDTHS[name])
            page.write_string(3, column, words["columns"][name], head)
            for number, row in enumerate(owed, start=4):
                page.write_string(number, column, cells_of(row, as_of, lang)[name], plain)
        page.freeze_panes(4, 0)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(3)
    return write_whole(folder / words["file"].format(year=year), rezip(buffer.getvalue()))


def _title(owed: Sequence[Owed], province: Province, year: int, as_of: datetime, lang: str) -> str:
    moment = Numerals(lang).moment(as_of.astimezone(province.tz))
    return _words(lang)["title" if owed else "nothing"].format(year=year, as_of=moment)


def _count(owed: Sequence[Owed], province: Province, year: int, lang: str) -> str:
    return _words(lang)["count"].format(count=len(owed), all=len(province.obligations_of(year)))
