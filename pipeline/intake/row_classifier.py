"""What a row under a table's header looks like: column numbers, a repeated header, a note, a signature; a sum, a group (``group_rows``).

Each question is about one row alone; ``table`` decides from the answers. The words are data in ``forms/words.yaml``.
"""

import re
from typing import Any

from pipeline.config.form_field import FormField
from pipeline.intake import dates, numbers
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.group_rows import GroupLooks
from pipeline.intake.header import Header
from pipeline.intake.header_text import field_of
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import key, words

_COLUMN_NUMBER = re.compile(r"(?:cột|c)?\s*[(\[-]?\s*(?:\d{1,2}[a-z]?|[a-z])\s*[)\].-]?(?:\s*=.*)?", re.IGNORECASE)
_SIGNED_ON = re.compile(r"(?:.* )?ngay(?: \d{1,2})? thang(?: \d{1,2})? nam(?: \d{1,4})?")
_SHORT = 40
_TEXTS = ("text", "code")


class RowLooks(GroupLooks):
    """Answers for the rows of one table; columns beside the table are another table's business."""

    def __init__(self, sheet: Sheet, header: Header, forms: Forms) -> None:
        super().__init__(sheet, header, forms)
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
