"""What stands beside the headline, in sentences: what the missing reports could still change, estimates, the province's quality scores.

Words only: thresholds are those of mart.fct_still_open, estimates those of mart.fct_estimate, scores those of mart.fct_quality.
No verdict rests on anything said here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.office.clauses import listing, small
from pipeline.office.figure import is_money
from pipeline.office.wording import Wording
from pipeline.reports.marts import Beside


@dataclass(frozen=True)
class BesideWords:
    """The sentences of one year; ``area_name`` gives a place its name."""

    beside: Beside
    words: Wording
    area_name: Callable[[str], str]
    effective: tuple[str, ...]

    def still_open(self, indicator: str) -> str | None:
        """``Nếu huyện Ia H'Drai có từ 06 THT mới trở lên thì đạt, …``; None where the target does not wait for a report."""
        rows = self.beside.still_open.filter(pl.col("indicator") == indicator)
        whole = rows.filter(pl.col("area_code") == self.beside.province_code).to_dicts()
        if not whole:
            return None
        row, places = whole[0], self._places(rows, counted=whole[0]["verdict_test"] != "lower_bound")
        said = {"places": places, "missing": self.words.count(row["missing"])}
        if not row["can_be_met"]:
            return self.words.say("beside.open.base")
        if row["needed"] is None:
            return self.words.say("beside.open.unknown", **said)
        if row["needed"] == 0 and row["verdict_test"] != "share_bounds":
            return self.words.say("beside.open.reached", **said)
        said |= {"needed": self.words.count(row["needed"]), "ratings": self._ratings()}
        kind = "mean" if row["verdict_test"] == "coverage" and row["per"] else row["verdict_test"]
        if kind == "mean":
            said |= {"needed": self.words.number(row["needed"]), "members": self.words.count(row["members_assumed"])}
        elif kind == "lower_bound" and row["missing"] > 1:
            kind = "lower_bound_together"
        sentences = self.words.words["beside"]["open"]
        return self.words.say(f"beside.open.{indicator if indicator in sentences else kind}", **said)

    def _places(self, rows: pl.DataFrame, *, counted: bool) -> str:
        """``huyện Đăk Tô (01), huyện Ia H'Drai (06)``, in the order of the codes."""
        found = rows.filter(pl.col("area_code") != self.beside.province_code).sort("area_code")
        names = [
            self.words.say("beside.place", place=small(self.area_name(code)), count=self.words.count(missing))
            if counted
            else small(self.area_name(code))
            for code, missing in found.select("area_code", "missing").iter_rows()
        ]
        return listing(names) if counted else self.words.joined(names)

    def _ratings(self) -> str:
        return self.words.joined([self.words.term(rating) for rating in self.effective], "or")

    def estimates(self, below: float = 100) -> list[str]:
        """One line an indicator of the province that covers less than this percentage: the estimate, what it covers, its growth."""
        rows = self.beside.estimate.filter((pl.col("area_code") == self.beside.province_code) & (pl.col("coverage_pct") < below))
        return [self._estimate(row) for row in rows.iter_rows(named=True) if row["indicator"] == row["same_as"]]

    def _estimate(self, row: dict[str, Any]) -> str:
        say, words = self.words.say, self.words
        covered = say(
            f"beside.coverage_{row['coverage_of']}",
            reported=words.count(row["reported"]),
            expected=words.count(row["expected"]),
            pct=words.percent(row["coverage_pct"]),
        )
        growth = "" if row["peer_growth_pct"] is None else say("beside.growth", growth=words.growth(row["peer_growth_pct"]))
        return say(
            "beside.estimate",
            name=small(self._name(row)),
            estimate=self._amount(row, row["estimate"]),
            value=self._amount(row, row["value"]),
            coverage=covered,
            growth=growth,
        )

    def _amount(self, row: dict[str, Any], value: float | None) -> str:
        if value is None:
            return self.words.words["not_reported"]
        money = is_money(row["unit_of_measure"])
        unit = self.words.words["units"].get(row["unit_of_measure"], row["unit_of_measure"])
        return f"{self.words.million(value) if money else self.words.count(value)} {unit}"

    def _name(self, row: dict[str, Any]) -> str:
        return row["indicator_name" if self.words.lang == "vi" else "indicator_name_en"]
