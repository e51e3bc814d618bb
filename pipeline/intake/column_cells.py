"""The cells of one column of a table, row by row: what merged cells and ditto marks say of each row, and what cannot be had at all."""

from collections.abc import Callable
from typing import Any

from pipeline.intake.figures import Report
from pipeline.intake.grid import text_of
from pipeline.intake.locate import Located
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import is_as_above


def column_cells(table: Located, position: int, merged_down: bool, report: Callable[..., None]) -> list[Any]:
    """One cell a row. ``merged_down``: as of a form's field. ``report(rule, row's index, position, value)``: of formulas and errors."""
    sheet, cells, indexes = table.sheet, table.sheet.cells, table.indexes
    found = list(table.columns[position]) if indexes else []
    if sheet.troubles:
        for index in indexes:
            if trouble := sheet.troubles.get((sheet.row(index), sheet.left + position)):
                report("formula_without_value" if trouble == "formula" else "error_cell", index, position, trouble)
    if sheet.struck:
        for at, index in enumerate(indexes):
            if found[at] != "" and sheet.is_struck(index, position):
                report("struck_cell", index, position, text_of(found[at]))
                found[at] = ""
    if merged_down and sheet.merged and "" in found:
        above = {
            index: cells[top][left]
            for top, left, bottom, right in sheet.merged
            if left <= position <= right
            for index in range(top + 1, bottom + 1)
        }
        found = [above.get(index, cell) if cell == "" else cell for index, cell in zip(indexes, found, strict=True)]
    if merged_down and any(type(cell) is str and is_as_above(cell) for cell in set(found)):
        for at in range(1, len(found)):
            found[at] = found[at - 1] if type(found[at]) is str and is_as_above(found[at]) else found[at]
    return found


def without_shared(table: Located, position: int, cells: list[Any], report: Report) -> list[Any]:
    """``cells`` without the figures that are merged over several rows: nobody can tell whose they are, or how much is whose."""
    place = {index: at for at, index in enumerate(table.indexes)}
    own = list(cells)
    for top, left, bottom, right in table.sheet.merged:
        if left <= position <= right and top in place and not is_blank(text_of(cells[place[top]])):
            rows = sum(index in place for index in range(top, bottom + 1))
            if rows > 1:
                report("figure_merged", place[top], text_of(cells[place[top]]), count=rows)
                own[place[top]] = ""
    return own
