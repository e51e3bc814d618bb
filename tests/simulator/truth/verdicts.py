"""The nine targets and their verdicts, sentence by sentence from the contract's section 4."""

from __future__ import annotations

from fractions import Fraction

from tests.simulator.truth.measures import Area, Measure

TARGETS = ("T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9")
MET, NOT_MET, UNDETERMINED = "met", "not_met", "undetermined"
ENOUGH = Fraction(95, 100)


def growth(value: Fraction | None, previous: Fraction | None) -> Fraction | None:
    """In per cent; None where either is unknown or the previous value is 0 or less."""
    return (value / previous - 1) * 100 if value is not None and previous and previous > 0 else None


def verdict(indicator: str, target: Fraction, now: Area, measure: Measure, before: Area | None, previous: Measure | None) -> str:
    """The province's verdict. `before` is the year that growth compares with, None where it is not known at all."""
    if indicator in ("T1", "T2"):
        return _reaches(measure.value, target) if now.has_registry else UNDETERMINED
    if indicator == "T3":
        if measure.value is not None and measure.value >= target:
            return MET
        return NOT_MET if now.is_complete else UNDETERMINED
    if indicator == "T4":
        if not now.has_registry or measure.value is None:
            return UNDETERMINED
        return MET if measure.value >= target else NOT_MET if measure.high < target else UNDETERMINED
    if indicator == "T9":
        return _reaches(measure.value, target) if now.has_registry and now.has_alliance else UNDETERMINED
    if before is None or previous is None:
        return UNDETERMINED
    if indicator == "T8":
        has_lists = now.has_registry and now.has_alliance and before.has_registry and before.has_alliance
        return _reaches(growth(measure.value, previous.value), target) if has_lists else UNDETERMINED
    return _reaches(growth(measure.value, previous.value), target) if _covers(measure) and _covers(previous) else UNDETERMINED


def _covers(measure: Measure) -> bool:
    """At least 95 % of the HTX in existence report the field; unknown without the registry."""
    return bool(measure.expected) and Fraction(measure.reported, measure.expected) >= ENOUGH


def _reaches(value: Fraction | None, target: Fraction) -> str:
    return UNDETERMINED if value is None else MET if value >= target else NOT_MET
