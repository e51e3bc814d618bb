"""Revenue, profit and incomes of one year: means follow the plan, units keep their character. In đồng."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator.profile import YearPlan
from tests.simulator.sectors import SECTORS
from tests.simulator.units import Unit

STEP = 100_000  # money is reported in steps of 0,1 triệu: exact in every unit that an office writes
SCALE = {"THT": 0.06, "LHHTX": 1.4}  # of the sector's revenue of an HTX


def fill_money(unit: Unit, year: int, day: date, rng: random.Random) -> None:
    """A unit's money before the year's means are settled. Stopped for the whole year: nothing sold."""
    figures, sector = unit.figures[year], SECTORS[unit.sector]
    is_working = unit.is_working_on(day)
    revenue = sector.revenue * 1e6 * unit.size * SCALE.get(unit.unit_type, 1.0) * rng.uniform(0.9, 1.12) * _share_of_year(unit, year, day)
    usual = sector.margin * (0.6 + 0.9 * unit.quality) * rng.uniform(0.88, 1.12)
    margin = usual if unit.quality + rng.uniform(-0.04, 0.04) > 0.08 else -0.4 * usual
    figures.revenue = stepped(revenue)
    figures.profit = stepped(revenue * margin)
    figures.revenue_from_members = None if unit.unit_type == "THT" else stepped(revenue * rng.uniform(0.2, 0.7))
    figures.member_income = stepped(30e6 * unit.richness * rng.uniform(0.96, 1.05) * (1 if is_working else 0.75))
    figures.worker_income = stepped(38e6 * unit.richness * rng.uniform(0.96, 1.05)) if figures.workers else None


def settle_money(plan: YearPlan, htx: list[Unit], year: int) -> None:
    """Bring the means of all HTX to the plan's."""
    _scale_mean(htx, year, "revenue", plan.revenue * 1e6)
    _scale_mean(htx, year, "profit", plan.profit * 1e6)
    _scale_weighted(htx, year, "member_income", "members", plan.member_income * 1e6)
    _scale_weighted(htx, year, "worker_income", "workers", plan.worker_income * 1e6)
    for unit in htx:  # members buy no more than is sold
        figures = unit.figures[year]
        figures.revenue_from_members = min(figures.revenue_from_members, figures.revenue)


def stepped(value: float) -> int:
    return round(value / STEP) * STEP


def _share_of_year(unit: Unit, year: int, day: date) -> float:
    months = 12.0 if unit.registered_on.year < year else max(4.5, 12.4 - unit.registered_on.month)  # the first sales come soon
    share = months / 12 * (1 - min(1.0, unit.days_stopped(year, day) / 335))
    return 0.0 if share < 0.15 and not unit.is_working_on(day) else share


def _scale_mean(units: list[Unit], year: int, field: str, mean: float) -> None:
    total = sum(getattr(unit.figures[year], field) for unit in units)
    if total > 0:
        _multiply(units, year, field, mean * len(units) / total)


def _scale_weighted(units: list[Unit], year: int, field: str, weight: str, mean: float) -> None:
    pairs = [(getattr(unit.figures[year], field), getattr(unit.figures[year], weight)) for unit in units]
    given = [(value, by) for value, by in pairs if value is not None]
    total = sum(value * by for value, by in given)
    if total:
        _multiply(units, year, field, mean * sum(by for _, by in given) / total)


def _multiply(units: list[Unit], year: int, field: str, factor: float) -> None:
    for unit in units:
        figures = unit.figures[year]
        for name in (field, "revenue_from_members") if field == "revenue" else (field,):
            value = getattr(figures, name)
            if value is not None:
                setattr(figures, name, stepped(value * factor))
