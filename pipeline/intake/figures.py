"""A column of figures → counts, money in đồng, numbers; what single cells leave open, the column's other values decide or nobody.

``1.234`` has two readings. In a column of whole things it can only be 1234. Elsewhere other texts of the column show whether its
writer groups thousands by point or by comma; failing that its plain figures show the size, which is said as a warning; else
the cell stays null with a finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.numbers import Written

Say = Callable[..., None]
"""``say(rule, index, value, **detail)``: a finding at the cell of that index."""

_LIMIT = Decimal(10) ** 17  # what an i64 of đồng, and a figure of any cooperative, stays below
_NOISE = 1e-4  # đồng or persons: less than this is the binary fraction's doing
_SIZE_MARGIN, _SIZE_GAP, _SIZE_LEAST = 2, 20, 3  # see _by_size


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in base units (đồng, persons …) and the size, in the same units, of the last digit its writer wrote."""

    value: Decimal
    step: Decimal


def whole_column(cells: Sequence[Any], scale: int | None, is_money: bool, is_text: bool, say: Say) -> list[int | None]:
    """Counts (``scale`` 1) or đồng as integers. ``scale`` None: money of an unknown unit. One value a cell, in order."""
    values: list[int | None] = []
    slow: list[int] = []
    for index, cell in enumerate(cells):
        kind = type(cell)
        if kind is float and scale is not None and -1e13 < cell < 1e13:
            exact = cell * scale
            value = round(exact)
            if abs(exact - value) > _NOISE and (scale == 1 or abs(exact) > 1e13):
                slow.append(index)
            elif abs(exact - value) > _NOISE:  # a fraction of a đồng
                value = int(exact + (0.5 if exact > 0 else -0.5))
            values.append(value)
        elif kind is str and not cell:
            values.append(None)
        elif kind is int and scale is not None and -(10**13) < cell < 10**13:
            values.append(cell * scale)
        else:
            values.append(None)
            slow.append(index)
    if slow:
        wholes = [not is_money] * len(cells)
        for index, figure in enumerate(figures(cells, [scale] * len(cells), wholes, is_text, say)):
            values[index] = None if figure is None else int(figure.value.quantize(Decimal(1), ROUND_HALF_UP))
    return values


def figures(
    cells: Sequence[Any], scales: Sequence[int | None], wholes: Sequence[bool], is_text: bool, say: Say, money: Sequence[bool] | None = None
) -> list[Figure | None]:
    """A figure a cell. ``scales``: base units per unit written, None where a sum of money has no known unit; ``wholes``: the
    cell counts whole things; ``money``: the cell may hold a sum with its own words, by default every cell that is no count."""
    money = [not whole for whole in wholes] if money is None else money
    found: list[Figure | None] = [None] * len(cells)
    written: dict[int, Written] = {}
    plain: list[Decimal] = []
    texts = [index for index, cell in enumerate(cells) if type(cell) is str and not numbers.is_blank(cell)]
    for index, cell in enumerate(cells):
        if type(cell) is str:
            continue
        number = _stored(cell)
        if number is None:
            say("unreadable_number", index, _shown(cell))
            continue
        found[index] = _figure(number, scales[index], wholes[index], index, cell, say)
        if found[index]:
            plain.append(abs(found[index].value))
    for index in texts:
        reading = numbers.read(cells[index])
        if reading is None or (reading.power is not None and not money[index]):
            say("unreadable_number", index, cells[index])
        elif reading.is_ambiguous and (wholes[index] or (scales[index] == 1 and money[index])):
            grouped = max(reading.point_groups, reading.comma_groups, key=abs)
            written[index] = Written(grouped, grouped, reading.power)
        else:
            written[index] = reading
    convention = _convention(written.values())
    plain.extend(
        abs(_value(reading.point_groups, reading, scales[index]))
        for index, reading in written.items()
        if not reading.is_ambiguous and reading.point_groups is not None and (scales[index] is not None or reading.power is not None)
    )
    read_from_text = []
    for index, reading in written.items():
        number = _choose(reading, convention, plain, scales[index], index, cells[index], say)
        if number is None:
            continue
        scale = 1 if reading.power is not None else scales[index]
        found[index] = _figure(number, scale, wholes[index], index, cells[index], say, reading.power)
        if found[index]:
            read_from_text.append(index)
    if read_from_text and not is_text:
        say("number_as_text", read_from_text[0], cells[read_from_text[0]], count=len(read_from_text))
    return found


def _stored(cell: Any) -> Decimal | None:
    if isinstance(cell, bool) or isinstance(cell, (dt.date, dt.time, dt.timedelta)):
        return None
    # 15 digits are what a spreadsheet keeps: 1787.3500000000001 was written 1787.35
    number = Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)
    return number if number.is_finite() else None


def _figure(
    number: Decimal, scale: int | None, whole: bool, index: int, cell: Any, say: Say, power: int | None = None
) -> Figure | None:
    if number == 0:
        return Figure(Decimal(0), Decimal(scale or 1))
    if scale is None:  # money of an unknown unit; said once for the column
        return None
    if whole and number != number.to_integral_value():
        say("count_with_decimals", index, _shown(cell))
        return None
    value = number * scale
    if abs(value) >= _LIMIT:
        say("unreadable_number", index, _shown(cell))
        return None
    exponent = min(number.normalize().as_tuple().exponent, 0) if power is None else 0
    if power is None and type(cell) is str:
        exponent = min(number.as_tuple().exponent, 0)
    return Figure(value, Decimal(scale).scaleb(0 if whole else exponent))


def _value(number: Decimal, reading: Written, scale: int | None) -> Decimal:
    return number if reading.power is not None else number * (scale or 1)


def _convention(readings: Any) -> str | None:
    """How the column's writer groups: ``point``, ``comma``, ``both`` where the column shows both, None where it shows neither."""
    point = any(reading.comma_groups is None for reading in readings)
    comma = any(reading.point_groups is None for reading in readings)
    return "both" if point and comma else "point" if point else "comma" if comma else None


def _choose(
    reading: Written, convention: str | None, plain: list[Decimal], scale: int | None, index: int, cell: Any, say: Say
) -> Decimal | None:
    if not reading.is_ambiguous:
        return reading.point_groups if reading.point_groups is not None else reading.comma_groups
    if convention == "point":
        return reading.point_groups
    if convention == "comma":
        return reading.comma_groups
    if convention is None and (number := _by_size(reading, plain, scale)) is not None:
        say("number_decided_by_size", index, cell, read_as=_shown(number))
        return number
    say("ambiguous_number", index, cell, first=_shown(reading.point_groups), second=_shown(reading.comma_groups))
    return None


def _by_size(reading: Written, plain: list[Decimal], scale: int | None) -> Decimal | None:
    """The reading that lies among the column's other figures while the other, a thousand times away, is far from all of them."""
    others = [value for value in plain if value]
    if len(others) < _SIZE_LEAST:
        return None
    low, high = min(others), max(others)

    def among(number: Decimal) -> bool:
        return low / _SIZE_MARGIN <= abs(_value(number, reading, scale)) <= high * _SIZE_MARGIN

    def far(number: Decimal) -> bool:
        return not low / _SIZE_GAP <= abs(_value(number, reading, scale)) <= high * _SIZE_GAP

    for number, other in ((reading.point_groups, reading.comma_groups), (reading.comma_groups, reading.point_groups)):
        if among(number) and far(other):
            return number
    return None


def _shown(cell: Any) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
