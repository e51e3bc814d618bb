"""Columns that tell two fields, and fields that several columns tell: “Từ 05/3 đến 07/3/2019”, “85,5 (Tốt)”, whole addresses, a decision
with its day; day | month | year. And a list whose head nobody knows: its words say what it is.

Put together in the sheet's own cells, so that what follows reads a column like any other. Only where every cell is so written; else
nothing is changed and the field stays missing. Not here: ticks, gains and losses (``options``).
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.intake import dates, grammar, names, numbers, options
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.header_text import is_pair, told_by
from pipeline.intake.table_cells import TableCells, Told
from pipeline.intake.text import words

_INTERVAL = re.compile(
    r"(?:từ\s*)?(?:ngày\s*)?(\d{1,2})(?:[/.](\d{1,2})(?:[/.](\d{4}))?)?\s*(?:-|–|đến(?:\s+hết)?)\s*(?:ngày\s*)?(\d{1,2})[/.](\d{1,2})[/.](\d{4})",
    re.IGNORECASE,
)
_TWO = re.compile(r"\s*([\d.,]+)\s*(?:điểm|đ)?\s*[(/;,:–-]\s*([^\W\d_][^()]*?)\s*\)?\s*", re.IGNORECASE)
_WHOLE_AND_PART = re.compile(r"\s*(\d+)\s*/\s*(\d+)\s*")
_WITH_UNIT = re.compile(r"\s*([\d.,]+)\s*([^\W\d_]\D*)")
_WITH_DAY = re.compile(r"(.*\w)[\s,;(]+(?:ngày|ng\.?)\s*(\d[\d/.\-]+\d)\s*\)?", re.IGNORECASE)
_PARTS_OF_A_DAY = (("ngay",), ("thang",), ("nam",))
_ENOUGH = 0.8  # of a list's column: single words may be unknown
_LEAST_WORDS = 3


def composed(sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], year: int) -> tuple[Header, Told]:
    """The header with the columns that cells tell, and values by field of what stands in another field's column."""
    if header.form.items or not indexes:
        return header, {}
    return _Composer(sheet, header, forms, indexes, year).composed()


