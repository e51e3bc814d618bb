"""What stands in each list, as plain rows of facts: one dict a row, keyed by field, `unit` being the truth's id. No spelling, no layout.

Blank is None. Money in đồng. `name` is a (unit type, Name) pair and `commune` a Commune: how an office spells them is `spelling`'s.
`has_district`: whether there was a district when the unit began; if not, no list names one.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.simulator.days import window
from tests.simulator.documents import Document
from tests.simulator.labels import label, shows_code_in_report
from tests.simulator.units import ACTIVE, Unit
from tests.simulator.world import World

Row = dict[str, Any]
FIGURES = (
    "members",
    "new_members",
    "workers",
    "managers",
    "managers_trained",
    "revenue",
    "revenue_from_members",
    "profit",
    "member_income",
    "worker_income",
)


def registry_rows(world: World, document: Document) -> list[Row]:
    """The registration database as it stood when the extract was made: every legal person ever registered."""
    day = document.written_on
    persons = sorted(
        (unit for unit in world.units if unit.unit_type != "THT" and unit.registered_on <= day),
        key=lambda unit: (unit.registered_on, unit.unit_id),
    )
    return [_registry_row(unit, day) for unit in persons]


def _registry_row(unit: Unit, day: date) -> Row:
    status, status_on = unit.status_at(day)
    return {
        "unit": unit.unit_id,
        "registration_code": unit.code_at(day),
        "certificate_no": unit.certificate_at(day),
        "unit_type": unit.unit_type,
        "name": (unit.unit_type, unit.name_at(day)),
        "commune": unit.commune,
        "district": unit.district,
        "has_district": unit.commune.has_district,
        "commune_code": unit.commune.code if unit.has_commune_code else None,
        "industry_code": unit.industry,
        "charter_capital": unit.charter_capital,
        "registered_on": unit.registered_on,
        "converted_on": unit.converted_on if unit.converted_on and unit.converted_on <= day else None,
        "status": status,
        "status_on": status_on,
    }


def alliance_rows(world: World, document: Document) -> list[Row]:
    """The Alliance's members past and present on the day of the list."""
    day = document.written_on
    members = sorted(
        (unit for unit in world.units if unit.joined_on and unit.joined_on <= day), key=lambda unit: (unit.joined_on, unit.unit_id)
    )
    return [
        {
            "unit": unit.unit_id,
            **label(world.profile, world.seed, unit, document, unit.shows_code_in_alliance or not unit.commune.has_district),
            "unit_type": unit.unit_type,
            "district": unit.district,
            "has_district": unit.commune.has_district,
            "joined_on": unit.joined_on,
            "decision_no": unit.decision_no,
            "left_on": unit.left_on if unit.left_on and unit.left_on <= day else None,
        }
        for unit in members
    ]


def unit_rows(world: World, document: Document) -> list[Row]:
    """Biểu 2 of a district or commune: everything in existence on the day of the report, and what was dissolved in the year."""
    day, (start, _) = document.written_on, window(document.year)
    order = {"HTX": 0, "QTDND": 1, "LHHTX": 2, "THT": 3}
    listed = [unit for unit in world.of_sender(document.sender) if unit.exists_on(day) or _is_dissolved_in(unit, start, day)]
    listed.sort(key=lambda unit: (order[unit.unit_type], unit.registered_on, unit.unit_id))
    return [_unit_row(world, unit, document) for unit in listed]


def _is_dissolved_in(unit: Unit, start: date, day: date) -> bool:
    return unit.ended_on is not None and start <= unit.ended_on <= day and unit.became is None


def _unit_row(world: World, unit: Unit, document: Document) -> Row:
    day, year = document.written_on, document.year
    exists = unit.exists_on(day)
    source = world.by_id[unit.came_from] if unit.came_from and unit.registered_on >= window(year)[0] else None
    row: Row = {
        "unit": unit.unit_id,
        **label(world.profile, world.seed, unit, document, shows_code_in_report(world.profile, world.seed, unit)),
        "unit_type": unit.unit_type,
        "commune": unit.commune.on(day),
        "sector": unit.sector,
        "founded_on": unit.registered_on,
        "operating_state": "Đã giải thể" if not exists else ACTIVE if unit.is_working_on(day) else "Ngừng hoạt động",
    }
    blanks = unit.blanks.get(year, set())
    for field in (*FIGURES, "rating"):
        row[field] = getattr(unit.figures[year], field) if exists and field not in blanks else None
    row.update(document.errors.get(unit.unit_id, {}))
    row["converted_from"] = ("THT", source.names[0][1]) if source else None
    return row


def rating_rows(world: World, document: Document) -> list[Row]:
    """Biểu 5: the agricultural HTX that the department knows."""
    day, year = document.written_on, document.year
    listed = [unit for unit in world.units if unit.exists_on(day) and year in unit.figures and unit.figures[year].department_rating]
    listed.sort(key=lambda unit: (unit.district, unit.unit_id))
    return [
        {
            "unit": unit.unit_id,
            **label(world.profile, world.seed, unit, document, shows_code_in_report(world.profile, world.seed, unit)),
            "district": unit.district,
            "has_district": unit.commune.has_district,
            "score": unit.figures[year].score,
            "rating": unit.figures[year].department_rating,
        }
        for unit in listed
    ]
