"""What reading one file gives: plain lists, so that worker processes need no data frame library. No decisions here."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.intake.corrections import Correction

_LONGEST_VALUE = 300
MOST_OF_A_KIND = 200  # of one rule in one column: whoever has more of them mends the column, not the cells


@dataclass(frozen=True)
class Request:
    """What a registered file should hold. ``sheets``: the biểu its sender owes in an agency_report. ``corrections``: cells to mend.
    ``office``: how the sender is called; ``offices``: of all senders the code and how they are called; ``window``: the days in which new
    units count, None for the calendar year."""

    form: str
    year: int
    sheets: tuple[int, ...] = ()
    corrections: tuple[Correction, ...] = ()
    office: str = ""
    offices: tuple[tuple[str, str], ...] = ()
    window: tuple[dt.date, dt.date] | None = None


@dataclass
class Parsed:
    """``tables``: table → column → values, all equally long, with ``sheet`` and ``row``. ``columns``: (sheet, field, letter,
    header, multiplier, table). ``sheets``: (sheet, table, header row, rows read, year spoken of). ``findings``: (rule, sheet,
    row, column letter, value, detail as JSON). ``corrections``: (position in the request, value found, why not, sheet)."""

    was_read: bool = False
    tables: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    columns: list[tuple[Any, ...]] = field(default_factory=list)
    sheets: list[tuple[Any, ...]] = field(default_factory=list)
    findings: list[tuple[Any, ...]] = field(default_factory=list)
    corrections: list[tuple[Any, ...]] = field(default_factory=list)
    counts: Counter[tuple[str, str | None, str | None]] = field(default_factory=Counter)

    def add_finding(
        self, rule: str, sheet: str | None = None, row: int | None = None, letter: str | None = None, value: Any = None, **detail: Any
    ) -> None:
        """Add a finding; ``detail`` holds what the rule's sentences name beside its place and value."""
        self.counts[rule, sheet, letter] += 1
        if self.counts[rule, sheet, letter] > MOST_OF_A_KIND:
            return
        text = None if value is None else str(value)[:_LONGEST_VALUE]
        self.findings.append((rule, sheet, row, letter, text, json.dumps(detail, ensure_ascii=False, sort_keys=True)))

    def drop_findings(self, rule: str) -> None:
        """Take back what a rule said: something that says more has taken its place."""
        self.findings = [finding for finding in self.findings if finding[0] != rule]
        self.counts = Counter({place: count for place, count in self.counts.items() if place[0] != rule})

    def finish(self) -> Parsed:
        """Report how many findings of a kind were left out, where a column holds very many; no more is said after it."""
        for (rule, sheet, letter), count in self.counts.items():
            if count > MOST_OF_A_KIND:
                detail = json.dumps({"like": rule, "shown": MOST_OF_A_KIND, "count": count}, sort_keys=True)
                self.findings.append(("more_of_the_same", sheet, None, letter, str(count - MOST_OF_A_KIND), detail))
        self.counts = Counter()
        return self
