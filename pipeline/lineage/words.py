"""The sentences of ``explain`` and ``trace`` in one language, filled with an answer's facts. No SQL, no layout.

The words are data: ``text/<lang>.yaml``; numbers and dates are written by ``numerals``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.config.form import field_name
from pipeline.office.numerals import Numerals, load_words

TEXT = Path(__file__).parent / "text"


@dataclass(frozen=True)
class Words:
    """One language. ``numerals`` formats; ``own`` are the sentences of this module's two commands."""

    lang: str
    numerals: Numerals
    own: Mapping[str, Any]

    @classmethod
    @lru_cache(maxsize=2)
    def of(cls, lang: str) -> Words:
        """Raises ValueError for a language that there is none of."""
        return cls(lang, Numerals(lang), load_words(TEXT, lang))

    def say(self, path: str, /, **values: Any) -> str:
        """The sentence at ``section.key`` with its places filled."""
        found: Any = self.own
        for key in path.split("."):
            found = found[key]
        return str(found).format(**values)

    def field(self, field: str, otherwise: str | None = None) -> str:
        """What a field is called: here, else on its form; ``otherwise``, or the field's own name, where no form has it."""
        ours: str | None = self.own["fields"].get(field)
        return ours or field_name(field, self.lang) or otherwise or field

    def unit_of(self, unit_of_measure: str) -> str:
        return str(self.own["unit_of"].get(unit_of_measure, unit_of_measure))

    def reason(self, unit: Mapping[str, Any]) -> str:
        """Why this unit does not count, with its own facts; ``unit`` as ``side`` gives it."""
        facts = dict.fromkeys(("dissolved_on", "converted_on"), self.own["missing"]) | {
            name: self.fact(value) for name, value in unit["details"].items() if isinstance(value, str)
        }
        names = {cell["role"]: self.field(cell["field"]) for cell in unit.get("cells", ())}
        values = {"legal_status": self.own["missing"], "operating_state": self.own["missing"], "rating": self.own["missing"]} | facts
        return self.say(
            f"reasons.{unit['reason']}",
            **{**values, "unit_type": unit["unit_type"], "field": names.get("value", "")},
            **{role: names.get(role, "") for role in ("weight", "divisor")},
        )

    def reason_in_short(self, reason: str) -> str:
        """The same without a unit's facts, for counting."""
        return str(self.own["reasons_in_short"].get(reason) or self.own["reasons"][reason])

    def fact(self, value: Any) -> str:
        """What a cell says, for the eye: a number, a day or a word of a list; ``…`` where it says nothing."""
        if value is None:
            return str(self.own["missing"])
        if isinstance(value, bool):
            return str(self.own["yes" if value else "no"])
        if isinstance(value, int | float):
            return self.number(value)
        try:
            return self.numerals.short_date(date.fromisoformat(value)) if len(value) == 10 else self.numerals.term(value)
        except ValueError:
            return self.numerals.term(value)

    def number(self, value: float | int | None, decimals: int = 0) -> str:
        """Whole numbers with all their digits, however many; others rounded for print."""
        if isinstance(value, int):
            text = f"{value:,}"
            return text.replace(",", ".") if self.lang == "vi" else text
        return self.numerals.number(value, decimals)

    def amount(self, value: float | int | None, unit_of_measure: str, decimals: int = 0) -> str:
        """A figure with its unit; money in đồng."""
        if value is None:
            return str(self.own["missing"])
        if unit_of_measure == "%":
            return self.numerals.percent(value, decimals)
        return f"{self.number(value, decimals)} {self.unit_of(unit_of_measure)}"

    def growth(self, growth_pct: float | None) -> str:
        """``tăng 10,1 %``, ``giảm 0,5 %``, ``không đổi``."""
        if growth_pct is None:
            return str(self.own["growth"]["unknown"])
        kind = "up" if growth_pct > 0 else "down" if growth_pct < 0 else "same"
        return self.say(f"growth.{kind}", amount=self.numerals.percent(abs(growth_pct)))

    def moment(self, text: str | None) -> str:
        return self.own["missing"] if text is None else self.numerals.moment(datetime.fromisoformat(text))
