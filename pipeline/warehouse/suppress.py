"""Which cells of published tables to hide, so that small counts cannot be worked out from margins or from one another.

Primary: counts of 1 and 2, and what the caller marks. Secondary: further cells, until linear programming over every relation that
ties the tables together leaves each primary cell a range of at least ``WIDTH``. The reader is taken to know all relations and
that counts are not negative. Not here: which tables and relations there are (``public``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

LEAST = 3  # units; a cell of fewer is hidden
_UNBOUNDED = 3  # linprog's word for it
_AT_ONCE = 8  # programs that widen all cells together before any gets its own
WIDTH = 3.0  # what must stay open about a hidden cell

Cell = Hashable


@dataclass(frozen=True)
class Relation:
    """``sum(parts) = sum(totals) + rest`` with a known ``rest``; with ``is_bound`` only ``sum(parts) <= sum(totals)``."""

    parts: tuple[Cell, ...]
    totals: tuple[Cell, ...]
    is_bound: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (*self.parts, *self.totals)


def suppress(values: Mapping[Cell, int], relations: Iterable[Relation], marked: Iterable[Cell] = ()) -> set[Cell]:
    """The cells to hide. ``marked``: sensitive whatever their value. Raises ValueError where a relation names an unknown cell."""
    relations = [relation for relation in relations if len(set(relation.cells)) == len(relation.cells)]
    if unknown := {cell for relation in relations for cell in relation.cells} - values.keys():
        raise ValueError(f"relations name cells without a value: {sorted(map(str, unknown))[:3]}")
    primary = {cell for cell, value in values.items() if 0 < value < LEAST} | set(marked)
    hidden = set(primary)
    _fill_lines(values, relations, hidden, primary)
    safe: set[object] = set()
    while exposed := exposed_cells(values, relations, hidden, primary, safe):
        for cell in exposed:
            _hide_one_more(cell, values, relations, hidden)
        _fill_lines(values, relations, hidden, primary)
    return hidden


def exposed_cells(
    values: Mapping[Cell, int], relations: list[Relation], hidden: set[Cell], primary: set[Cell], safe: set[object]
) -> list[Cell]:
    """Primary cells of which the published cells leave a range narrower than ``WIDTH``, in a fixed order.

    ``safe``: groups of hidden cells that were found to expose none; those found now are added.
    """
    exposed = []
    for cells, tied in _components(relations, hidden):
        wanted = [cell for cell in cells if cell in primary]
        if wanted and (group := frozenset(cells)) not in safe:
            found = _narrow(values, tied, cells, wanted)
            exposed += found
            if not found:
                safe.add(group)
    return exposed


def _narrow(values: Mapping[Cell, int], relations: list[Relation], hidden: list[Cell], wanted: list[Cell]) -> list[Cell]:
    """Of ``wanted``, the cells whose least and greatest value that agree with all that is published are not ``WIDTH`` apart.

    Every solution of the program is a table that a reader must think possible, and widens what is known to be possible for all
    cells at once: few cells need a program of their own.
    """
    place = {cell: index for index, cell in enumerate(hidden)}
    equal, bound = _rows(values, relations, place, is_bound=False), _rows(values, relations, place, is_bound=True)
    low = np.array([float(values[cell]) for cell in hidden])
    high = low.copy()

    def widen(aim: np.ndarray, about: Cell | None = None) -> bool:
        """False where nothing bounds the aim."""
        solved = linprog(aim, A_eq=equal[0], b_eq=equal[1], A_ub=bound[0], b_ub=bound[1], bounds=(0, None), method="highs")
        if solved.status == _UNBOUNDED:
            return False
        if solved.status != 0:  # a range that is not known protects nothing
            raise ValueError(f"the relations of {about or hidden[0]} do not hold: {solved.message}")
        np.minimum(low, solved.x, out=low)
        np.maximum(high, solved.x, out=high)
        return True

    def is_open(cell: Cell) -> bool:
        return high[place[cell]] - low[place[cell]] >= WIDTH - 1e-6

    chance = np.random.default_rng(len(hidden))
    places = [place[cell] for cell in wanted]
    for _ in range(_AT_ONCE if len(wanted) > _AT_ONCE else 0):
        aim = np.zeros(len(hidden))
        aim[places] = chance.choice((-1.0, 1.0), len(places))
        widen(aim)
    narrow = []
    for cell in wanted:
        for sign in (-1.0, 1.0):
            if is_open(cell):
                break
            aim = np.zeros(len(hidden))
            aim[place[cell]] = sign
            if not widen(aim, cell):
                break
        else:
            if not is_open(cell):
                narrow.append(cell)
    return narrow


def _rows(
    values: Mapping[Cell, int], relations: list[Relation], place: Mapping[Cell, int], *, is_bound: bool
) -> tuple[csr_array | None, np.ndarray | None]:
    factors: list[float] = []
    rows: list[int] = []
    columns: list[int] = []
    sides: list[float] = []
    for relation in relations:
        if relation.is_bound == is_bound:
            side = (
                0.0 if is_bound else float(sum(values[part] for part in relation.parts) - sum(values[total] for total in relation.totals))
            )
            for cell, factor in (*((part, 1.0) for part in relation.parts), *((total, -1.0) for total in relation.totals)):
                if cell in place:
                    rows.append(len(sides))
                    columns.append(place[cell])
                    factors.append(factor)
                else:
                    side -= factor * values[cell]
            sides.append(side)
    return (csr_array((factors, (rows, columns)), shape=(len(sides), len(place))), np.array(sides)) if sides else (None, None)


def _fill_lines(values: Mapping[Cell, int], relations: list[Relation], hidden: set[Cell], primary: set[Cell]) -> None:
    """The cheap part: no sum may have a primary cell as its only hidden one, or hidden cells that hold too little together."""
    changed = True
    while changed:
        changed = False
        for relation in relations:
            if relation.is_bound or not primary.intersection(relation.cells):
                continue
            inside = [cell for cell in relation.cells if cell in hidden]
            thin = len(inside) == 1 or (not hidden.intersection(relation.totals) and sum(values[cell] for cell in inside) < WIDTH)
            if thin and (more := _cheapest(relation.cells, values, hidden, relation.totals)) is not None:
                hidden.add(more)
                changed = True


def _hide_one_more(cell: Cell, values: Mapping[Cell, int], relations: list[Relation], hidden: set[Cell]) -> None:
    """One more cell of a sum that the exposed cell is in; where all are hidden, of the sums those are in, and so on."""
    reached, front = {cell}, {cell}
    while front:
        touching = [relation for relation in relations if front.intersection(relation.cells)]
        found = [more for relation in touching if (more := _cheapest(relation.cells, values, hidden, relation.totals)) is not None]
        if found:
            hidden.add(min(found, key=lambda more: (values[more], str(more))))
            return
        front = {other for relation in touching for other in relation.cells} - reached
        reached |= front
    raise ValueError(f"nothing is left to hide beside {cell}")


def _cheapest(cells: Iterable[Cell], values: Mapping[Cell, int], hidden: set[Cell], totals: tuple[Cell, ...]) -> Cell | None:
    """The published cell to hide: a part rather than the total, the smallest that holds something, a zero last."""
    open_ = [cell for cell in cells if cell not in hidden]
    return min(open_, key=lambda cell: (cell in totals, values[cell] == 0, values[cell], str(cell)), default=None)


def _components(relations: list[Relation], hidden: set[Cell]) -> list[tuple[list[Cell], list[Relation]]]:
    """Hidden cells that relations tie together, with those relations."""
    of_cell: dict[Cell, list[Relation]] = defaultdict(list)
    for relation in relations:
        for cell in relation.cells:
            if cell in hidden:
                of_cell[cell].append(relation)
    left, found = set(hidden), []
    while left:
        start = min(left, key=str)
        cells, front, tied = {start}, [start], {}
        while front:
            for relation in of_cell[front.pop()]:
                tied[relation] = None
                fresh = {cell for cell in relation.cells if cell in hidden} - cells
                cells |= fresh
                front.extend(fresh)
        left -= cells
        found.append((sorted(cells, key=str), list(tied)))
    return found
