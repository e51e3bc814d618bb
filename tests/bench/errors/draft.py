"""A clean simulated province whose lists can be spoilt before they become files, and that remembers where what was spoilt stands."""

from __future__ import annotations

import copy
import dataclasses
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.simulator import simulate, small
from tests.simulator.documents import Document
from tests.simulator.forms import BIEU
from tests.simulator.habits import Habit
from tests.simulator.offices import habit_of
from tests.simulator.profile import Profile
from tests.simulator.rows import Row
from tests.simulator.writers import CONTENT

AGREED = {  # where sources truly disagree or come late, a checker is right to speak: a clean province has none of it
    "hidden_stops": 0, "rating_differs": 0, "late_new_tht": 0, "late_new": 0, "late_dissolved": 0,
}  # fmt: skip


def clean_profile(htx: int) -> Profile:
    """A province of two years in which all sources agree and everybody is punctual."""
    profile = small(htx=htx, years=2, late_share=0.0)
    agreed = tuple(dataclasses.replace(plan, **AGREED) for plan in profile.plans)
    return dataclasses.replace(profile, plans=agreed, base=dataclasses.replace(profile.base, **AGREED))


@dataclass(frozen=True)
class Place:
    """Where a finding may point: row is the key of a row of facts, field a column; None means all of the sheet, or of the row.

    ``table`` None is the whole file. ``absent``: the name of what is missing from the sheet, which the finding's value must tell.
    """

    sender: str
    table: str | None
    row: str | None = None
    field: str | None = None
    absent: str | None = None


@dataclass
class Injection:
    """One seeded error: any of the places will do. ``units`` are those whose other rows it may make look wrong."""

    name: str
    places: list[Place]
    units: set[str] = field(default_factory=set)


class Draft:
    """The lists of a world's documents as rows of facts; each row's ``unit`` is its key within its list."""

    def __init__(self, seed: int, htx: int) -> None:
        self.world = simulate(clean_profile(htx), seed)
        self.random = random.Random(f"{seed}/errors")
        self.year = self.world.profile.last_year
        self.lists: dict[tuple[str, int, str], list[Row]] = {}
        self.retitled: set[tuple[str, str]] = set()
        self.hidden: list[tuple[str, str, str]] = []
        self.unsent: set[str] = set()
        self.without: set[tuple[str, str]] = set()
        self.touched: set[str] = set()
        self.places: dict[tuple[str, str], tuple[str, str | None, dict[str, list[int]], dict[str, str]]] = {}
        for document in self.world.documents:
            for table in self.tables_of(document):
                rows = copy.deepcopy(CONTENT[table](self.world, document))
                for number, row in enumerate(rows):
                    row["unit"] = row.get("unit") or row.get("item") or row.get("task") or f"{table}{number}"
                self.lists[document.sender, document.year, table] = rows
        self.districts = [sender for sender, year, table in self.lists if table == "unit_report" and year == self.year]
        self.random.shuffle(self.districts)
        self.whole: set[str] = set()  # districts whose sheet is spoilt as a whole

    def tables_of(self, document: Document) -> list[str]:
        if document.form == "agency_report":
            return [BIEU[number] for number in self.world.places.sheets_owed(document.sender, document.year)]
        return ["registry_unit" if document.form == "registry_extract" else "alliance_member"]

    def habit(self, sender: str) -> Habit:
        return habit_of(self.world.find(sender, "agency_report", self.year)[0], "office", self.world.seed)

    def rows(self, sender: str, table: str, back: int = 0) -> list[Row]:
        return self.lists.get((sender, self.year - back, table), [])

    def row(self, sender: str, table: str, key: str, back: int = 0) -> Row | None:
        return next((row for row in self.rows(sender, table, back) if row["unit"] == key), None)

    def pick(self, table: str, fits: Callable[[Row], object], senders: Iterable[str] | None = None) -> tuple[str, Row]:
        """A row at random whose unit nothing else has touched. Raises LookupError where the province has none that fits."""
        if senders is None:
            senders = [sender for sender in self.districts if sender not in self.whole] if table in ("unit_report", "total_item") else [
                sender for sender, year, name in self.lists if (year, name) == (self.year, table)
            ]  # fmt: skip
        found = [
            (sender, row)
            for sender in senders
            for row in self.rows(sender, table)
            if self.key_of(sender, table, row) not in self.touched and not self._is_in_whole(row) and fits(row)
        ]
        if not found:
            raise LookupError(table)
        sender, row = self.random.choice(found)
        self.touched.add(self.key_of(sender, table, row))
        return sender, row

    def _is_in_whole(self, row: Row) -> bool:
        unit = self.world.by_id.get(row["unit"])
        return unit is not None and unit.district in self.whole

    @staticmethod
    def key_of(sender: str, table: str, row: Row) -> str:
        return (
            row["unit"]
            if table in ("unit_report", "registry_unit", "alliance_member", "rating_report")
            else f"{sender}/{table}/{row['unit']}"
        )

    def unit(self, fits: Callable[[Row, Row], object]) -> tuple[str, Row]:
        """A unit of biểu 2 that worked this year and the last, and its row; ``fits`` sees both years' rows."""

        def worked(sender: str, row: Row) -> object:
            last = self.row(sender, "unit_report", row["unit"], 1)
            return last is not None and row["operating_state"] == last["operating_state"] == "Đang hoạt động" and fits(row, last)

        found = [
            (sender, row)
            for sender in self.districts
            if sender not in self.whole
            for row in self.rows(sender, "unit_report")
            if row["unit"] not in self.touched and worked(sender, row)
        ]
        if not found:
            raise LookupError("unit_report")
        sender, row = self.random.choice(found)
        self.touched.add(row["unit"])
        return sender, row

    def sheet(self, fits: Callable[[str], object] = lambda sender: True) -> str:
        """A district whose biểu 2 is whole so far; nothing else is seeded into it from now on."""
        free = [sender for sender in self.districts if sender not in self.whole and fits(sender)]
        free = [sender for sender in free if not any(row["unit"] in self.touched for row in self.rows(sender, "unit_report"))]
        if not free:
            raise LookupError("sheet")
        sender = self.random.choice(free)
        self.whole.add(sender)
        return sender
