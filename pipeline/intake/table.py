"""The rows under a header: which are data, which are column numbers, repeated headers, subtotals, groups, notes, signatures.

A row is data where it has a name and, in a column that only data fill, something that belongs there. What is neither data nor
blank is looked at closely, so that a unit with something missing is not lost and a note is not taken for a unit. What a row
looks like is in ``row_looks``. Not here: finding the header (``header``), reading cells (``values``), biểu 1 (``totals``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.config.form import Form
from pipeline.config.form_field import FormField
from pipeline.intake import money
from pipeline.intake.figures import FIGURES
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header, starts_table
from pipeline.intake.numbers import is_blank, is_dash
from pipeline.intake.row_classifier import RowLooks
from pipeline.intake.text import key, tidy
from pipeline.intake.values import task_code, word_of

Note = tuple[str, int | None, int | None, str, dict[str, Any]]
"""What a person should know of a table's rows: rule, row and column of the block or None, value, what its sentence names besides."""


@dataclass(frozen=True)
class ItemRow:
    """A row of the block that is an item of biểu 1; ``scale``: đồng per unit written, 1 for counts, None where no unit is known."""

    index: int
    item: str
    label: str
    unit_text: str | None
    scale: int | None
    is_money: bool


@dataclass
class Rows:
    """``indexes``: rows of the block that are data, in order; ``groups``: rows that name what follows → how; ``looks``: what its rows look
    like; ``items``: what they are in biểu 1. ``end``: the first row after the table. ``others``: rows of units that are of another time."""

    end: int
    indexes: list[int] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)
    looks: RowLooks | None = None
    items: list[ItemRow] = field(default_factory=list)
    others: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)


class RowReader:
    """What reading the rows below a header needs, whatever the form."""

    def __init__(self, sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int) -> None:
        self.sheet, self.header, self.forms, self.allowed, self.year = sheet, header, forms, allowed, year
        self.looks = RowLooks(sheet, header, forms)
        self.found = Rows(end=len(sheet.cells), looks=self.looks)

    def note(self, rule: str, index: int | None, column: int | None, value: str, **detail: Any) -> None:
        self.found.notes.append((rule, index, column, value, detail))

    def begins_another(self, row: list[Any]) -> bool:
        """Whether a row is the header of a table below, of the forms or with our name's head and others beside it."""
        mine, looks = row[self.header.left : self.header.right + 1], self.looks
        is_text = len(mine) - mine.count("") > 2 and all(type(cell) is str for cell in mine)
        is_headed = is_text and key(text_of(row[looks.name])) == looks.header_keys[looks.name]
        return is_headed or starts_table(mine, self.forms, self.allowed, self.year)


def rows(sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int) -> Rows:
    """The data rows below a header, down to a signature block, another header or the sheet's end."""
    return _Reader(sheet, header, forms, allowed, year).read()


