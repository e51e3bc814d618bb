"""Columns that tell two fields, and fields that several columns tell: “Từ 05/3 đến 07/3/2019”, “85,5 (Tốt)”, whole addresses, a decision
with its day; day | month | year. And a list whose head nobody knows: its words say what it is.

Put together in the sheet's own cells, so that what follows reads a column like any other. Only where every cell is so written; else
nothing is changed and the field stays missing. Not here: ticks, gains and losses (``options``).
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pipeline.intake import dates, grammar, names, numbers, options
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header
from pipeline.intake.header_text import is_pair, told_by
from pipeline.intake.text import words

_INTERVAL = re.compile(
    r"(?:từ\s*)?(?:ngày\s*)?(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s*)?(\d{1,2})[/.](\d{1,2})[/.](\d{4})",
    re.IGNORECASE,
)
_TWO = re.compile(r"\s*([\d.,]+)\s*(?:điểm|đ)?\s*[(/;,:–-]\s*([^\W\d_][^()]*?)\s*\)?\s*", re.IGNORECASE)
_WHOLE_AND_PART = re.compile(r"\s*(\d+)\s*/\s*(\d+)\s*")
_WITH_DAY = re.compile(r"(.*\w)[\s,;(]+(?:ngày|ng\.?)\s*(\d[\d/.\-]+\d)\s*\)?", re.IGNORECASE)
_PARTS_OF_A_DAY = (("ngay",), ("thang",), ("nam",))
_ENOUGH = 0.8  # of a list's column: single words may be unknown
_LEAST_WORDS = 3

Told = dict[str, list[Any]]


def composed(sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], year: int) -> tuple[Header, Told]:
    """The header with the columns that cells tell, and values by field of what stands in another field's column."""
    if header.form.items or not indexes:
        return header, {}
    return _Composer(sheet, header, forms, indexes, year).composed()


