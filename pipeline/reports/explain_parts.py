"""What every indicator is made of, unit by unit: who counts, with how much, resting on which cells, and why another does not.

The figures themselves are made by dbt (``int_area_total``, ``int_indicator_value``); ``explain`` compares its sums with them.
Nothing here runs SQL or knows a word of a language. No text of a user enters the SQL: values are bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pipeline.config import Rules

Units = Literal["htx", "lhhtx", "tht"]
Scope = Literal["existing", "active", "new", "dissolved"]
Basis = Literal["registry", "report", "tht", "alliance"]
Role = Literal["value", "weight", "condition", "placement"]

ACTIVE = "Đang hoạt động"
MATCHED = ("T5", "T6", "T7")
SHARES = ("T4", "T9")
# Reasons that hold for nearly every unit: counted, never listed.
COUNT_ONLY = ("outside_window", "not_dissolved")
# The fields whose cell keeps a unit out, by reason; a blank figure or weight is its own cause.
CAUSES = {
    "no_day": ("registered_on", "founded_on"),
    "converted": ("registered_on",),
    "dissolved": ("status_on", "status"),
    "tht_dissolved": ("operating_state",),
    "not_active": ("status",),
    "stopped": ("operating_state",),
    "no_rating": ("rating",),
    "rated": ("rating",),
    "not_member": ("joined_on", "left_on"),
    "other_type": ("joined_on",),
}


@dataclass(frozen=True)
class Part:
    """``figure``, ``weight``: columns of ``mart.fct_unit_year``; ``per``: what the denominator adds up; ``rests_on``: which documents."""

    units: Units
    scope: Scope
    rests_on: Basis
    flag: Literal["is_effective", "is_alliance_member"] | None = None
    figure: str | None = None
    weight: str | None = None
    per: Literal["units", "reporting", "weight"] | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The contract's names of biểu 2's fields that are added up."""
        return tuple(field_of(column) for column in (self.figure, self.weight) if column)


def field_of(column: str) -> str:
    return column.removesuffix("_vnd")


def is_cause(unit: Mapping[str, Any], cell: Mapping[str, Any]) -> bool:
    """This cell is why the unit does not count; both as ``explain_side`` gives them."""
    reason = unit["reason"]
    if reason in ("blank", "weight_blank"):
        return cell["role"] == ("value" if reason == "blank" else "weight")
    # Of two lists that tell a status, the one whose word was taken.
    if reason == "not_active" and cell["value"] != unit["details"].get("legal_status"):
        return False
    return cell["field"] in CAUSES.get(reason or "", ())


def is_item(indicator: str) -> bool:
    """Biểu 1 has it too, so that a sender's own figure stands beside ours."""
    return not indicator.startswith("T")


def parts(rules: Rules) -> dict[str, Part]:
    """Every indicator that is built from units, by its code."""
    share: Scope = "existing" if rules.effective_denominator == "existing" else "active"
    new, union, group = Part("htx", "new", "registry"), Part("lhhtx", "new", "registry"), Part("tht", "new", "tht")
    trained = _sum("managers_trained")
    members = _sum("members")
    income = Part("htx", "existing", "report", figure="member_income_vnd", weight="members", per="weight")
    return {
        "T1": new,
        "T2": union,
        "T3": group,
        "T4": Part("htx", share, "report", flag="is_effective", per="units"),
        "T5": trained,
        "T6": members,
        "T7": income,
        "T8": Part("htx", "existing", "alliance", flag="is_alliance_member"),
        "T9": Part("htx", "existing", "alliance", flag="is_alliance_member", per="units"),
        "I.1": Part("htx", "existing", "registry"),
        "I.1a": Part("htx", "active", "report"),
        "I.1b": new,
        "I.1c": Part("htx", "dissolved", "registry"),
        "I.1d": Part("htx", "active", "report", flag="is_effective"),
        "I.2": members,
        "I.2a": _sum("new_members"),
        "I.3": _sum("workers"),
        "I.4": Part("htx", "existing", "report", figure="revenue_vnd", per="reporting"),
        "I.5": Part("htx", "existing", "report", figure="profit_vnd", per="reporting"),
        "I.6": Part("htx", "existing", "report", figure="worker_income_vnd", weight="workers", per="weight"),
        "I.6x": income,
        "I.7": _sum("managers"),
        "I.8": trained,
        "II.1": Part("lhhtx", "existing", "registry"),
        "II.1b": union,
        "III.1": Part("tht", "existing", "tht"),
        "III.1a": group,
        "III.2": Part("tht", "existing", "tht", figure="members"),
    }


