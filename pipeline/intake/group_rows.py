"""Rows that are no unit but speak of several: groups' names, with their sums or without, and sums. Each question is about one row alone.

The words are data in ``forms/words.yaml``. Not here: sums that only add up (``group_sums``), all other rows (``row_classifier``).
"""

import re
from typing import Any

from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header
from pipeline.intake.text import is_shouted, words

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_LEAD = re.compile(r"\s*(?:[IVX]{1,5}|[A-H])\s*[.)\-:/]\s*\S")
_NUMBER_LEAD = re.compile(r"\s*\d{1,2}\s*[.)]\s*")
_COUNTED = re.compile(r"(?:\d{1,2}|i{1,3}|iv)(?:(?: nam)? \d{4})?")
_LETTER = re.compile(r"[A-H]")
_HOW_MANY = re.compile(r"\s*(?:\(.*|[:–-]?\s*\d.*)")  # “HỢP TÁC XÃ (12 đơn vị)”
_UNITS_COUNTED = re.compile(r"\(\s*\d+\s+[^\W\d_][^()]*\)\s*$")  # “Hợp tác xã nông nghiệp (5 đơn vị)”


class GroupLooks:
    """Answers for the rows of one table."""

    def __init__(self, sheet: Sheet, header: Header, forms: Forms) -> None:
        self.sheet, self.forms, self.starts, self.names_unit = sheet, forms, forms.words.starts, forms.words.names_unit
        self.left, self.right = header.left, header.right
        self.form, self.columns = header.form, header.columns
        self.name = header.columns[header.form.anchors[0]]
        self.ordinal = header.columns.get(ORDINAL)
        self.mapped = [column for name, column in header.columns.items() if name != ORDINAL]

    def is_numbered(self, row: list[Any]) -> bool:
        """Whether the row has a running number, as units have and notes have not."""
        return self.ordinal is not None and text_of(row[self.ordinal]).strip(" .)(").isdecimal()

    def is_subtotal(self, row: list[Any]) -> bool:
        """``Cộng``, ``Trong đó: nữ`` in the name's column or before it; anywhere in a row without a name."""
        labels = row[max(self.left - 1, 0) : self.name + 1 if row[self.name] != "" else self.right + 1]
        if any(type(cell) is str and cell and self._is_subtotal(words(cell)) for cell in labels):
            return True
        # “Cộng Ngọc Linh” below the units of Ngọc Linh: a sum by its name that says nothing else of a unit
        return words(text_of(row[self.name]))[:1] in self.starts["subtotals"] and not self.is_numbered(row) and self._says_no_word(row)

    def _says_no_word(self, row: list[Any]) -> bool:
        """Whether the row leaves all of the table's words blank: type, code, place, state …"""
        told = [column for field, column in self.columns.items() if field in self.form.fields and self.form.fields[field].words]
        return bool(told) and not any(row[column] != "" for column in told) and any(type(row[at]) is not str for at in self.mapped)

    def _is_subtotal(self, said: tuple[str, ...]) -> bool:
        # “Cộng Hòa” is a name: one word alone must end there or go on like a total
        for start in (*self.starts["subtotals"], *self.starts["sums"]):
            rest = said[len(start) :]
            if said[: len(start)] == start and (
                (len(start) > 1 and start not in self.starts["sums"])
                or not rest
                or (rest[0],) in self.starts["after_totals"]
                or rest[0].isdigit()
                or rest[:2] == ("hop", "tac")
                or self._is_subtotal(rest)
            ):
                return True
        return False

    def is_group(self, row: list[Any], index: int) -> bool:
        """``I | Hợp tác xã``, ``II. TỔ HỢP TÁC``, ``Xã Đăk La`` alone, or one text merged over several columns."""
        ordinal = text_of(row[self.ordinal]).strip(" .)") if self.ordinal is not None else ""
        if ordinal and _ROMAN.fullmatch(ordinal):
            return True
        called = text_of(row[self.name])
        has_letter, bare = _LETTER.fullmatch(ordinal), _HOW_MANY.sub("", _NUMBER_LEAD.sub("", called))
        if has_letter and (is_shouted(called) or not self.names_unit(called) or self._is_listed(called)):
            return True
        if self._is_listed(bare) and (bare != called or self._is_alone(row)):
            return True
        if has_letter and _UNITS_COUNTED.search(called) and self._is_alone(row):
            return True
        filled = [
            (column, cell)
            for column, cell in enumerate(row)
            if self.left <= column <= self.right and cell != "" and (column != self.ordinal or len(words(text_of(cell))) > 1)
        ]
        texts = sorted(((column, cell) for column, cell in filled if type(cell) is str), key=lambda one: one[0] != self.name)
        column, text = texts[0] if texts else (0, "")
        if not text or (self.names_unit(text) and not is_shouted(text)):
            return False
        said = self.forms.words.without_lead(words(_NUMBER_LEAD.sub("", text)))
        spans = any(top == index and left <= column <= right and right > left for top, left, _, right in self.sheet.merged)
        if (spans or column == self.name or column not in self.mapped) and (
            _ROMAN_LEAD.match(text) or self._is_listed(text) or any(said[: len(start)] == start for start in self.starts["places"])
        ):
            return True  # with the group's sums beside it or alone
        if any(said[: len(start)] == start and _COUNTED.fullmatch(" ".join(said[len(start) :])) for start in self.starts["periods"]):
            return True
        if len(filled) > 1 or self.is_numbered(row):
            return False
        if any(words(text)[: len(start)] == start for start in self.starts["groups"]):
            return True
        return spans

    def _is_alone(self, row: list[Any]) -> bool:
        """Whether nothing but a running number stands beside a name."""
        return all(row[column] == "" for column in self.mapped if column != self.name)

    def _is_listed(self, text: str) -> bool:
        """Whether a text is one of the forms' words, such as a unit type or a sector, be it behind “Lĩnh vực”."""
        said, listed = words(text), self.forms.words.listed
        return "".join(said) in listed or "".join(self.forms.words.without_lead(said)) in listed
