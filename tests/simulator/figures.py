"""What units report for a year: people here, the rest from `members`, `money`, `ratings`; then what they leave blank."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator.members import fill_members, misreported
from tests.simulator.money import fill_money, settle_money
from tests.simulator.profile import Profile, YearPlan
from tests.simulator.ratings import rate
from tests.simulator.sectors import SECTORS
from tests.simulator.units import Figures, Unit

TARGET_FIELDS = ("member_income", "managers_trained", "members")
OTHER_FIELDS = (("revenue", "revenue_from_members"), ("profit",), ("worker_income",), ("new_members",))


def report_year(profile: Profile, units: list[Unit], year: int, seed: int) -> None:
    """Fill `unit.figures[year]` for every unit in existence in early December, and for those founded after (known to nobody)."""
    rng = random.Random(f"{seed}/figures/{year}")
    plan, day = profile.plan(year), date(year, 12, 5)
    reporting = [unit for unit in units if unit.exists_on(day)]
    htx = [unit for unit in reporting if unit.is_htx]
    groups = [unit for unit in reporting if unit.unit_type == "THT"]
    for unit in units:
        if unit.exists_on(date(year, 12, 31)) or unit.exists_on(day):
            unit.figures[year] = Figures()
    forgotten = {
        misreported(units, error, profile.places.area_of(error.sender)).unit_id: error.missing_members + 6
        for error in profile.misreports
        if error.year == year
    }
    fill_members(htx, plan.members, year, rng, forgotten)
    fill_members(groups, round(plan.tht_size * len(groups)), year, rng, {})
    fill_members([unit for unit in units if year in unit.figures and unit.figures[year].members is None], None, year, rng, {})
    for unit in reporting:
        _people(unit, year, day, rng)
        fill_money(unit, year, day, rng)
    _train(htx, plan.trained, year, day, rng)
    settle_money(plan, htx, year)
    rate(plan, units, year, rng)
    _leave_blank(plan, htx, groups, year, rng)


def _people(unit: Unit, year: int, day: date, rng: random.Random) -> None:
    figures, before = unit.figures[year], unit.figures.get(year - 1)
    usual = max(2, round(SECTORS[unit.sector].workers * unit.size * rng.uniform(0.7, 1.2)))
    if unit.unit_type == "THT":
        usual = rng.randint(1, 4)
    elif before and before.workers:
        usual = before.workers
    figures.workers = max(1, round(usual * rng.uniform(0.95, 1.12))) if unit.is_working_on(day) else 0
    number = {"QTDND": rng.randint(7, 10), "THT": 1, "LHHTX": rng.randint(4, 6)}.get(unit.unit_type, rng.randint(3, 6))
    basic = rng.randint(0, number * 2 // 3)
    known = (
        before
        if before and before.managers
        else Figures(managers=number, managers_basic=basic, managers_higher=rng.randint(0, number - basic))
    )
    figures.managers, figures.managers_basic, figures.managers_higher = known.managers, known.managers_basic, known.managers_higher
    figures.managers_trained = rng.randint(0, 2) if unit.unit_type == "LHHTX" else 0


def _train(units: list[Unit], total: int, year: int, day: date, rng: random.Random) -> None:
    """Hand out the year's training places, never more to a unit than it has managers."""
    places = [unit for unit in units if unit.is_working_on(day) for _ in range(unit.figures[year].managers)]
    for unit in rng.sample(places, min(total, len(places))):
        unit.figures[year].managers_trained += 1


def _leave_blank(plan: YearPlan, htx: list[Unit], groups: list[Unit], year: int, rng: random.Random) -> None:
    ordinary = [unit for unit in htx if unit.unit_type == "HTX" and unit.figures[year].members < 60 and year - 1 in unit.figures]
    chosen = rng.sample(ordinary, min(len(ordinary), plan.blank_figures + plan.blank_other))
    for number, unit in enumerate(chosen):
        fields = (TARGET_FIELDS[(year + number) % 3],) if number < plan.blank_figures else OTHER_FIELDS[(year + number) % 4]
        unit.blanks.setdefault(year, set()).update(fields)
    for unit in groups:  # a third of the groups keep no such books
        if int(unit.unit_id[1:]) % 3 == 0:
            unit.blanks.setdefault(year, set()).update(("managers_trained", "worker_income"))
