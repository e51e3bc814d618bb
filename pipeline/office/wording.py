"""Figures in words: growth, plan and verdict as an office writes them, right also when a figure falls, is zero or is unknown.

Words are data (``words/<lang>.yaml``); which of them applies is decided here. Nothing here reads the warehouse.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.config import Directive, Target
from pipeline.office.figure import Figure
from pipeline.office.numerals import Numerals, exact, rounded

SMALL = 20  # a percentage of fewer says nothing: the difference itself is told


@dataclass(frozen=True)
class Wording(Numerals):
    """The words of one language, put to figures and targets."""

    # figures ---------------------------------------------------------------------------------------------------------

    def unit(self, figure: Figure, value: float | None = None) -> str:
        return self.unit_of(figure.unit_of_measure, value)

    def unit_of(self, unit_of_measure: str, value: float | None = None) -> str:
        """The unit that so much is printed in."""
        table = self.words["units"] if value == 1 else {**self.words["units"], **self.words["units_plural"]}
        return str(table.get(unit_of_measure, unit_of_measure))

    def cell(self, figure: Figure | None, value: float | None) -> str:
        """A value of this indicator in a table: money in triệu đồng, shares with their %."""
        if figure is None or value is None:
            return str(self.words["missing"])
        if figure.is_money:
            return self.million(value)
        return self.percent(value, figure.decimals) if figure.unit_of_measure == "%" else self.number(value, figure.decimals)

    def amount(self, figure: Figure, value: float | None, *, short: bool = False) -> str:
        """A value of this indicator in running text, with its unit; ``short`` where the full unit was just named."""
        if value is None:
            return str(self.words["not_reported"])
        if figure.unit_of_measure == "%":
            return self.percent(value, figure.decimals)
        unit = self.words["short_units"].get(figure.unit_of_measure) if short else None
        return f"{self.million(value) if figure.is_money else self.count(value)} {unit or self.unit(figure, value)}"

    def direction(self, change: float, amount: str, smallest: str) -> str:
        """``tăng 5,0 %``; a change that would print as zero is said to be below the smallest printed step."""
        if change == 0:
            return str(self.words["direction"]["same"])
        kind = "up" if change > 0 else "down"
        printed = any(letter in "123456789" for letter in amount)
        return self.say(f"direction.{kind}" if printed else f"direction.{kind}_slightly", amount=amount if printed else smallest)

    def growth(self, growth_pct: float | None) -> str:
        """``tăng 5,0 %``, ``giảm 3,2 %``, ``bằng``; ``…`` where there is none."""
        if growth_pct is None:
            return str(self.words["missing"])
        return self.direction(growth_pct, self.percent(abs(growth_pct)), self.percent(0.1))

    def is_few(self, figure: Figure) -> bool:
        """Whether its change is a difference of counts and no percentage."""
        return figure.kind in ("count", "sum") and not figure.is_money and min(figure.value or 0, figure.previous_value or 0) < SMALL

    def points(self, figure: Figure) -> str:
        """A share's change, of the figures that are printed: ``tăng 6,2 điểm phần trăm``."""
        printed = rounded(figure.value or 0, figure.decimals) - rounded(figure.previous_value or 0, figure.decimals)
        exactly = float(exact(figure.value or 0) - exact(figure.previous_value or 0))
        return self.direction(float(printed) or exactly, *(self.say("points", number=self.number(size, 1)) for size in (abs(printed), 0.1)))

    def step(self, figure: Figure) -> str:
        """The difference of the figures that are printed: ``tăng 02 HTX``, ``giảm 12,3 triệu đồng``."""
        places = -5 if figure.is_money else figure.decimals
        change = float(rounded(figure.value or 0, places) - rounded(figure.previous_value or 0, places))
        exactly = float(exact(figure.value or 0) - exact(figure.previous_value or 0))
        smallest = self.amount(figure, 100_000.0 if figure.is_money else 1, short=True)
        return self.direction(change or exactly, self.amount(figure, abs(change), short=True), smallest)

    def compared(self, figure: Figure) -> str:
        """This year against the year before. Shares are compared in percentage points, a loss in money: a ratio to it means nothing."""
        value, previous, year = figure.value, figure.previous_value, figure.reference_year - 1
        if value is None:
            return ""
        if previous is None:
            return self.say("compared.no_previous", year=year)
        if previous == 0:
            return self.say("compared.both_zero" if value == 0 else "compared.from_zero", year=year)
        if value == 0:
            return self.say("compared.to_zero", year=year, previous=self.amount(figure, previous, short=True))
        change = float(exact(value) - exact(previous))
        if change == 0:
            return self.say("compared.same", year=year)
        if figure.unit_of_measure == "%":
            direction = self.points(figure)
        elif figure.growth_pct is None or min(value, previous) < 0 or self.is_few(figure):
            direction = self.step(figure)
        else:
            direction = self.growth(figure.growth_pct)
        return self.say("compared.changed", direction=direction, year=year, previous=self.amount(figure, previous, short=True))

    # plan ------------------------------------------------------------------------------------------------------------

    def target(self, figure: Figure, target: Target) -> str:
        """``ít nhất 20 HTX``, ``tăng 10 % trở lên``; the base year is named where it is not the year before."""
        if target.measure == "growth":
            level = self.say("percent", number=self.threshold(target.threshold))
            other = target.base_year not in (None, target.reference_year - 1)
            return self.say("plan.growth_target_on" if other else "plan.growth_target", threshold=level, year=target.base_year)
        if figure.unit_of_measure == "%":
            return self.say("plan.value_target", threshold=self.say("percent", number=self.threshold(target.threshold)))
        level = self.count(target.threshold)
        return self.say("plan.value_target", threshold=f"{level} {self.unit(figure, target.threshold)}")

    def plan_share(self, figure: Figure, target: Target) -> float | None:
        """Value in percent of what the target asks for; for growth, of the base raised by the target. None where either is unknown."""
        asked = planned(figure, target)
        return None if figure.value is None or not asked or asked <= 0 else float(exact(figure.value) / exact(asked) * 100)

    def plan(self, figure: Figure, target: Target) -> str:
        """``bằng 60,0 % kế hoạch, không đạt chỉ tiêu``; says so where rounding alone would make a miss look met."""
        share = self.plan_share(figure, target)
        parts = [] if not share else [self._of_plan(figure, target, share)]
        if figure.verdict:
            parts.append(self.words["verdict_clause"][figure.verdict])
        if figure.verdict == "not_met" and self.looks_met(figure, target):
            parts.append(self.words["rounded_up"])
        return ", ".join(parts)

    def _of_plan(self, figure: Figure, target: Target, share: float) -> str:
        """``bằng 94,0% kế hoạch``; of few the difference."""
        asked = planned(figure, target) or 0
        if not self.is_few(figure) or asked >= SMALL:
            return self.say("plan.share", pct=self.percent(share))
        over = float(exact(figure.value or 0) - exact(asked))
        key = "plan.equal" if not over else "plan.over" if over > 0 else "plan.under"
        return self.say(key, amount=self.amount(figure, abs(over)))

    def looks_met(self, figure: Figure, target: Target) -> bool:
        """The printed figures reach the target's level, whatever the unrounded ones do."""
        shown = growth_of(figure, target) if target.measure == "growth" else figure.value
        share = self.plan_share(figure, target)
        reached = shown is not None and rounded(shown, 1 if target.measure == "growth" else figure.decimals) >= exact(target.threshold)
        return reached or (share is not None and rounded(share, 1) >= 100)


def growth_of(figure: Figure, target: Target) -> float | None:
    """The growth that the target is about: on its base year where that is not the year before."""
    on_other_year = target.base_year not in (None, figure.reference_year - 1)
    return figure.base_growth_pct if on_other_year or figure.growth_pct is None else figure.growth_pct


def planned(figure: Figure, target: Target) -> float | None:
    """The value at which the target is met, in the indicator's own unit."""
    if target.measure == "value":
        return target.threshold
    base = figure.base_value if figure.base_value is not None else figure.previous_value
    return None if base is None else float(exact(base) * (100 + exact(target.threshold)) / 100)


def cited(directive: Directive | None, words: Numerals) -> dict[str, str] | None:
    """A document as a letter or report cites it; None where there is none."""
    if directive is None:
        return None
    return {"number": directive.number, "day": words.date(directive.date), "issuer": directive.issuer, "about": directive.about}
