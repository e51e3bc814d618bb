"""The SQL that says of every unit whether it counts in an indicator, with how much, and why not. Nothing is run here."""

from __future__ import annotations

from pipeline.config import Rules
from pipeline.lineage.parts import ACTIVE, Part


def classify_sql(part: Part, relation: str, rules: Rules) -> str:
    """A select over ``relation`` (rows of ``mart.fct_unit_year`` with their area's and year's columns): one row a unit that could count.

    Columns: the unit's own, ``is_counted``, ``numerator``, ``denominator`` (hugeint, null where none), ``is_expected`` and ``is_heard``
    (of whom the figure is expected, who gave it), ``reason`` (a code, see the words). Binds nothing.
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
