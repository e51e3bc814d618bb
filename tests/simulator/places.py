"""Places, offices and tasks that a simulated province has: read from a province's seed lists, which are data and not code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path

import yaml

from pipeline.config import DEFAULT_PROVINCE

FOLDER = DEFAULT_PROVINCE


@dataclass(frozen=True)
class Commune:
    """A commune; `became` is the one of the two-tier order that it is part of since `became.since`."""

    code: str
    name: str  # "Xã Đắk La"
    district: str  # code; of a commune of the two-tier order, the former district
    since: date = date.min
    became: Commune | None = None

    @property
    def has_district(self) -> bool:
        """Whether there was a district above it when it got its code."""
        return self.since == date.min

    def on(self, day: date) -> Commune:
        return self.became if self.became and day >= self.became.since else self

    @property
    def now(self) -> Commune:
        return self.became or self


class Places:
    """A province's folder, as its offices and its map. `places(folder)` gives the same one for the same folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with (folder / "province.yaml").open(encoding="utf-8") as text:
            data = yaml.safe_load(text)
        self.province: str = data["code"]
        self.tax_code_prefix: str = data["tax_code_prefix"]
        self.seat: str = data["letterhead"]["place"]
        self.directive: str = data["directives"][0]["number"]
        self.registry, self.alliance, self.ratings = data["registry_sender"], data["alliance_sender"], data["ratings_sender"]

    def _rows(self, file: str) -> list[dict[str, str]]:
        with (self.folder / "seeds" / file).open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    @cached_property
    def _areas(self) -> list[dict[str, str]]:
        return self._rows("area.csv")

    @cached_property
    def districts(self) -> dict[str, str]:
        """Code -> name, in the order of the codes ("608" -> "Thành phố Kon Tum")."""
        return dict(sorted((row["area_code"], row["area_name"]) for row in self._areas if row["area_level"] == "district"))

    @cached_property
    def _communes(self) -> dict[str, list[Commune]]:
        """By district, as before the two-tier order."""
        former = {row["new_area_code"]: row["former_district_code"] for row in self._rows("area_bridge.csv")}
        successor = {row["former_area_code"]: row["new_area_code"] for row in self._rows("commune_successor.csv")}
        rows = [row for row in self._areas if row["area_level"] == "commune"]
        new = {
            row["area_code"]: Commune(row["area_code"], row["area_name"], former[row["area_code"]], date.fromisoformat(row["valid_from"]))
            for row in rows
            if row["parent_code"] not in self.districts
        }
        found: dict[str, list[Commune]] = {code: [] for code in self.districts}
        for row in rows:
            if row["parent_code"] in found:
                became = new.get(successor.get(row["area_code"], ""))
                found[row["parent_code"]].append(Commune(row["area_code"], row["area_name"], row["parent_code"], became=became))
        return found

    def communes(self, district: str) -> list[Commune]:
        """Communes of a district before the two-tier order."""
        return self._communes[district]

    @cached_property
    def _agencies(self) -> dict[str, dict[str, str]]:
        return {row["sender"]: row for row in self._rows("agency.csv")}

    def agency_name(self, sender: str) -> str:
        return self._agencies[sender]["agency_name"]

    def area_of(self, sender: str) -> str | None:
        """The area that a sender reports for: a district's or a commune's code; None for a department."""
        return self._agencies[sender]["area_code"] or None

    def obligations(self, year: int) -> list[tuple[str, str]]:
        """(sender, form) owed in a year: the two lists, then the reports."""
        owed = [(row["sender"], row["form"]) for row in self._owed(year)]
        return [each for each in owed if each[1] != "agency_report"] + [each for each in owed if each[1] == "agency_report"]

    def sheets_owed(self, sender: str, year: int) -> tuple[int, ...]:
        """The biểu of the sender's agency report."""
        sheets = next(row["sheets"] for row in self._owed(year) if (row["sender"], row["form"]) == (sender, "agency_report"))
        return tuple(map(int, sheets.split()))

    def reporters(self, year: int) -> dict[str, list[str]]:
        """District -> the senders whose biểu 2 together cover it in that year."""
        found: dict[str, list[str]] = {code: [] for code in self.districts}
        former = {row["new_area_code"]: row["former_district_code"] for row in self._rows("area_bridge.csv")}
        for row in self._owed(year):
            if row["form"] == "agency_report" and "2" in row["sheets"].split():
                area = self._agencies[row["sender"]]["area_code"]
                found[area if area in found else former[area]].append(row["sender"])
        return found

    def due_before(self, year: int) -> datetime:
        """The first moment that is late for an agency."""
        row = next(row for row in self._rows("reference_year.csv") if row["reference_year"] == str(year))
        return datetime.fromisoformat(row["agencies_due_before"])

    @cache  # noqa: B019 - one object a province, kept for the process
    def targets(self, year: int) -> dict[str, float]:
        """Target -> its threshold: a value, or growth in per cent."""
        return {row["indicator"]: float(row["threshold"]) for row in self._rows("target.csv") if row["reference_year"] == str(year)}

    def tasks(self, sender: str, year: int, role: str = "lead") -> list[dict[str, str]]:
        """The directive's tasks that a sender leads (or supports): task, content, unit_of_measure."""
        return [row for row in self._rows("task.csv") if (row["sender"], row["role"]) == (sender, role) and _in_force(row, year)]

    @cache  # noqa: B019
    def _owed(self, year: int) -> list[dict[str, str]]:
        return [row for row in self._rows("obligation.csv") if _in_force(row, year)]


def _in_force(row: dict[str, str], year: int) -> bool:
    return int(row["valid_from_year"] or 0) <= year <= int(row["valid_to_year"] or 9999)


@cache
def places(folder: Path) -> Places:
    return Places(folder)
