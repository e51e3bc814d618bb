"""Figures in words: numbers, growth, plan and verdict as an office writes them, right also when a figure falls, is zero or is unknown.

Words are data (``templates/words.<lang>.yaml``); which of them applies is decided here. Nothing here reads the warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel.dates import format_date
from babel.numbers import format_decimal

from pipeline.config import Target
from pipeline.reports.marts import Figure

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("vi", "en")


def exact(value: float | int | Decimal) -> Decimal:
    """The value as a decimal number; a float's noise beyond 15 digits is not a digit that anybody reported (2,2499999999999996 is 2,25)."""
    return Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value)


def rounded(value: float | int | Decimal, decimals: int) -> Decimal:
    """Half away from zero, for print only: no test uses it."""
    return exact(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


@lru_cache(maxsize=len(LANGUAGES))
def words_of(lang: str) -> Mapping[str, Any]:
    if lang not in LANGUAGES:
        raise ValueError(f"no words for the language {lang!r}; there are {', '.join(LANGUAGES)}")
    return yaml.safe_load((TEMPLATES / f"words.{lang}.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Wording:
    """The words of one language."""

    lang: str = "vi"

    @cached_property
    def words(self) -> Mapping[str, Any]:
        return words_of(self.lang)

    def say(self, path: str, **values: object) -> str:
        """The sentence at ``section.key`` with its places filled; raises KeyError where either is wanting."""
        found: Any = self.words
        for key in path.split("."):
            found = found[key]
        return str(found).format(**values)

    def term(self, word: str | None) -> str:
        """A word from a form's list (sector, rating, state) in this language."""
        return self.words["missing"] if word is None else self.words["terms"].get(word, word)

    def joined(self, names: Sequence[str], last: str = "and") -> str:
        """``a, b và c``."""
        return self.words[last].join([part for part in (", ".join(names[:-1]), names[-1]) if part]) if names else ""

    # numbers ---------------------------------------------------------------------------------------------------------

    def number(self, value: float | int | None, decimals: int = 0) -> str:
        """``1.787,4``; what is not known is ``…``, never 0."""
        if value is None:
            return self.words["missing"]
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        figure = rounded(value, decimals)
        return format_decimal(abs(figure) if figure == 0 else figure, format=pattern, locale=self.lang)

    def count(self, value: float | int | None) -> str:
        """A count in running text: below ten it is written ``05``, as the directive does."""
        written = self.number(value)
        return written.zfill(2) if self.lang == "vi" and written.isdigit() and value != 0 else written

    def percent(self, value: float | None, decimals: int = 1) -> str:
        return self.words["missing"] if value is None else self.say("percent", number=self.number(value, decimals))

    def threshold(self, value: float) -> str:
        """A level as the directive gives it: no decimals that it does not have."""
        return self.number(value, max(0, -exact(float(value)).normalize().as_tuple().exponent))

    def million(self, value_vnd: float | int | None, decimals: int = 1) -> str:
        """Đồng as triệu đồng."""
        return self.words["missing"] if value_vnd is None else self.number(exact(value_vnd) / 1_000_000, decimals)

    # dates -----------------------------------------------------------------------------------------------------------

    def date(self, day: date) -> str:
        """``ngày 05 tháng 02 năm 2020``: days below 10 and the months 1 and 2 get a zero (Nghị định 30/2020/NĐ-CP)."""
        if self.lang == "en":
            return format_date(day, "d MMMM y", locale="en")
        return self.say("date", day=f"{day.day:02d}", month=f"{day.month:02d}" if day.month < 3 else str(day.month), year=day.year)

    def short_date(self, day: date | None) -> str:
        return self.words["missing"] if day is None else format_date(day, "dd/MM/y", locale=self.lang)

    def moment(self, moment: datetime) -> str:
        """A moment already in the office's own time zone."""
        return self.say("moment", time=moment.strftime("%H:%M"), day=self.short_date(moment.date()))

    # figures ---------------------------------------------------------------------------------------------------------

    def unit(self, figure: Figure, value: float | None = None) -> str:
        table = self.words["units"] if value in (1, None) else {**self.words["units"], **self.words["units_plural"]}
        return table.get(figure.unit_of_measure, figure.unit_of_measure)

    def cell(self, figure: Figure | None, value: float | None) -> str:
        """A value of this indicator in a table: money in triệu đồng, shares with their %."""
        if figure is None or value is None:
            return self.words["missing"]
        if figure.is_money:
            return self.million(value)
        return self.percent(value, figure.decimals) if figure.unit_of_measure == "%" else self.number(value, figure.decimals)

    def amount(self, figure: Figure, value: float | None) -> str:
        """A value of this indicator in running text, with its unit."""
        if value is None:
            return self.words["not_reported"]
        if figure.unit_of_measure == "%":
            return self.percent(value, figure.decimals)
        return f"{self.million(value) if figure.is_money else self.count(value)} {self.unit(figure, value)}"

    def direction(self, change: float, amount: str, smallest: str) -> str:
        """``tăng 5,0 %``; a change that would print as zero is said to be below the smallest printed step."""
        if change == 0:
            return self.words["direction"]["same"]
        kind = "up" if change > 0 else "down"
        printed = any(letter in "123456789" for letter in amount)
        return self.say(f"direction.{kind}" if printed else f"direction.{kind}_slightly", amount=amount if printed else smallest)

    def growth(self, growth_pct: float | None) -> str:
        """``tăng 5,0 %``, ``giảm 3,2 %``, ``bằng``; ``…`` where there is none."""
        if growth_pct is None:
            return self.words["missing"]
        return self.direction(growth_pct, self.percent(abs(growth_pct)), self.percent(0.1))

    def points(self, change: float) -> str:
        """A share's change: ``tăng 6,2 điểm phần trăm``."""
        return self.direction(change, *(self.say("points", number=self.number(size, 1)) for size in (abs(change), 0.1)))

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
            return self.say("compared.to_zero", year=year, previous=self.amount(figure, previous))
        change = float(exact(value) - exact(previous))
        if change == 0:
            return self.say("compared.same", year=year)
        if figure.unit_of_measure == "%":
            direction = self.points(change)
        elif figure.growth_pct is None or previous < 0 or value < 0:
            direction = self.direction(change, self.amount(figure, abs(change)), self.amount(figure, 100_000.0))
        else:
            direction = self.growth(figure.growth_pct)
        return self.say("compared.changed", direction=direction, year=year, previous=self.amount(figure, previous))

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
        parts = [] if not share else [self.say("plan.share", pct=self.percent(share))]
        if figure.verdict:
            parts.append(self.words["verdict_clause"][figure.verdict])
        if figure.verdict == "not_met" and self.looks_met(figure, target):
            parts.append(self.words["rounded_up"])
        return ", ".join(parts)

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
