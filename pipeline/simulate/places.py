"""Places, offices and tasks that a simulated province has: read from the project's seed lists, which are data and not code."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).parents[1] / "config" / "kon_tum" / "seeds"
PROVINCE = "62"
DEPARTMENTS = ("SKHDT", "SNNPTNT", "SCT", "STC", "STTTT", "TCT", "DPTTH", "BKT", "BCD", "LMHTX")


@dataclass(frozen=True)
class Commune:
    code: str
    name: str  # "Xã Đắk La"
    district: str  # code


@cache
def _rows(file: str) -> list[dict[str, str]]:
    with (SEEDS / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def districts() -> dict[str, str]:
    """Code -> name, in the order of the codes ("608" -> "Thành phố Kon Tum")."""
    found = {row["area_code"]: row["area_name"] for row in _rows("area.csv") if row["area_level"] == "district"}
    return dict(sorted(found.items()))


@cache
def communes(district: str) -> list[Commune]:
    """Communes of a district before July 2025."""
    return [
        Commune(row["area_code"], row["area_name"], district)
        for row in _rows("area.csv")
        if row["area_level"] == "commune" and row["parent_code"] == district and row["valid_to"]
    ]


@cache
def agency_names() -> dict[str, str]:
    return {row["sender"]: row["agency_name"] for row in _rows("agency.csv")}


@cache
def tasks(sender: str, role: str = "lead") -> list[dict[str, str]]:
    """The directive's tasks that a sender leads (or supports): task, content, unit_of_measure."""
    return [row for row in _rows("task.csv") if row["sender"] == sender and row["role"] == role]


def sheets_owed(sender: str) -> tuple[int, ...]:
    """The biểu of the sender's agency report."""
    if sender in districts():
        return (1, 2, 3, 4)
    return {"SNNPTNT": (3, 4, 5), "LMHTX": (3, 4)}.get(sender, (4,))
