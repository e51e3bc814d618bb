"""Columns headed by the words of a list, with ticks below: ``Tốt | Khá | Yếu``; losses that stand beside gains; a task's point and letter.

All are put together in the sheet's own cells, in the first of their columns, so that what follows reads a column like any other.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pipeline.config.form import Form
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header_text import Claim
from pipeline.intake.numbers import is_blank
from pipeline.intake.stacks import Stack

Notes = list[tuple[str, int, int, str, dict[str, Any]]]

_TICKS = frozenset(("x", "X", "1", "✓", "✔", "☑", "☒", "√", "•", "●", "v", "V", "*", "+", "có", "Có", "ü", "þ", "×"))
_LOOKED_AT = 60  # rows
_GOES_ON = re.compile(r"\s*(?:và|&)\s+\w")
_POINT, _LETTER = re.compile(r"(\d{1,2})[.)]?"), re.compile(r"([a-zđ])[.)]?", re.IGNORECASE)


def is_tick(cell: object) -> bool:
    """Whether a cell is a mark that stands for the word above it."""
    return text_of(cell).strip() in _TICKS


def find(
    sheet: Sheet, columns: Iterable[int], stacks: Mapping[int, Stack], last: int, claims: Mapping[int, Claim], forms: Forms, form: Form
) -> dict[str, dict[int, str]]:
    """Field → column → its word, where two or more columns side by side are headed by different words of the field's list."""
    found: dict[str, dict[int, str]] = {}
    for name, spec in form.fields.items():
        if spec.words is None:
            continue
        own = {column: stacks[column][-1][0] for column in columns if stacks[column][-1][1]}
        words = {column: word for column, text in own.items() if (word := word_in(text, spec.words, forms))}
        run = {column: word for column, word in words.items() if column - 1 in words or column + 1 in words}
        other = [column for column, said in claims.items() if said.field == name and column not in run]
        if len(set(run.values())) == len(run) > 1 and not other and _are_ticked(sheet, run, last):
            found[name] = dict(sorted(run.items()))
    return found


@lru_cache(maxsize=65536)
def word_in(text: str, listed: str, forms: Forms) -> str | None:
    """The word of a list that a header or label is, behind “trong đó” or a number too."""
    return forms.words.listed_word(text, forms.words.by_key[listed])


def _are_ticked(sheet: Sheet, columns: Iterable[int], last: int) -> bool:
    rows = sheet.cells[last + 1 : last + 1 + _LOOKED_AT]
    filled = [row[column] for row in rows for column in columns if text_of(row[column]).strip()]
    return bool(filled) and 2 * sum(map(is_tick, filled)) >= len(filled)


def tick(sheet: Sheet, columns: Mapping[int, str], rows: Iterable[int]) -> Notes:
    """Writes the ticked word of each row into the first of the columns; notes where two are ticked."""
    notes: Notes = []
    first = min(columns)
    for index in rows:
        row = sheet.cells[index]
        filled = {column: text_of(row[column]) for column in columns if row[column] != ""}
        ticked = [column for column, text in filled.items() if is_tick(text) or text == columns[column]]
        other = [text for column, text in filled.items() if column not in ticked and not is_blank(text) and text != "0"]
        if len(ticked) + len(other) > 1:
            notes.append(("ticked_twice", index, first, ", ".join([*(columns[column] for column in ticked), *other]), {}))
        row[first] = columns[ticked[0]] if len(ticked) == 1 and not other else other[0] if len(other) == 1 and not ticked else ""
    return notes


def subtract(sheet: Sheet, gain: int, loss: int, rows: Iterable[int]) -> Notes:
    """Writes each row's loss as a negative figure into the column of gains; notes where both stand in one row."""
    notes: Notes = []
    for index in rows:
        row = sheet.cells[index]
        if _is_nothing(row[loss]):
            continue
        if not _is_nothing(row[gain]):
            notes.append(("gain_and_loss", index, gain, f"{text_of(row[gain])}; {text_of(row[loss])}", {}))
            row[gain] = ""
        else:
            row[gain] = _negative(row[loss])
    return notes


def join_letters(sheet: Sheet, column: int, below: Iterable[int]) -> None:
    """Writes behind a task's point, which stands once over its letters, the letter beside it; nothing where a point has none."""
    found = [(sheet.cells[index], _POINT.fullmatch(text_of(sheet.cells[index][column]))) for index in below]
    letters = [(row, point, _LETTER.fullmatch(text_of(row[column + 1]))) for row, point in found if point or row[column] == ""]
    if any(point and not letter for _, point, letter in letters):
        return
    last = ""
    for row, point, letter in letters:
        last = point[1] if point else last
        if letter and last:
            row[column], row[column + 1] = f"{last}.{letter[1]}", ""


def points_above(sheet: Sheet, column: int, indexes: Iterable[int]) -> list[int]:
    """Writes a task's point before the letters below it, where it stands in a row of its own with nothing but its content. The rows of such
    points, which it no longer holds."""
    found: list[int] = []
    point, at = "", -1
    for index in indexes:
        text = text_of(sheet.cells[index][column])
        if match := _POINT.fullmatch(text):
            is_bare = len(sheet.cells[index]) - sheet.cells[index].count("") <= 2  # what else it holds is a task's own
            point, at = match[1] if is_bare else "", index
        elif point and (letter := _LETTER.fullmatch(text)):
            sheet.cells[index][column] = f"{point}.{letter[1]}"
            if at not in found:
                found.append(at)
                sheet.cells[at][column] = ""
        elif text:
            point = ""
    return found


def join_names(sheet: Sheet, column: int, below: Iterable[int]) -> None:
    """Writes the end of a name that goes on in the row below it, “và Dịch vụ xã Sa Nhơn”, behind its beginning."""
    for index in below:
        row, above = sheet.cells[index], sheet.cells[index - 1]
        text = text_of(row[column])
        if len(row) - row.count("") == 1 and _GOES_ON.match(text) and text_of(above[column]):
            above[column], row[column] = f"{text_of(above[column])} {text}", ""


def _is_nothing(cell: Any) -> bool:
    return cell == 0 or is_blank(text_of(cell)) or text_of(cell) == "0"


def _negative(cell: Any) -> Any:
    if isinstance(cell, (int, float)):
        return -abs(cell)
    text = text_of(cell)
    return text if text[:1] in ("-", "(", "−", "–") else f"-{text}"
