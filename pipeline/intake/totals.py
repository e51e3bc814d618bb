"""Biểu 1's rows → items. The words decide which item a row is, and the group it stands in where the words occur in several.

``thành lập mới`` stands under cooperatives, unions and groups: the unit of measure tells which, else the group last named.
How a label is read is in ``item_labels``. Not here: other tables' rows (``table``), figures (``figures``).
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from pipeline.config.form import Form
from pipeline.intake import money
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.grid import Sheet, text_of
from pipeline.intake.header import Header
from pipeline.intake.item_labels import labels_of
from pipeline.intake.numbers import is_blank
from pipeline.intake.table import ItemRow, RowReader, Rows
from pipeline.intake.text import is_as_above

_ROMAN = re.compile(r"\s*([IVX]{1,4})(?:[.)\-:\s]|$)(?!\d)")


def items(sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int, unit_above: int | None) -> Rows:
    """The items below a header, each once, down to a signature block, another header or the sheet's end."""
    return _Reader(sheet, header, forms, allowed, year, unit_above).read()


class _Reader(RowReader):
    def __init__(self, sheet: Sheet, header: Header, forms: Forms, allowed: Sequence[Form], year: int, unit_above: int | None) -> None:
        super().__init__(sheet, header, forms, allowed, year)
        self.form, self.columns, self.unit_above = header.form, header.columns, unit_above
        self.labels = labels_of(header.form, forms)
        label = header.columns["label"]
        further = takewhile(lambda column: header.heads.get(column) == header.heads[label], range(label + 1, len(sheet.cells[0])))
        self.label_columns = [label, *(column for column in further if column not in header.held)]
        self.unit_text: str | None = None  # of the row above
        self.units = _merged_down(sheet, header.columns.get("unit_text"))
        self.figures = [header.columns[name] for name in ("previous_value", "value") if name in header.columns]
        self.over: list[str] = []  # what stands before labels, once over several
        self.seen: dict[str, ItemRow] = {}
        self.group: str | None = None

    def read(self) -> Rows:
        cells = self.sheet.cells
        for index in range(self.header.last + 1, len(cells)):
            row = cells[index]
            label = self._label(row)
            if not self.labels.is_known(label):
                if self.looks.is_blank(row) or self.looks.is_repeated_header(row):
                    continue
                if self.looks.is_footer(row):
                    self.found.end = index
                    break
                if self.begins_another(row):
                    self.found.end = max([self.header.last, *(item.index for item in self.seen.values())]) + 1
                    break
            if label and not is_blank(label):
                self._row(index, label)
        self.found.items = list(self.seen.values())
        self.found.indexes = [item.index for item in self.found.items]
        return self.found

    def _label(self, row: list[Any]) -> str:
        """A row's label, which may stand in several columns under one head: the group, merged down its items, and the item."""
        texts = [text for column in self.label_columns if (text := text_of(row[column]))] or [""]
        for text in texts:
            self.group = self._opened_group(row, text) or self.group
        *over, label = texts
        self.over = over or self.over
        return label if self.labels.is_known(label) or not label else " ".join([*self.over, label])

    def _row(self, index: int, label: str) -> None:
        row = self.sheet.cells[index]
        unit_column = self.columns.get("unit_text")
        written = text_of(self.units.get(index, row[unit_column])) if unit_column is not None else ""
        unit_text = None if is_blank(written) else self.unit_text if is_as_above(written) else written
        self.unit_text = unit_text
        item = self.labels.item(label, unit_text, self.group)
        if item is None:
            if self._has_figures(row, index) and not self.labels.group_named(label) and not self.looks.is_column_numbers(row):
                self.note("item_unknown", index, self.columns["label"], label)
            return
        is_hidden = self.sheet.row(index) in self.sheet.hidden_rows
        if is_hidden or self.sheet.is_struck(index, self.columns["label"]):
            self.note("hidden_row" if is_hidden else "struck_row", index, None, label)
            return
        self.group = item.group
        if item.item in self.seen:
            first = self.sheet.row(self.seen[item.item].index)
            self.note("item_twice", index, self.columns["label"], label, item=item.item, first_row=first)
            return
        is_money = money.of_unit(item.unit) is not None
        said = money.in_header(label), money.of_unit(unit_text or "")
        own = said[1] or (None if unit_text else said[0])
        if is_money:
            is_unclear = (unit_text and own is None) or money.is_per_month(unit_text or label) or len({*said} - {None}) > 1
        else:
            is_unclear = own is not None or money.is_multiple(unit_text or "")
        if is_unclear:
            self.note("item_unit_unclear", index, unit_column, unit_text or label, item=item.item, expected=item.unit)
            return
        self.seen[item.item] = ItemRow(index, item.item, label, unit_text, (own or self.unit_above) if is_money else 1, is_money)

    def _has_figures(self, row: list[Any], index: int) -> bool:
        return any(
            self.looks.is_troubled(index, column) or (row[column] != "" and not is_blank(text_of(row[column]))) for column in self.figures
        )

    def _opened_group(self, row: list[Any], label: str) -> str | None:
        """The roman group that a row opens: by its roman number, or by its name alone."""
        ordinal = text_of(row[self.columns[ORDINAL]]) if ORDINAL in self.columns else ""
        for text in (ordinal, label):
            if (match := _ROMAN.match(text)) and match[1] in self.form.groups:
                return match[1]
        return self.labels.group_named(label) or (self.labels.group_named(ordinal) if ordinal else None)


def _merged_down(sheet: Sheet, column: int | None) -> dict[int, Any]:
    """Rows whose cell of the column is covered by a merged one above → that one's content."""
    return {
        index: sheet.cells[top][left]
        for top, left, bottom, right in sheet.merged
        if column is not None and left <= column <= right
        for index in range(top + 1, bottom + 1)
    }
