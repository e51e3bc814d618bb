"""The cells of one column of a table, row by row: what merged cells and ditto marks say of each row, and what cannot be had at all."""

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.intake import number_formats
from pipeline.intake.figures import FIGURES, Report, stored
from pipeline.intake.grid import text_of
from pipeline.intake.locate import Located
from pipeline.intake.numbers import is_blank
from pipeline.intake.text import is_as_above


def column_cells(table: Located, position: int, merged_down: bool, report: Callable[..., None]) -> list[Any]:
    """One cell a row. ``merged_down``: as of a form's field. ``report(rule, row's index, position, value)``: of formulas and errors."""
    sheet, cells, indexes = table.sheet, table.sheet.cells, table.indexes
    found = list(table.columns[position]) if indexes else []
    _report_and_blank(table, position, found, report)
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


def _report_and_blank(table: Located, position: int, cells: list[Any], report: Callable[..., None]) -> None:
    """Says which cells of a column hold no value, or none that can be believed; these become blank."""
    sheet = table.sheet
    for at, index in enumerate(table.indexes if sheet.troubles or sheet.recalculated or sheet.struck else ()):
        place = sheet.place(index, position)
        if trouble := sheet.troubles.get(place):
            report("formula_without_value" if trouble == "formula" else "error_cell", index, position, trouble)
        if (result := sheet.recalculated.get(place)) is not None:
            report("formula_contradicted", index, position, text_of(cells[at]), result=text_of(result))
            cells[at] = ""
        if place in sheet.struck and cells[at] != "":
            report("struck_cell", index, position, text_of(cells[at]))
            cells[at] = ""


def seen_cells(
    table: Located, name: str, spans: Sequence[tuple[int, int, int | None]], report_at: Callable[..., None], report: Report
) -> list[Any]:
    """The cells of a field's column, as a person sees them. ``spans``: as of ``MoneyScale``; ``report_at``: as of ``column_cells``."""
    spec, sheet, position = table.form.fields[name], table.sheet, table.header.columns[name]
    cells = column_cells(table, position, spec.merged_down, report_at)
    if spec.type in FIGURES:
        cells = without_shared(table, position, cells, report) if sheet.merged else cells
        scales = [scale for first, last, scale in spans for _ in range(first, last)] if sheet.scaled else []
        return as_shown(table, position, cells, scales, report) if scales else cells
    return _days_as_shown(table, position, cells, report, is_text=spec.type != "date") if sheet.days and spec.type != "word" else cells


def as_shown(table: Located, position: int, cells: list[Any], scales: Sequence[int | None], report: Report) -> list[Any]:
    """``cells`` as their number formats show them: in thousands where the unit is a thousand đồng. Elsewhere nobody can tell.

    ``scales``: đồng per unit of each cell, None where it is not known."""
    found, read = list(cells), []
    for at, index in enumerate(table.indexes):
        power, number = table.sheet.scaled.get(table.sheet.place(index, position)), stored(cells[at])
        if power is None or not number or scales[at] is None:
            continue
        shown = number_formats.as_shown(number, power)
        found[at] = shown if scales[at] == 10**power else ""
        if found[at] == "":
            report("number_format_scales", at, text_of(cells[at]), shown=text_of(shown))
        else:
            read.append(at)
    if read:
        report("figures_shown_smaller", read[0], text_of(found[read[0]]), count=len(read), stored=text_of(cells[read[0]]))
    return found


def _days_as_shown(table: Located, position: int, cells: list[Any], report: Report, *, is_text: bool) -> list[Any]:
    """``cells`` with the dates that a person does not see whole as shown; in a column of dates only those of which no day is known."""
    found = list(cells)
    for at, index in enumerate(table.indexes):
        shown = table.sheet.days.get(table.sheet.place(index, position))
        if shown and (is_text or len(shown) > len("31/12")):
            found[at] = shown
            if is_text:
                report("text_became_date", at, shown)
    return found


def without_shared(table: Located, position: int, cells: list[Any], report: Report) -> list[Any]:
    """``cells`` without the figures that are merged over several rows or fields: nobody can tell whose they are, or how much is whose."""
    place = {index: at for at, index in enumerate(table.indexes)}
    own, held = list(cells), table.header.held
    for top, left, bottom, right in table.sheet.merged:
        text = text_of(table.sheet.cells[top][left]) if left <= position <= right and top in place else ""
        if not is_blank(text):
            rows = sum(index in place for index in range(top, bottom + 1))
            if rows > 1 or len(held.intersection(range(left, right + 1))) > 1:
                report("figure_merged", place[top], text, count=rows, range=table.sheet.range([left, right], [top, bottom]))
                own[place[top]] = ""
    return own
