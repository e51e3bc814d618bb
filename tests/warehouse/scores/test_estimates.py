"""Estimates by matched growth: the arithmetic anew in plain polars, and the headline that never holds one."""

from __future__ import annotations

import math
from pathlib import Path

import polars as pl
import pytest

from pipeline.office.wording import Wording
from pipeline.reports.marts import read_beside
from pipeline.reports.official.beside import BesideWords
from tests.warehouse.scores.province import PROVINCE, SILENT, YEAR, table
from tests.warehouse.scores.rerun import Again

DISTRICTS = [area.area_code for area in PROVINCE.districts()]


def figures(build: Path, year: int, indicator: str) -> dict[str, tuple[str, float, float] | None]:
    """unit -> (district, numerator, denominator) of the HTX in existence; None where it is not reported."""
    units = table(build, "mart.fct_unit_year").filter((pl.col("reference_year") == year) & pl.col("in_existence"))
    found = {}
    for unit in units.filter(pl.col("unit_type").is_in(["HTX", "QTDND"])).iter_rows(named=True):
        members, income = unit["members"], unit["member_income_vnd"]
        if indicator == "T7":
            pair = None if members is None or income is None else (income * members, members)
        else:
            figure = members if indicator == "T6" else unit["managers_trained"]
            pair = None if figure is None else (figure, 1)
        found[unit["unit_key"]] = (unit["area_code"], pair)
    return found


def by_units(build: Path, indicator: str, area: str) -> tuple[float, int, int, int, int]:
    """(estimate, expected, reported, carried, filled by the mean)."""
    now, before = figures(build, YEAR, indicator), figures(build, YEAR - 1, indicator)
    last = {key: pair for key, (_, pair) in before.items() if pair}
    both = [(pair, last[key]) for key, (_, pair) in now.items() if pair and key in last]
    told = [pair for _, pair in now.values() if pair]
    total, counts = [0.0, 0.0], [0, 0, 0]
    own = {key: pair for key, (district, pair) in now.items() if area in (district, "62")}
    for key, pair in own.items():
        kind = 0 if pair else 1 if key in last else 2
        counts[kind] += 1
        for part in (0, 1):
            growth = sum(one[part] for one, _ in both) / sum(other[part] for _, other in both)
            mean = sum(one[part] for one in told) / len(told)
            total[part] += pair[part] if kind == 0 else last[key][part] * growth if kind == 1 else mean
    return (total[0] / total[1] if indicator == "T7" else total[0], len(own), *counts)


@pytest.mark.parametrize("indicator", ["T5", "T6", "T7"])
@pytest.mark.parametrize("area", ["62", SILENT])
def test_cooperatives(build: Path, indicator: str, area: str) -> None:
    row = estimate(build, indicator, area)
    value, *counts = by_units(build, indicator, area)
    assert math.isclose(row["estimate"], value, rel_tol=1e-9)
    assert [row["expected"], row["reported"], row["carried"], row["filled_by_mean"]] == counts
    assert row["coverage_pct"] == 100 * counts[1] / counts[0]
    assert (row["method"], row["coverage_of"]) == ("matched_growth", "HTX")


@pytest.mark.parametrize("indicator", ["T3", "III.1", "III.1a", "III.2"])
def test_groups_by_district(build: Path, indicator: str) -> None:
    rows = table(build, "mart.fct_indicator").filter((pl.col("indicator") == indicator) & pl.col("area_code").is_in(DISTRICTS))
    now, before = (
        dict(rows.filter(pl.col("reference_year") == year).select("area_code", "value").iter_rows()) for year in (YEAR, YEAR - 1)
    )
    told = [code for code in DISTRICTS if now[code] is not None]
    assert set(DISTRICTS) - set(told) == {SILENT}
    filled = before[SILENT] * sum(now[code] for code in told) / sum(before[code] for code in told)
    assert math.isclose(estimate(build, indicator, SILENT)["estimate"], filled, rel_tol=1e-9)
    whole = estimate(build, indicator, "62")
    assert math.isclose(whole["estimate"], sum(now[code] for code in told) + filled, rel_tol=1e-9)
    assert whole["value"] == sum(now[code] for code in told)


def estimate(build: Path, indicator: str, area: str) -> dict:
    rows = table(build, "mart.fct_estimate")
    here = (pl.col("reference_year") == YEAR) & (pl.col("indicator") == indicator) & (pl.col("area_code") == area)
    return rows.filter(here).row(0, named=True)


def test_the_headline_is_what_was_reported_and_only_what_lacks_reports_is_estimated(build: Path) -> None:
    shown = table(build, "mart.fct_estimate").join(
        table(build, "mart.fct_indicator"), on=["reference_year", "indicator", "area_code"], suffix="_headline"
    )
    assert shown.filter(pl.col("value").ne_missing(pl.col("value_headline"))).is_empty()
    assert shown.filter(pl.col("reported") >= pl.col("expected")).is_empty()
    assert shown.filter((pl.col("area_code") == SILENT) & (pl.col("reference_year") == YEAR))["value"].to_list() == [None] * 7


def test_where_nobody_reported_nothing_is_estimated(build: Path, tmp_path: Path) -> None:
    with Again(build, tmp_path) as again:
        again.change("update intermediate.int_unit_year set managers_trained = null where reference_year = 2019")
        again.run()
        assert again.rows("select * from mart.fct_estimate where reference_year = 2019 and indicator = 'T5'") == []
        assert again.rows("select count(*) > 0 from mart.fct_estimate where reference_year = 2019 and indicator = 'T6'") == [(True,)]


def test_a_first_year_takes_the_mean(build: Path, tmp_path: Path) -> None:
    with Again(build, tmp_path) as again:
        again.change("delete from intermediate.int_unit_year where reference_year < 2019")
        again.run()
        sql = """
            select estimate, value, reported, expected, filled_by_mean, peer_growth_pct from mart.fct_estimate
            where reference_year = 2019 and indicator = 'T6' and area_code = '62'"""
        ((value, headline, reported, expected, filled, growth),) = again.rows(sql)
        assert math.isclose(value, headline * expected / reported, rel_tol=1e-12)
        assert (filled, growth) == (expected - reported, None)


def test_the_sentences_give_estimate_reported_and_coverage(build: Path) -> None:
    said = BesideWords(read_beside(build, YEAR, PROVINCE.code), Wording("vi"), str, ("Tốt", "Khá")).estimates()
    assert len(said) == 6
    assert said[0].startswith("số tổ hợp tác thành lập mới khoảng 29 THT (số đã báo cáo: 28 THT; bao phủ 09/10 địa bàn, 90,0%")
    assert "triệu đồng/người/năm" in said[3] and "HTX, 92,3%" in said[3]
