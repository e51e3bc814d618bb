"""What is known at a moment: the newest version of every document received by then, as rows by unit."""

from __future__ import annotations

from datetime import date, datetime
from functools import cached_property

from tests.simulator.days import HANOI, window
from tests.simulator.documents import Document
from tests.simulator.rows import Row, alliance_rows, rating_rows, registry_rows, unit_rows
from tests.simulator.totals import total_rows
from tests.simulator.units import ACTIVE, DISSOLVED
from tests.simulator.world import World


class Known:
    """The province as the Alliance knows it at `as_of` (a moment with an offset)."""

    def __init__(self, world: World, as_of: datetime) -> None:
        self.world, self.as_of = world, as_of
        self.day = as_of.astimezone(HANOI).date()
        self._rows: dict[tuple[str, str], dict[str, Row]] = {}

    @cached_property
    def years(self) -> list[int]:
        """The world's years that have begun."""
        return [year for year in self.world.profile.years if window(year)[0] <= self.day]

    def current(self, sender: str, form: str, year: int) -> Document | None:
        """The newest version received by then."""
        received = [item for item in self.world.find(sender, form, year) if item.received_at <= self.as_of]
        return received[-1] if received else None

    def point(self, year: int) -> date:
        """The day that the year is taken at: its window's last, or the as-of day while it lasts."""
        return min(window(year)[1], self.day)

    def registry(self, year: int) -> dict[str, Row] | None:
        return self._by_unit(self.current(self.world.places.registry, "registry_extract", year), "registry")

    def alliance(self, year: int) -> dict[str, Row] | None:
        return self._by_unit(self.current(self.world.places.alliance, "alliance_members", year), "alliance")

    @cached_property
    def newest_registry(self) -> dict[str, Row]:
        """The current version of the highest year: it alone gives the dates of registration and dissolution."""
        return next((found for year in reversed(self.world.profile.years) if (found := self.registry(year)) is not None), {})

    @cached_property
    def newest_alliance(self) -> dict[str, Row]:
        return next((found for year in reversed(self.world.profile.years) if (found := self.alliance(year)) is not None), {})

    def report(self, district: str, year: int) -> dict[str, Row] | None:
        """Biểu 2 of a district, of all its communes since they report; None while one is missing."""
        senders = self.world.places.reporters(year)[district]
        found = [self.sent(sender, year) for sender in senders]
        return None if not found or None in found else {unit: row for rows in found for unit, row in rows.items()}

    def sent(self, sender: str, year: int) -> dict[str, Row] | None:
        """Biểu 2 of one sender."""
        return self._by_unit(self.current(sender, "agency_report", year), "report")

    def reports(self, year: int) -> dict[str, Row]:
        """Biểu 2 of every sender that reported, in one."""
        if ("all", str(year)) not in self._rows:
            senders = [sender for some in self.world.places.reporters(year).values() for sender in some]
            self._rows["all", str(year)] = {unit: row for sender in senders for unit, row in (self.sent(sender, year) or {}).items()}
        return self._rows["all", str(year)]

    def has_any_report(self, year: int) -> bool:
        return any(self.sent(sender, year) is not None for some in self.world.places.reporters(year).values() for sender in some)

    def ratings(self, year: int) -> dict[str, Row]:
        return self._by_unit(self.current(self.world.places.ratings, "agency_report", year), "ratings") or {}

    def totals(self, sender: str, year: int) -> dict[str, Row] | None:
        document = self.current(sender, "agency_report", year)
        if document is None:
            return None
        if (document.key, "totals") not in self._rows:
            self._rows[document.key, "totals"] = {row["item"]: row for row in total_rows(self.world, document)}
        return self._rows[document.key, "totals"]

    def _by_unit(self, document: Document | None, kind: str) -> dict[str, Row] | None:
        if document is None:
            return None
        if (document.key, kind) not in self._rows:
            read = {"registry": registry_rows, "alliance": alliance_rows, "report": unit_rows, "ratings": rating_rows}[kind]
            self._rows[document.key, kind] = {row["unit"]: row for row in read(self.world, document)}
        return self._rows[document.key, kind]

    # facts about one legal person in one year

    def dissolved_on(self, row: Row) -> date | None:
        return row["status_on"] if row["status"] == DISSOLVED else None

    def exists(self, row: Row, year: int) -> bool:
        """Registered on or before the day and not dissolved on it, by the newest list."""
        day, ended = self.point(year), self.dissolved_on(row)
        return row["registered_on"] <= day and not (ended is not None and ended <= day)

    def is_new(self, row: Row, year: int) -> bool:
        return window(year)[0] <= row["registered_on"] <= self.point(year)

    def is_dissolved(self, row: Row, year: int) -> bool:
        ended = self.dissolved_on(row)
        return ended is not None and window(year)[0] <= ended <= self.point(year)

    def status(self, row: Row, year: int) -> str:
        """By the year's own extract; for a unit registered after it, by the newest one if dated within the year, else active."""
        own = (self.registry(year) or {}).get(row["unit"])
        if own is not None:
            return own["status"]
        return row["status"] if window(year)[0] <= row["status_on"] <= window(year)[1] else ACTIVE

    def is_active(self, row: Row, year: int) -> bool:
        """In existence, active by the registry, and not reported stopped or dissolved."""
        reported = self.reports(year).get(row["unit"])
        stopped = reported is not None and reported["operating_state"] in ("Ngừng hoạt động", DISSOLVED)
        return self.exists(row, year) and self.status(row, year) == ACTIVE and not stopped

    def rating(self, unit: str, year: int) -> str | None:
        """Biểu 5 for the HTX that it lists, biểu 2 for the others."""
        listed = self.ratings(year).get(unit)
        if listed is not None:
            return listed["rating"]
        return (self.reports(year).get(unit) or {}).get("rating")

    def is_alliance_member(self, unit: str, year: int) -> bool:
        row, day = self.newest_alliance.get(unit), self.point(year)
        return row is not None and row["joined_on"] <= day and not (row["left_on"] is not None and row["left_on"] <= day)
