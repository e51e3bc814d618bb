"""The cells of a located table's columns while they are put together: which fields are missing, which columns free, what their texts are.

Not here: what is put together of them (``composed``).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header

Told = dict[str, list[Any]]


class TableCells:
    """``columns``, ``rivals``: of the header, as they come out; ``told``: values a row of fields that stand in another field's column."""

    def __init__(self, sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], year: int) -> None:
        self.sheet, self.header, self.forms, self.indexes, self.year = sheet, header, forms, indexes, year
        self.fields = header.form.fields
        self.columns, self.rivals = dict(header.columns), dict(header.chosen.rivals)
        self.told: Told = {}

    def missing(self, *types: str) -> list[str]:
        """The fields of these types that no column holds."""
        return [name for name, spec in self.fields.items() if spec.type in types and name not in self.columns and name not in self.told]

    def free(self) -> Iterator[int]:
        """The columns with a head that no field has, seen, and of whose cells nothing is wrong."""
        held = {*self.columns.values(), *self.header.held}
        for column in self.header.heads.keys() - held:
            if column + self.sheet.left not in self.sheet.hidden_columns and self.is_sound(column):
                yield column

    def is_sound(self, column: int) -> bool:
        """Whether nothing is wrong with a column's cells."""
        if not (self.sheet.struck or self.sheet.troubles or self.sheet.recalculated):
            return True
        places = {self.sheet.place(index, column) for index in self.indexes}
        return (
            places.isdisjoint(self.sheet.struck) and places.isdisjoint(self.sheet.troubles) and places.isdisjoint(self.sheet.recalculated)
        )

    def texts(self, column: int) -> dict[int, str]:
        """Row → text, of the cells that are not blank."""
        found = {index: text_of(self.sheet.cells[index][column]) for index in self.indexes}
        return {index: text for index, text in found.items() if not numbers.is_blank(text)}

    def matched(self, column: int, pattern: re.Pattern[str]) -> dict[int, re.Match[str]]:
        """Row → match, where every cell that is not blank matches."""
        texts = self.texts(column)
        found = {index: match for index, text in texts.items() if (match := pattern.fullmatch(text))}
        return found if len(found) == len(texts) else {}

    def put(self, name: str, column: int, values: dict[int, Any]) -> None:
        """Makes a column a field's, with these values by row."""
        self.columns[name] = column
        for index, value in values.items():
            self.sheet.cells[index][column] = value

    def tell(self, name: str, values: dict[int, Any]) -> None:
        """A field's values by row, where it has no column."""
        self.told[name] = [values.get(index) for index in self.indexes]
