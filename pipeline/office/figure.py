"""One figure of the report, as it is printed and spoken of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One indicator of one area and year: money in đồng, shares and growth in percent, unrounded; None = not known."""

    indicator: str
    indicator_name: str
    unit_of_measure: str
    kind: str
    decimals: int
    reference_year: int
    area_code: str
    value: float | None
    previous_value: float | None
    growth_pct: float | None
    matched_growth_pct: float | None
    numerator: float | None
    denominator: float | None
    reported_value: float | None
    target: float | None
    verdict: str | None
    units_expected: int | None
    units_reported: int | None
    matched_units: int | None
    base_value: float | None
    base_growth_pct: float | None
    figure_status: str | None
    break_note: str | None
    indicator_name_en: str
    listed_in: str
    units: str
    scope: str | None
    flag: str | None
    flag_value: str | None
    figure: str | None
    per: str | None
    verdict_test: str | None
    has_matched_growth: bool
    has_expected_units: bool
    same_as: str

    @property
    def unreported(self) -> int:
        """Units of which the figure is expected and not reported."""
        return (self.units_expected or 0) - (self.units_reported or 0)

    @property
    def is_money(self) -> bool:
        return self.unit_of_measure.startswith("đồng")
