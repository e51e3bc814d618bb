"""What moved since the year before, what weighs most first, as data of ``mart.fct_movement``. Limits and pairs: ``movements.yaml``.

In words: ``analysis``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.config.yaml_file import read_yaml
from pipeline.office.figure import Figure
from pipeline.reports.official.report_facts import ReportFacts

LIMITS: dict[str, Any] = read_yaml(Path(__file__).with_suffix(".yaml"))
FLOWS = ("new", "dissolved")  # counts of a year: no unit of one year's is of another's


@dataclass(frozen=True)
class Statement:
    """A figure that moved. ``weight``: growth in percent without its sign, of all units; ``parts``: its rows of ``mart.fct_movement``."""

    figure: Figure
    weight: float
    parts: pl.DataFrame

    def cut(self, name: str) -> pl.DataFrame:
        return self.parts.filter(pl.col("cut") == name)

    def presence(self, part: str) -> dict[str, Any]:
        """The units that ``entered``, ``left``, ``stayed`` or are ``not_known`` in one of the years; nothing where there are none."""
        return next(self.cut("presence").filter(pl.col("part") == part).iter_rows(named=True), {})

    @property
    def apart(self) -> float:
        """Points between the growth of all and of the units that stayed, where there are enough of these."""
        stayed = self.presence("stayed")
        known = stayed and stayed["growth_pct"] is not None and stayed["units"] >= LIMITS["smallest"] and self.figure.scope not in FLOWS
        return abs(stayed["growth_pct"] - (self.figure.growth_pct or 0)) if known else 0

    @property
    def is_contrary(self) -> bool:
        return self.apart > 0 and self.presence("stayed")["growth_pct"] * (self.figure.growth_pct or 0) < 0

    @property
    def whole(self) -> dict[str, Any]:
        return self.cut("whole").row(0, named=True)


def movements(facts: ReportFacts) -> list[Statement]:
    """The largest first. Left out: what rests on few, is not complete in both years, or may be another figure."""
    found = [statement for statement in _compared(facts) if statement.weight >= LIMITS["least_pct"]]
    return sorted(found, key=lambda statement: -statement.weight)[: LIMITS["most"]]


def contrary(facts: ReportFacts) -> list[Statement]:
    """Figures that moved one way while the units that stayed moved the other: the largest difference first."""
    found = [statement for statement in _compared(facts) if statement.is_contrary and statement.apart >= LIMITS["least_pct"]]
    return sorted(found, key=lambda statement: -statement.apart)[: LIMITS["contrary"]]


def _compared(facts: ReportFacts) -> Iterator[Statement]:
    """In the order of the forms, every figure that can be compared with the year before."""
    for (code,), parts in facts.marts.movement.group_by("indicator", maintain_order=True):
        figure = facts.figure(str(code))
        if figure is None or figure.growth_pct is None or facts.is_doubted(figure) or facts.is_doubted(figure, facts.year - 1):
            continue
        statement = Statement(figure, abs(figure.growth_pct), parts)
        if _basis(statement) >= LIMITS["smallest"] and _is_complete(facts, figure):
            yield statement


def _basis(statement: Statement) -> float:
    """What a percentage rests on: the base's count, the units of a mean or a sum."""
    whole = statement.whole
    return min(whole["previous_value"] if statement.figure.kind == "count" else whole["previous_units"], whole["previous_value"])


def _is_complete(facts: ReportFacts, figure: Figure) -> bool:
    """Both years cover as much as a verdict on growth asks for."""
    years = [figure, facts.marts.figure(figure.indicator, year=facts.year - 1)]
    needed = facts.province.rules.coverage_threshold
    covered = all(found is None or (found.units_reported or 0) >= needed * (found.units_expected or 0) for found in years)
    return covered and not (figure.units == "tht" and facts.silent_districts)


def pairs(facts: ReportFacts) -> list[tuple[Figure, Figure, dict[str, Any], dict[str, Any]]]:
    """Two figures of the units that stayed, both moved: the stronger pair first; with their rows of the units that stayed."""
    stayed = {row["indicator"]: row for row in facts.marts.movement.filter(pl.col("part") == "stayed").iter_rows(named=True)}
    found = []
    for codes in LIMITS["pairs"]:
        figures = [figure for code in codes if (figure := facts.figure(code)) and not facts.is_doubted(figure)]
        rows = [stayed[code] for code in codes if code in stayed and stayed[code]["growth_pct"] is not None]
        if len(figures) == len(rows) == 2 and all(row["units"] >= LIMITS["smallest"] for row in rows):
            found.append((figures[0], figures[1], rows[0], rows[1]))
    strength = [min(abs(one["growth_pct"]), abs(other["growth_pct"])) for _, _, one, other in found]
    return [pair for weight, pair in sorted(zip(strength, found, strict=True), key=lambda item: -item[0]) if weight >= LIMITS["least_pct"]]
