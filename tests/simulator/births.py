"""How units begin: cooperatives, funds, unions and groups, with places, names, numbers and lasting traits."""

from __future__ import annotations

import random
from datetime import date

from tests.simulator import days
from tests.simulator.names import PrivateNames
from tests.simulator.numbers import Numbers
from tests.simulator.places import Commune
from tests.simulator.profile import Profile
from tests.simulator.sectors import GROUP_WORK, SECTORS
from tests.simulator.units import ACTIVE, Name, Unit

LAW_2012 = date(2013, 7, 1)


class Births:
    """Makes units one by one; hands out ids, numbers and names only once."""

    def __init__(self, profile: Profile, seed: int) -> None:
        self.rng = random.Random(f"{seed}/births")
        self.places, self._fund_districts = profile.places, profile.fund_districts
        self.numbers = Numbers(random.Random(f"{seed}/numbers"), self.places.tax_code_prefix)
        self.names = PrivateNames(random.Random(f"{seed}/names"))
        self._weights = [profile.district_weights[code] for code in self.places.districts]
        self._group_weights = [weight + 6 for weight in self._weights]  # groups are spread more evenly than cooperatives
        self._alliance_code_share = profile.alliance_code_share
        self._count = 0
        self._funds = 0
        self._has_commune_name: set[str] = set()

    def htx(self, registered_on: date, from_group: Unit | None = None) -> Unit:
        """A cooperative; one that was a group keeps its commune, sector and private name."""
        rng = self.rng
        if from_group:
            commune, private = from_group.commune.on(registered_on), from_group.names[0][1].private
            sector = SECTORS[from_group.sector]
        else:
            commune = self._commune(self._weights, registered_on)
            sector = rng.choices(list(SECTORS.values()), [item.share for item in SECTORS.values()])[0]
            if sector.name == "Nông nghiệp" and commune.code not in self._has_commune_name and rng.random() < 0.12:
                private = commune.name[0].lower() + commune.name[1:]  # "Hợp tác xã Nông nghiệp xã Đăk Pék"
                self._has_commune_name.add(commune.code)
            else:
                private = self.names.take(commune.district)
        business = tuple(rng.choice(sector.business).split("|"))
        unit = self._legal_person("HTX", commune, sector.name, registered_on, Name(business, private))
        unit.came_from = from_group.unit_id if from_group else None
        return unit

    def fund(self, registered_on: date) -> Unit:
        """A people's credit fund, in the bigger places first, named after its commune."""
        district = self._fund_districts[self._funds % len(self._fund_districts)]
        taken = self._funds // len(self._fund_districts)
        communes = self.places.communes(district)
        commune = communes[(self._funds * 7 + taken) % len(communes)].on(registered_on)
        self._funds += 1
        return self._legal_person("QTDND", commune, "Tín dụng", registered_on, Name((), commune.name[0].lower() + commune.name[1:]))

    def union(self, registered_on: date) -> Unit:
        commune = self._commune(self._weights, registered_on)
        return self._legal_person(
            "LHHTX", commune, "Nông nghiệp", registered_on, Name(("Nông nghiệp", "Dịch vụ"), self.names.take(commune.district))
        )

    def group(self, founded_on: date) -> Unit:
        commune = self._commune(self._group_weights, founded_on)
        work, sector = self.rng.choice(GROUP_WORK)
        unit = self._unit("THT", commune, sector, founded_on, Name((work,), self.names.take(commune.district)))
        unit.is_certified = self.rng.random() < 0.7
        return unit

    def _legal_person(self, unit_type: str, commune: Commune, sector: str, registered_on: date, name: Name) -> Unit:
        rng = self.rng
        unit = self._unit(unit_type, commune, sector, registered_on, name)
        unit.industry = rng.choice(SECTORS[sector].industries)
        unit.codes = [(registered_on, self.numbers.tax_code())]
        unit.certificates = [(registered_on, self.numbers.certificate(commune.district, registered_on < LAW_2012))]
        unit.charter_capital = round(rng.lognormvariate(0, 0.7) * (6000 if unit_type == "QTDND" else 1650)) * 1_000_000
        unit.has_commune_code = rng.random() < 0.85
        unit.shows_code_in_alliance = rng.random() < self._alliance_code_share
        return unit

    def _unit(self, unit_type: str, commune: Commune, sector: str, began_on: date, name: Name) -> Unit:
        rng = self.rng
        self._count += 1
        return Unit(
            unit_id=f"U{self._count:05d}",
            unit_type=unit_type,
            commune=commune,
            sector=sector,
            industry="",
            registered_on=began_on,
            names=[(began_on, name)],
            statuses=[(began_on, ACTIVE)],
            size=rng.lognormvariate(0, 0.45),
            richness=rng.lognormvariate(0, 0.16),
            quality=rng.random(),
        )

    def _commune(self, weights: list[float], day: date) -> Commune:
        return self.rng.choice(self.places.communes(self.rng.choices(list(self.places.districts), weights)[0])).on(day)


def first_units(profile: Profile, births: Births) -> list[Unit]:
    """The units on 31 December of the year before the first, and those that had ended by then but stand in the registry."""
    rng, base = births.rng, profile.first_year - 1
    units: list[Unit] = []
    number_old = round(profile.htx * profile.old_share)
    for number in range(profile.htx):
        if number < profile.qtdnd:
            unit = births.fund(days.working_day(rng, date(1996, 1, 5), date(2008, 11, 20)))
        elif number < number_old:
            unit = births.htx(days.working_day(rng, date(1998, 1, 5), date(2013, 6, 20)))
        elif number < profile.htx - profile.base.new_htx:
            unit = births.htx(days.working_day(rng, date(2013, 7, 8), date(base - 1, 11, 20)))
        else:
            unit = births.htx(days.ordinary_day(rng, base))
        units.append(unit)
    old = [unit for unit in units if unit.registered_on < LAW_2012]
    for unit in rng.sample(old, len(old) * 9 // 20):  # converted before the story begins
        convert(unit, days.working_day(rng, LAW_2012, date(base, 11, 20)), births)
    without = [unit for unit in old if not unit.converted_on and unit.unit_type == "HTX"]
    for unit in rng.sample(without, min(len(without), round(profile.no_code_share * len(old)))):
        unit.codes = []
    for number in range(profile.gone_before + profile.base.dissolved_htx):
        unit = births.htx(days.working_day(rng, date(1998, 1, 5), date(2009, 6, 20)))
        unit.codes = unit.codes if rng.random() < 0.4 else []
        is_recent = number < profile.base.dissolved_htx
        dissolve(unit, days.ordinary_day(rng, base) if is_recent else days.working_day(rng, date(2010, 1, 5), date(base - 1, 11, 20)))
        units.append(unit)
    units += [births.union(days.working_day(rng, date(2013, 8, 5), date(base - 1, 11, 20))) for _ in range(profile.lhhtx)]
    for number in range(profile.tht):
        is_new = number < profile.base.new_tht
        units.append(
            births.group(days.ordinary_day(rng, base) if is_new else days.working_day(rng, date(2008, 1, 5), date(base - 1, 11, 20)))
        )
    return units


def convert(unit: Unit, day: date, births: Births) -> None:
    """Re-registration under the law of 2012: a new certificate, a tax code for who had none; the same unit."""
    unit.converted_on = day
    unit.certificates.append((day, births.numbers.certificate(unit.district, is_old=False)))
    if not unit.codes:
        unit.codes = [(day, births.numbers.tax_code())]


def dissolve(unit: Unit, day: date) -> None:
    unit.ended_on = day
    unit.statuses.append((day, "Đã giải thể"))
