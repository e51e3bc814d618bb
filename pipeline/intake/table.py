"""The rows under a header: which are data, which are column numbers, repeated headers, subtotals, groups, notes, signatures.

Not here: finding the header (``header``), reading the cells (``values``), the items of biểu 1 (``totals``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import key, tidy, words
from pipeline.intake.values import task_code, word_of

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_LEAD = re.compile(r"\s*(?:[IVX]{1,5}|[A-H])\s*[.)\-:/]\s*\S")
_COLUMN_NUMBER = re.compile(r"[(\[]?\s*(?:\d{1,2}|[A-Za-z])\s*[)\]]?(?:\s*=.*)?")
_SIGNED_ON = re.compile(r"(?:.*[,\s])?ngay\s*\d{0,2}\s*thang\s*\d{0,2}\s*nam\s*\d{0,4}", re.DOTALL)


@dataclass
class Rows:
    """``data``: rows of the block that are data, in order. ``end``: the first row after the table."""

    data: list[int]
    end: int


def rows(sheet: Sheet, header: Header, forms: Forms, say: Callable[..., None]) -> Rows:
    """The data rows below a header. ``say(rule, row_index, column_index, value, **detail)`` tells what a person should know."""
    reader = _Reader(sheet, header, forms, say)
    return reader.read()


class _Reader:
    def __init__(self, sheet: Sheet, header: Header, forms: Forms, say: Callable[..., None]) -> None:
        self.sheet, self.header, self.forms, self.say = sheet, header, forms, say
        columns = header.columns
        self.name = columns[header.form.anchors[0]]
        self.ordinal = columns.get(ORDINAL)
        self.left, self.right = min(columns.values()), max(columns.values())
        self.fields = [(field, column) for field, column in columns.items() if field != ORDINAL]
        self.signs = [(header.form.fields[field], columns[field]) for field in header.form.signs if field in columns]
        self.known: list[dict[str, bool]] = [{} for _ in self.signs]

    def read(self) -> Rows:
        cells, data, odd = self.sheet.cells, [], []
        index, end = self.header.last + 1, len(cells)
        while index < end:
            row = cells[index]
            if self.sheet.hidden_rows and self.sheet.row(index) in self.sheet.hidden_rows:
                if self._is_data(row) or self._figures(row) > 1:
                    self.say("hidden_row", index, None, self._text(row[self.name]))
            elif self._is_data(row):
                data.append(index)
            elif not self._is_blank_row(row):
                if self._is_footer(row):
                    end = index
                    break
                odd.append(index)
            index += 1
        last = data[-1] if data else self.header.last
        data.extend(index for index in odd if self._is_unfinished(index, index > last))
        return Rows(sorted(data), end)

    def _is_data(self, row: list) -> bool:
        """A name, and in a column that only data fill, something that belongs there."""
        if row[self.name] == "" or not self.signs:
            return row[self.name] != "" and not self.signs
        for (field, column), known in zip(self.signs, self.known, strict=True):
            cell = row[column]
            if cell == "":
                continue
            if type(cell) is not str:
                return not self._is_column_number(row)
            if cell not in known:
                known[cell] = self._belongs(cell, field)
            if known[cell]:
                return not self._is_column_number(row)
        return False

    def _belongs(self, text: str, field) -> bool:
        if is_blank(tidy(text)):
            return False
        if field.type == "word":
            return word_of(text, self.forms.words.by_key[field.words], self.forms.words) is not None
        if field.type == "task":
            return task_code(text) is not None
        return any(character.isdigit() for character in text)

    def _is_column_number(self, row: list) -> bool:
        """``(1) (2) (3)`` or ``A B 1 2`` under the header: short marks only, in the name's column too."""
        name = row[self.name]
        if type(name) is str and (len(name) > 12 or not _COLUMN_NUMBER.fullmatch(name.strip())):
            return False
        filled = [cell for cell in row[self.left : self.right + 1] if cell != ""]
        return len(filled) >= 2 and all(
            _COLUMN_NUMBER.fullmatch(cell.strip()) if type(cell) is str else isinstance(cell, (int, float)) and 0 < cell < 60 for cell in filled
        )

    def _is_blank_row(self, row: list) -> bool:
        return all(cell == "" or (type(cell) is str and not cell.strip()) for cell in row[self.left : self.right + 1])

    def _is_footer(self, row: list) -> bool:
        """A signature block begins: nothing but texts, one of them a signer's title or the line of place and date."""
        filled = [cell for cell in row[max(self.left - 1, 0) : self.right + 2] if cell != ""]
        if any(type(cell) is not str for cell in filled):
            return False
        for cell in filled:
            said = words(cell)
            if any(said[: len(start)] == start for start in self._footers()) or _SIGNED_ON.fullmatch(" ".join(said)):
                return not self._figures(row)
        return False

    def _footers(self) -> list[tuple[str, ...]]:
        return [words(text) for text in self.forms.words.footers]

    def _is_unfinished(self, index: int, is_after: bool) -> bool:
        """Whether an odd row is a unit's after all, with something missing; says so where it is."""
        row = self.sheet.cells[index]
        name = self._text(row[self.name])
        if self._is_column_number(row) or self._is_repeated_header(row) or self._is_subtotal(row) or self._is_group(row, index):
            return False
        figures = self._figures(row)
        if not name or is_blank(name):
            if figures >= 2 or (figures and not is_after):
                self.say("row_without_name", index, self.name, self._first(row))
                return self._has_code(row)
            return False
        if is_after and figures < 2:
            return False
        if len([cell for cell in row[self.left : self.right + 1] if cell != ""]) == 1 and not self._looks_like_unit(name):
            return False
        return not self._is_note(name)

    def _figures(self, row: list) -> int:
        """How many mapped cells beside the name hold something with a digit, or a word of the form's lists."""
        return sum(
            1
            for field, column in self.fields
            if column != self.name
            and row[column] != ""
            and (type(row[column]) is not str or (any(map(str.isdigit, row[column])) and len(row[column]) < 40))
        )

    def _is_repeated_header(self, row: list) -> bool:
        same = sum(
            1
            for field, column in self.fields
            if type(row[column]) is str and row[column] and key(row[column]) in key(self.header.texts[field])
        )
        return same >= max(2, len([cell for cell in row[self.left : self.right + 1] if cell != ""]) // 2)

    def _is_subtotal(self, row: list) -> bool:
        for cell in row[max(self.left - 1, 0) : self.name + 1]:
            if type(cell) is str and self._starts_like_subtotal(cell):
                return True
        return False

    def _starts_like_subtotal(self, text: str) -> bool:
        said = words(text)
        for start in map(words, self.forms.words.subtotals):
            rest = said[len(start) :]
            if said[: len(start)] != start:
                continue
            if len(start) > 1 or not rest or rest[0] in _AFTER_TOTAL or rest[0].isdigit() or rest[:2] == ("hop", "tac"):
                return True
        return False

    def _is_group(self, row: list, index: int) -> bool:
        """``I | Hợp tác xã``, ``II. TỔ HỢP TÁC``, or one text merged over several columns."""
        ordinal = self._text(row[self.ordinal]) if self.ordinal is not None else ""
        if ordinal and _ROMAN.fullmatch(ordinal.strip(" .)")):
            return True
        filled = [(column, cell) for column, cell in enumerate(row) if self.left <= column <= self.right and cell != ""]
        texts = [(column, cell) for column, cell in filled if type(cell) is str]
        if texts and _ROMAN_LEAD.match(texts[0][1]) and not self._looks_like_unit(texts[0][1]):
            return True
        if len(filled) != 1 or not texts:
            return False
        return any(top == index and left <= texts[0][0] <= right and right > left for top, left, _, right in self.sheet.merged)

    def _looks_like_unit(self, name: str) -> bool:
        said = self.forms.words.spelled_out(name)
        return any(
            said[: len(start)] == start and len(said) > len(start)
            for start in map(words, ("hợp tác xã", "tổ hợp tác", "quỹ tín dụng", "liên hiệp hợp tác xã"))
        )

    def _is_note(self, text: str) -> bool:
        said = words(text)
        return any(said[: len(start)] == start for start in map(words, self.forms.words.notes)) or text.lstrip().startswith(("*", "("))

    def _has_code(self, row: list) -> bool:
        column = self.header.columns.get("registration_code")
        return column is not None and row[column] != ""

    def _first(self, row: list) -> str:
        return next((self._text(cell) for cell in row[self.left : self.right + 1] if cell != ""), "")

    @staticmethod
    def _text(cell: object) -> str:
        return tidy(cell) if type(cell) is str else "" if cell == "" else f"{cell:.15g}" if isinstance(cell, float) else str(cell)


_AFTER_TOTAL = frozenset(
    words("so cong htx tht lhhtx qtdnd to lien quy toan huyen xa tinh thanh i ii iii iv a b nu trang cac chung don doanh trong")
)
