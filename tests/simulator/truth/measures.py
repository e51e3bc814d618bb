"""The values of one year for one area: counts, sums, means and shares, with the counts behind them. No growth, no verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from tests.simulator.days import window
from tests.simulator.rows import Row
from tests.simulator.truth.known import Known
from tests.simulator.units import DISSOLVED, HTX_TYPES


@dataclass(frozen=True)
class Measure:
    """None = not known. `expected` and `reported` count units; `high` is T4's share if every rating not reported were a good one."""

    value: Fraction | None = None
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    expected: int | None = None
    reported: int | None = None
    high: Fraction | None = None


SUMS = {
    "I.2": "members",
    "I.2a": "new_members",
    "I.3": "workers",
    "I.7": "managers",
    "I.8": "managers_trained",
    "T5": "managers_trained",
    "T6": "members",
}
MEANS = {
    "I.4": ("revenue", ""),
    "I.5": ("profit", ""),
    "I.6": ("worker_income", "workers"),
    "I.6x": ("member_income", "members"),
    "T7": ("member_income", "members"),
}


class Area:
    """One area in one year, as known."""

    def __init__(self, known: Known, year: int, area: str) -> None:
        self.known, self.year, self.area = known, year, area
        self.has_registry = known.registry(year) is not None
        self.has_alliance = known.alliance(year) is not None
        districts = known.world.places.districts
        self.is_province = area == known.world.places.province
        reported = [code for code in districts if known.report(code, year) is not None]
        self.is_reported = known.has_any_report(year) if self.is_province else area in reported
        self.is_complete = len(reported) == len(districts)
        persons = known.newest_registry.values() if self.has_registry else []
        self.people = [row for row in persons if self.is_province or row["district"] == area]
        self.htx = [row for row in self.people if row["unit_type"] in HTX_TYPES and known.exists(row, year)]
        self.active = [row for row in self.htx if known.is_active(row, year)]
        rows = known.reports(year).values() if self.is_province else (known.report(area, year) or {}).values()
        self.groups = [row for row in rows if row["unit_type"] == "THT"]

    def measures(self) -> dict[str, Measure]:
        """Every target and item of biểu 1 that is built from units."""
        found = {**self._registered(), **self._effective(), **self._of_groups()}
        for indicator, field in SUMS.items():
            found[indicator] = self._sum(field) if self.has_registry else Measure()
        for indicator, (field, weight) in MEANS.items():
            found[indicator] = self._mean(field, weight) if self.has_registry else Measure()
        for indicator in ("I.7a", "I.7b", "III.1b"):
            found[indicator] = Measure()
        return found

    def _registered(self) -> dict[str, Measure]:
        """What rests on the lists alone: a missing report takes nothing from it."""
        if not self.has_registry:
            return dict.fromkeys(("T1", "T2", "T8", "T9", "I.1", "I.1b", "I.1c", "II.1", "II.1b"), Measure())
        known, year = self.known, self.year
        htx = [row for row in self.people if row["unit_type"] in HTX_TYPES]
        unions = [row for row in self.people if row["unit_type"] == "LHHTX"]
        members = Fraction(sum(known.is_alliance_member(row["unit"], year) for row in self.htx))
        new, new_unions = _count(htx, lambda row: known.is_new(row, year)), _count(unions, lambda row: known.is_new(row, year))
        return {
            "T1": new,
            "I.1b": new,
            "T2": new_unions,
            "II.1b": new_unions,
            "I.1": Measure(Fraction(len(self.htx))),
            "I.1c": _count(htx, lambda row: known.is_dissolved(row, year)),
            "II.1": _count(unions, lambda row: known.exists(row, year)),
            "T8": Measure(members) if self.has_alliance else Measure(),
            "T9": share(members, len(self.htx)) if self.has_alliance else Measure(),
        }

    def _effective(self) -> dict[str, Measure]:
        """Rated Tốt or Khá among the active; one whose rating was not reported stays in the denominator."""
        ratings = [self.known.rating(row["unit"], self.year) for row in self.active]
        given = [rating for rating in ratings if rating is not None]
        counts = {"expected": len(ratings), "reported": len(given)} if self.has_registry else {}
        if not self.has_registry or not self.is_reported:
            return {"T4": Measure(**counts), "I.1a": Measure(), "I.1d": Measure()}
        good, active = Fraction(sum(rating in ("Tốt", "Khá") for rating in given)), Fraction(len(ratings))
        high = (good + len(ratings) - len(given)) / active * 100 if active else None
        low = Measure(good / active * 100 if given else None, good, active, high=high, **counts)
        return {"T4": low, "I.1a": Measure(active), "I.1d": Measure(good if given or not active else None)}

    def _of_groups(self) -> dict[str, Measure]:
        """Groups stand in biểu 2 only."""
        if not self.is_reported:
            return dict.fromkeys(("T3", "III.1", "III.1a", "III.2"), Measure())
        start, point = window(self.year)[0], self.known.point(self.year)
        new = _count(self.groups, lambda row: row["founded_on"] is not None and start <= row["founded_on"] <= point)
        standing = [row for row in self.groups if row["operating_state"] != DISSOLVED]
        members = [row["members"] for row in standing if row["members"] is not None]
        total = Measure(Fraction(sum(members))) if members or not standing else Measure()
        return {"T3": new, "III.1a": new, "III.1": Measure(Fraction(len(standing))), "III.2": total}

    def reported_rows(self, *fields: str) -> dict[str, Row]:
        """Biểu 2 rows of the HTX in existence that have all the fields, by unit."""
        reports = self.known.reports(self.year)
        found = {row["unit"]: reports[row["unit"]] for row in self.htx if row["unit"] in reports}
        return {unit: row for unit, row in found.items() if all(row[field] is not None for field in fields if field)}

    def _sum(self, field: str) -> Measure:
        rows = self.reported_rows(field)
        counts = {"expected": len(self.htx), "reported": len(rows)}
        if not self.is_reported or (self.htx and not rows):
            return Measure(**counts)
        return Measure(total(rows, field), **counts)

    def _mean(self, field: str, weight: str) -> Measure:
        rows = self.reported_rows(field, weight)
        counts = {"expected": len(self.htx), "reported": len(rows)}
        if not self.is_reported:
            return Measure(**counts)
        top, bottom = _parts(rows, field, weight)
        return Measure(top / bottom if bottom else None, top, bottom, **counts)


def total(rows: dict[str, Row], field: str) -> Fraction:
    return Fraction(sum(row[field] for row in rows.values()))


def mean(rows: dict[str, Row], field: str, weight: str) -> Fraction | None:
    top, bottom = _parts(rows, field, weight)
    return top / bottom if bottom else None


def _parts(rows: dict[str, Row], field: str, weight: str) -> tuple[Fraction, Fraction]:
    pairs = [(row[field], row[weight] if weight else 1) for row in rows.values()]
    return Fraction(sum(value * by for value, by in pairs)), Fraction(sum(by for _, by in pairs))


def _count(rows: list[Row], suits: Callable[[Row], bool]) -> Measure:
    return Measure(Fraction(sum(map(suits, rows))))


def share(part: int | Fraction, whole: int | Fraction) -> Measure:
    """Per cent; over none it is not known, and both counts are 0."""
    return Measure(Fraction(part) / whole * 100 if whole else None, Fraction(part), Fraction(whole))
