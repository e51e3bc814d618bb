"""What units report for a year: members, work, money, ratings. Totals follow the year's plan; each unit keeps its character."""

from __future__ import annotations

import random
from datetime import date

from pipeline.simulate import days
from pipeline.simulate.profile import Misreport, Profile
from pipeline.simulate.ratings import rate
from pipeline.simulate.sectors import SECTORS
from pipeline.simulate.units import Figures, Unit

STEP = 100_000  # money is reported in steps of 0,1 triệu: exact in every unit that an office writes


def report_year(profile: Profile, units: list[Unit], year: int, seed: int) -> None:
    """Fill `unit.figures[year]` for every unit in existence in early December, and for those founded later in the year (known to nobody)."""
    rng = random.Random(f"{seed}/figures/{year}")
    plan, day = profile.plan(year), date(year, 12, 5)
    reporting = [unit for unit in units if unit.exists_on(day)]
    htx = [unit for unit in reporting if unit.is_htx]
    for unit in units:
        if unit.exists_on(date(year, 12, 31)) or unit.exists_on(day):
            unit.figures[year] = Figures()
    errors = {_misreported(units, error, year).unit_id: error for error in profile.misreports if error.year == year}
    _members(htx, plan.members, year, rng, errors)
    groups = [unit for unit in reporting if unit.unit_type == "THT"]
    _members(groups, round(plan.tht_size * len(groups)), year, rng, {})
    _members([unit for unit in units if year in unit.figures and unit.figures[year].members is None], None, year, rng, {})
    for unit in reporting:
        _people(unit, year, day, rng)
        _money(unit, year, day, rng)
    _trained(htx, plan.trained, year, day, rng)
    for unit in reporting:
        if unit.unit_type == "LHHTX":
            unit.figures[year].managers_trained = rng.randint(0, 2)
    _scale_money(htx, year, "revenue", plan.revenue * 1e6)
    _scale_money(htx, year, "profit", plan.profit * 1e6)
    _scale_income(htx, year, "member_income", "members", plan.member_income * 1e6)
    _scale_income(htx, year, "worker_income", "workers", plan.worker_income * 1e6)
    rate(plan, units, year, rng)
    _leave_blank(plan, htx, groups, year, rng)


def _misreported(units: list[Unit], error: Misreport, year: int) -> Unit:
    found = [
        unit for unit in units if unit.unit_type == error.unit_type and unit.district == error.sender and unit.exists_on(date(year, 12, 5))
    ]
    return max(found, key=lambda unit: (unit.figures.get(year - 1, Figures()).members or 0, unit.unit_id))


def _members(units: list[Unit], total: int | None, year: int, rng: random.Random, errors: dict[str, Misreport]) -> None:
    wanted: dict[str, float] = {}
    fixed = 0
    for unit in units:
        before = unit.figures.get(year - 1)
        if unit.unit_id in errors and before:
            wanted[unit.unit_id] = before.members + errors[unit.unit_id].missing_members + 6
            fixed += before.members + errors[unit.unit_id].missing_members + 6
        elif before and before.members:
            wanted[unit.unit_id] = before.members * rng.gauss(1.0, 0.025)
        elif unit.unit_type == "LHHTX":
            wanted[unit.unit_id] = rng.randint(5, 8)
        elif unit.unit_type == "THT":
            wanted[unit.unit_id] = 12 * unit.size
        else:
            is_young = unit.registered_on.year >= year - 1
            wanted[unit.unit_id] = SECTORS[unit.sector].members * unit.size * (0.55 if is_young else 1)
    free = sum(value for key, value in wanted.items() if key not in errors)
    factor = (total - fixed) / free if total and free else 1.0
    for unit in units:
        figures, before = unit.figures[year], unit.figures.get(year - 1)
        least = {"THT": 4, "LHHTX": 4}.get(unit.unit_type, 8)
        scaled = wanted[unit.unit_id] if unit.unit_id in errors or unit.unit_type == "LHHTX" else wanted[unit.unit_id] * factor
        figures.members = max(least, round(scaled))
        if not before:
            is_new = unit.registered_on >= days.window(year)[0]
            figures.new_members = figures.members if is_new else min(2, figures.members)
        else:
            gained = figures.members - before.members
            figures.new_members = min(figures.members, max(0, gained) + rng.randint(0, 2))


