"""The list of reports still owed, in words: lines for a log, a table of 80 columns for a screen, a workbook for the office."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pipeline.config import Province
from pipeline.intake.reminders import Owed
from pipeline.office.numerals import Numerals, load_words
from pipeline.system.files import rezip, write_whole

_SCREEN = 80
_ON_SCREEN = {"agency": 22, "short_report": 16, "due": 10, "state": 26}  # with two spaces between them 80 columns
_IN_BOOK = {"sender": 9, "agency": 38, "report": 34, "due": 18, "last_day": 18, "state": 44}


@dataclass(frozen=True)
class ReminderList:
    """What is owed for a year as of a moment, said in one language with the words that the province has of its own."""

    owed: Sequence[Owed]
    province: Province
    year: int
    as_of: datetime
    lang: str = "vi"

    @cached_property
    def _words(self) -> Mapping[str, Any]:
        return load_words(Path(__file__).parent, self.lang, self.province.folder)

    @cached_property
    def _numerals(self) -> Numerals:
        return Numerals(self.lang, self.province.folder)

    def state_of(self, row: Owed) -> str:
        """How much time is left, or how long it is overdue; before that what is wrong with a file that is registered."""
        words, today = self._words, self.as_of.astimezone(row.due_before.tzinfo).date()
        if row.is_overdue:
            state = words["late" if row.working_days else "late_none"].format(days=row.working_days)
        elif row.working_days:
            state = words["left"].format(days=row.working_days)
        else:
            state = words["last" if today == row.last_day else "none_left"]
        return words["refused"].format(path=row.refused, state=state) if row.refused else state

    def cells_of(self, row: Owed) -> dict[str, str]:
        """The words of one row by column."""
        words, due, sheets = self._words, row.due_before, ", ".join(map(str, row.sheets))
        form, day = words["forms"][row.form], self._numerals.short_date(due.date())
        return {
            "sender": row.sender,
            "agency": row.agency_name,
            "report": words["sheets"].format(form=form, sheets=sheets) if sheets else form,
            "short_report": words["short"].format(sheets=sheets) if sheets else form,
            "due": day if (due.hour, due.minute) == (0, 0) else f"{due:%H:%M} {day}",
            "last_day": self._numerals.short_date(row.last_day),
            "state": self.state_of(row),
        }

    def lines(self) -> list[str]:
        """One sentence a report, for a log."""
        return [self._words["line"].format(year=self.year, **self.cells_of(row)) for row in self.owed]

    def text(self) -> str:
        """The list for a screen of 80 columns."""
        if not self.owed:
            return self._title()
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), width=_SCREEN)
        for name, width in _ON_SCREEN.items():
            table.add_column(self._words["columns"][name.removeprefix("short_")], width=width)
        for cells in map(self.cells_of, self.owed):
            table.add_row(*(Text(cells[name]) for name in _ON_SCREEN))
        printed = io.StringIO()
        Console(file=printed, width=_SCREEN).print(table)
        rows = "\n".join(line.rstrip() for line in printed.getvalue().rstrip().splitlines())
        return "\n".join([self._title(), "", rows, "", self._count()])

    def write_book(self, folder: Path) -> Path:
        """The list as ``nhac-gui-bao-cao-<year>.xlsx`` in ``folder``; the same list gives the same bytes. Raises OSError."""
        import xlsxwriter

        buffer = io.BytesIO()
        with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
            book.set_properties({"created": self.as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)})
            style = {"font_name": "Times New Roman", "font_size": 12}
            plain = book.add_format(style | {"border": 1, "text_wrap": True, "valign": "top"})
            head = book.add_format(style | {"bold": True, "border": 1, "text_wrap": True, "align": "center"})
            page = book.add_worksheet(str(self.year))
            page.write_string(0, 0, self._title(), book.add_format(style | {"bold": True, "font_size": 14}))
            page.write_string(1, 0, self._count(), book.add_format(style))
            rows = [self.cells_of(row) for row in self.owed]
            for column, (name, width) in enumerate(_IN_BOOK.items()):
                page.set_column(column, column, width)
                page.write_string(3, column, self._words["columns"][name], head)
                for number, row in enumerate(rows, start=4):
                    page.write_string(number, column, row[name], plain)
            page.freeze_panes(4, 0)
            page.set_landscape()
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            page.repeat_rows(3)
        return write_whole(folder / self._words["file"].format(year=self.year), rezip(buffer.getvalue()))

    def _title(self) -> str:
        moment = self._numerals.moment(self.as_of.astimezone(self.province.tz))
        return self._words["title" if self.owed else "nothing"].format(year=self.year, as_of=moment)

    def _count(self) -> str:
        return self._words["count"].format(count=len(self.owed), all=len(self.province.obligations_of(self.year)))
