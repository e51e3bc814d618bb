"""What the reports read of the published warehouse, as polars frames and figures with names.

The only SQL of the reports. No rounding, no words, no layout: these are in ``wording`` and in the writers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import polars as pl

from pipeline.office.figure import Figure
from pipeline.quality.report_years import OF_YEAR
from pipeline.system.errors import HoptacError
from pipeline.warehouse.reader import reader

_QUERIES = {
    "indicator": """
        select f.*, d.* exclude (indicator)
        from mart.fct_indicator as f
        join mart.dim_indicator as d using (indicator)
        where f.reference_year <= $year
        order by f.reference_year, d.sort_order, f.area_code""",
    "unit_year": """
        select * from mart.fct_unit_year
        where reference_year = $year
        order by area_code nulls last, unit_type, name, unit_key""",
    "submission": """
        select * from mart.fct_submission
        where reference_year = $year
        order by sender, form, version nulls first""",
    "finding": f"""
        select * from {OF_YEAR}
        order by severity, sender nulls first, path nulls first, sheet nulls first, row nulls first, rule, finding_id""",
    "task": "select * from mart.fct_task where reference_year = $year order by sender, task",
    "sector": "select * from mart.fct_sector where reference_year = $year order by area_code, sector, unit_type",
    "training": """
        select * from mart.fct_training
        where reference_year = $year
        order by sender, start_on nulls last, class_name, row""",
    "area": "select * from mart.dim_area_period order by area_code, valid_from",
    "agency": "select * from mart.dim_agency order by sender",
    "doubted": """
        select distinct d.indicator, d.figure, e.reference_year
        from mart.fct_finding_effect as e
        join mart.fct_finding as f using (finding_id)
        join mart.dim_indicator as wrong using (indicator)
        join mart.dim_indicator as d on d.same_as = wrong.same_as or wrong.figure in (d.figure, d.per, d.weight)
        where e.holds and f.severity = 'error' and not f.is_waived and not f.is_confirmed
        order by d.indicator, e.reference_year""",
    "movement": """
        select m.*
        from mart.fct_movement as m
        join mart.dim_indicator as d using (indicator)
        where m.reference_year = $year
        order by d.sort_order, m.cut, m.part""",
    "decision": """
        select * from mart.fct_decision
        where reference_year = $year
        order by case register when 'waiver' then 1 when 'confirmation' then 2 when 'correction' then 3 else 4 end,
            sender nulls first, path nulls first, sheet nulls first, row nulls first, "column", decision_id""",
    "decision_effect": """
        select e.*
        from mart.fct_decision_effect as e
        join mart.dim_indicator as d using (indicator)
        where e.reference_year = $year
        order by e.decision_id, d.sort_order""",
}

_BESIDE = {
    "still_open": """
        select o.*, d.verdict_test, d.per, d.unit_of_measure
        from mart.fct_still_open as o
        join mart.dim_indicator as d using (indicator)
        where o.reference_year = $year
        order by d.sort_order, o.area_code""",
    "estimate": """
        select e.*, d.indicator_name, d.indicator_name_en, d.unit_of_measure, d.same_as
        from mart.fct_estimate as e
        join mart.dim_indicator as d using (indicator)
        where e.reference_year = $year
        order by d.sort_order, e.area_code""",
    "score": """
        select value from mart.fct_quality
        where reference_year = $year and sender is null and item is null and indicator = 'R1'""",
}


class MartError(HoptacError):
    """The warehouse cannot serve the reports; one line says which table or year is wanting."""


@dataclass(frozen=True)
class Beside:
    """What stands beside the year's headline: ``still_open`` and ``estimate`` at the grain of their marts; ``score``: the province's
    completeness."""

    province_code: str
    still_open: pl.DataFrame
    estimate: pl.DataFrame
    score: pl.DataFrame

    @property
    def complete(self) -> float | None:
        """How much of what was owed was reported, in percent; None where that was not computed."""
        return next(iter(self.score["value"]), None)


@dataclass(frozen=True)
class Marts:
    """The marts of one reference year (``indicator``: of all years up to it), each at the grain of its table."""

    year: int
    province_code: str
    indicator: pl.DataFrame
    unit_year: pl.DataFrame
    submission: pl.DataFrame
    finding: pl.DataFrame
    task: pl.DataFrame
    sector: pl.DataFrame
    training: pl.DataFrame
    area: pl.DataFrame
    agency: pl.DataFrame
    doubted: pl.DataFrame
    movement: pl.DataFrame
    decision: pl.DataFrame
    decision_effect: pl.DataFrame
    beside: Beside

    @cached_property
    def _figures(self) -> dict[tuple[str, int, str], Figure]:
        wanted = list(Figure.__dataclass_fields__)
        rows = self.indicator.select(wanted).iter_rows(named=True)
        return {(row["indicator"], row["reference_year"], row["area_code"]): Figure(**row) for row in rows}

    @cached_property
    def doubted_figures(self) -> set[tuple[str, int]]:
        """(indicator, year) of the province's figures that an open error may make others: those that it is said of, and what is made of
        the same column."""
        return set(self.doubted.select("indicator", "reference_year").iter_rows())

    def figure(self, indicator: str, area_code: str | None = None, year: int | None = None) -> Figure | None:
        """The figure of an area (the province where none is named); None where the mart has no such row."""
        return self._figures.get((indicator, year or self.year, area_code or self.province_code))

    def series(self, indicator: str) -> list[tuple[int, float | None]]:
        """(year, value) of the province, every year that the warehouse holds, oldest first."""
        found = [(key[1], figure.value) for key, figure in self._figures.items() if key[0] == indicator and key[2] == self.province_code]
        return sorted(found)

    @cached_property
    def indicators(self) -> list[str]:
        """Codes in the order of the forms."""
        return self.indicator.sort("sort_order")["indicator"].unique(maintain_order=True).to_list()

    def find(self, **properties: object) -> list[Figure]:
        """The province's figures of the year whose definitions have these properties, in the order of the forms."""
        found = filter(None, map(self.figure, self.indicators))
        return [figure for figure in found if all(getattr(figure, name) == value for name, value in properties.items())]

    def counted_like(self, share: Figure) -> Figure:
        """The figure that counts what the share's numerator does."""
        same = {name: getattr(share, name) for name in ("units", "scope", "flag", "flag_value")}
        return next(iter(self.find(kind="count", **same)), share)

    @cached_property
    def targets(self) -> list[str]:
        """Codes of the plan's indicators."""
        return [figure.indicator for figure in self.find(listed_in="plan")]

    @cached_property
    def districts(self) -> list[tuple[str, str]]:
        """(code, name) of the areas below the province that the year's indicators speak of."""
        codes = self.indicator.filter(pl.col("reference_year") == self.year)["area_code"].unique().sort().to_list()
        return [(code, self.area_name(code)) for code in codes if code != self.province_code]

    @cached_property
    def _area_names(self) -> dict[str, str]:
        """The name of the year where a code has had several: codes are used again for other places."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        in_force = (pl.col("valid_from") <= last) & (pl.col("valid_to").is_null() | (pl.col("valid_to") >= first))
        named = self.area.select("area_code", "area_name", in_force=in_force).sort("in_force", maintain_order=True)
        return dict(named.select("area_code", "area_name").iter_rows())

    @cached_property
    def _agency_names(self) -> dict[str, str]:
        return dict(self.agency.select("sender", "agency_name").iter_rows())

    def area_name(self, code: str | None) -> str:
        return self._area_names.get(code or "", code or "")

    def agency_name(self, sender: str | None) -> str:
        return self._agency_names.get(sender or "", sender or "")


def read(warehouse: Path, year: int, province_code: str) -> Marts:
    """Read one reference year. Raises ReadError, MartError where the year is not there."""
    frames = _frames(warehouse, year, _QUERIES)
    if frames["indicator"].filter(pl.col("reference_year") == year).is_empty():
        raise MartError("{}: kho dữ liệu không có chỉ tiêu của năm {}", warehouse, year)
    return Marts(year=year, province_code=province_code, beside=read_beside(warehouse, year, province_code), **frames)


def read_beside(warehouse: Path, year: int, province_code: str) -> Beside:
    """What stands beside one reference year's headline. Raises ReadError."""
    return Beside(province_code=province_code, **_frames(warehouse, year, _BESIDE))


def _frames(warehouse: Path, year: int, queries: dict[str, str]) -> dict[str, pl.DataFrame]:
    with reader(warehouse) as connection:
        return {name: connection.sql(sql, params={"year": year} if "$year" in sql else None).pl() for name, sql in queries.items()}