def _people(unit: Unit, year: int, day: date, rng: random.Random) -> None:
    figures, before = unit.figures[year], unit.figures.get(year - 1)
    sector = SECTORS[unit.sector]
    is_working = unit.is_working_on(day)
    usual = before.workers if before and before.workers else max(2, round(sector.workers * unit.size * rng.uniform(0.7, 1.2)))
    if unit.unit_type == "THT":
        usual = rng.randint(1, 4)
    figures.workers = max(1, round(usual * rng.uniform(0.95, 1.12))) if is_working else 0
    if before and before.managers:
        figures.managers = before.managers
    else:
        figures.managers = {"QTDND": rng.randint(7, 10), "THT": 1, "LHHTX": rng.randint(4, 6)}.get(unit.unit_type, rng.randint(3, 6))
    figures.managers_trained = 0
    figures.managers_basic = before.managers_basic if before else rng.randint(0, figures.managers * 2 // 3)
    figures.managers_higher = before.managers_higher if before else rng.randint(0, figures.managers - figures.managers_basic)


def _money(unit: Unit, year: int, day: date, rng: random.Random) -> None:
    figures = unit.figures[year]
    sector = SECTORS[unit.sector]
    months = 12.0 if unit.registered_on.year < year else max(1.0, 12.4 - unit.registered_on.month)
    share_of_year = months / 12 * (1 - min(1.0, unit.days_stopped(year, day) / 335))
    if not unit.is_working_on(day) and share_of_year < 0.15:
        share_of_year = 0.0
    scale = 0.06 if unit.unit_type == "THT" else 1.4 if unit.unit_type == "LHHTX" else 1.0
    revenue = sector.revenue * 1e6 * unit.size * scale * rng.uniform(0.9, 1.12) * share_of_year
    figures.revenue = _stepped(revenue)
    margin = (
        sector.margin * rng.uniform(0.6, 1.5) if unit.quality + rng.uniform(-0.1, 0.1) > 0.1 else -sector.margin * rng.uniform(0.1, 0.6)
    )
    figures.profit = _stepped(revenue * margin)
    figures.revenue_from_members = None if unit.unit_type == "THT" else _stepped(revenue * rng.uniform(0.2, 0.7))
    figures.member_income = _stepped(30e6 * unit.richness * rng.uniform(0.96, 1.05) * (1 if unit.is_working_on(day) else 0.75))
    figures.worker_income = _stepped(38e6 * unit.richness * rng.uniform(0.96, 1.05)) if figures.workers else None


def _trained(units: list[Unit], total: int, year: int, day: date, rng: random.Random) -> None:
    """Hand out the year's training places, never more to a unit than it has managers."""
    working = [unit for unit in units if unit.is_working_on(day)]
    places = [unit for unit in working for _ in range(unit.figures[year].managers)]
    for unit in rng.sample(places, min(total, len(places))):
        unit.figures[year].managers_trained += 1


def _scale_money(units: list[Unit], year: int, field: str, mean: float) -> None:
    total = sum(getattr(unit.figures[year], field) for unit in units)
    if total > 0:
        _multiply(units, year, field, mean * len(units) / total)
    for unit in units:  # members buy no more than is sold
        figures = unit.figures[year]
        figures.revenue_from_members = min(figures.revenue_from_members, figures.revenue)


def _scale_income(units: list[Unit], year: int, field: str, weight: str, mean: float) -> None:
    pairs = [(getattr(unit.figures[year], field), getattr(unit.figures[year], weight)) for unit in units]
    weights = sum(number for income, number in pairs if income is not None)
    total = sum(income * number for income, number in pairs if income is not None)
    if total:
        _multiply(units, year, field, mean * weights / total)


def _multiply(units: list[Unit], year: int, field: str, factor: float) -> None:
    for unit in units:
        figures = unit.figures[year]
        value = getattr(figures, field)
        if value is not None:
            setattr(figures, field, _stepped(value * factor))
            if field == "revenue":
                figures.revenue_from_members = _stepped(figures.revenue_from_members * factor)


def _leave_blank(plan, htx: list[Unit], groups: list[Unit], year: int, rng: random.Random) -> None:
    ordinary = [unit for unit in htx if unit.unit_type == "HTX" and unit.figures[year].members < 60 and year - 1 in unit.figures]
    chosen = rng.sample(ordinary, min(len(ordinary), plan.blank_figures + plan.blank_other))
    target_fields = ("member_income", "managers_trained", "members")
    other_fields = (("revenue", "revenue_from_members"), ("profit",), ("worker_income",), ("new_members",))
    for number, unit in enumerate(chosen):
        is_target = number < plan.blank_figures
        fields = (target_fields[(year + number) % 3],) if is_target else other_fields[(year + number) % 4]
        unit.blanks.setdefault(year, set()).update(fields)
    for unit in groups:  # a third of the groups keep no such books
        if int(unit.unit_id[1:]) % 3 == 0:
            unit.blanks.setdefault(year, set()).update(("managers_trained", "worker_income"))


def _stepped(value: float) -> int:
    return round(value / STEP) * STEP
