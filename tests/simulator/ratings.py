"""Ratings of a year: who is rated, how many pass, what the agriculture department's list says beside biểu 2."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator import days
from tests.simulator.profile import YearPlan
from tests.simulator.units import Unit

BANDS = {"Tốt": (80, 96), "Khá": (65, 79.5), "Trung bình": (50, 64.5), "Yếu": (33, 49.5)}
UNRATED = "Không xếp loại"


def rate(plan: YearPlan, units: list[Unit], year: int, rng: random.Random) -> None:
    """Rate the legal persons in existence in early December. Those younger than 12 months or stopped for over 3 months are not rated."""
    day, close = date(year, 12, 5), days.window(year)[1]
    persons = [unit for unit in units if unit.exists_on(day) and unit.unit_type != "THT"]
    rated = []
    for unit in persons:
        is_ripe = unit.registered_on <= days.months_before(day, 12) and unit.days_stopped(year, day) <= 90 and unit.is_working_on(day)
        if is_ripe:
            rated.append(unit)
        else:
            unit.figures[year].rating = UNRATED
    active = sum(unit.is_htx and unit.is_working_on(close) for unit in units)
    htx = sorted((unit for unit in rated if unit.is_htx), key=lambda unit: _worth(unit, year, rng), reverse=True)
    number = min(len(htx), round(plan.effective_share * active))
    for place, unit in enumerate(htx):
        if place < number:
            unit.figures[year].rating = "Tốt" if place < number / 4 else "Khá"
        else:
            unit.figures[year].rating = "Trung bình" if place < number + (len(htx) - number) * 0.6 else "Yếu"
    for unit in rated:
        if not unit.is_htx:
            unit.figures[year].rating = "Khá" if unit.quality > 0.3 else "Trung bình"
    _list_of_the_department(plan, persons, year, day, rng)
    _blank(plan, [unit for unit in htx if unit.figures[year].department_rating is None], year, rng)


def _worth(unit: Unit, year: int, rng: random.Random) -> float:
    return unit.quality + rng.uniform(-0.15, 0.15) - (1 if unit.figures[year].profit < 0 else 0)


def _list_of_the_department(plan: YearPlan, persons: list[Unit], year: int, day: date, rng: random.Random) -> None:
    listed = [unit for unit in persons if unit.unit_type == "HTX" and unit.sector == "Nông nghiệp" and unit.is_working_on(day)]
    for unit in listed:
        unit.figures[year].department_rating = unit.figures[year].rating
    good = [unit for unit in listed if unit.figures[year].rating in ("Tốt", "Khá")]
    chosen = rng.sample(good, min(len(good), plan.rating_differs + plan.rating_only_in_5))
    for unit in chosen[: plan.rating_differs]:
        figures = unit.figures[year]
        figures.department_rating = "Khá" if figures.rating == "Tốt" else "Tốt"
    for unit in chosen[plan.rating_differs :]:
        unit.blanks.setdefault(year, set()).add("rating")
    for unit in listed:
        rating = unit.figures[year].department_rating
        if rating != UNRATED:
            low, high = BANDS[rating]
            unit.figures[year].score = round(rng.uniform(low, high) * 2) / 2


def _blank(plan: YearPlan, htx: list[Unit], year: int, rng: random.Random) -> None:
    weak = [unit for unit in htx if unit.figures[year].rating in ("Trung bình", "Yếu")]
    chosen = rng.sample(weak, min(len(weak), plan.blank_ratings))
    for unit in chosen:
        unit.blanks.setdefault(year, set()).add("rating")
