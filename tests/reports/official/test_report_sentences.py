"""Paragraphs and tables of the report when a figure falls, is zero, is missing or cannot be decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from pipeline.reports.official import report_next_year, report_shortfalls, report_situation, results, tables
from pipeline.reports.official.analysis import findings
from pipeline.reports.official.charts import CHARTS
from pipeline.reports.official.decisions import decision_rows
from pipeline.reports.official.report_facts import ReportFacts
from pipeline.reports.official.sectors import sector_sums

from . import invented
from .invented import Frames, set_figure

Edit = Callable[[Frames], None]
Told = Callable[[Edit], ReportFacts]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    """The facts of a warehouse that was changed first."""
    return lambda edit: invented.facts(invented.build(tmp_path / "changed.duckdb", edit))


@pytest.fixture
def facts(warehouse: Path) -> ReportFacts:
    return invented.facts(warehouse)


def of_next_year(facts: ReportFacts) -> ReportFacts:
    """The same with next year's targets set as this year's are."""
    province, year = facts.province, facts.year
    rows = [row.model_copy(update={"reference_year": year + 1, "base_year": row.base_year and year}) for row in facts.targets.values()]
    return replace(facts, province=province.model_copy(update={"targets": (*province.targets, *rows)}))


def without_targets(facts: ReportFacts) -> ReportFacts:
    return replace(facts, province=facts.province.model_copy(update={"targets": ()}))


def setting(indicator: str, **values: object) -> Edit:
    return lambda tables_: set_figure(tables_, indicator, **values)


# part I ------------------------------------------------------------------------------------------------------------------


def test_a_fall_a_zero_and_a_missing_figure_in_one_paragraph(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "I.1", value=100.0, previous_value=110.0, growth_pct=-9.090909090909093)
        set_figure(tables_, "I.1a", value=None, previous_value=90.0, growth_pct=None)
        set_figure(tables_, "I.1b", value=0.0, previous_value=0.0, growth_pct=None)
        set_figure(tables_, "T1", value=0.0, verdict="not_met")
        set_figure(tables_, "I.1c", value=3.0, previous_value=None, growth_pct=None)

    assert report_situation.quantity(told(edit))[0] == (
        "Tính đến ngày 14 tháng 12 năm 2019, toàn tỉnh có 100 HTX (gồm cả quỹ tín dụng nhân dân), giảm 9,1% so với năm 2018 (110 HTX);"
        " trong đó chưa có số liệu về số HTX đang hoạt động."
        " Trong năm không có HTX nào thành lập mới, không đạt chỉ tiêu, năm 2018 cũng không có;"
        " có 03 HTX giải thể, năm 2018 chưa có số liệu để so sánh. Diễn biến các năm tại Hình 1."
    )


def test_a_year_that_is_over_is_taken_at_its_own_end(warehouse: Path) -> None:
    later = invented.AS_OF.replace(year=2020, month=5)
    assert "Tính đến ngày 31 tháng 12 năm 2019" in report_situation.quantity(invented.facts(warehouse, as_of=later))[0]


def test_the_first_year_says_once_that_there_is_none_before(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        tables_["fct_indicator"] = tables_["fct_indicator"].with_columns(pl.lit(None, pl.Float64).alias("previous_value"))

    facts = told(edit)
    text = " ".join([*findings(facts), *report_situation.quantity(facts)])
    assert text.count("năm 2018") == 1 and "Chưa có số liệu nào của năm 2018" in text


def test_means_publish_their_divisor_and_say_when_nobody_reported(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "I.4", value=1_787_350_000.0, previous_value=1_787_350_000.0, growth_pct=0.0, denominator=9.0)
        set_figure(tables_, "I.5", value=None, denominator=None)

    assert report_situation.quantity(told(edit))[3] == (
        "Doanh thu bình quân một HTX là 1.787,4 triệu đồng/năm (tính trên 09 HTX có báo cáo), bằng năm 2018;"
        " lãi bình quân một HTX chưa có số liệu. Diễn biến các năm tại Hình 5, Hình 6."
    )


def test_a_district_without_a_readable_report_is_named_where_the_figures_are(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        unread = (pl.col("sender") == "618") & (pl.col("reference_year") == 2019)
        tables_["fct_submission"] = tables_["fct_submission"].with_columns(was_read=pl.col("was_read") & ~unread)

    facts = told(edit)
    assert any("chưa gồm huyện Ia H'Drai" in paragraph for paragraph in report_situation.quantity(facts))
    assert report_shortfalls.reporting(facts) == [
        "Việc gửi báo cáo còn chậm: 03 báo cáo gửi muộn, 01 báo cáo chưa gửi.",
        "Có 01 báo cáo đã đến nhưng không mở được để tổng hợp.",
    ]


def test_growth_of_those_that_report_in_both_years_is_told_where_it_differs(told: Told) -> None:
    edit = setting("T6", growth_pct=12.0, matched_growth_pct=-1.26, matched_units=88)
    assert "Tính riêng 88 HTX báo cáo cả hai năm, số thành viên HTX giảm 1,3%." in " ".join(report_situation.people(told(edit)))


def test_where_it_is_the_same_it_is_not_told_twice(facts: ReportFacts) -> None:
    assert "Tính riêng" not in " ".join(report_situation.people(facts))


def test_active_units_of_a_sector_are_not_known_without_the_registry_s_list(facts: ReportFacts) -> None:
    unknown = facts.marts.sector.with_columns(active_units=pl.lit(None, pl.Int64))
    rows = tables.sectors(replace(facts, marts=replace(facts.marts, sector=unknown)))
    assert {row["active"] for row in rows} == {"…"} and "…" not in {row["htx"] for row in rows}


def test_a_sector_without_cooperatives_has_none_of_their_members_and_groups_of_a_silent_district_are_unknown(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        unread = (pl.col("sender") == "618") & (pl.col("reference_year") == 2019)
        tables_["fct_submission"] = tables_["fct_submission"].with_columns(was_read=pl.col("was_read") & ~unread)
        tables_["fct_sector"] = tables_["fct_sector"].filter((pl.col("sector") != "Vận tải") | (pl.col("unit_type") == "THT"))

    facts = told(edit)
    (transport,) = [row for row in tables.sectors(facts) if row["sector"] == "Vận tải"]
    assert (transport["htx"], transport["members"], transport["revenue"]) == ("0", "0", "0,0") and transport["groups"] != "0"
    assert sector_sums(facts, "618")["groups"].null_count() == sector_sums(facts, "618").height > 0


def test_the_largest_sectors_are_named_and_the_table_ends_in_its_total(facts: ReportFacts) -> None:
    (sentence,) = report_situation.sectors(facts)
    assert sentence.startswith("Theo lĩnh vực, nông nghiệp có 21 HTX, chiếm 36,8%; ") and "khác" not in sentence
    *parts, total = tables.sectors(facts)
    assert total["sector"] == "Cộng" and int(total["htx"]) == sum(int(row["htx"]) for row in parts) == facts.figure("I.1").value


def test_unreported_ratings_give_the_share_a_range_and_are_asked_for(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(
            tables_, "T4", value=55.0, numerator=55.0, denominator=100.0, units_expected=100, units_reported=90, verdict="undetermined"
        )
        set_figure(tables_, "B.4d", value=0.0, units_expected=100, units_reported=90)

    facts = told(edit)
    effect = " ".join(report_situation.effect(facts))
    assert "Tính cả 10 HTX chưa có kết quả xếp loại, tỷ lệ này cao nhất là 65,0%." in effect
    assert "xếp loại Yếu" not in effect and "HTX chưa có kết quả xếp loại" in effect
    assert any("tỷ lệ có thể từ 55,0% đến 65,0%" in paragraph for paragraph in results.verdicts(facts))
    assert any("hoàn thành xếp loại" in paragraph for paragraph in report_next_year.requests(facts))


# part II -----------------------------------------------------------------------------------------------------------------


def test_every_undetermined_target_says_why(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "T3", value=30.0, verdict="undetermined")
        set_figure(tables_, "T3", area="618", value=None)
        set_figure(tables_, "T6", units_expected=115, units_reported=90, verdict="undetermined")
        set_figure(tables_, "T6", year=2018, units_expected=110, units_reported=110)
        set_figure(tables_, "T9", value=None, numerator=None, denominator=None, verdict="undetermined")

    lead, *reasons, annexes = results.verdicts(told(edit))
    assert annexes.endswith("Phụ lục XI kèm theo.")
    assert "03 chỉ tiêu chưa đủ dữ liệu để kết luận" in lead
    assert reasons == [
        "Số tổ hợp tác thành lập mới: chưa đủ dữ liệu vì còn 01 địa phương chưa có báo cáo, trong khi số đã báo cáo chưa đạt mức giao.",
        "Số thành viên HTX: chưa đủ dữ liệu vì mới có 90/115 HTX (78,3%) báo cáo năm 2019 và 110/110 HTX (100,0%) báo cáo năm 2018,"
        " phải đạt ít nhất 95% ở mỗi năm.",
        "Tỷ lệ HTX là thành viên Liên minh HTX tỉnh: chưa đủ dữ liệu vì thiếu danh sách đăng ký hoặc danh sách thành viên Liên minh"
        " của năm cần so sánh.",
    ]


def test_the_table_of_targets_shows_what_is_met_what_is_not_and_what_cannot_be_told(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "T6", value=1100.0, previous_value=1000.0, growth_pct=10.0, base_value=1000.0, verdict="met")
        set_figure(tables_, "T7", value=None, growth_pct=None, base_growth_pct=None, verdict="undetermined")
        set_figure(tables_, "T9", value=79.96, previous_value=71.3, growth_pct=12.145862552595, verdict="not_met")

    rows = {row["number"]: row for row in tables.targets(told(edit))}
    assert list(rows) == [str(number) for number in range(1, 10)]
    assert (rows["6"]["plan"], rows["6"]["growth"], rows["6"]["verdict"]) == ("100,0%", "tăng 10,0%", "Đạt")
    assert (rows["7"]["value"], rows["7"]["plan"], rows["7"]["growth"], rows["7"]["verdict"]) == ("…", "…", "…", "Chưa đủ dữ liệu")
    assert (rows["9"]["target"], rows["9"]["value"], rows["9"]["verdict"]) == ("ít nhất 80%", "80,0%", "Không đạt")
    assert rows["9"]["growth"] == "tăng 8,7 điểm phần trăm"


def test_tasks_are_counted_by_state_and_silence_is_one(facts: ReportFacts) -> None:
    states = facts.led_tasks["state"].value_counts().rows()
    counted = results.tasks(facts)[0]
    assert all(f"{facts.words.count(count)} nhiệm vụ" in counted for _, count in states)
    assert "10.a" in [row["point"] for row in tables.points(facts)]
    assert [row["point"] for row in tables.points(facts)].index("2") < [row["point"] for row in tables.points(facts)].index("10.a")


def test_an_agency_that_did_not_report_a_task_is_shown_and_named(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        silent = (pl.col("task") == "6") & (pl.col("sender") == "STC")
        tables_["fct_task"] = tables_["fct_task"].with_columns(
            pl.when(~silent).then(pl.col(column)).alias(column) for column in ("state", "result", "quantity")
        )

    facts = told(edit)
    group = next(group for group in tables.tasks_by_agency(facts) if group["task"].startswith("6. "))
    assert group["rows"] == [{"agency": "Sở Tài chính", "state": "Chưa báo cáo", "result": ""}]
    todo, silent = report_shortfalls.tasks_open(facts)
    assert "Sở Tài chính" in silent and "điểm 6" in silent and "điểm 6" not in todo
    carried, asked = report_next_year.next_tasks(facts)[:2]
    unfinished = facts.led_tasks.filter(pl.col("state") != "Hoàn thành").height
    assert carried.startswith(f"Tiếp tục thực hiện {unfinished} nhiệm vụ") and asked.startswith("Làm rõ kết quả")


def test_women_are_counted_only_over_the_classes_that_say(facts: ReportFacts) -> None:
    (sentence,) = results.training(facts)
    assert "12 lớp" in sentence and "312 lượt" in sentence
    assert "trong đó 32 lượt là nữ (chỉ tính 04 lớp có báo cáo số nữ)" in sentence
    assert tables.training(facts)[-1] == {"agency": "Tổng số", "classes": "12", "managers": "312", "women": "32"}


def test_no_training_at_all(told: Told) -> None:
    facts = told(lambda tables_: tables_.update(fct_training=tables_["fct_training"].clear()))
    assert results.training(facts) == ["Chưa có cơ quan, địa phương nào báo cáo lớp đào tạo, bồi dưỡng trong năm 2019."]
    assert tables.training(facts) == []


def test_punctuality_names_the_late_with_their_days_and_the_missing(facts: ReportFacts) -> None:
    text = " ".join(results.punctuality(facts))
    assert "trước ngày 10 tháng 12 năm 2019" in text
    assert "UBND huyện Đăk Glei (02 ngày)" in text
    assert "01 báo cáo chưa gửi" in text
    assert "Chưa gửi: Ban Chỉ đạo phát triển kinh tế tập thể tỉnh." in text
    rows = {row["agency"]: row for row in tables.punctuality(facts)}
    assert rows["UBND huyện Đăk Glei"]["timeliness"] == "Gửi muộn" and rows["UBND huyện Đăk Glei"]["days_late"] == "2"
    assert rows["Ban Chỉ đạo phát triển kinh tế tập thể tỉnh"]["received"] == "…"


def test_a_correction_leaves_the_first_version_in_the_table(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        rows = tables_["fct_submission"]
        first = (pl.col("sender") == "611") & (pl.col("reference_year") == 2019)
        again = rows.filter(first).with_columns(
            version=pl.lit(2, pl.Int32), received_at=pl.lit(invented.AS_OF).cast(rows.schema["received_at"])
        )
        tables_["fct_submission"] = pl.concat([rows.with_columns(is_current=pl.col("is_current") & ~first), again])

    (row,) = [row for row in tables.punctuality(told(edit)) if row["agency"] == "UBND huyện Ngọc Hồi"]
    assert (row["timeliness"], row["versions"]) == ("Đúng hạn", "2")
    assert row["received"].endswith("/12/2019") and not row["received"].endswith("14/12/2019")


def test_signed_for_findings_are_printed_with_reason_and_signer(facts: ReportFacts) -> None:
    assert "97,3% số liệu phải báo cáo" in results.signed_for(facts)[0] and "01 vấn đề" in results.signed_for(facts)[1]
    (row,) = decision_rows(facts)
    assert row["reason"] == "Ban Chỉ đạo đã giải trình bằng văn bản số 12/CV-BCD"
    assert row["signed"] == "Nguyễn Văn Bình, 13/12/2019"


def test_no_signed_for_findings(told: Told) -> None:
    facts = told(lambda tables_: tables_.update(fct_finding=tables_["fct_finding"].clear()))
    assert results.signed_for(facts)[1:] == ["Không có vấn đề nào về số liệu phải ký chấp nhận."]


# parts III and IV --------------------------------------------------------------------------------------------------------


def test_a_missed_target_says_by_how_much(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "T1", value=12.0, verdict="not_met")
        set_figure(tables_, "T6", growth_pct=-2.0, base_growth_pct=-2.0, verdict="not_met")
        set_figure(tables_, "T9", value=71.3, verdict="not_met")

    (missed, *_) = report_shortfalls.targets_missed(told(edit))
    assert "số HTX thành lập mới (12 HTX, thiếu 08 HTX; mức giao: ít nhất 20 HTX); " in missed
    assert "thành viên; mức giao: tăng 10% trở lên, tức" in missed


def test_only_districts_known_to_have_no_new_one_are_named(told: Told, facts: ReportFacts) -> None:
    values = dict(zip((code for code, _ in facts.marts.districts), (0.0, None, 0.0), strict=False))

    def edit(tables_: Frames) -> None:
        for code, _ in facts.marts.districts:
            set_figure(tables_, "T1", area=code, value=values.get(code, 2.0))

    names = [name[0].lower() + name[1:] for code, name in facts.marts.districts if values.get(code, 2.0) == 0]
    assert len(names) == 2
    assert f"Không có HTX thành lập mới trong năm: {', '.join(names)}." in report_shortfalls.organisations(told(edit))


def test_all_districts_together_are_told_as_one(told: Told, facts: ReportFacts) -> None:
    def edit(tables_: Frames) -> None:
        for code, _ in facts.marts.districts:
            set_figure(tables_, "T1", area=code, value=0.0)
        tables_["fct_submission"] = tables_["fct_submission"].with_columns(
            timeliness=pl.when(pl.col("form") == "agency_report").then(pl.lit("missing")).otherwise(pl.col("timeliness"))
        )

    without = told(edit)
    assert "Không có HTX thành lập mới trong năm: cả 10 huyện, thành phố." in report_shortfalls.organisations(without)
    assert "Đề nghị UBND cả 10 huyện, thành phố, Sở Kế hoạch" in report_next_year.requests(without)[0]


def test_next_years_targets_come_with_the_level_that_they_mean(told: Told) -> None:
    (sentence,) = report_next_year.next_targets(of_next_year(told(setting("T6", value=9501.0))))
    assert sentence.startswith("Chỉ tiêu năm 2020 theo Văn bản số 765/VP-KTTH ngày 29 tháng 3 năm 2019 của Văn phòng Ủy ban")
    assert ": số HTX thành lập mới ít nhất 20 HTX;" in sentence
    assert "số thành viên HTX tăng 10% trở lên (tương ứng ít nhất 10.452 thành viên)" in sentence


def test_the_level_is_open_while_a_unit_has_not_reported_what_it_grows_from(told: Told) -> None:
    (sentence,) = report_next_year.next_targets(of_next_year(told(setting("T6", value=9501.0, units_expected=100, units_reported=99))))
    assert "số thành viên HTX tăng 10% trở lên (mức tương ứng chưa xác định vì số liệu năm 2019 chưa đủ)" in sentence


def test_targets_that_a_later_document_set_are_not_known_yet(told: Told) -> None:
    facts = of_next_year(told(lambda _: None))
    later = [item.model_copy(update={"date": facts.as_of.date().replace(year=facts.year + 1)}) for item in facts.province.directives]
    facts = replace(facts, province=facts.province.model_copy(update={"directives": tuple(later)}))
    assert report_next_year.next_targets(facts) == ["Chưa có văn bản giao chỉ tiêu năm 2020."]


def test_a_year_whose_targets_nobody_set_has_figures_and_cites_no_document(told: Told) -> None:
    facts = without_targets(
        told(lambda frames: frames.update(fct_indicator=frames["fct_indicator"].with_columns(target=None, verdict=None)))
    )
    said = [
        *results.verdicts(facts), *results.tasks(facts), *report_shortfalls.targets_missed(facts), *report_next_year.next_targets(facts),
        *report_next_year.next_tasks(facts), *report_situation.quantity(facts),
    ]  # fmt: skip
    assert said[0] == "Không có văn bản giao chỉ tiêu cho năm 2019."
    assert "Chưa có văn bản giao chỉ tiêu năm 2020." in said
    assert not [sentence for sentence in said if "765/VP-KTTH" in sentence or "kế hoạch" in sentence]
    rows = tables.targets(facts)
    assert len(rows) == 9
    assert {(row["target"], row["plan"], row["verdict"]) for row in rows} == {("không giao", "–", "–")}
    assert all(row["value"] for row in rows)


def test_how_many_more_the_alliance_has_to_admit(told: Told) -> None:
    def edit(tables_: Frames) -> None:
        set_figure(tables_, "T8", value=82.0)
        set_figure(tables_, "T9", value=82 / 115 * 100, numerator=82.0, denominator=115.0)

    assert any("kết nạp thêm ít nhất 10 HTX" in paragraph for paragraph in report_next_year.next_tasks(of_next_year(told(edit))))


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_year_of_which_nothing_is_known_still_makes_a_report(tmp_path: Path, lang: str) -> None:
    def edit(tables_: Frames) -> None:
        known = [
            name
            for name in tables_["fct_indicator"].columns
            if name not in ("reference_year", "indicator", "area_code", "target", "verdict")
        ]
        tables_["fct_indicator"] = tables_["fct_indicator"].with_columns(
            [pl.lit(None, tables_["fct_indicator"].schema[name]).alias(name) for name in known],
            verdict=pl.when(pl.col("verdict").is_not_null()).then(pl.lit("undetermined")),
        )
        for name in ("fct_unit_year", "fct_submission", "fct_finding", "fct_task", "fct_sector", "fct_training"):
            tables_[name] = tables_[name].clear()

    from pipeline.reports.official.report_docx import context

    filled = context(invented.facts(invented.build(tmp_path / "w.duckdb", edit), lang), draft=None, notice=None)
    assert not any(filled[f"chart_{name}"] for name in CHARTS)
    empty = [name for name, value in filled.items() if value == [] and not name.endswith(("_rows", "_groups"))]
    assert [name for name in empty if not name.startswith("own_")] == [
        "standing"
    ]  # a heading of the template would stand over nothing; this has none of its own
    sentences = [text for value in filled.values() if isinstance(value, list) for text in value if isinstance(text, str)]
    assert sentences and not any("None" in text or "{" in text or "  " in text for text in sentences)
