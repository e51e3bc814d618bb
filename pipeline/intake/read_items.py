"""Biểu 1's located rows → items with values, and the size of the last digit their writer wrote.

Not here: which row is which item (``totals``), other tables (``read_table``).
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.figures import Column, Figure, Report, figures, stored
from pipeline.intake.grid import text_of
from pipeline.intake.table import ItemRow

_LEAST_STEP = 1.0  # money is kept in đồng: no step is smaller


def item_columns(
    items: list[ItemRow],
    cells: dict[str, list[Any]],
    letters: dict[str, str],
    is_text: bool,
    elsewhere: Callable[[], str | None],
    report_in: Callable[[str], Report],
) -> dict[str, list[Any]]:
    """The landing columns of ``total_item``. ``cells``, ``letters``: of ``value`` and ``previous_value``, where the sheet has them."""
    read: dict[str, list[Any]] = {
        "item": [item.item for item in items],
        "label": [item.label for item in items],
        "unit_text": [item.unit_text for item in items],
    }
    for name, other, of in (("value", "previous_value", "value"), ("previous_value", "value", "previous")):
        step = f"{of}_step"
        read[name] = read[step] = [None] * len(items)
        read[f"{of}_column"] = [letters.get(name)] * len(items)
        if name in cells:
            found = _figures(items, cells[name], cells.get(other), is_text, elsewhere, report_in(name))
            read[name] = [None if figure is None else float(figure.value) for figure in found]
            read[step] = [None if figure is None else max(float(figure.step), _LEAST_STEP) for figure in found]
    return read


def _figures(
    items: list[ItemRow], cells: list[Any], others: list[Any] | None, is_text: bool, elsewhere: Callable[[], str | None], report: Report
) -> list[Figure | None]:
    """A column whose rows are of different kinds: a figure's peer is the same item's of the other year."""
    column = Column(
        cells=cells,
        scales=[item.scale for item in items],
        wholes=[not item.is_money for item in items],
        is_money=[item.is_money for item in items],
        is_text=is_text,
        peers=lambda at: _certain(others[at], items[at].scale) if others else [],
        elsewhere=elsewhere,
    )
    found = figures(column, report)
    unread = [at for at, item in enumerate(items) if item.scale is None and found[at] is None and not numbers.is_blank(text_of(cells[at]))]
    if unread:
        report("money_unit_missing", unread[0], text_of(cells[unread[0]]), count=len(unread))
    return found


def _certain(cell: Any, scale: int | None) -> list[Decimal]:
    """The size of a figure that needs no neighbours to be read, in base units."""
    if type(cell) is str:
        reading = numbers.read(cell)
        if reading is None or reading.is_ambiguous:
            return []
        return [abs(reading.certain * (1 if reading.power is not None else scale or 1))]
    number = stored(cell)
    return [] if number is None else [abs(number * (scale or 1))]
