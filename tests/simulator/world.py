"""A whole simulated province: its units with their lives, and the documents that its offices send in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.simulator.births import Births, first_units
from tests.simulator.documents import Document, documents
from tests.simulator.figures import report_year
from tests.simulator.life import join_alliance, live
from tests.simulator.places import Places
from tests.simulator.profile import Profile
from tests.simulator.units import STOPPED, Unit


@dataclass
class World:
    """Everything that is true, and every document sent. Same profile and seed: the same world, on any machine."""

    profile: Profile
    seed: int
    units: list[Unit]
    documents: list[Document] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_id = {unit.unit_id: unit for unit in self.units}
        self._of_area: dict[str, list[Unit]] = {}
        for unit in self.units:
            for area in dict.fromkeys((unit.district, unit.commune.now.code)):
                self._of_area.setdefault(area, []).append(unit)

    @property
    def places(self) -> Places:
        return self.profile.places

    def of_sender(self, sender: str) -> list[Unit]:
        """The units that a district, or a commune of the two-tier order, answers for; none for a department."""
        return self._of_area.get(self.places.area_of(sender) or "", [])

    def find(self, sender: str, form: str, year: int) -> list[Document]:
        """All versions of one obligation, oldest first."""
        return [item for item in self.documents if (item.sender, item.form, item.year) == (sender, form, year)]


def simulate(profile: Profile, seed: int = 2019) -> World:
    """Make a province. One year before the first is lived as well, so that the first reports have a year to compare with."""
    births = Births(profile, seed)
    units = first_units(profile, births)
    base = profile.first_year - 1
    old = [unit for unit in units if unit.unit_type == "HTX" and unit.registered_on < date(base - 3, 1, 1) and not unit.ended_on]
    for unit in births.rng.sample(old, min(profile.stopped_at_start, len(old))):
        unit.statuses.append((date(base - births.rng.randint(0, 1), births.rng.randint(1, 8), 15), births.rng.choice(STOPPED)))
    join_alliance(profile, units, base, births.rng)
    report_year(profile, units, base, seed)
    for year in profile.years:
        live(profile, units, births, year, seed)
        report_year(profile, units, year, seed)
    return World(profile, seed, units, documents(profile, units, seed))
