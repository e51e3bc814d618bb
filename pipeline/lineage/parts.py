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
    """This cell is why the unit does not count; both as ``side`` gives them."""
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
