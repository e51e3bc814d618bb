"""What a missing report could still change: so many units are added, and the verdict turns; with one less it does not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.office.wording import Wording
from pipeline.reports.marts import read_beside
from pipeline.reports.official.beside import BesideWords
from tests.warehouse.scores.province import PROVINCE, SILENT, YEAR
from tests.warehouse.scores.rerun import Again

NAMES = {area.area_code: area.area_name for area in PROVINCE.areas}
SILENT_UNITS = "reference_year = 2019 and is_htx and in_existence and submission_id is null"


@pytest.fixture
def again(build: Path, tmp_path: Path) -> Iterator[Again]:
    """The province with a base year so high that every target of growth hangs on the silent district, and ratings that lack."""
    with Again(build, tmp_path) as opened:
        opened.change("update intermediate.int_unit_year set members = members * 13 // 10 where reference_year = 2018 and is_htx")
        opened.change(
            "update intermediate.int_unit_year set managers_trained = managers_trained + 1 where reference_year = 2018 and is_htx"
        )
        opened.change("update intermediate.int_unit_year set member_income_vnd = member_income_vnd * 11 // 10 where reference_year = 2018")
        # every other HTX of 2018 and 2019 answers everything, so that only the silent district is waited for
        for figure in ("members", "managers_trained", "member_income_vnd"):
            opened.change(
                f"update intermediate.int_unit_year set {figure} = coalesce({figure}, 7)"
                " where is_htx and in_existence and (reference_year = 2018 or submission_id is not null)"
            )
        opened.change(
            "update intermediate.int_unit_year set rating = null, is_effective = false where unit_key in"
            " (select unit_key from intermediate.int_unit_year where reference_year = 2019 and is_effective order by unit_key limit 12)"
            " and reference_year = 2019"
        )
        opened.run()
        yield opened


def report(again: Again) -> None:
    """The silent district's report comes: a list of its units, without a figure yet."""
    again.change("update intermediate.int_district_report set has_report = true where reference_year = 2019")
    again.change("update intermediate.int_area set has_report = true, has_all_reports = true where reference_year = 2019")


def spread(again: Again, figure: str, total: int) -> None:
    """The silent units report this sum: all of it the first, nothing the others."""
    again.change(f"update intermediate.int_unit_year set {figure} = 0 where {SILENT_UNITS}")
    first = again.rows(f"select min(unit_key) from intermediate.int_unit_year where {SILENT_UNITS}")[0][0]
    again.change(f"update intermediate.int_unit_year set {figure} = ? where reference_year = 2019 and unit_key = ?", total, first)


def new_groups(again: Again, count: int) -> None:
    for number in range(count):
        again.change(
            "insert into intermediate.int_unit_year by name select * replace (? as unit_key, '618' as area_code, true as is_new) from"
            " intermediate.int_unit_year where reference_year = 2019 and unit_type = 'THT' and in_existence and area_code = '608'"
            " order by unit_key limit 1",
            f"added{number}",
        )


@pytest.mark.parametrize(("short", "verdict"), [(0, "met"), (1, "not_met")])
def test_new_groups(again: Again, short: int, verdict: str) -> None:
    needed, missing, _ = again.needed("T3")
    assert (again.verdict("T3"), missing) == ("undetermined", 1) and needed > 1
    report(again)
    new_groups(again, needed - short)
    again.run()
    assert again.verdict("T3") == verdict


@pytest.mark.parametrize(("short", "verdict"), [(0, "met"), (1, "not_met")])
def test_effective_among_the_unrated(again: Again, short: int, verdict: str) -> None:
    needed, missing, _ = again.needed("T4")
    assert again.verdict("T4") == "undetermined" and 1 < needed < missing
    unrated = again.rows(
        "select unit_key from intermediate.int_unit_year where reference_year = 2019 and is_htx and is_active and rating is null order by 1"
    )
    assert len(unrated) == missing
    for number, (key,) in enumerate(unrated):
        good = number < needed - short
        sql = "update intermediate.int_unit_year set rating = ?, is_effective = ? where reference_year = 2019 and unit_key = ?"
        again.change(sql, "Khá" if good else "Yếu", good, key)
    again.run()
    assert again.verdict("T4") == verdict


