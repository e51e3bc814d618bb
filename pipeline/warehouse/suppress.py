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

LEAST = 3  # units; a cell of fewer is hidden
_UNBOUNDED = 3  # linprog's word for it
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
    while exposed := exposed_cells(values, relations, hidden, primary):
        for cell in exposed:
            _hide_one_more(cell, values, relations, hidden)
        _fill_lines(values, relations, hidden, primary)
    return hidden


def exposed_cells(values: Mapping[Cell, int], relations: list[Relation], hidden: set[Cell], primary: set[Cell]) -> list[Cell]:
    """Primary cells of which the published cells leave a range narrower than ``WIDTH``, in a fixed order."""
    exposed = []
    for cells, tied in _components(relations, hidden):
        wanted = [cell for cell in cells if cell in primary]
        if wanted:
            exposed += [cell for cell, (low, high) in ranges(values, tied, cells, wanted).items() if high - low < WIDTH - 1e-6]
    return exposed


def ranges(
    values: Mapping[Cell, int], relations: list[Relation], hidden: list[Cell], wanted: Iterable[Cell]
) -> dict[Cell, tuple[float, float]]:
    """Least and greatest value of hidden cells that agree with all that is published; infinite where nothing bounds them."""
    place = {cell: index for index, cell in enumerate(hidden)}
    equal, bound = _rows(values, relations, place, is_bound=False), _rows(values, relations, place, is_bound=True)
    found = {}
    for cell in wanted:
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(hidden))
            aim[place[cell]] = sign
            solved = linprog(aim, A_eq=equal[0], b_eq=equal[1], A_ub=bound[0], b_ub=bound[1], bounds=(0, None), method="highs")
            if solved.status not in (0, _UNBOUNDED):
                raise ValueError(f"the relations of {cell} do not hold: {solved.message}")  # a range that is not known protects nothing
            ends.append(sign * solved.fun if solved.status == 0 else -sign * np.inf)
        found[cell] = (ends[0], ends[1])
    return found


def _rows(
    values: Mapping[Cell, int], relations: list[Relation], place: Mapping[Cell, int], *, is_bound: bool
) -> tuple[np.ndarray | None, np.ndarray | None]:
    rows, sides = [], []
    for relation in relations:
        if relation.is_bound == is_bound:
            row, side = np.zeros(len(place)), 0.0
            rest = 0 if is_bound else sum(values[part] for part in relation.parts) - sum(values[total] for total in relation.totals)
            for cell, factor in (*((part, 1.0) for part in relation.parts), *((total, -1.0) for total in relation.totals)):
                if cell in place:
                    row[place[cell]] += factor
                else:
                    side -= factor * values[cell]
            rows.append(row)
            sides.append(side + rest)
    return (np.array(rows), np.array(sides)) if rows else (None, None)


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