class _Composer:
    def __init__(self, sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], year: int) -> None:
        self.sheet, self.header, self.forms, self.indexes, self.year = sheet, header, forms, indexes, year
        self.fields = header.form.fields
        self.columns, self.rivals = dict(header.columns), dict(header.chosen.rivals)
        self.told: Told = {}

    def composed(self) -> tuple[Header, Told]:
        self._day_in_three()
        self._wholes_with_parts()
        self._days_behind_numbers()
        for column in list(self._free()):
            self._interval(column)
            self._address(column)
        self._scores_with_words()
        self._lists()
        self._districts()
        chosen = replace(self.header.chosen, columns=self.columns, rivals=self.rivals)
        return replace(self.header, chosen=chosen), self.told

    def _missing(self, *types: str) -> list[str]:
        return [name for name, spec in self.fields.items() if spec.type in types and name not in self.columns and name not in self.told]

    def _free(self) -> Iterator[int]:
        """The columns with a head that no field has, seen, and of whose cells nothing is wrong."""
        held = {*self.columns.values(), *self.header.held}
        for column in self.header.heads.keys() - held:
            if column + self.sheet.left not in self.sheet.hidden_columns and self._is_sound(column):
                yield column

    def _is_sound(self, column: int) -> bool:
        if not (self.sheet.struck or self.sheet.troubles or self.sheet.recalculated):
            return True
        places = {self.sheet.place(index, column) for index in self.indexes}
        return (
            places.isdisjoint(self.sheet.struck) and places.isdisjoint(self.sheet.troubles) and places.isdisjoint(self.sheet.recalculated)
        )

    def _texts(self, column: int) -> dict[int, str]:
        found = {index: text_of(self.sheet.cells[index][column]) for index in self.indexes}
        return {index: text for index, text in found.items() if not numbers.is_blank(text)}

    def _matched(self, column: int, pattern: re.Pattern[str]) -> dict[int, re.Match[str]]:
        """Row → match, where every cell that is not blank matches."""
        texts = self._texts(column)
        found = {index: match for index, text in texts.items() if (match := pattern.fullmatch(text))}
        return found if len(found) == len(texts) else {}

    def _put(self, name: str, column: int, values: dict[int, Any]) -> None:
        self.columns[name] = column
        for index, value in values.items():
            self.sheet.cells[index][column] = value

    def _tell(self, name: str, values: dict[int, Any]) -> None:
        self.told[name] = [values.get(index) for index in self.indexes]

    def _day_in_three(self) -> None:
        for name, columns in self.header.chosen.siblings.items():
            columns = sorted(columns)
            ends = tuple(words(self.header.heads[column])[-1:] for column in columns)
            if (
                name not in self.fields
                or self.fields[name].type != "date"
                or ends != _PARTS_OF_A_DAY
                or not all(map(self._is_sound, columns))
            ):
                continue
            texts = [self._texts(column) for column in columns]
            days = {index: "/".join(part[index] for part in texts if index in part) for index in texts[2]}
            if {*texts[0], *texts[1]} <= days.keys():
                self._put(name, columns[0], days)
                self.rivals.pop(name, None)

    def _wholes_with_parts(self) -> None:
        for name, column in self.columns.items():
            if name in self.fields and self.fields[name].type == "count" and is_pair(self.header.heads[column]):
                parts = self._matched(column, _WHOLE_AND_PART)
                if all(int(match[1]) >= int(match[2]) for match in parts.values()):
                    self._put(name, column, {index: match[1] for index, match in parts.items()})

    def _days_behind_numbers(self) -> None:
        missing = [name for name in self._missing("date") if self.fields[name].filled]
        for name, column in list(self.columns.items()) if len(missing) == 1 else ():
            if name in self.fields and self.fields[name].type == "code":
                parts = self._matched(column, _WITH_DAY)
                days = {index: day for index, match in parts.items() if (day := dates.read(match[2], self.year + 1)) and not day.short_year}
                if len(days) == len(self.indexes):
                    order = dates.order(days.values())
                    self._put(name, column, {index: match[1] for index, match in parts.items()})
                    first = {index: day.month_first if order == "month" else day.day_first for index, day in days.items()}
                    self._tell(missing[0], {index: day or days[index].month_first for index, day in first.items()})

    def _interval(self, column: int) -> None:
        missing = self._missing("date")
        if len(missing) != 2 or not (parts := self._matched(column, _INTERVAL)):
            return
        days = {index: _days(match) for index, match in parts.items()}
        if all(days.values()):
            self._put(missing[0], column, {index: both[0] for index, both in days.items() if both})
            self._tell(missing[1], {index: both[1] for index, both in days.items() if both})

    def _scores_with_words(self) -> None:
        """A figure and a list's word of which the form misses one: they may stand in one cell."""
        both = [next((name for name, spec in self.fields.items() if spec.type == kind), None) for kind in ("number", "word")]
        figure, listed = both
        if figure is None or listed is None or len(held := {self.columns[name] for name in both if name in self.columns}) > 1:
            return
        for column in held or list(self._free()):
            parts = self._matched(column, _TWO) if self._is_sound(column) else {}
            told = {index: self._word(listed, match[2]) for index, match in parts.items()}
            if told and all(told.values()):
                self.columns.pop(listed, None)
                self._put(figure, column, {index: match[1] for index, match in parts.items()})
                self._tell(listed, told)

    def _word(self, name: str, text: str) -> str | None:
        return options.word_in(text, self.fields[name].words or "", self.forms)

    def _address(self, column: int) -> None:
        said = grammar.parts_of(self.header.heads[column], self.forms.words)
        communes = [name for name in self._missing("text") if self.fields[name].areas == "commune"]
        if (
            communes
            and said
            and all(part.may_drop or "place" in part.concepts for part in said)
            and self._are_in(column, is_district=False)
        ):
            self.columns[communes[0]] = column

    def _districts(self) -> None:
        """The district, from the addresses that communes stand in."""
        missing = [name for name in self._missing("text") if self.fields[name].areas == "district"]
        column = next((self.columns[name] for name, spec in self.fields.items() if spec.areas == "commune" and name in self.columns), None)
        if missing and column is not None and self._is_sound(column) and self._are_in(column, is_district=True):
            self._tell(missing[0], {i: names.place_in(text, self.forms.words, is_district=True) for i, text in self._texts(column).items()})

    def _are_in(self, column: int, *, is_district: bool) -> bool:
        texts = self._texts(column).values()
        found = [names.place_in(text, self.forms.words, is_district=is_district) for text in texts]
        return bool(found) and sum(place is not None for place in found) >= _ENOUGH * len(found)

    def _lists(self) -> None:
        for name in self._missing("word"):
            fitting = [column for column in self._free() if self._is_of_words(column, name)]
            if len(fitting) == 1:
                self.columns[name] = fitting[0]

    def _is_of_words(self, column: int, name: str) -> bool:
        head, texts = self.header.heads[column], self._texts(column).values()
        known = sum(self._word(name, text) is not None for text in texts)
        is_other = any(dimension in ("kind", "year") for dimension, _ in told_by(head, self.forms)) or grammar.is_foreign(
            head, self.forms.words
        )
        return known >= max(_LEAST_WORDS, _ENOUGH * len(texts)) and not is_other


def _days(match: re.Match[str]) -> tuple[dt.date, dt.date] | None:
    """The two days of an interval, day first; None where one cannot be or the order is wrong."""
    day, month, year, last_day, last_month, last_year = match.groups()
    try:
        last = dt.date(int(last_year), int(last_month), int(last_day))
        first = dt.date(int(year or last_year), int(month or last_month), int(day))
    except ValueError:
        return None
    return (first, last) if first <= last else None
