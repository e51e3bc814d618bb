"""The quality page: the decision in words, punctuality that adds up, every finding at its cell, safe and offline."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from pipeline.reports.findings import is_simulated
from pipeline.reports.quality_page.matrices import TIMELINESS, read_punctuality, tenths
from pipeline.reports.quality_page.quality_html import count_by_severity, group_findings, write_quality_page
from tests.reports.conftest import YEAR, World, finding


def _page(world: World, **more: object) -> str:
    return write_quality_page(world.outputs(**more)).read_text(encoding="utf-8")


def _text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_the_decision_stands_first_and_says_why(world: World) -> None:
    tree = html.fromstring(_page(world))
    decision = tree.xpath("//main/section[1]")[0]
    assert decision.get("class") == "decision held"
    assert _text(decision).startswith("Báo cáo bị giữ lại, chỉ xuất dự thảo Còn 5 lỗi chưa được sửa")
    assert "Không mở được tệp: tệp bị hỏng. (1 chỗ, của UBND huyện Tu Mơ Rông)" in _text(decision)
    assert "1 lỗi đã được ký chấp nhận" in _text(decision)


def test_a_passed_gate_is_said_so(world: World) -> None:
    passed = world.receipt | {"passed": True}
    for receipt, told in ((passed, "chờ ký ban hành"), (passed | {"approval": {"name": "A"}}, "đã được phê duyệt, ban hành")):
        decision = html.fromstring(_page(world, receipt=receipt)).xpath("//main/section[1]")[0]
        assert decision.get("class") == "decision passed" and told in _text(decision)


def test_the_page_says_which_program_made_the_figures(world: World) -> None:
    assert f"Chương trình đã lập số liệu: mã {'e' * 12}." in _text(html.fromstring(_page(world)).xpath("//footer")[0])


def test_a_gate_held_by_something_else_than_a_finding_is_not_called_passed(world: World, tmp_path: Path) -> None:
    warehouse = shutil.copy(world.warehouse, tmp_path / "w.duckdb")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from mart.fct_finding")
    path = write_quality_page(world.outputs(warehouse=warehouse))
    decision = html.fromstring(path.read_text(encoding="utf-8")).xpath("//main/section[1]")[0]
    assert "Việc kiểm tra chưa đạt" in _text(decision)


def test_counts_by_severity_separate_open_and_signed(world: World) -> None:
    rows = html.fromstring(_page(world)).xpath("//h2[@id='muc-do']/following::table[1]/tbody/tr")
    assert [[_text(cell) for cell in row.xpath("td[@class]")] for row in rows] == [["5", "1", "6"], ["5", "0", "5"], ["1", "0", "1"]]


def test_punctuality_adds_to_all_that_is_owed(world: World) -> None:
    table = read_punctuality(world.warehouse, world.province, YEAR)
    assert table.counts.total() == len(world.province.obligations_of(YEAR)) == sum(row.counts.total() for row in table.rows)
    assert table.counts == {"on_time": 7, "late": 1, "missing": 14}
    assert tuple(table.shares) == TIMELINESS and round(sum(table.shares.values()), 9) == 100
    foot = html.fromstring(_page(world)).xpath("//h2[@id='dung-han']/following::table[1]/tfoot/tr")
    assert [_text(cell) for cell in foot[0].xpath("td")][:4] == ["22", "7", "1", "14"]


def test_a_late_and_corrected_report_keeps_its_first_date(world: World, tmp_path: Path) -> None:
    warehouse = shutil.copy(world.warehouse, tmp_path / "w.duckdb")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update mart.fct_submission set is_current = false where sender = 'SNNPTNT'")
        connection.execute(
            "insert into mart.fct_submission by name select * replace (2 as version, received_at + interval 2 days as received_at, "
            "true as is_current) from mart.fct_submission where sender = 'SNNPTNT'"
        )
    table = read_punctuality(warehouse, world.province, YEAR)
    (owed,) = [owed for row in table.rows for owed in row.obligations if owed["sender"] == "SNNPTNT"]
    assert (owed["timeliness"], owed["days_late"], owed["corrections"], owed["was_read"]) == ("late", 2, 1, True)
    path = write_quality_page(world.outputs(warehouse=warehouse))
    said = "nhận 00:00 ngày 11/12/2019, muộn 2 ngày; sửa 1 lần, bản mới nhất 00:00 ngày 13/12/2019"
    assert said in _text(html.fromstring(path.read_text(encoding="utf-8")))


@given(st.lists(st.integers(0, 10_000), min_size=3, max_size=3).filter(any))
def test_printed_shares_always_add_to_a_hundred(counts: list[int]) -> None:
    shares = tenths(counts)
    assert round(sum(shares), 6) == 100
    assert all(abs(share - 100 * count / sum(counts)) < 0.1 for share, count in zip(shares, counts, strict=True))


def test_every_finding_is_listed_under_its_sender_and_file(world: World) -> None:
    tree = html.fromstring(_page(world))
    section = tree.xpath("//h3[@id='co-quan-615']")[0]
    assert "3 lỗi, 3 cảnh báo, 1 lưu ý" in _text(section)
    rows = [_text(row) for row in section.xpath("following-sibling::table[1]/tbody/tr")]
    assert len(rows) == 6
    notes = section.xpath("following-sibling::details[1]")[0]
    assert _text(notes).startswith("1 lưu ý") and "BIỂU 2, E4 Số ghi bằng chữ." in _text(notes)
    assert "Lỗi BIỂU 2, E4 Số thành viên ghi “7 triệu” không đọc được. (giá trị đọc được: 7 triệu) Ghi số người. value_unreadable" in rows
    assert rows[-1].startswith("Lỗi Biểu 1, E4") and "Đã ký chấp nhận: Đã đối chiếu qua điện thoại (Nguyễn Văn A, 2019-12-12)" in rows[-1]
    assert any("BIỂU 2, dòng 5" in row for row in rows) and any("BIỂU 2, cột E" in row for row in rows)


def test_names_with_markup_are_text(world: World) -> None:
    page = _page(world)
    assert "<i>Vắng" not in page and "<b>Đăk" not in page
    assert "&lt;i&gt;Vắng&lt;/i&gt;" in page


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_asks_nothing_of_the_network_and_has_no_script(world: World, lang: str) -> None:
    tree = html.fromstring(_page(world, lang=lang))
    assert tree.xpath("//script | //link | //img | //iframe") == []
    assert not any(re.match(r"(https?:)?//", target) for target in tree.xpath("//@href | //@src"))
    assert "url(" not in _text(tree.xpath("//style")[0]) and "@import" not in _text(tree.xpath("//style")[0])


def test_links_inside_the_page_lead_somewhere_and_ids_are_unique(world: World) -> None:
    tree = html.fromstring(_page(world))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {target[1:] for target in tree.xpath("//a/@href") if target.startswith("#")} <= set(ids)


def test_rules_are_explained(world: World) -> None:
    row = html.fromstring(_page(world)).xpath("//tr[@id='quy-tac-unreadable_file']")[0]
    assert "Không mở được tệp: …. Lưu lại bằng Excel rồi gửi lại." in _text(row)
    assert "The file cannot be opened" in _page(world, lang="en")


def test_scores_are_shares_in_percent_or_plain_numbers(world: World) -> None:
    row = html.fromstring(_page(world)).xpath("//h2[@id='diem']/following::table[1]/tbody/tr[2]")[0]
    assert _text(row) == "UBND huyện Đăk Hà, báo cáo của cơ quan … 4,0% -3"


@pytest.mark.parametrize(
    ("lang", "intro", "said"),
    [
        (
            "vi",
            "Tính theo các chỉ tiêu chất lượng của Hệ thống thống kê châu Âu (ESS). Ô ghi “…” là không tính được hoặc không áp dụng.",
            {
                "R1: Mức đầy đủ của dữ liệu (%)": "Ô có số liệu chia cho ô phải có. ESS QPI 2014, R1",
                "A5: Tỷ lệ ô không trả lời (%)": "Ô trống chia cho ô phải trả lời. ESS QPI 2014, A5",
                "TP2: Độ trễ của kết quả cuối cùng (ngày)": "Ngày nhận trừ ngày cuối kỳ. ESS QPI 2014, TP2",
            },
        ),
        (
            "en",
            "By the quality indicators of the European Statistical System (ESS). A blank (…) could not be computed or does not apply.",
            {
                "R1: Data completeness rate (%)": "Cells provided over required. ESS QPI 2014, R1",
                "A5: Item non-response rate (%)": "Blank cells over required. ESS QPI 2014, A5",
                "TP2: Time lag – final results (days)": "Day received less last day. ESS QPI 2014, TP2",
            },
        ),
    ],
)
def test_every_score_is_explained_by_its_name_formula_and_source(world: World, lang: str, intro: str, said: dict[str, str]) -> None:
    page = html.fromstring(_page(world, lang=lang))
    terms = page.xpath("//h2[@id='diem']/following::dl[1]/dt")
    assert {_text(term): _text(term.getnext()) for term in terms} == said
    assert _text(page.xpath("//h2[@id='diem']/following::p[1]")[0]) == intro


def test_where_no_score_was_computed_the_page_says_so(world: World, tmp_path: Path) -> None:
    warehouse = shutil.copy(world.warehouse, tmp_path / "w.duckdb")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("delete from mart.fct_quality")
    path = write_quality_page(world.outputs(warehouse=warehouse))
    assert "chưa tính điểm chất lượng" in path.read_text(encoding="utf-8")


def test_a_flood_of_one_rule_is_cut_and_counted() -> None:
    many = [finding("x", "warning", "615", "a.xlsx", row=row) for row in range(1, 131)] + [finding("y", "error", "615", "a.xlsx")]
    (group,) = group_findings(many)
    assert [row["rule"] for row in group["files"][0]["findings"]] == ["y"] + ["x"] * 100
    assert group["files"][0]["left_off"] == {"x": 30}
    worse_first = group_findings([finding("x", "info", "608"), finding("y", "warning", "610"), finding("z", "error", "615")])
    assert [group["sender"] for group in worse_first] == ["615", "610", "608"]
    assert count_by_severity(many)["warning"] == {"open": 130, "waived": 0, "total": 130}


def test_two_runs_give_identical_bytes(world: World) -> None:
    assert _page(world) == _page(world)


def test_simulated_data_say_so(world: World, tmp_path: Path) -> None:
    warehouse = Path(shutil.copy(world.warehouse, tmp_path / "w.duckdb"))
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update mart.fct_submission set note = 'Dữ liệu mô phỏng' where sender = '615'")
    assert is_simulated(warehouse) and not is_simulated(world.warehouse)
    assert "SỐ LIỆU MÔ PHỎNG" in _page(world, notice="MÔ PHỎNG")
    assert "SỐ LIỆU MÔ PHỎNG" not in _page(world)
