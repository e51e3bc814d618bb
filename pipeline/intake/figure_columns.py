"""A column of one kind of figure → counts, money in đồng, plain numbers. What was stored as a number is taken in one go; all else is
``figures``' affair.
"""

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from operator import sub
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.figures import Column, Report, figures

_NOISE = 1e-4  # đồng or persons: less than this is the binary fraction's doing
_FAST = 1e13  # đồng or persons: a greater figure is looked at closely


def whole_column(
    cells: Sequence[Any],
    scale: int | None,
    is_money: bool,
    is_text: bool,
    report: Report,
    elsewhere: Callable[[], str | None] = lambda: None,
) -> list[int | None]:
    """Counts (``scale`` 1) or đồng as integers. ``scale`` None: money of an unknown unit. One value a cell, in order."""
    if scale is not None and (quick := _stored_column(cells, scale)) is not None:
        return quick
    values: list[int | None] = []
    slow: list[int] = []
    digits: list[int] = []
    for index, cell in enumerate(cells):
        value = None if scale is None else _plain(cell, scale)
        if value is None and not (type(cell) is str and numbers.is_blank(cell)):
            slow.append(index)
        elif value is not None and type(cell) is str:
            digits.append(index)
        values.append(value)
    if digits and not slow and not is_text:
        report("number_as_text", digits[0], cells[digits[0]], count=len(digits))
    if slow:
        size = len(cells)
        found = figures(Column(cells, [scale] * size, [not is_money] * size, [is_money] * size, is_text, elsewhere=elsewhere), report)
        for index in slow:
            figure = found[index]
            values[index] = None if figure is None else int(figure.value.quantize(Decimal(1), ROUND_HALF_UP))
    return values


def _plain(cell: Any, scale: int) -> int | None:
    """A stored number or bare digits in base units; None where it takes a closer look."""
    kind = type(cell)
    if kind is str and 0 < len(cell) < 14 and cell.isdecimal() and cell.isascii():
        cell = int(cell)
    elif kind is not float and kind is not int:
        return None
    exact = cell * scale
    if not -_FAST < exact < _FAST:
        return None
    value = round(exact)
    return value if abs(exact - value) <= _NOISE else None


def _stored_column(cells: Sequence[Any], scale: int) -> list[int | None] | None:
    """A column in which all is a stored number that gives whole units, or blank; None where anything else stands in it."""
    if not set(map(type, cells)) <= {float, str}:
        return None
    exact = [cell * scale for cell in cells if type(cell) is float]
    if not exact or (len(exact) < len(cells) and any(cell for cell in cells if type(cell) is str)):
        return None
    try:
        whole = list(map(round, exact))
    except (ValueError, OverflowError):  # not a number, infinity
        return None
    if max(map(abs, whole)) >= _FAST or max(map(abs, map(sub, exact, whole))) > _NOISE:
        return None
    if len(whole) == len(cells):
        return [*whole]
    rest = iter(whole)
    return [next(rest) if type(cell) is float else None for cell in cells]


def number_column(
    cells: Sequence[Any], is_text: bool, report: Report, elsewhere: Callable[[], str | None] = lambda: None
) -> list[float | None]:
    """Plain numbers, such as scores. One value a cell, in order."""
    size = len(cells)
    found = figures(Column(cells, [1] * size, [False] * size, [False] * size, is_text, elsewhere=elsewhere), report)
    return [None if figure is None else float(figure.value) for figure in found]