class _Reader(RowReader):
    def __init__(self, sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int) -> None:
        super().__init__(sheet, header, forms, allowed, year)
        self.form, self.name = header.form, header.columns[header.form.anchors[0]]
        self.signs = [(header.form.fields[sign], header.columns[sign]) for sign in header.form.signs if sign in header.columns]
        if not self.signs:  # the telling columns are missing: any other will do
            fields = header.form.fields
            self.signs = [(fields[name], column) for name, column in header.columns.items() if name != ORDINAL and column != self.name]
        self.signs.sort(key=lambda sign: sign[0].type in FIGURES)  # a word or a day tells most
        coded = [name for name, spec in self.form.fields.items() if spec.type in ("code", "date")]
        self.own = [header.columns[name] for name in coded if name in header.columns]
        self.sums: dict[str, bool] = {}
        self.belonging: list[dict[str, bool]] = [{} for _ in self.signs]

    def read(self) -> Rows:
        cells = self.sheet.cells
        odd: list[int] = []
        footers: list[int] = []
        hidden = {row - self.sheet.top for row in self.sheet.hidden_rows}
        found = self.found
        for index in range(self.header.last + 1, len(cells)):
            row = cells[index]
            if self._is_data(row, index):
                if index in hidden or self.sheet.is_struck(index, self.name):
                    self.note("hidden_row" if index in hidden else "struck_row", index, None, text_of(row[self.name]))
                else:
                    found.indexes.append(index)
            elif index in hidden and self.looks.is_group(row, index) and self.looks.filled(row) == 1:
                self.note("hidden_row", index, None, self.looks.first_text(row))
                found.groups[index] = text_of(row[self.name]) or self.looks.first_text(row)
            elif index not in hidden and not self.looks.is_blank(row) and not self.looks.is_repeated_header(row):
                if self.begins_another(row):
                    found.end = max([self.header.last, *found.indexes[-1:]]) + 1
                    break
                (footers if self.looks.is_footer(row) else odd).append(index)
        last = found.indexes[-1] if found.indexes else self.header.last
        signed = min((index for index in footers if index > last), default=len(cells))  # what is below a signature is no data
        lone = [index for index in footers if index < last and self.looks.filled(cells[index]) == 1]
        odd = sorted([*odd, *lone])  # “Kế toán HTX” is a class where others follow
        unfinished = [index for index in odd if index < signed and self._is_unfinished(index, is_after=index > last)]
        found.indexes = sorted(found.indexes + unfinished)
        return found

    def _is_data(self, row: list[Any], index: int) -> bool:
        if row[self.name] == "" and not self.looks.is_troubled(index, self.name):
            return False
        for (spec, column), belonging in zip(self.signs, self.belonging, strict=True):
            cell = row[column]
            if cell == "":
                continue
            if type(cell) is str:
                if cell not in belonging:
                    belonging[cell] = self._belongs(cell, spec)
                if not belonging[cell]:
                    continue
            if self.looks.is_column_numbers(row):
                return False
            is_dated = spec.type == "date" and not isinstance(cell, (int, float))  # no total has a day
            if is_dated:
                return True
            if spec.type == "word":
                return not self._is_sum(row, index)
            is_group = spec.type in (*FIGURES, "task") and self.looks.is_group(row, index)  # which may have sums, and nothing else
            return not is_group and not self.looks.is_subtotal(row)
        return any(self.looks.is_troubled(index, column) for _, column in self.signs) and not self.looks.is_subtotal(row)

    def _is_sum(self, row: list[Any], index: int) -> bool:
        """Whether a row that has a list's word is a sum of units all the same: it is called so, and has no code or day."""
        if any(row[column] != "" for column in self.own):
            return False
        name = text_of(row[self.name])
        if name not in self.sums:
            self.sums[name] = self.looks.is_subtotal(row) or (self.looks.is_group(row, index) and not self.looks.names_unit(name))
        return self.sums[name]

    def _belongs(self, text: str, spec: FormField) -> bool:
        """Whether a text is what the column asks for, not a header, a total's label or a signer's name."""
        if is_blank(tidy(text)):
            return False
        if spec.type == "word":
            return word_of(text, self.forms.words.by_key[spec.words or ""], self.forms.words) is not None
        if spec.type == "task":
            return task_code(text) is not None
        return spec.type in ("text", "code") or any(character.isdigit() for character in text)

    def _is_place(self, row: list[Any]) -> bool:
        """Whether a row without a running number is called like a place that units below name: a commune with its sums."""
        areas = [column for name, column in self.header.columns.items() if name in self.form.fields and self.form.fields[name].areas]
        if row[self.name] == "" or self.looks.is_numbered(row) or any(row[column] != "" for column in areas):
            return False
        called = key(text_of(row[self.name]))
        return any(key(text_of(self.sheet.cells[index][column])) == called for index in self.found.indexes for column in areas)

    def _is_unfinished(self, index: int, is_after: bool) -> bool:
        """Whether an odd row is a unit's after all, with something missing; notes where it has no name or is unclear."""
        row, looks = self.sheet.cells[index], self.looks
        if looks.is_column_numbers(row) or looks.is_subtotal(row):
            return False
        if looks.is_group(row, index) or self._is_place(row) or any(type(cell) is str and money.is_unit_line(cell) for cell in row):
            self.found.groups[index] = text_of(row[self.name]) or looks.first_text(row)
            return False
        if index < min(self.found.indexes, default=len(self.sheet.cells)) and looks.is_instruction(row):
            return False
        name = text_of(row[self.name])
        figures = looks.figures(row, self.name)
        if is_dash(name) or (is_blank(name) and not figures):
            first = looks.first_text(row)
            if looks.filled(row) == 1 and first[:1].isalpha():  # “Trang 2”, “Biểu 2 (tiếp theo)”
                return False
            if figures >= 2 or (figures and not is_after):
                self.note("row_without_name", index, self.name, first)
            return False
        if looks.is_numbered(row):
            return True
        if looks.is_note(name) or (is_after and figures < 2 and looks.filled(row) < 3 and not looks.names_unit(name)):
            return False
        if figures or looks.filled(row) > 1 or (looks.names_unit(name) and not is_after):
            return True
        self.note("row_unclear", index, self.name, name)
        return False
