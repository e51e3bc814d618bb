"""Which of a written number's two readings its surroundings speak for: the writer's convention, the size of what is beside it.

Not here: the readings themselves (``numbers``), what is said when nothing speaks (``figures``).
"""

from collections.abc import Iterable
from decimal import Decimal

from pipeline.intake.numbers import Written

MILLIARD = 10**9
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

    one, two = reading.readings
    for number, other in ((one, two), (two, one)):
        if within(number, _MARGIN) and not within(other, _GAP):
            return number
    return None


def habit(texts: list[tuple[str, Written, int | None]], peers: list[Decimal], plain: list[Decimal]) -> str | None:
    """How the writer of a column groups where every text with a point or comma is open: ``point``, ``comma``, or None.

    ``texts``: the open cells, how each reads, its base units per unit written; ``peers``: the certain figures' sizes in base units;
    ``plain``: the certain figures as written. A text that ends in three zeros, as “37.000”, groups thousands where others have no
    decimals. Else the peers' sizes may speak for one way in all of several texts. Else thousands are grouped where all figures below
    a thousand are whole and none above is without its point, as in “84”, “987”, “2.390”; or where no figure is certain and some text
    ends in 0, as in “39.600”: a writer of decimals has not three of them each time. Not for milliards, of which thousandths are
    written (“1.250 tỷ”).
    """
    marks = {mark for text, _, _ in texts for mark in ".," if mark in text}
    units = [scale if reading.power is None else 10**reading.power for _, reading, scale in texts]
    one_mark = len(marks) == 1 and all(unit is not None and unit < MILLIARD for unit in units)
    if one_mark and plain and any(text.strip("-() ").partition(*marks)[2].startswith("000") for text, _, _ in texts):
        return {".": "point", ",": "comma"}[marks.pop()]
    sizes = [(by_size(reading, peers, LEAST_PEERS, scale), reading) for _, reading, scale in texts]
    sides = {None if size is None else "point" if size == reading.point_groups else "comma" for size, reading in sizes}
    if len(texts) >= LEAST_PEERS and len(sides) == 1 and None not in sides:
        return sides.pop()
    if len(texts) < LEAST_PEERS or not one_mark or "comma" in sides:
        return None
    if plain:
        grouped = all(number == number.to_integral_value() and abs(number) < 1000 for number in plain)
    else:
        grouped = marks == {"."} and any(text.rstrip(") ").endswith("0") for text, _, _ in texts)
    return {".": "point", ",": "comma"}[marks.pop()] if grouped else None
