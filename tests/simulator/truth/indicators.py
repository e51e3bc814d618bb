"""The expected rows of the indicator table: year x indicator x area, with growth and verdict."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import polars as pl

from tests.simulator.totals import ITEMS, MONEY_ITEMS
from tests.simulator.truth.known import Known
from tests.simulator.truth.measures import SUMS, Area, Measure, mean, total
from tests.simulator.truth.sentences import SENTENCES, of_sentences
from tests.simulator.truth.verdicts import TARGETS, growth, verdict
from tests.simulator.world import World

SCHEMA = {
    "reference_year": pl.Int32,
    "indicator": pl.String,
    "area_code": pl.String,
    "value": pl.Float64,
    "previous_value": pl.Float64,
    "growth_pct": pl.Float64,
    "matched_growth_pct": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "reported_value": pl.Float64,
    "target": pl.Float64,
    "verdict": pl.String,
    "units_expected": pl.Int64,
    "units_reported": pl.Int64,
}


def indicators(world: World, as_of: datetime) -> pl.DataFrame:
    """Year x indicator x area, for every year begun at `as_of`. Money in đồng, shares and growth in per cent.

    `units_*` are given for T4-T7, `numerator`/`denominator` for shares and means, `reported_value` for the items of biểu 1
    (the province's is the districts' sum, once all have reported; a mean has none), `target` and `verdict` for the province.
    """
    return _table(Known(world, as_of), (*TARGETS, *(item for item, _, _ in ITEMS)))


def all_indicators(world: World, as_of: datetime) -> pl.DataFrame:
    """`indicators`, and those of the report's sentences."""
    return _table(Known(world, as_of), (*TARGETS, *(item for item, _, _ in ITEMS), *SENTENCES))


def _table(known: Known, wanted: tuple[str, ...]) -> pl.DataFrame:
    rows = []
    for area in (known.world.places.province, *known.world.places.districts):
        before, earlier = None, {}
        for year in known.years:
            now = Area(known, year, area)
            measures = now.measures() | of_sentences(now)
            for indicator in wanted:
                rows.append(_row(indicator, now, measures[indicator], before, earlier.get(indicator)))
            before, earlier = now, measures
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("reference_year", maintain_order=True)


def _row(indicator: str, now: Area, measure: Measure, before: Area | None, previous: Measure | None) -> tuple:
    is_target = indicator in TARGETS
    threshold = now.known.world.places.targets(now.year).get(indicator) if is_target and now.is_province else None
    counted = indicator in ("T4", "T5", "T6", "T7")
    return (
        now.year,
        indicator,
        now.area,
        _float(measure.value),
        _float(previous.value if previous else None),
        _float(growth(measure.value, previous.value if previous else None)),
        _float(_matched(indicator, now, before)),
        _float(measure.numerator),
        _float(measure.denominator),
        _float(None if is_target or indicator in SENTENCES else _reported(indicator, now)),
        threshold,
        verdict(indicator, Fraction(str(threshold)), now, measure, before, previous) if threshold is not None else None,
        measure.expected if counted else None,
        measure.reported if counted else None,
    )


def _matched(indicator: str, now: Area, before: Area | None) -> Fraction | None:
    """Growth over the HTX that report the figure in both years."""
    if before is None or indicator not in ("T5", "T6", "T7") or not (now.has_registry and before.has_registry):
        return None
    fields = ("member_income", "members") if indicator == "T7" else (SUMS[indicator],)
    this, last = now.reported_rows(*fields), before.reported_rows(*fields)
    both = this.keys() & last.keys()
    if not both:
        return None
    this, last = {unit: this[unit] for unit in both}, {unit: last[unit] for unit in both}
    if indicator == "T7":
        return growth(mean(this, *fields), mean(last, *fields))
    return growth(total(this, fields[0]), total(last, fields[0]))


def _reported(item: str, now: Area) -> Fraction | None:
    """What the offices wrote in biểu 1, in đồng where it is money: of several offices the sum, where each of them wrote a number to add."""
    reporters = now.known.world.places.reporters(now.year)
    senders = [sender for code, some in reporters.items() if now.is_province or code == now.area for sender in some]
    totals = [now.known.totals(sender, now.year) for sender in senders]
    written = [total[item]["value"] if total else None for total in totals]
    if not written or None in written or (item in MONEY_ITEMS and (now.is_province or len(written) > 1)):
        return None
    return Fraction(sum(written)) * (1_000_000 if item in MONEY_ITEMS else 1)


def _float(value: Fraction | None) -> float | None:
    return None if value is None else float(value)