def _sum(figure: str) -> Part:
    return Part("htx", "existing", "report", figure=figure)


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
        specs += [CellSpec("alliance_newest", "joined_on", "condition"), CellSpec("alliance_newest", "left_on", "condition", "s.left_on is not null")]
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


def classify_sql(part: Part, relation: str, rules: Rules) -> str:
    """A select over ``relation`` (rows of ``mart.fct_unit_year`` with their area's and year's columns): one row a unit that could count.

    Columns: the unit's own, ``is_counted``, ``numerator``, ``denominator`` (hugeint, null where none), ``is_expected`` and ``is_heard`` (of whom the
    figure is expected, who gave it), ``reason``. Binds nothing.
    """
    kind = {"htx": "is_htx", "lhhtx": "unit_type = 'LHHTX'", "tht": "unit_type = 'THT'"}[part.units]
    scope = {
        "existing": "in_existence",
        "active": "in_existence and coalesce(is_active, false)",
        "new": "is_new",
        "dissolved": "is_dissolved",
    }[part.scope]
    flag = f"coalesce({part.flag}, false)" if part.flag else None
    reported = " and ".join(f"{column} is not null" for column in (part.figure, part.weight) if column)
    counted = "in_scope"
    if flag and part.per is None:
        counted = f"in_scope and {flag}"
    elif part.figure:
        counted = f"in_scope and {reported}"
    if part.figure:
        numerator = f"cast({part.figure} as hugeint)" + (f" * {part.weight}" if part.weight else "")
    else:
        numerator = f"cast({flag} as hugeint)" if flag else "cast(1 as hugeint)"
    denominator = {None: "null", "units": "1", "reporting": "1", "weight": part.weight}[part.per]
    expected, heard = "in_scope", reported or "true"
    if part.flag == "is_effective":
        alive = "in_existence" if rules.effective_denominator == "existing" else "in_existence and coalesce(is_active, false)"
        expected, heard = f"is_kind and {alive}", "rating is not null"
    # An alliance may list what is no cooperative: shown, not counted.
    universe = f"is_kind{' or is_alliance_member' if part.flag == 'is_alliance_member' else ''}"
    return f"""
        with kinds as (select *, {kind} as is_kind from {relation}),
        scoped as (select *, is_kind and {scope} as in_scope from kinds where {universe}),
        decided as (select *, {counted} as is_counted, {expected} as is_expected, ({expected}) and {heard} as is_heard from scoped)
        select *,
            case when is_counted then {numerator} end as numerator,
            case when is_counted then cast({denominator} as hugeint) end as denominator,
            {_reason_sql(part)} as reason
        from decided"""


def _reason_sql(part: Part) -> str:
    """Why a unit does not count, or counts in the denominator alone; null where it counts."""
    cases = [("not is_kind", "other_type")]
    if part.units != "tht" and part.scope != "existing":
        cases.append(("not is_in_registry", "not_in_registry"))
    if part.scope == "new":
        day = "founded_on" if part.units == "tht" else "registered_on"
        cases += [(f"not is_new and {day} is null", "no_day")]
        if part.units != "tht":
            cases.append(("not is_new and converted_on between window_start and cutoff_day", "converted"))
        cases.append(("not is_new", "outside_window"))
    elif part.scope == "dissolved":
        cases.append(("not is_dissolved", "not_dissolved"))
    elif part.units == "tht":
        cases.append(("not in_existence", "tht_dissolved"))
    else:
        cases += [("not is_in_registry", "not_in_registry"), ("not in_existence", "dissolved")]
    if part.scope == "active" or part.flag == "is_effective":
        cases += [
            (f"not coalesce(is_active, false) and legal_status is distinct from '{ACTIVE}'", "not_active"),
            ("not coalesce(is_active, false)", "stopped"),
        ]
    if part.flag == "is_effective":
        cases += [("rating is null", "no_rating"), ("not coalesce(is_effective, false)", "rated")]
    if part.flag == "is_alliance_member":
        cases.append(("not is_alliance_member", "not_member"))
    for column, reason in ((part.figure, "blank"), (part.weight, "weight_blank")):
        if column:
            cases += [
                (f"{column} is null and is_reported", reason),
                (f"{column} is null and not coalesce(area_has_report, true)", "report_missing"),
                (f"{column} is null", "not_in_report"),
            ]
    return "case " + " ".join(f"when {condition} then '{reason}'" for condition, reason in cases) + " end"
