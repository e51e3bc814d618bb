"""What a row under a table's header looks like: column numbers, a repeated header, a subtotal, a group, a note, a signature.

Each question is about one row alone; ``table`` decides from the answers. The words are data in ``forms/words.yaml``.
"""

import re
from typing import Any

from pipeline.config.form_field import FormField
from pipeline.intake import dates, numbers
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header
from pipeline.intake.header_text import field_of
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import is_shouted, key, words

_ROMAN = re.compile(r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})")
_ROMAN_LEAD = re.compile(r"\s*(?:[IVX]{1,5}|[A-H])\s*[.)\-:/]\s*\S")
_NUMBER_LEAD = re.compile(r"\s*\d{1,2}\s*[.)]\s*")
_COUNTED = re.compile(r"(?:\d{1,2}|i{1,3}|iv)(?:(?: nam)? \d{4})?")
_LETTER = re.compile(r"[A-H]")
_HOW_MANY = re.compile(r"\s*(?:\(.*|[:–-]?\s*\d.*)")  # “HTX (12 đơn vị)”
_COLUMN_NUMBER = re.compile(r"(?:cột|c)?\s*[(\[-]?\s*(?:\d{1,2}[a-z]?|[a-z])\s*[)\].-]?(?:\s*=.*)?", re.IGNORECASE)
_SIGNED_ON = re.compile(r"(?:.* )?ngay(?: \d{1,2})? thang(?: \d{1,2})? nam(?: \d{1,4})?")
_SHORT = 40
_TEXTS = ("text", "code")


