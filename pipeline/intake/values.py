"""A column of cells → typed values by the form's field: text, codes, words of a list, dates, figures.

Columns are read whole, because the column's other values settle what one cell leaves open. Not here: which cells belong to the
column (``table``), how one number or date can be read (``numbers``, ``dates``, ``figures``).
"""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.config.form_field import FormField
from pipeline.intake import dates, legacy
from pipeline.intake.codes import padded, without_persons
from pipeline.intake.dates import from_serial
from pipeline.intake.figure_columns import number_column, whole_column
from pipeline.intake.figures import Report
from pipeline.intake.grid import text_of
from pipeline.intake.names import places
from pipeline.intake.numbers import is_blank, is_none
from pipeline.intake.text import tidy, tidy_all, words
from pipeline.intake.vocabulary import Words

_USUAL_STARTS = frozenset("HTQLBSĐ0123456789")  # most texts begin so, and none that says “not reported” does
_TASK = re.compile(r"(?:diem|nhiemvu|nv|muc)?([a-z]{0,3})0*(\d{1,2})([a-z]?)")
_OF_A_HUNDRED = re.compile(r"(?<=\d)\s*/\s*100(?:\s*(?:điểm|đ))?\s*$")  # “88,5/100”
_NUMBERED = re.compile(r"^(?:số|so)\s*:?\s+(?=\d)", re.IGNORECASE)  # “Số 85/QĐ-LMHTX”
_REMARK = re.compile(r"\([^()]*\)")
_CITED_TASK = re.compile(r"diem([a-z])(?:muc|khoan|diem)0*(\d{1,2})")


@dataclass(frozen=True)
class Setting:
    """What is the same for all columns of a table. ``elsewhere``: how its writer groups thousands, from all its columns;
    ``day_order``: what comes first in the dates of its whole file (``day_order.of_file``); ``window``: within which each day must be
    known, None for the calendar year."""

    vocabulary: Words
    year: int
    is_text: bool
    is_1904: bool
    elsewhere: Callable[[], str | None] = lambda: None
    day_order: Callable[[], str | None] = lambda: None
    window: dates.Period | None = None


def column(field: FormField, cells: Sequence[Any], scale: int | None, setting: Setting, report: Report) -> list[Any]:
    """One value a cell: str, date, int or float, None for “not reported” and for what cannot be read (then ``report`` was called).

    ``scale``: đồng per unit of a money column, None where its unit is not known."""
    vocabulary, is_text = setting.vocabulary, setting.is_text
    if field.type in ("count", "money"):
        return whole_column(cells, 1 if field.type == "count" else scale, field.type == "money", is_text, report, setting.elsewhere)
    if field.type == "number":
        cells = [_OF_A_HUNDRED.sub("", cell) if type(cell) is str else cell for cell in cells]
        return number_column(cells, is_text, report, setting.elsewhere)
    if field.type == "word":
        named = field.words or ""
        return _words(cells, vocabulary.by_key[named], tuple(vocabulary.lists[named]), vocabulary, report)
    if field.type == "date":
        return _dates(cells, setting, report)
    if field.type == "task":
        return [_task(text, index, report) for index, text in enumerate(_texts(cells, report))]
    texts = _texts(cells, report)
    if field.areas:
        return places(texts, setting.vocabulary, is_district=field.areas == "district")
    if field.check == "tax_code":
        return without_persons(texts, cells, report)
    if field.type == "code" and not field.digits:
        return [text and _NUMBERED.sub("", text) for text in texts]
    return padded(texts, cells, field.digits, report) if field.digits else texts


def _texts(cells: Sequence[Any], report: Report) -> list[str | None]:
    return [text if (text and text[0] in _USUAL_STARTS) or not is_none(text) else None for text in tidy_all(texts_of(cells, report))]


def texts_of(cells: Sequence[Any], report: Report) -> list[str]:
    """The cells as they would be typed into a column of texts; ``report`` is called for a text that the spreadsheet took for a date."""
    return [cell if type(cell) is str else _text_of(cell, index, report) for index, cell in enumerate(cells)]


def _text_of(cell: Any, index: int, report: Report) -> str:
    if isinstance(cell, (dt.date, dt.time)):
        shown = cell.strftime("%d/%m/%Y") if isinstance(cell, dt.date) else cell.isoformat()
        report("text_became_date", index, shown)
        return shown
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _words(cells: Sequence[Any], index_of: dict[str, str], allowed: tuple[str, ...], vocabulary: Words, report: Report) -> list[str | None]:
    values: list[str | None] = []
    known: dict[str, str | None] = {"": None}
    for index, cell in enumerate(cells):
        if type(cell) is str and cell in known:
            values.append(known[cell])
            continue
        text = text_of(cell)
        word = None if is_blank(tidy(text)) else word_of(text, index_of, vocabulary)
        if word is None and not is_blank(tidy(text)):
            report("unknown_word", index, tidy(text), allowed=", ".join(allowed))
        elif word is not None and not vocabulary.of_tax_office.isdisjoint(vocabulary.keys(text)):
            report("word_of_tax_office", index, tidy(text), read_as=word, allowed=", ".join(allowed))
        elif type(cell) is str:
            known[cell] = word
        values.append(word)
    return values


def word_of(text: str, index_of: dict[str, str], vocabulary: Words) -> str | None:
    """The list's word that a text stands for, in a legacy encoding too, or None."""
    if word := vocabulary.listed_word(text, index_of):
        return word
    if "(" in text and (bare := _REMARK.sub(" ", text)) != text:  # “Không xếp loại (mới thành lập)”, no second word of the list
        remarks = " ".join(_REMARK.findall(text))
        return None if word_of(remarks.strip("()"), index_of, vocabulary) else word_of(bare, index_of, vocabulary)
    if text.isascii():
        return None
    readings = (legacy.decode(text, scheme) for scheme in (legacy.VNI, legacy.TCVN3))
    return next((index_of[key] for reading in readings for key in vocabulary.keys(reading) if key in index_of), None)


@lru_cache(maxsize=4096)
def task_code(text: str) -> str | None:
    """``1.a`` of ``1a``, ``1 - A``, ``điểm 1.a``, ``điểm a mục 1``; ``B3`` of ``b.3``; None where it is no code of a task."""
    if cited := _CITED_TASK.fullmatch("".join(words(text))):
        return f"{int(cited[2])}.{cited[1]}"
    match = _TASK.fullmatch("".join(words(text)))
    return f"{match[1].upper()}{int(match[2])}" + f".{match[3]}" * bool(match[3]) if match else None


def _task(text: str | None, index: int, report: Report) -> str | None:
    if text is None or (code := task_code(text)) is not None:
        return None if text is None else code
    report("unreadable_task", index, text)
    return text


def _dates(cells: Sequence[Any], setting: Setting, report: Report) -> list[dt.date | None]:
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
