"""An indicator as ``mart.dim_indicator`` defines it, and a figure of it as it is printed and spoken of."""

from __future__ import annotations

from dataclasses import dataclass

MILLION = 1_000_000  # money is stored in đồng and printed in triệu đồng


def is_money(unit_of_measure: str) -> bool:
    """Whether figures in this unit (``đồng/năm``) are money."""
    return unit_of_measure.startswith("đồng")


@dataclass(frozen=True, kw_only=True)
class Defined:
    """What everybody who prints an indicator asks of it. ``scope`` None: only the senders' totals know it. ``per``: what the denominator
    adds up; None where there is none."""

    indicator: str
    indicator_name: str
    indicator_name_en: str
    unit_of_measure: str
    kind: str
    decimals: int
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

    def name(self, lang: str) -> str:
        return self.indicator_name if lang == "vi" else self.indicator_name_en


@dataclass(frozen=True, kw_only=True)
class Figure(Defined):
    """One indicator of one area and year: money in đồng, shares and growth in percent, unrounded; None = not known."""

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

    @property
    def unreported(self) -> int:
        """Units of which the figure is expected and not reported."""
        return (self.units_expected or 0) - (self.units_reported or 0)

    @property
    def is_money(self) -> bool:
        return is_money(self.unit_of_measure)