class RowLooks:
    """Answers for the rows of one table, whatever stands beside it."""

    def __init__(self, sheet: Sheet, header: Header, forms: Forms) -> None:
        self.sheet, self.forms, self.starts, self.names_unit = sheet, forms, forms.words.starts, forms.words.names_unit
        self.left, self.right = header.left, header.right
        self.form, self.columns = header.form, header.columns
        self.name = header.columns[header.form.anchors[0]]
        self.ordinal = header.columns.get(ORDINAL)
        self.mapped = [column for name, column in header.columns.items() if name != ORDINAL]
        held = [(column, header.form.fields[name]) for name, column in header.columns.items() if name != ORDINAL]
        self.typed = [(column, spec) for column, spec in held if spec.type not in _TEXTS]
        self.header_keys = {header.columns[name]: key(text) for name, text in header.texts.items()}

    def is_blank(self, row: list[Any]) -> bool:
        return all(cell == "" or (type(cell) is str and not cell.strip()) for cell in row[self.left : self.right + 1])

    def is_troubled(self, index: int, column: int) -> bool:
        """Whether the cell holds an error, or a formula that was never calculated."""
        return bool(self.sheet.troubles) and (self.sheet.row(index), self.sheet.left + column) in self.sheet.troubles

    def is_column_numbers(self, row: list[Any]) -> bool:
        """``(1) (2) (3)`` or ``A B 1 2`` under the header: short marks only, in the name's column too."""
        name = row[self.name]
        if type(name) is str and name and (len(name) > 12 or not _COLUMN_NUMBER.fullmatch(name.strip())):
            return False
        filled = [cell for cell in row[self.left : self.right + 1] if cell != ""]
        if name == "" and [text_of(cell).strip("()[] ") for cell in filled] != [str(1 + at) for at in range(len(filled))]:
            return False
        return len(filled) >= 2 and all(map(_is_column_number, filled))

    def is_repeated_header(self, row: list[Any]) -> bool:
        """The header again, or one of its rows: most of what stands there is part of the header above it."""
        filled = [(column, cell) for column, cell in enumerate(row) if self.left <= column <= self.right and cell != ""]
        same = sum(
            type(cell) is str and column in self.header_keys and len(key(cell)) > 1 and key(cell) in self.header_keys[column]
            for column, cell in filled
        )
        return same >= max(2, (len(filled) + 1) // 2) and not any(self._is_moved(column, cell) for column, cell in filled)

    def _is_moved(self, column: int, cell: Any) -> bool:
        """Whether a cell heads another field than the column that it stands in: of another table, below this one."""
        if type(cell) is not str or len(key(cell)) < 2 or key(cell) in self.header_keys.get(column, ""):
            return False
        found = field_of(cell, self.forms, self.form)
        return found is not None and found[0] != ORDINAL and self.columns.get(found[0]) != column

    def is_subtotal(self, row: list[Any]) -> bool:
        """``Cộng``, ``Trong đó: nữ`` up to the name's column; anywhere in a row without a name."""
        labels = row[max(self.left - 1, 0) : self.name + 1 if row[self.name] != "" else self.right + 1]
        return any(type(cell) is str and cell and self._is_subtotal(words(cell)) for cell in labels)

    def _is_subtotal(self, said: tuple[str, ...]) -> bool:
        # “Cộng Hòa” is a name: one word alone must end there or go on like a total
        for start in (*self.starts["subtotals"], *self.starts["sums"]):
            rest = said[len(start) :]
            if said[: len(start)] == start and (
                (len(start) > 1 and start not in self.starts["sums"])
                or not rest
                or (rest[0],) in self.starts["after_totals"]
                or rest[0].isdigit()
                or len(rest[0]) < 2
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
        has_letter, bare = _LETTER.fullmatch(ordinal), _HOW_MANY.sub("", called)
        if has_letter and (is_shouted(called) or not self.names_unit(called) or self._is_listed(called) or self._is_alone(row)):
            return True
        if self._is_listed(bare) and (bare != called or self._is_alone(row)):
            return True
        filled = [
            (column, cell) for column, cell in enumerate(row) if self.left <= column <= self.right and cell != "" and column != self.ordinal
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
        """Whether only a running number stands beside a name."""
        return all(row[column] == "" for column in self.mapped if column != self.name)

    def _is_listed(self, text: str) -> bool:
        """Whether a text is one of the forms' words, such as a unit type or a sector, be it behind “Lĩnh vực”."""
        said, listed = words(text), self.forms.words.listed
        return "".join(said) in listed or "".join(self.forms.words.without_lead(said)) in listed

    def is_footer(self, row: list[Any]) -> bool:
        """A signature block begins: nothing but texts, one of them a signer's title or the line of place and date."""
        filled = [cell for cell in row[max(self.left - 1, 0) : self.right + 2] if cell != ""]
        if any(type(cell) is not str for cell in filled) or len(filled) > max(3, len(self.mapped) // 2):
            return False
        return any(self._is_footer(words(cell)) for cell in filled) and not self.figures(row, self.name)

    def _is_footer(self, said: tuple[str, ...]) -> bool:
        return any(said[: len(start)] == start for start in self.starts["footers"]) or bool(_SIGNED_ON.fullmatch(" ".join(said)))

    def is_note(self, text: str) -> bool:
        said = words(text)
        return any(said[: len(start)] == start for start in self.starts["notes"]) or text.lstrip().startswith(("*", "("))

    def is_instruction(self, row: list[Any]) -> bool:
        """How to fill in each column, in a row under the header: texts alone, some where only figures, days or a list's words belong."""
        texts = [cell for cell in row if cell != ""]
        if self.is_numbered(row) or any(type(cell) is not str or numbers.read(cell) or dates.read(cell, 0) for cell in texts):
            return False
        strange = [row[column] for column, spec in self.typed if not is_blank(row[column]) and not self._is_word(row[column], spec)]
        return len(strange) > 1

    def _is_word(self, text: str, spec: FormField) -> bool:
        return spec.words is not None and any(found in self.forms.words.by_key[spec.words] for found in self.forms.words.keys(text))

    def is_numbered(self, row: list[Any]) -> bool:
        """Whether the row has a running number, as units have and notes have not."""
        return self.ordinal is not None and text_of(row[self.ordinal]).strip(" .)(").isdecimal()

    def figures(self, row: list[Any], name: int) -> int:
        """How many mapped cells beside the name hold a number, a date or a short text with a digit."""
        cells = (row[column] for column in self.mapped if column != name and row[column] != "")
        return sum(type(cell) is not str or (len(cell) < _SHORT and any(map(str.isdigit, cell))) for cell in cells)

    def filled(self, row: list[Any]) -> int:
        return sum(row[column] != "" for column in self.mapped)

    def first_text(self, row: list[Any]) -> str:
        return next((text_of(cell) for cell in row[self.left : self.right + 1] if cell != ""), "")

    def label(self, row: list[Any]) -> str:
        """What a row that is no data is called: its first text with a letter, which may stand behind a figure."""
        texts = (cell for cell in row[self.left : self.right + 1] if type(cell) is str and any(map(str.isalpha, cell)))
        return next(texts, self.first_text(row))


def _is_column_number(cell: Any) -> bool:
    if type(cell) is str:
        return bool(_COLUMN_NUMBER.fullmatch(cell.strip()))
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 <= cell < 60
