"""The documents that arrive: who sends what, written on which day, received when. What stands in them is in `rows`."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from tests.simulator import days
from tests.simulator.members import misreported
from tests.simulator.places import Places
from tests.simulator.profile import Misreport, Profile
from tests.simulator.units import Unit


@dataclass(frozen=True)
class Document:
    """One file received. `written_on` is the day its figures speak of; `errors` are figures written wrongly: unit -> field -> value."""

    sender: str
    form: str
    year: int
    version: int
    written_on: date
    received_at: datetime
    document_no: str
    note: str = ""
    has_hash: bool = True  # recorded in the register
    errors: dict[str, dict[str, int]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"{self.sender}/{self.form}/{self.year}/{self.version}"


def documents(profile: Profile, units: list[Unit], seed: int) -> list[Document]:
    """Every document of the profile's years, corrections included."""
    rng = random.Random(f"{seed}/documents")
    late = {(year, sender, form): datetime.fromisoformat(moment) for year, sender, form, moment in profile.late}
    found = []
    for year in profile.years:
        for sender, form in profile.places.obligations(year):
            written_on = days.working_day(rng, date(year, 12, 2), date(year, 12, 5 if form != "agency_report" else 8))
            received_at = late.get((year, sender, form)) or _received(rng, written_on, profile.late_share)
            if received_at.date() > written_on + timedelta(days=4):  # a late report was also written late
                written_on = min(received_at.date() - timedelta(days=1), date(year, 12, 12))
            mistakes = [error for error in profile.misreports if (error.sender, error.year) == (sender, year) and form == "agency_report"]
            wrong = _errors(mistakes, units, profile.places)
            found.append(
                Document(
                    sender,
                    form,
                    year,
                    1,
                    written_on,
                    received_at,
                    _number(rng, sender, form, profile.places),
                    has_hash=(sender, year) != ("BKT", profile.first_year),
                    errors=wrong,
                )
            )
            for number, error in enumerate(mistakes):
                corrected_at = datetime.fromisoformat(error.corrected_at)
                found.append(
                    Document(
                        sender,
                        form,
                        year,
                        2 + number,
                        written_on,
                        corrected_at,
                        _number(rng, sender, form, profile.places),
                        note=error.note,
                    )
                )
    return sorted(found, key=lambda item: (item.received_at, item.key))


def _received(rng: random.Random, written_on: date, late_share: float) -> datetime:
    day = min(written_on + timedelta(days=rng.randint(0, 2)), date(written_on.year, 12, 9))
    if rng.random() < late_share:
        day = date(written_on.year, 12, rng.randint(10, 14))
    return datetime(day.year, day.month, day.day, rng.randint(8, 16), rng.randint(0, 59), rng.randint(0, 59), tzinfo=days.HANOI)


def _errors(mistakes: list[Misreport], units: list[Unit], places: Places) -> dict[str, dict[str, int]]:
    wrong = {}
    for error in mistakes:
        unit = misreported(units, error, places.area_of(error.sender))
        figures = unit.figures[error.year]
        wrong[unit.unit_id] = {
            "members": figures.members - error.missing_members,
            "new_members": figures.new_members - error.missing_members,
        }
    return wrong


def _number(rng: random.Random, sender: str, form: str, places: Places) -> str:
    office = "UBND" if places.area_of(sender) else sender
    kind = {"registry_extract": "DS-ĐKKD", "alliance_members": f"DS-{sender}"}.get(form, f"BC-{office}")
    return f"{rng.randint(10, 480)}/{kind}"
