"""Cells of one column or of several → exact figures in base units; what single cells leave open, their neighbours decide or nobody.

``1.234`` has two readings. In a column of whole things it can only be 1234. Elsewhere other texts of the column show whether its
writer groups thousands by point or by comma: then it is certain. So do those of the same hand's other columns, which is said; failing
that the size of the figures beside it, or for a comma the Vietnamese custom are taken, and said as a warning; else the cell stays null with
an error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipeline.intake import numbers
from pipeline.intake.numbers import Written
from pipeline.intake.readings import LEAST_PEERS, by_size, convention, habit, in_base_units

Report = Callable[..., None]
"""``report(rule, index, value, **detail)``: a finding at the cell of that index."""

FIGURES = ("count", "number", "money")
"""The types of fields that hold figures."""

_LIMIT = Decimal(10) ** 17  # what an i64 of đồng, and a figure of any cooperative, stays below


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in base units (đồng, persons …) and the size, in the same units, of the last digit its writer wrote."""

    value: Decimal
    step: Decimal


@dataclass(frozen=True)
class Column:
    """Cells that one hand wrote under each other. ``scales``: base units per unit written, None for money of an unknown unit;
    ``wholes``: the cell counts whole things; ``is_money``: it may hold a sum with its own words. ``peers``: of each cell the
    sizes it should be near to, in base units, None where all the column's figures are of one kind. ``elsewhere``: how the
    writer groups in other columns."""

    cells: Sequence[Any]
    scales: Sequence[int | None]
    wholes: Sequence[bool]
    is_money: Sequence[bool]
    is_text: bool
    peers: Callable[[int], list[Decimal]] | None = None
    elsewhere: Callable[[], str | None] = lambda: None

    def scale_of(self, index: int, power: int | None) -> int | None:
        """Of a cell; 1 where its text names đồng or a multiple (``power``): then it was read in đồng."""
        return self.scales[index] if power is None else 1


def figures(column: Column, report: Report) -> list[Figure | None]:
    """A figure a cell; None for “not reported” and for what cannot be read (then ``report`` was called)."""
    cells = column.cells
    found: list[Figure | None] = [None] * len(cells)
    written: dict[int, Written] = {}
    for index, cell in enumerate(cells):
        if type(cell) is str:
            if cell and not numbers.is_blank(cell) and (reading := _read(column, index, report)) is not None:
                written[index] = reading
        elif (number := stored(cell)) is None:
            report("unreadable_number", index, _shown(cell))
        else:
            found[index] = _figure(column, index, number, report)
    own = convention(written.values())
    sizes = None if not written or column.peers is not None else _sizes(column, found, written)
    if own is None and sizes is not None and (way := _habit(column, written, sizes)) and column.elsewhere() in (None, way):
        own = way
    from_text = []
    for index, reading in written.items():
        peers = sizes if column.peers is None else column.peers(index)
        number = _choose(column, index, reading, own, peers, report)
        if number is not None and (figure := _figure(column, index, number, report, reading.power)) is not None:
            found[index] = figure
            from_text.append(index)
    if from_text and not column.is_text:
        report("number_as_text", from_text[0], cells[from_text[0]], count=len(from_text))
    return found


def column_habit(cells: Sequence[Any], scale: int | None) -> str | None:
    """How the writer of a money column groups by what its cells alone show together; ``scale``: đồng per unit."""
    texts = ((index, cell) for index, cell in enumerate(cells) if type(cell) is str and not numbers.is_blank(cell))
    written = {index: reading for index, cell in texts if (reading := numbers.read(cell)) is not None}
    size = len(cells)
    return _habit(Column(cells, [scale] * size, [False] * size, [True] * size, False), written, [])


