"""A column of cells → days: the column's other dates, else its file's, settle what one leaves open.

Not here: how one text can be read as a day (``dates``), what comes first in a file's dates (``day_order``).
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pipeline.intake import dates
from pipeline.intake.column_setting import Setting
from pipeline.intake.dates import from_serial
from pipeline.intake.figures import Report
from pipeline.intake.grid import text_of
from pipeline.intake.numbers import is_none
from pipeline.intake.text import tidy


def date_column(cells: Sequence[Any], setting: Setting, report: Report) -> list[dt.date | None]:
    """One day a cell, None for what is none or cannot be known; then ``report`` was called."""
    values: list[dt.date | None] = [None] * len(cells)
    written: dict[int, dates.Written] = {}
    serials, texts = [], []
    for index, cell in enumerate(cells):
        if type(cell) is str and (not cell or is_none(cell)):
            continue
        reading = _reading(cell, setting)
        if reading is None:
            values[index] = _last_day(text_of(cell), setting, index, report)
        elif isinstance(reading, dates.Written):
            written[index] = reading
        else:
            values[index] = reading
            if not isinstance(cell, dt.date):
                serials.append(index)
    order, elsewhere = _order(list(written.values()), setting)
    for index, reading in written.items():
        values[index] = _choose(reading, order, elsewhere, index, tidy(cells[index]), report)
        if values[index]:
            texts.append(index)
    if serials:
        report("date_as_serial", serials[0], text_of(cells[serials[0]]), count=len(serials))
    if texts and not setting.is_text:
        report("date_as_text", texts[0], tidy(cells[texts[0]]), count=len(texts))
    return values


def _last_day(text: str, setting: Setting, index: int, report: Report) -> dt.date | None:
    """The last day of a month or a year that stands alone, where none of its days matters."""
    days = dates.period(text)
    if days is None:
        report("unreadable_date", index, text)
        return None
    first, last = setting.window or (dt.date(setting.year, 1, 1), dt.date(setting.year, 12, 31))
    if days[1] < first or days[0] > last:
        report("date_without_day", index, text, read_as=f"{days[1]:%d/%m/%Y}")
        return days[1]
    report("date_without_day_in_window", index, text, first=f"{first:%d/%m/%Y}", last=f"{last:%d/%m/%Y}")
    return None


def _order(written: list[dates.Written], setting: Setting) -> tuple[str | None, str | None]:
    """What comes first in the column's dates, and, where it shows nothing itself and that matters, in those of its whole file."""
    order = dates.order(written)
    if order is not None or not any(reading.is_ambiguous for reading in written):
        return order, None
    elsewhere = setting.day_order()
    return None, elsewhere if elsewhere in ("day", "month") else None


def _reading(cell: Any, setting: Setting) -> dt.date | dates.Written | None:
    """The day of a stored date or serial number, what a text can mean; None for what is no date."""
    if isinstance(cell, dt.date):
        return cell.date() if isinstance(cell, dt.datetime) else cell
    if type(cell) is str:
        return dates.read(cell, setting.year + 1)
    is_number = isinstance(cell, (int, float)) and not isinstance(cell, bool)
    return from_serial(cell, setting.is_1904) if is_number else None


def _choose(reading: dates.Written, order: str | None, elsewhere: str | None, index: int, text: str, report: Report) -> dt.date | None:
    if reading.short_year:
        shown = (reading.month_first if (order or elsewhere) == "month" else reading.day_first) or reading.month_first
        report("date_with_short_year", index, text, read_as=f"{shown:%d/%m/%Y}")
    if not reading.is_ambiguous:
        return reading.day_first or reading.month_first
    if order == "both":
        report("mixed_date_order", index, text, first=f"{reading.day_first:%d/%m/%Y}", second=f"{reading.month_first:%d/%m/%Y}")
        return None
    day = reading.month_first if (order or elsewhere) == "month" else reading.day_first
    if elsewhere is not None:
        report("date_decided_by_other_columns", index, text, read_as=f"{day:%d/%m/%Y}")
    elif order is None:
        report("ambiguous_date", index, text, first=f"{reading.day_first:%d/%m/%Y}", second=f"{reading.month_first:%d/%m/%Y}")
    return day
