"""What a report of a year rests on beside its marts: as of when, by whose signature, which targets, what of it is doubted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.config import Directive, Target
from pipeline.office.clauses import small
from pipeline.office.figure import Figure
from pipeline.reports.official.annexes import annex_numbers
from pipeline.reports.official.deliveries import Deliveries


@dataclass(frozen=True)
class YearFacts(Deliveries):
    """One report's year, with the day and the signature that it is printed with."""

    as_of: datetime
    receipt: Mapping[str, Any]
    paragraphs: Path | None = None

    @property
    def approval(self) -> Mapping[str, Any] | None:
        """The signature that the report carries; None: nobody signed it."""
        return self.receipt.get("approval")

    @property
    def signed_on(self) -> date | None:
        """The report's date: the day of its signature, which nobody knows before."""
        return self.approval["approved_at"].astimezone(self.province.tz).date() if self.approval else None

    @cached_property
    def cut(self) -> date:
        """The day the stock figures stand for: the as-of day, or the window's end where the year is over."""
        return min(self.as_of.astimezone(self.province.tz).date(), self.province.year(self.year).window_end)

    @cached_property
    def targets(self) -> dict[str, Target]:
        return self.targets_of(self.year)

    @cached_property
    def annexes(self) -> dict[str, str]:
        """The annexes' numbers by key."""
        return annex_numbers(self.marts)

    @property
    def directive(self) -> Directive | None:
        """The document that set the year's targets; None: nobody did."""
        return self.province.directive_of(self.year)

    def targets_of(self, year: int) -> dict[str, Target]:
        """By indicator; none where the document that set them came after the as-of day."""
        document, today = self.province.directive_of(year), self.as_of.astimezone(self.province.tz).date()
        if document is None or document.date > today:
            return {}
        return {target.indicator: target for target in self.province.targets if target.reference_year == year}

    def figure(self, indicator: str, area_code: str | None = None) -> Figure | None:
        return self.marts.figure(indicator, area_code)

    def is_doubted(self, figure: Figure, year: int | None = None) -> bool:
        """A figure of a draft that an open error may make another one: it stands marked, is compared with nothing and decides nothing."""
        return (figure.indicator, year or self.year) in self.marts.doubted_figures

    def mark_of_column(self, column: str) -> str:
        """The same for a sum over a column of the units' figures."""
        is_doubted = not self.marts.doubted.filter(pl.col("figure") == column, pl.col("reference_year") == self.year).is_empty()
        return self.words.words["doubted"]["short"] if is_doubted else ""

    def mark(self, figure: Figure | None, year: int | None = None, kind: str = "mark") -> str:
        """``short`` in tables."""
        return self.words.words["doubted"][kind] if figure is not None and self.is_doubted(figure, year) else ""

    @property
    def doubted_names(self) -> list[str]:
        """The year's figures of the plan and biểu 1 that are doubted."""
        found = [figure for code in self.marts.indicators if (figure := self.figure(code)) and figure.listed_in != "report"]
        return [small(self.name(figure.indicator)) for figure in found if self.is_doubted(figure)]

    def name(self, indicator: str) -> str:
        figure = self.figure(indicator)
        return indicator if figure is None else figure.name(self.words.lang)

    @cached_property
    def has_year_before(self) -> bool:
        """Whether anything at all is known of the year before; if not, that is said once."""
        return self.marts.indicator.filter(pl.col("reference_year") == self.year)["previous_value"].count() > 0