class _Composer(TableCells):
    def composed(self) -> tuple[Header, Told]:
        self._day_in_three()
        self._wholes_with_parts()
        self._days_behind_numbers()
        for column in list(self.free()):
            self._interval(column)
            self._address(column)
        self._scores_with_words()
        self._units_behind_numbers()
        self._lists()
        self._districts()
        chosen = replace(self.header.chosen, columns=self.columns, rivals=self.rivals)
        return replace(self.header, chosen=chosen), self.told

    def _day_in_three(self) -> None:
        for name, columns in self.header.chosen.siblings.items():
            columns = sorted(columns)
            ends = tuple(words(self.header.heads[column])[-1:] for column in columns)
            if (
                name not in self.fields
                or self.fields[name].type != "date"
                or ends != _PARTS_OF_A_DAY
                or not all(map(self.is_sound, columns))
            ):
                continue
            texts = [self.texts(column) for column in columns]
            days = {index: "/".join(part[index] for part in texts if index in part) for index in texts[2]}
            if {*texts[0], *texts[1]} <= days.keys():
                self.put(name, columns[0], days)
                self.rivals.pop(name, None)

    def _wholes_with_parts(self) -> None:
        for name, column in self.columns.items():
            if name in self.fields and self.fields[name].type == "count" and is_pair(self.header.heads[column]):
                parts = self.matched(column, _WHOLE_AND_PART)
                if all(int(match[1]) >= int(match[2]) for match in parts.values()):
                    self.put(name, column, {index: match[1] for index, match in parts.items()})

    def _days_behind_numbers(self) -> None:
        missing = [name for name in self.missing("date") if self.fields[name].filled]
        for name, column in list(self.columns.items()) if len(missing) == 1 else ():
            if name in self.fields and self.fields[name].type == "code":
                parts = self.matched(column, _WITH_DAY)
                days = {index: day for index, match in parts.items() if (day := dates.read(match[2], self.year + 1)) and not day.short_year}
                if len(days) == len(self.indexes):
                    order = dates.order(days.values())
                    self.put(name, column, {index: match[1] for index, match in parts.items()})
                    first = {index: day.month_first if order == "month" else day.day_first for index, day in days.items()}
                    self.tell(missing[0], {index: day or days[index].month_first for index, day in first.items()})

    def _units_behind_numbers(self) -> None:
        """“15 HTX”: a number and what it counts."""
        missing = [name for name in self.missing("text") if "measure" in self.fields[name].says]
        column = next((self.columns.get(name) for name, spec in self.fields.items() if spec.type == "number"), None)
        parts = self.matched(column, _WITH_UNIT) if missing and column is not None and self.is_sound(column) else {}
        if column is not None and parts and all(numbers.read(match[1]) for match in parts.values()):
            for index, match in parts.items():
                self.sheet.cells[index][column] = match[1]
            self.tell(missing[0], {index: match[2] for index, match in parts.items()})

    def _interval(self, column: int) -> None:
        missing = self.missing("date")
        if len(missing) != 2 or not (parts := self.matched(column, _INTERVAL)):
            return
        days = {index: _days(match) for index, match in parts.items()}
        if all(days.values()):
            self.put(missing[0], column, {index: both[0] for index, both in days.items() if both})
            self.tell(missing[1], {index: both[1] for index, both in days.items() if both})

    def _scores_with_words(self) -> None:
        """A figure and a list's word of which the form misses one: they may stand in one cell."""
        both = [next((name for name, spec in self.fields.items() if spec.type == kind), None) for kind in ("number", "word")]
        figure, listed = both
        if figure is None or listed is None or len(held := {self.columns[name] for name in both if name in self.columns}) > 1:
            return
        for column in held or list(self.free()):
            parts = self.matched(column, _TWO) if self.is_sound(column) else {}
            told = {index: self._word(listed, match[2]) for index, match in parts.items()}
            if told and all(told.values()):
                self.columns.pop(listed, None)
                self.put(figure, column, {index: match[1] for index, match in parts.items()})
                self.tell(listed, told)

    def _word(self, name: str, text: str) -> str | None:
        return options.word_in(text, self.fields[name].words or "", self.forms)

    def _address(self, column: int) -> None:
        said = grammar.parts_of(self.header.heads[column], self.forms.words)
        communes = [name for name in self.missing("text") if self.fields[name].areas == "commune"]
        if (
            communes
            and said
            and all(part.may_drop or "place" in part.concepts for part in said)
            and self._are_in(column, is_district=False)
        ):
            self.columns[communes[0]] = column

    def _districts(self) -> None:
        """The district, from the addresses that communes stand in."""
        missing = [name for name in self.missing("text") if self.fields[name].areas == "district"]
        column = next((self.columns[name] for name, spec in self.fields.items() if spec.areas == "commune" and name in self.columns), None)
        if missing and column is not None and self.is_sound(column) and self._are_in(column, is_district=True):
            self.tell(missing[0], {i: names.place_in(text, self.forms.words, is_district=True) for i, text in self.texts(column).items()})

    def _are_in(self, column: int, *, is_district: bool) -> bool:
        texts = self.texts(column).values()
        found = [names.place_in(text, self.forms.words, is_district=is_district) for text in texts]
        return bool(found) and sum(place is not None for place in found) >= _ENOUGH * len(found)

    def _lists(self) -> None:
        for name in self.missing("word"):
            fitting = [column for column in self.free() if self._is_of_words(column, name)]
            if len(fitting) == 1:
                self.columns[name] = fitting[0]

    def _is_of_words(self, column: int, name: str) -> bool:
        head, texts = self.header.heads[column], self.texts(column).values()
        known = sum(self._word(name, text) is not None for text in texts)
        own = {part for way in grammar.of_fields(self.header.form) if way.meaning == name for part in way.needed}
        is_other = (
            any(dimension in ("kind", "year") for dimension, _ in told_by(head, self.forms))
            or grammar.is_foreign(head, self.forms.words)
            or (name == "rating" and grammar.names(head, own, self.forms.words))  # what else it says made it no head of the field
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