def _habit(column: Column, written: dict[int, Written], sizes: list[Decimal]) -> str | None:
    """What the column's open texts show together of their writer's way."""
    cells = column.cells
    texts = [(cells[index], reading, column.scales[index]) for index, reading in written.items() if reading.is_ambiguous]
    if not texts:
        return None
    plain = [reading.certain.scaleb(-(reading.power or 0)) for reading in written.values() if not reading.is_ambiguous]
    plain += [number for cell in cells if (number := stored(cell)) is not None]
    return habit(texts, sizes, [number for number in plain if number])


def stored(cell: Any) -> Decimal | None:
    """A number that the spreadsheet stored, as it was written; None for dates, truth values and infinities."""
    if isinstance(cell, (bool, str)) or not isinstance(cell, (int, float)):
        return None
    # 15 digits are what a spreadsheet keeps: 1787.3500000000001 was written 1787.35
    number = Decimal(f"{cell:.15g}") if isinstance(cell, float) else Decimal(cell)
    return number if number.is_finite() else None


def _read(column: Column, index: int, report: Report) -> Written | None:
    cell = column.cells[index]
    reading = numbers.read(cell)
    is_share = cell.endswith("%") and (column.wholes[index] or column.is_money[index])  # of what, nobody can tell
    if reading is None or is_share or (reading.power is not None and not column.is_money[index]):
        report("unreadable_number", index, cell)
        return None
    if reading.is_ambiguous and not reading.power and (column.wholes[index] or (column.scales[index] == 1 and column.is_money[index])):
        grouped = max(reading.readings, key=abs)  # nobody counts a thousandth
        return Written(grouped, grouped, reading.power)
    return reading


def _figure(column: Column, index: int, number: Decimal, report: Report, power: int | None = None) -> Figure | None:
    cell, whole = column.cells[index], column.wholes[index]
    scale = column.scale_of(index, power)
    if number == 0:
        return Figure(Decimal(0), Decimal(scale or 1))
    if scale is None:  # money of an unknown unit: said once for the column
        return None
    if whole and number != number.to_integral_value():
        report("count_with_decimals", index, _shown(cell))
        return None
    value = number * scale
    if abs(value) >= _LIMIT:
        report("unreadable_number", index, _shown(cell))
        return None
    return Figure(value, Decimal(scale) if whole else _step(number, cell, scale, power))


def _step(number: Decimal, cell: Any, scale: int, power: int | None) -> Decimal:
    """The size in base units of the last digit written; one unit where the text itself names đồng or a multiple."""
    digits = number if type(cell) is str else number.normalize()
    return Decimal(scale).scaleb(min(int(digits.as_tuple().exponent), 0) if power is None else 0)


def _sizes(column: Column, found: list[Figure | None], written: dict[int, Written]) -> list[Decimal]:
    """The sizes of the column's certain figures."""
    certain = (
        in_base_units(reading.certain, reading, column.scales[index]) for index, reading in written.items() if not reading.is_ambiguous
    )
    return [abs(size) for size in (*(figure.value for figure in found if figure), *certain) if size]


def _choose(column: Column, index: int, reading: Written, own: str | None, peers: list[Decimal] | None, report: Report) -> Decimal | None:
    if not reading.is_ambiguous:
        return reading.certain
    by_convention = {"point": reading.point_groups, "comma": reading.comma_groups}
    if own in by_convention:
        return by_convention[own]
    cell, scale = column.cells[index], column.scales[index]
    if own is None:
        elsewhere = by_convention.get(column.elsewhere() or "")
        least = 1 if column.peers is not None else LEAST_PEERS
        size = by_size(reading, peers or [], least, scale)
        if elsewhere is not None and size in (None, elsewhere):
            report("number_decided_by_other_columns", index, cell, read_as=_shown(elsewhere))
            return elsewhere
        if size is not None:
            report("number_decided_by_size", index, cell, read_as=_shown(size))
            return size
        if "," in cell:
            report("number_decided_by_custom", index, cell, read_as=_shown(reading.point_groups))
            return reading.point_groups
    report("ambiguous_number", index, cell, first=_shown(reading.point_groups), second=_shown(reading.comma_groups))
    return None


def _shown(cell: Any) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)
