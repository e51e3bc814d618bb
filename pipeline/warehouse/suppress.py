"""Which cells of published tables to hide, so that small counts cannot be worked out from margins or from one another.

Primary: counts of 1 and 2, and what the caller marks. Secondary: chosen by linear programs, the classical heuristic for cell
suppression (Kelly, Golden and Assad 1992; Castro 2012): each program finds the cheapest other table that keeps every relation and
raises some primary cells by ``WIDTH``, and whatever differs in it is hidden. A reader must think that table possible; so for each
primary cell there is one in which it is greater by ``WIDTH``, or the tables found leave it that range otherwise. The reader is taken
to know all relations and that counts are not negative; not, that they are whole numbers. Not here: which tables there are (``public``).
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array, hstack

LEAST = 3  # units; a cell of fewer is hidden
WIDTH = 3.0  # what must stay open about a hidden cell
_ZERO = 10.0  # units that hiding a zero costs: where readers know that nothing is, nothing hides behind it
_HIDDEN = 0.01  # of a cell that is hidden already
_SHARE = 0.3  # of the primary cells still exposed, raised by one program; fewer where they are in each other's way
_WORTH = 2.0  # of raising a primary cell by one, in median costs; more as fewer are left
_ANYTHING = 1e7  # for the last ones
_SMALL = 1e-6  # what the solver calls nothing

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


@dataclass(frozen=True)
class Suppression:
    """``hidden``: the cells to hide. ``given_away``: primary cells which ``known`` ones leave less than ``WIDTH``, whatever is hidden."""

    hidden: frozenset[Cell]
    given_away: frozenset[Cell]


def suppress(
    values: Mapping[Any, int],
    relations: Iterable[Relation],
    marked: Iterable[Cell] = (),
    hidden: Iterable[Cell] = (),
    known: Collection[Cell] = (),
) -> Suppression:
    """``marked``: primary whatever their value. ``hidden``: to be hidden in any case. ``known``: readers have them from elsewhere.

    Cells that ``known`` ones give away are protected from these tables alone. Raises ValueError where a relation names an unknown cell.
    """
    relations = [relation for relation in relations if len(set(relation.cells)) == len(relation.cells)]
    if unknown := {cell for relation in relations for cell in relation.cells} - values.keys():
        raise ValueError(f"relations name cells without a value: {sorted(map(str, unknown))[:3]}")
    primary = {cell for cell, value in values.items() if 0 < value < LEAST} | set(marked)
    out, given_away = primary | set(hidden), set()
    for cells, tied in _components(values, relations):
        exposed = [cell for cell in cells if cell in primary]
        free = [cell for cell in cells if cell not in known or cell in primary]
        if exposed:
            more, exposed = _Search(values, free, tied, out).open_up(exposed)
            out |= more
        if exposed and len(free) < len(cells):
            given_away |= set(exposed)
            more, exposed = _Search(values, cells, tied, out).open_up(exposed)
            out |= more
        if exposed:
            raise ValueError(f"nothing is left to hide beside {exposed[0]}")
    return Suppression(frozenset(out), frozenset(given_away))


class _Search:
    """Other tables that keep the relations of one component, and what is known of each cell's range from those found so far."""

    def __init__(self, values: Mapping[Cell, int], free: list[Cell], relations: list[Relation], hidden: set[Cell]) -> None:
        """``free``: the cells that may differ, in any order that does not change from run to run."""
        self._cells, self._place = free, {cell: index for index, cell in enumerate(free)}
        self._values = np.array([float(values[cell]) for cell in free])
        self._price = np.where(self._values > 0, self._values, _ZERO)
        self._is_hidden = np.array([cell in hidden for cell in free], dtype=bool)
        self._low, self._high = self._values.copy(), self._values.copy()
        self._equal, sides = self._rows(values, [relation for relation in relations if not relation.is_bound])
        self._sides = None if sides is None else np.zeros(len(sides))
        self._bound, self._slack = self._rows(values, [relation for relation in relations if relation.is_bound])

    def open_up(self, exposed: list[Cell]) -> tuple[set[Cell], list[Cell]]:
        """Cells to hide until none of ``exposed`` is, and those for which no other table was found."""
        left = np.array([self._place[cell] for cell in exposed])
        chance = np.random.default_rng(len(self._cells))
        share, worth = _SHARE, _WORTH * float(np.median(self._price))
        while share * left.size > 1:
            before, left = left.size, self._move(left, left[chance.random(left.size) < share], worth)
            if before - left.size < before * share / 2:
                share, worth = share / 1.5, worth * 2
        stuck = []
        while left.size:
            first, left = left[0], self._move(left, left[:1], _ANYTHING)
            if left.size and left[0] == first:  # what bounds it above may leave it enough below
                left = self._move(left, left[:1], _ANYTHING, is_fall=True)
            if left.size and left[0] == first:
                stuck.append(self._cells[first])
                left = left[1:]
        return {self._cells[place] for place in np.flatnonzero(self._is_hidden)}, stuck

    def _move(self, exposed: np.ndarray, aims: np.ndarray, worth: float, *, is_fall: bool = False) -> np.ndarray:
        """Hide what differs in the table that raises ``aims`` where that is ``worth`` it; those of ``exposed`` that still are."""
        size = len(self._cells)
        cost = np.tile(np.where(self._is_hidden, _HIDDEN, self._price), 2)
        most = np.concatenate([np.full(size, np.inf), self._values])  # by how much a cell rises, by how much it falls
        most[aims] = np.minimum(most[aims], WIDTH)
        wanted, other = (aims + size, aims) if is_fall else (aims, aims + size)
        cost[wanted], most[other] = _HIDDEN - worth, 0
        limits = np.column_stack([np.zeros(2 * size), most])
        solved = linprog(cost, A_eq=self._equal, b_eq=self._sides, A_ub=self._bound, b_ub=self._slack, bounds=limits, method="highs")
        if solved.status != 0:  # the table itself is a solution
            raise ValueError(f"the relations of {self._cells[0]} do not hold: {solved.message}")
        change = solved.x[:size] - solved.x[size:]
        self._is_hidden |= np.abs(change) > _SMALL
        np.minimum(self._low, self._values + change, out=self._low)
        np.maximum(self._high, self._values + change, out=self._high)
        return exposed[self._high[exposed] - self._low[exposed] < WIDTH - _SMALL]

    def _rows(self, values: Mapping[Cell, int], relations: list[Relation]) -> tuple[csr_array | None, np.ndarray | None]:
        """Factors of rises and falls, and how far the totals are above the parts."""
        if not relations:
            return None, None
        entries = [
            (factor, row, self._place[cell])
            for row, relation in enumerate(relations)
            for factor, cells in ((1.0, relation.parts), (-1.0, relation.totals))
            for cell in cells
            if cell in self._place
        ]
        factors, rows, columns = zip(*entries, strict=True) if entries else ((), (), ())
        once = csr_array((factors, (rows, columns)), shape=(len(relations), len(self._cells)))
        slack = [float(sum(values[cell] for cell in each.totals) - sum(values[cell] for cell in each.parts)) for each in relations]
        return hstack([once, -once], format="csr"), np.array(slack)


def _components(values: Mapping[Cell, int], relations: list[Relation]) -> Iterator[tuple[list[Cell], list[Relation]]]:
    """Cells that relations tie together, in the order of ``values``, with those relations."""
    of_cell: dict[Cell, list[int]] = defaultdict(list)
    for number, relation in enumerate(relations):
        for cell in relation.cells:
            of_cell[cell].append(number)
    seen: set[Cell] = set()
    for start in values:
        if start in seen:
            continue
        cells, front, tied = {start: None}, [start], {}
        while front:
            for number in of_cell[front.pop()]:
                if number not in tied:
                    tied[number] = relations[number]
                    fresh = [cell for cell in relations[number].cells if cell not in cells]
                    cells |= dict.fromkeys(fresh)
                    front += fresh
        seen |= cells.keys()
        yield list(cells), list(tied.values())
