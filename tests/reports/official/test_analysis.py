"""What the report says first: the largest movements, where they come from, what the units that stayed did."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from pipeline.reports.official.analysis import findings
from pipeline.reports.official.movements import contrary, movements
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.report_shortfalls import targets_missed

from . import invented
from .invented import Frames, set_figure

Part = tuple[str, str, int, int, float, float]


def moved(tables: Frames, code: str, *parts: Part, half: int = 9) -> None:
    """The figure and its parts (cut, part, units of both years, values of both years); the first is the whole."""
    rows = [
        (2019, code, cut, part, units, before, value, previous, value - previous, (value / previous - 1) * 100 if previous else None, half)
        for cut, part, units, before, value, previous in parts
    ]
    tables["fct_movement"] = pl.concat([tables["fct_movement"], pl.DataFrame(rows, schema=invented.MOVEMENT_SCHEMA, orient="row")])
    _, _, units, _, value, previous = parts[0]
    set_figure(tables, code, value=value, previous_value=previous, growth_pct=(value / previous - 1) * 100, units_reported=units)


def edit(tables: Frames) -> None:
    """Workers rose by new cooperatives alone; trained managers rose and fell where both years are known; groups barely moved."""
    every = [("district", code, 6, 5, 30.0, 20.0) for code, _ in [(a.area_code, a) for a in invented.PROVINCE.districts()]]
    stay = ("presence", "stayed", 50, 50, 196.0, 200.0)
    new, gone = ("presence", "entered", 7, 0, 64.0, 0.0), ("presence", "left", 0, 3, 0.0, 8.0)
    sector = ("sector", "Nông nghiệp", 40, 35, 150.0, 110.0)
    moved(tables, "I.3", ("whole", "", 57, 53, 260.0, 208.0), stay, new, gone, sector, *every, half=2)
    moved(tables, "T5", ("whole", "", 57, 53, 110.0, 100.0), ("presence", "stayed", 50, 50, 90.0, 98.0))
    moved(tables, "III.1", ("whole", "", 104, 100, 104.0, 100.0))
    moved(tables, "II.1", ("whole", "", 2, 1, 2.0, 1.0))
    moved(tables, "T6", ("whole", "", 57, 53, 9000.0, 7000.0))


@pytest.fixture
def facts(tmp_path: Path) -> ReportFacts:
    return invented.facts(invented.build(tmp_path / "w.duckdb", edit))


def test_the_largest_movement_is_told_first_and_what_rests_on_few_or_barely_moved_is_not(facts: ReportFacts) -> None:
    assert [statement.figure.indicator for statement in movements(facts)] == ["T6", "I.3", "T5"]


def test_a_movement_says_where_it_comes_from(facts: ReportFacts) -> None:
    (told,) = [text for text in findings(facts) if text.startswith("- Lao động")]
    assert told == (
        "- Lao động thường xuyên trong HTX là 260 người, tăng 25,0% so với năm 2018 (208 người). Trong đó, 07 HTX mới làm tăng 64 người;"
        " 03 HTX không còn làm giảm 08 người. Tính riêng 50 HTX có số liệu cả hai năm thì giảm 2,0%. Cả 10 địa bàn đều tăng, nhiều nhất là"
        " thành phố Kon Tum (tăng 10 người), huyện Đăk Glei (tăng 10 người). Phần lớn ở lĩnh vực nông nghiệp (tăng 40 người)."
        " Riêng 02 HTX tăng nhiều nhất đã chiếm từ một nửa mức thay đổi trở lên."
    )


def test_units_that_stayed_and_went_the_other_way_are_told(facts: ReportFacts) -> None:
    assert [statement.figure.indicator for statement in contrary(facts)] == ["I.3", "T5"]  # the furthest apart first
    assert any("Tính riêng 50 HTX có số liệu cả hai năm thì giảm 8,2%" in text for text in findings(facts))


def test_an_incomplete_year_and_a_doubted_figure_are_not_compared(tmp_path: Path) -> None:
    def broken(tables: Frames) -> None:
        edit(tables)
        set_figure(tables, "T6", units_expected=100, units_reported=57)
        tables["fct_finding"] = pl.concat([tables["fct_finding"], invented.finding(finding_id="e1", rule="x")])
        doubted = [("e1", 2019, "I.3", True)]
        tables["fct_finding_effect"] = pl.DataFrame(doubted, schema=invented.FINDING_EFFECT_SCHEMA, orient="row")

    facts = invented.facts(invented.build(tmp_path / "w.duckdb", broken))
    assert [statement.figure.indicator for statement in movements(facts)] == ["T5"]


def test_a_missed_target_says_what_would_have_reached_it(tmp_path: Path) -> None:
    def missed(tables: Frames) -> None:
        set_figure(tables, "T6", value=9503.0, previous_value=8766.0, base_value=8766.0, verdict="not_met")
        set_figure(tables, "T9", value=82 / 115 * 100, numerator=82.0, denominator=115.0, verdict="not_met")

    (text, *_) = targets_missed(invented.facts(invented.build(tmp_path / "w.duckdb", missed)))
    assert "số thành viên HTX (9.503 thành viên, thiếu 140 thành viên; mức giao: tăng 10% trở lên, tức 9.643 thành viên)" in text
    assert "Liên minh HTX tỉnh (71,3%, thiếu 10 HTX; mức giao: ít nhất 80%, tức 92 HTX)" in text
