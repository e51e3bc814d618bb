"""A column of cells → typed values by the form's field: text, codes, words of a list, dates, figures.

Columns are read whole, because the column's other values settle what one cell leaves open. Not here: which cells belong to the
column (``table``), columns of days and figures (``date_columns``, ``figure_columns``).
"""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pipeline.config.form_field import FormField
from pipeline.intake import legacy
from pipeline.intake.codes import codes_of_units, padded
from pipeline.intake.column_setting import Setting
from pipeline.intake.date_columns import date_column
from pipeline.intake.figure_columns import number_column, whole_column
from pipeline.intake.figures import Report
from pipeline.intake.grid import text_of
from pipeline.intake.names import places
from pipeline.intake.numbers import is_blank, is_none
from pipeline.intake.text import tidy, tidy_all, words
from pipeline.intake.vocabulary import Words
from pipeline.office.persons import hidden

_USUAL_STARTS = frozenset("HTQLBSĐ0123456789")  # most texts begin so, and none that says “not reported” does
_TASK = re.compile(r"(?:diem|nhiemvu|nv|muc)?([a-z]{0,3})0*(\d{1,2})([a-z]?)")
_OF_A_HUNDRED = re.compile(r"(?<=\d)\s*/\s*100(?:\s*(?:điểm|đ))?\s*$")  # “88,5/100”
_NUMBERED = re.compile(r"^(?:số|so)\s*:?\s+(?=\d)", re.IGNORECASE)  # “Số 85/QĐ-LMHTX”
_REMARK = re.compile(r"\([^()]*\)")
_CITED_TASK = re.compile(r"diem([a-z])(?:muc|khoan|diem)0*(\d{1,2})")


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
        return date_column(cells, setting, report)
    if field.type == "task":
        return [_task(text, index, report) for index, text in enumerate(_texts(cells, report))]
    texts = _texts(cells, report)
    if field.areas:
        return without_persons(field, places(texts, setting.vocabulary, is_district=field.areas == "district"))
    if field.check == "tax_code":
        return codes_of_units(texts, cells, report)
    if field.type == "code" and not field.digits:
        return [text and hidden(_NUMBERED.sub("", text), "document") for text in texts]
    if field.type == "text":
        return without_persons(field, texts)
    return padded(texts, cells, field.digits, report) if field.digits else texts


def without_persons(field: FormField, texts: Sequence[str | None]) -> list[str | None]:
    """Of a column of texts what goes on from the reading: what people wrote, names of units and places, none of persons."""
    return [text and hidden(text, "name" if field.areas or field.names_unit else "free_text") for text in texts]


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
