"""Memberships of one year: totals follow the plan, units keep their character, stopped ones stand still."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator import days
from tests.simulator.profile import Misreport
from tests.simulator.sectors import SECTORS
from tests.simulator.units import Figures, Unit

LEAST = {"THT": 4, "LHHTX": 4}
LEAST_HTX = 8  # one more than the law of 2012 asks


def misreported(units: list[Unit], error: Misreport, district: str) -> Unit:
    """The unit that an office's error is about: the largest of its type in its district, by the year before."""

    def suits(unit: Unit) -> bool:
        return unit.unit_type == error.unit_type and unit.district == district and unit.exists_on(date(error.year, 12, 5))

    return max(filter(suits, units), key=lambda unit: (unit.figures.get(error.year - 1, Figures()).members or 0, unit.unit_id))


def fill_members(units: list[Unit], total: int | None, year: int, rng: random.Random, fixed: dict[str, int]) -> None:
    """Members and new members of the units for the year, about `total` together. `fixed`: units whose growth is settled."""
    wanted: dict[str, float] = {}
    settled: dict[str, int] = {}
    for unit in units:
        before = unit.figures.get(year - 1)
        if before and (unit.unit_id in fixed or not unit.is_working_on(date(year, 12, 5))):
            settled[unit.unit_id] = before.members + fixed.get(unit.unit_id, 0)
        elif before:
            wanted[unit.unit_id] = before.members * rng.gauss(1.0, 0.025)
        elif unit.unit_type == "LHHTX":
            settled[unit.unit_id] = rng.randint(5, 8)
        else:
            wanted[unit.unit_id] = _first_size(unit, year)
    factor = (total - sum(settled.values())) / sum(wanted.values()) if total and wanted else 1.0
    for unit in units:
        size = settled.get(unit.unit_id) or round(wanted[unit.unit_id] * factor)
        _fill(unit, max(size, LEAST.get(unit.unit_type, LEAST_HTX)), year, rng)


def _first_size(unit: Unit, year: int) -> float:
    if unit.unit_type == "THT":
        return 12 * unit.size
    is_young = unit.registered_on.year >= year - 1
    return SECTORS[unit.sector].members * unit.size * (0.55 if is_young else 1)


def _fill(unit: Unit, members: int, year: int, rng: random.Random) -> None:
    figures, before = unit.figures[year], unit.figures.get(year - 1)
    figures.members = members
    if before:
        came_for_others = rng.randint(0, 2) if unit.is_working_on(date(year, 12, 5)) else 0
        figures.new_members = min(members, max(0, members - before.members) + came_for_others)
    else:
        figures.new_members = members if unit.registered_on >= days.window(year)[0] else min(2, members)
