"""What happens to units in a year: founded, stopped, reopened, converted, renamed, dissolved, admitted to the Alliance."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator import days
from tests.simulator.births import Births, convert, dissolve
from tests.simulator.profile import Profile, YearPlan
from tests.simulator.units import ACTIVE, STOPPED, Name, Unit


def live(profile: Profile, units: list[Unit], births: Births, year: int, seed: int) -> None:
    """Let one year pass; `units` grows."""
    rng = random.Random(f"{seed}/life/{year}")
    plan = profile.plan(year)
    start = date(year, 1, 1)
    standing = [unit for unit in units if unit.exists_on(start)]
    touched: set[str] = set()  # a unit has one turn of fate a year: the lists of an office stay believable

    def some(number: int, suits) -> list[Unit]:
        found = [unit for unit in standing if unit.unit_id not in touched and suits(unit)]
        chosen = rng.sample(found, min(number, len(found)))
        touched.update(unit.unit_id for unit in chosen)
        return chosen

    def is_old_enough(unit: Unit) -> bool:
        return unit.unit_type == "HTX" and unit.registered_on < date(year - 2, 1, 1)

    def is_working(unit: Unit) -> bool:
        return unit.is_working_on(start)

    _end_htx(plan, year, rng, some, is_old_enough, is_working, start)
    for unit in some(plan.reopened, lambda unit: is_old_enough(unit) and not is_working(unit) and not unit.idle_since):
        unit.statuses.append((days.ordinary_day(rng, year, 2, 10), ACTIVE))
    for unit in some(99, lambda unit: unit.idle_since and unit.status_at(start)[0] == ACTIVE):
        unit.statuses.append((days.ordinary_day(rng, year, 1, 3), STOPPED[1]))  # the registry hears a year later
    for unit in some(plan.suspended, lambda unit: is_old_enough(unit) and is_working(unit)):
        unit.statuses.append((days.ordinary_day(rng, year, 1, 8), rng.choices(STOPPED, (5, 2, 2, 1))[0]))
    for unit in some(plan.hidden_stops, lambda unit: is_old_enough(unit) and is_working(unit)):
        unit.idle_since = days.ordinary_day(rng, year, 1, 8)
    for unit in some(
        plan.conversions, lambda unit: unit.is_htx and not unit.converted_on and unit.registered_on < date(2013, 7, 1) and is_working(unit)
    ):
        convert(unit, days.ordinary_day(rng, year, 2, 10), births)
    for unit in some(plan.renamed, lambda unit: is_old_enough(unit) and is_working(unit) and unit.codes):
        old = unit.names[-1][1]
        unit.names.append((days.ordinary_day(rng, year, 2, 10), Name((*old.business, "Tổng hợp"), births.names.take(unit.district))))
    _live_groups(plan, units, births, year, rng, some)
    _found_htx(plan, units, births, year, rng, some)
    join_alliance(profile, units, year, rng)


def _end_htx(plan: YearPlan, year: int, rng: random.Random, some, is_old_enough, is_working, start: date) -> None:
    late = some(plan.late_dissolved, lambda unit: is_old_enough(unit) and is_working(unit))
    number = plan.dissolved_htx - len(late)
    ended = some(number - number // 2, lambda unit: is_old_enough(unit) and not is_working(unit))
    ended += some(number - len(ended), is_old_enough)
    for unit in ended:
        dissolve(unit, days.ordinary_day(rng, year, 2))
    for unit in late:
        dissolve(unit, days.late_day(rng, year))
    for unit in [*ended, *late]:
        if unit.is_alliance_member_on(start) and rng.random() < 0.6:
            unit.left_on = unit.ended_on


def _live_groups(plan: YearPlan, units: list[Unit], births: Births, year: int, rng: random.Random, some) -> None:
    for unit in some(plan.dissolved_tht, lambda unit: unit.unit_type == "THT"):
        dissolve(unit, days.ordinary_day(rng, year))
        if unit.joined_on and not unit.left_on:
            unit.left_on = unit.ended_on
    for unit in some(2, lambda unit: unit.unit_type == "THT" and unit.is_working_on(date(year, 1, 1))):
        unit.statuses.append((days.ordinary_day(rng, year, 1, 9), "Ngừng hoạt động"))
    for number in range(plan.new_tht):
        units.append(births.group(days.late_day(rng, year) if number < plan.late_new_tht else days.ordinary_day(rng, year)))


def _found_htx(plan: YearPlan, units: list[Unit], births: Births, year: int, rng: random.Random, some) -> None:
    opening = days.window(year)[0]  # one that came and went within a window would stand in no list of it
    for group in some(
        plan.tht_to_htx,
        lambda unit: (
            unit.unit_type == "THT" and not unit.joined_on and unit.registered_on < opening and unit.is_working_on(date(year, 1, 1))
        ),
    ):
        unit = births.htx(days.ordinary_day(rng, year, 2), from_group=group)
        group.ended_on, group.became = unit.registered_on, unit.unit_id
        units.append(unit)
    for number in range(plan.new_htx - plan.tht_to_htx):
        units.append(births.htx(days.late_day(rng, year) if number < plan.late_new else days.ordinary_day(rng, year)))
    units += [births.union(days.ordinary_day(rng, year, 2)) for _ in range(plan.new_lhhtx)]


def join_alliance(profile: Profile, units: list[Unit], year: int, rng: random.Random) -> None:
    """Exits, then admissions in batches until as many HTX in existence are members as the plan says."""
    plan, close = profile.plan(year), days.window(year)[1]
    start = date(year, 1, 1)
    is_first = year < profile.first_year
    batches = [days.ordinary_day(rng, year, 5, 6), days.ordinary_day(rng, year, 9, 10)]
    if not is_first:
        members = [
            unit
            for unit in units
            if unit.is_htx and unit.is_alliance_member_on(start) and unit.exists_on(date(year, 12, 31)) and not unit.left_on
        ]
        for unit in rng.sample(members, min(plan.alliance_out, len(members))):
            unit.left_on = days.ordinary_day(rng, year, 2)
    standing = [unit for unit in units if unit.is_htx and unit.exists_on(close)]
    wanted = plan.alliance_htx - sum(unit.is_alliance_member_on(close) for unit in standing)
    free = [unit for unit in standing if not unit.joined_on and unit.registered_on < batches[-1] and unit.is_working_on(close)]
    chosen = rng.sample(free, min(max(wanted, 0), len(free)))
    chosen += [unit for unit in units if unit.unit_type == "LHHTX" and not unit.joined_on and unit.registered_on < batches[-1]]
    groups = [
        unit
        for unit in units
        if unit.unit_type == "THT" and unit.exists_on(close) and not unit.joined_on and unit.registered_on < batches[0]
    ]
    chosen += rng.sample(groups, min(plan.alliance_tht, len(groups)))
    for number, unit in enumerate(chosen):
        if is_first:
            day = max(days.working_day(rng, date(2005, 1, 5), date(year, 11, 20)), unit.registered_on)
        elif number < plan.alliance_late and close.month == 12 and close.day == 31:
            day = days.late_day(rng, year)
        else:
            day = next(batch for batch in rng.sample(batches, 1) + batches[1:] if batch > unit.registered_on)
        unit.joined_on = day
        unit.decision_no = f"{10 + (day.month * 31 + day.day) % 89}/QĐ-{profile.places.alliance}"
