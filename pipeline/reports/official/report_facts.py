"""One report's facts and words side by side: which figure, which target, which clause.

Paragraphs of the body are in ``report_situation`` (part I), ``results`` (II), ``report_shortfalls`` (III) and ``report_next_year`` (IV);
tables in ``tables``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pipeline.office.clauses import clauses, listing, small
from pipeline.office.figure import Figure
from pipeline.reports import marts
from pipeline.reports.official.year_facts import YearFacts
from pipeline.reports.outputs import Outputs


@dataclass(frozen=True)
class _ByCode:
    """What ``{name[code]}`` of a sentence is."""

    look_up: Callable[[str], object]

    def __getitem__(self, code: str) -> object:
        return self.look_up(code)


@dataclass(frozen=True)
class ReportFacts(YearFacts):
    """What the paragraphs and tables of one report draw on: the year's facts, and the clauses on its figures."""

    def say(self, path: str, **values: object) -> str:
        """A sentence of the words. It may name indicators: ``{figure[T6]}`` is the clause on one, ``{amount[T6]}`` its amount,
        ``{number[I.1]}`` its bare number, ``{reported[T6]}`` and ``{expected[T6]}`` the units behind it;
        ``{by}`` is the year's document, ``{annex[units]}`` the number of an annex."""
        count = self.words.count
        by = self.words.say("body.by_document", number=self.directive.number) if self.directive else ""
        looked_up = {
            "annex": self.annexes,
            "figure": _ByCode(lambda code: self.clause(code)),
            "amount": _ByCode(lambda code: (figure := self.figure(code)) and self.words.amount(figure, figure.value)),
            "number": _ByCode(lambda code: (figure := self.figure(code)) and count(figure.value)),
            "reported": _ByCode(lambda code: (figure := self.figure(code)) and count(figure.units_reported or 0)),
            "expected": _ByCode(lambda code: (figure := self.figure(code)) and count(figure.units_expected or 0)),
        }
        return self.words.say(path, by=by, **looked_up, **values)

    def named(self, path: str) -> list[Figure]:
        """The figures that the sentence at ``path`` names, in its order."""
        found: Any = self.words.words
        for key in path.split("."):
            found = found[key]
        codes = re.findall(r"\{\w+\[([^\]]+)\]\}", found)
        return [figure for code in dict.fromkeys(codes) if (figure := self.figure(code))]

    def clause(self, code: str) -> str:
        """``có 12 HTX thành lập mới, bằng 60,0 % kế hoạch, tăng …`` for what is counted or summed, ``là 27,4 %, …`` for means and shares.

        What can only be had from the senders' totals is not compared with another year.
        """
        figure = self.figure(code)
        if figure is None:
            return self.words.words["not_reported"]
        if figure.kind in ("mean", "share"):
            if figure.value is None:
                return self.words.say("is.unknown")
            head = self.words.say("is.some", amount=self.words.amount(figure, figure.value)) + self.mark(figure)
            return clauses(f"{head} {self._basis(figure)}".strip(), *self._plan_and_change(figure))
        value = figure.reported_value if figure.kind == "reported" else figure.value
        kind = "unknown" if value is None else "zero" if value == 0 else "some"
        head = self.words.say(f"has.{kind}", amount=self.words.amount(figure, value), unit=self.words.unit(figure)) + self.mark(figure)
        tail = self.words.words["tails"].get(code, "")
        compared = [] if figure.kind == "reported" else self._plan_and_change(figure)
        return clauses(f"{head} {tail}".strip(), "" if value is None else self._share(code), *compared)

    def _plan_and_change(self, figure: Figure) -> list[str]:
        """The plan's clause is made of the target's own figure, which carries the verdict."""
        if self.is_doubted(figure):
            return []
        answer, target = self.figure(figure.same_as), self.targets.get(figure.same_as)
        planned = self.words.plan(answer, target) if answer and target else ""
        is_compared = self.has_year_before and not self.is_doubted(figure, self.year - 1)
        return [planned, self.words.compared(figure) if is_compared else ""]

    def _share(self, code: str) -> str:
        """``chiếm 94,8 %``: the share that the words put beside a part; nothing where it cannot be said."""
        share = self.figure(self.words.words["shares"].get(code, ""))
        return "" if share is None or share.value is None else self.words.say("share_of", pct=self.words.amount(share, share.value))

    def _basis(self, figure: Figure) -> str:
        """``(tính trên 110 HTX có báo cáo)``: the divisor of a mean over units."""
        if figure.per != "reporting" or figure.denominator is None:
            return ""
        return self.words.say("body.basis_units", count=self.words.count(figure.denominator))

    def counted(self, path: str, counts: dict[str, int]) -> str:
        """The parts of a whole that are not zero, each in its own words: ``04 chỉ tiêu đạt, 05 chỉ tiêu không đạt``."""
        return listing([self.words.say(f"{path}.{key}", count=self.words.count(count)) for key, count in counts.items() if count])

    def matched(self, path: str) -> list[str]:
        """Of the figures that a sentence names: growth of the units that report in both years, where that prints otherwise than all's."""
        sentences = []
        for figure in filter(None, (self.figure(named.same_as) for named in self.named(path))):
            alike = self.words.growth(figure.growth_pct) == self.words.growth(figure.matched_growth_pct)
            if figure.matched_growth_pct is not None and figure.matched_units and not alike and not self.is_doubted(figure):
                direction, count = self.words.growth(figure.matched_growth_pct), self.words.count(figure.matched_units)
                sentences.append(self.words.say("body.matched", count=count, name=small(self.name(figure.indicator)), direction=direction))
        return sentences

    def due(self, moment: datetime) -> str:
        """``trước ngày 10 tháng 12 năm 2019``: the moment is the first that is late."""
        local = moment.astimezone(self.province.tz)
        if (local.hour, local.minute) == (0, 0):
            return self.words.say("body.due", day=self.words.date(local.date()))
        return self.words.say("body.due_at", time=local.strftime("%H:%M"), day=self.words.date(local.date()))


def read_facts(outputs: Outputs) -> ReportFacts:
    """Raises MartError where the warehouse lacks the year."""
    read = marts.read(outputs.warehouse, outputs.year, outputs.province.code)
    return ReportFacts(read, outputs.province, outputs.wording, outputs.as_of, outputs.receipt, outputs.paragraphs)
