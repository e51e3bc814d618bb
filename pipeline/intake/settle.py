"""Columns that claim a field alike, settled by the rows' own arithmetic: the same figures, or the sum of the others. Else nobody can tell.

Not here: what words settle (``claims``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pipeline.config.form import Form
from pipeline.intake import numbers
from pipeline.intake.claims import Chosen
from pipeline.intake.figures import FIGURES, stored
from pipeline.intake.grid import Sheet, text_of

_LEAST_ROWS = 2  # that a sum must hold in to prove anything


def settled(chosen: Chosen, form: Form, sheet: Sheet, indexes: Sequence[int]) -> tuple[Chosen, dict[str, list[int]]]:
    """The choice without fields that stay open, and the columns of those."""
    columns, unclear = dict(chosen.columns), {}
    for name in {*chosen.rivals, *chosen.unproved}:
        if name not in form.fields or name in form.anchors:
            continue
        rivals = [columns[name], *chosen.rivals.get(name, ())]
        siblings = sorted({*rivals, *chosen.siblings.get(name, ())})
        cells = {column: [sheet.cells[index][column] for index in indexes] for column in siblings}
        if len(rivals) > 1 and len({tuple(map(text_of, cells[column])) for column in rivals}) == 1:
            continue
        is_last = (
            len(rivals) == 1 and not {*siblings} - {*rivals} <= chosen.unsure
        )  # what its neighbours are is known, and they are something else
        if form.fields[name].type not in FIGURES:
            found = rivals[0] if is_last else None
        else:
            found = _sum_among(rivals, {column: [*map(figure, read)] for column, read in cells.items()})
            found = rivals[0] if found is None and is_last and name not in chosen.parted else found
        if found is None:
            unclear[name] = siblings
            del columns[name]
        else:
            columns[name] = found
    return replace(chosen, columns=columns), unclear


def figure(cell: Any) -> Decimal | None:
    """A cell's number where it can only be one."""
    if type(cell) is not str:
        return stored(cell)
    reading = None if numbers.is_blank(cell) else numbers.read(cell)
    return None if reading is None or reading.is_ambiguous else reading.certain


def _sum_among(candidates: Iterable[int], figures: dict[int, list[Decimal | None]]) -> int | None:
    sums = [column for column in candidates if _is_sum(figures[column], [figures[other] for other in figures if other != column])]
    return sums[0] if len(sums) == 1 else None


def _is_sum(whole: list[Decimal | None], parts: list[list[Decimal | None]]) -> bool:
    if not parts:
        return False
    beside = [[part for part in row if part is not None] for row in zip(*parts, strict=True)]
    rows = [(total, sum(row, Decimal(0))) for total, row in zip(whole, beside, strict=True) if total is not None and (row or total == 0)]
    return all(total == sums for total, sums in rows) and sum(total != 0 for total, _ in rows) >= _LEAST_ROWS