@pytest.mark.parametrize(("short", "verdict"), [(0, "met"), (1, "not_met")])
@pytest.mark.parametrize(("indicator", "figure"), [("T5", "managers_trained"), ("T6", "members")])
def test_sums_over_the_silent(again: Again, indicator: str, figure: str, short: int, verdict: str) -> None:
    needed, missing, _ = again.needed(indicator)
    silent = again.rows(f"select count(*) from intermediate.int_unit_year where {SILENT_UNITS}")[0][0]
    assert (again.verdict(indicator), missing) == ("undetermined", silent) and needed > 1
    report(again)
    spread(again, figure, needed - short)
    again.run()
    assert again.verdict(indicator) == verdict


@pytest.mark.parametrize(("short", "verdict"), [(0, "met"), (1, "not_met")])
def test_mean_income_of_the_silent(again: Again, short: int, verdict: str) -> None:
    needed, _, members = again.needed("T7")
    assert again.verdict("T7") == "undetermined" and needed > 1 and members > 1
    report(again)
    spread(again, "members", members)
    again.change(f"update intermediate.int_unit_year set member_income_vnd = ? where {SILENT_UNITS}", needed - short)
    again.run()
    assert again.verdict("T7") == verdict


def test_a_base_year_that_lacks_reports_cannot_be_mended_by_this_years(again: Again) -> None:
    again.change(
        "update intermediate.int_unit_year set members = null where reference_year = 2018 and is_htx and area_code in ('608', '611')"
    )
    again.run()
    assert again.needed("T6")[0] is None
    assert "năm gốc cũng chưa đủ" in words(again).still_open("T6")


def test_the_sentences_name_the_place_and_the_number(again: Again) -> None:
    said = words(again)
    needed = {indicator: again.needed(indicator)[0] for indicator in ("T3", "T5", "T6")}
    assert said.still_open("T3") == f"Nếu huyện Ia H'Drai có từ {needed['T3']} THT mới trở lên thì đạt, ít hơn thì không đạt."
    silent = "Nếu 06 HTX chưa có số liệu (huyện Ia H'Drai: 06) có tổng cộng từ"
    assert said.still_open("T5") == f"{silent} {needed['T5']} cán bộ quản lý được đào tạo, bồi dưỡng trở lên thì đạt, ít hơn thì không đạt."
    assert said.still_open("T6").startswith(f"{silent} {said.words.count(needed['T6'])} thành viên trở lên")
    assert said.still_open("T4").endswith("xếp loại Tốt hoặc Khá thì đạt.")
    assert "đồng/người/năm trở lên thì đạt" in said.still_open("T7")
    assert said.still_open("T1") is None
    assert words(again, "en").still_open("T3").startswith(f"With {needed['T3']} or more new groups in huyện Ia H'Drai")


def test_what_already_reaches_the_target_only_has_to_be_complete(again: Again) -> None:
    again.change("update intermediate.int_unit_year set members = members * 2 where reference_year = 2019")
    again.run()
    assert again.needed("T6")[0] == 0
    assert words(again).still_open("T6").startswith("Số đã báo cáo tự nó đạt mức tăng được giao; chỉ cần 06 HTX")
    report(again)
    spread(again, "members", 0)
    again.run()
    assert again.verdict("T6") == "met"


def words(again: Again, lang: str = "vi") -> BesideWords:
    with again.closed() as path:
        beside = read_beside(path, YEAR, PROVINCE.code)
    return BesideWords(beside, Wording(lang), lambda code: NAMES[code], PROVINCE.rules.effective_ratings)


def test_only_undetermined_targets_wait(again: Again) -> None:
    open_ = {row[0] for row in again.rows("select distinct indicator from mart.fct_still_open where reference_year = 2019")}
    undetermined = again.rows(
        "select indicator from mart.fct_indicator where reference_year = 2019 and area_code = '62' and verdict = 'undetermined'"
    )
    assert open_ == {row[0] for row in undetermined}
    report(again)
    new_groups(again, 60)
    again.run()
    assert again.rows("select * from mart.fct_still_open where reference_year = 2019 and indicator = 'T3'") == []
    assert SILENT in {row[0] for row in again.rows("select area_code from mart.fct_still_open where indicator = 'T6'")}
