"""Which of a written number's two readings its surroundings speak for: the writer's convention, the size of what is beside it.

Not here: the readings themselves (``numbers``), what is said when nothing speaks (``figures``).
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipeline.intake.numbers import Written

LEAST_PEERS = 3  # figures of a column; fewer show no size
_MARGIN, _GAP = 3, 20  # among: within three times the smallest and greatest; far: not even within twenty times


def convention(readings: Iterable[Written]) -> str | None:
    """How a writer groups: ``point``, ``comma``, ``both`` where both are seen, None where neither is."""
    readings = list(readings)
    point = any(reading.comma_groups is None for reading in readings)
    comma = any(reading.point_groups is None for reading in readings)
    return "both" if point and comma else "point" if point else "comma" if comma else None


def in_base_units(number: Decimal, reading: Written, scale: int | None) -> Decimal:
    """A reading in đồng, persons …; a text that names đồng itself already is."""
    return number if reading.power is not None else number * (scale or 1)


def by_size(reading: Written, peers: list[Decimal], least: int, scale: int | None) -> Decimal | None:
    """The reading that lies among its peers while the other, a thousand times away, is far from all of them."""
    sizes = [abs(size) for size in peers if size]
    if len(sizes) < least:
        return None
    low, high = min(sizes), max(sizes)

    def within(number: Decimal, factor: int) -> bool:
        return low / factor <= abs(in_base_units(number, reading, scale)) <= high * factor

    for number, other in ((reading.point_groups, reading.comma_groups), (reading.comma_groups, reading.point_groups)):
        if within(number, _MARGIN) and not within(other, _GAP):
            return number
    return None
