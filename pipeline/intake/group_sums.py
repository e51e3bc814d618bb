"""Rows that hold nothing but a name and the sums of the rows below them: groups, however they are called.

Not here: groups that are known by their words or numbers (``row_classifier``), sums that are called so (``table``).
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from pipeline.intake.figures import FIGURES
from pipeline.intake.forms import ORDINAL
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.settle import figure

_LEAST_FIGURES = 2  # of a group or over all: one alone may be chance


def group_sums(sheet: Sheet, header: Header, indexes: Sequence[int]) -> list[int]:
    """The data rows that are groups with their sums; none where one such row does not add up, or where rows tell nothing but figures."""
    fields, anchor = header.form.fields, header.form.anchors[0]
    figures = [column for name, column in header.columns.items() if name in fields and fields[name].type in FIGURES]
    told = [column for name, column in header.columns.items() if column not in figures and name not in (anchor, ORDINAL)]

    def is_bare(index: int) -> bool:
        return all(sheet.cells[index][column] == "" for column in told)

    if not told or not indexes or not is_bare(indexes[0]):  # the first group stands above the first of its rows
        return []
    bare = [*filter(is_bare, indexes)]
    proved = 0
    for first, last in pairwise([*bare, indexes[-1] + 1]):
        below = [index for index in indexes if first < index < last]
        sums = {column: value for column in figures if (value := figure(sheet.cells[first][column])) is not None}
        parts = {column: [figure(sheet.cells[index][column]) or Decimal(0) for index in below] for column in sums}
        if not below or not sums or any(sum(parts[column]) != value for column, value in sums.items()):
            return []
        proved += sum(value != 0 for value in sums.values())
    return bare if proved >= _LEAST_FIGURES else []
