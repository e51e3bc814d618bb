"""Which cells a unit's share in an indicator rests on, as data: source, field, role, and when. Looked up in ``cells``."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.lineage.parts import Part, Role, field_of


@dataclass(frozen=True)
class CellSpec:
    """A cell that a unit's contribution rests on: of which source row, which field, and when it does (SQL over the unit ``u``)."""

    source: str
    field: str
    role: Role
    when: str = "true"

    @property
    def table(self) -> str:
        return {"registry_own_year": "registry_unit", "registry_newest": "registry_unit", "alliance_newest": "alliance_member"}.get(
            self.source, self.source
        )


_STATED = ("registered_on", "status", "status_on", "joined_on", "left_on", "rating", "unit_type")


def value_sql(spec: CellSpec) -> str:
    """What the cell says, as text; ``u`` is the unit's row, ``s`` the source's. None is known of a district's or a commune's name."""
    if spec.source == "unit_report" and spec.field not in ("rating", "unit_type"):
        column = spec.field if spec.field in ("operating_state", "founded_on") else _column(spec.field)
        return f"cast(u.{column} as varchar)"
    return f"cast(s.{spec.field} as varchar)" if spec.field in _STATED else "cast(null as varchar)"


def _column(field: str) -> str:
    return f"{field}_vnd" if field in ("revenue", "profit", "member_income", "worker_income") else field


def cell_specs(part: Part, placement: bool = False) -> list[CellSpec]:
    """The cells of one unit's contribution, figures first; ``placement`` adds those that say what and where the unit is."""
    specs = []
    if part.figure:
        specs.append(CellSpec("unit_report", field_of(part.figure), "value"))
    if part.weight:
        specs.append(CellSpec("unit_report", field_of(part.weight), "weight"))
    if part.flag == "is_effective":
        specs += [
            CellSpec("rating_report", "rating", "condition", "u.rating_source = 'rating_report'"),
            CellSpec("unit_report", "rating", "condition", "u.rating_source is distinct from 'rating_report'"),
        ]
    if part.flag == "is_alliance_member":
        specs += [
            CellSpec("alliance_newest", "joined_on", "condition"),
            CellSpec("alliance_newest", "left_on", "condition", "s.left_on is not null"),
        ]
    specs += _group_specs(part) if part.units == "tht" else _registry_specs(part)
    return specs + (_placement_specs(part) if placement else [])


def _group_specs(part: Part) -> list[CellSpec]:
    return [CellSpec("unit_report", "founded_on" if part.scope == "new" else "operating_state", "condition")]


def _registry_specs(part: Part) -> list[CellSpec]:
    registered = CellSpec("registry_newest", "registered_on", "condition")
    status = CellSpec("registry_newest", "status", "condition")
    # A day of status decides only where the unit is dissolved.
    status_on = CellSpec("registry_newest", "status_on", "condition", "s.status = 'Đã giải thể'")
    if part.scope == "new":
        return [registered]
    if part.scope == "dissolved":
        return [CellSpec("registry_newest", "status_on", "condition"), status]
    if part.scope == "active" or part.flag == "is_effective":
        own = CellSpec("registry_own_year", "status", "condition", "not s.is_newest")
        return [own, CellSpec("unit_report", "operating_state", "condition"), status, status_on, registered]
    return [registered, status, status_on]


def _placement_specs(part: Part) -> list[CellSpec]:
    if part.units == "tht":
        return [CellSpec("unit_report", "unit_type", "placement")]
    fields = ("unit_type", "district", "commune", "commune_code")
    return [CellSpec("registry_own_year", field, "placement") for field in fields] + [
        CellSpec("registry_newest", field, "placement", "not s.has_own_year") for field in fields
    ]
