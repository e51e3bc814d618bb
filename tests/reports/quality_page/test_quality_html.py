"""The quality page: the decision in words, what people decided with who signed, every sender owed in the picture, safe and offline."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from lxml import html

from pipeline.reports.findings import is_simulated
from pipeline.reports.quality_page.quality_html import MOST_DECISIONS, write_quality_page
from tests.reports.conftest import YEAR, World

APPROVAL = {"name": "Trần Thị Lan", "title": "Chủ tịch", "approved_at": datetime(2019, 12, 16, 3, 0, tzinfo=UTC)}


def _page(world: World, **more: object) -> str:
    return write_quality_page(world.outputs(**more)).read_text(encoding="utf-8")


def _text(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _changed(world: World, tmp_path: Path, *statements: str) -> Path:
    warehouse = Path(shutil.copy(world.warehouse, tmp_path / "w.duckdb"))
    with duckdb.connect(str(warehouse)) as connection:
        for statement in statements:
            connection.execute(statement)
    return warehouse


def _decision(page: str) -> html.HtmlElement:
    return html.fromstring(page).xpath("//main/section[1]")[0]


def _overview(page: str) -> dict[str, str]:
    return {_text(term): _text(term.getnext()) for term in html.fromstring(page).xpath("//dl[@class='overview']/dt")}


def _rows(page: str, anchor: str) -> list[str]:
    """Of the table that follows a heading."""
    return [_text(row) for row in html.fromstring(page).xpath(f"//*[@id='{anchor}']/following::table[1]/tbody/tr")]


def test_the_decision_stands_first_and_says_what_holds_and_whose_it_is(world: World) -> None:
    page = _page(world)
    decision = _decision(page)
    assert decision.get("class") == "decision held"
    assert _text(decision).startswith("Báo cáo bị giữ lại, chỉ xuất dự thảo Còn 05 lỗi chưa sửa")
    assert "UBND huyện Đăk Hà (02)" in _text(decision) and "UBND huyện Tu Mơ Rông (01)" in _text(decision)
    assert "có thể làm thay đổi 05 chỉ tiêu: số thành viên HTX," in _text(decision)
    assert html.fromstring(page).xpath("//main/*[not(self::section)][1]")[0].get("class") == "overview"


def test_the_first_screen_says_a_sentence_of_everything_below(world: World) -> None:
    assert _overview(_page(world)) == {
        "Đúng hạn": "05/20 cơ quan, địa phương gửi đủ báo cáo đúng hạn (trước 10/12/2019); gửi muộn: Sở Nông nghiệp và Phát triển nông "
        "thôn; chưa gửi đủ: UBND huyện Đăk Glei, UBND huyện Ngọc Hồi, UBND huyện Đăk Tô, UBND huyện Kon Plông, UBND huyện Kon Rẫy "
        "và 09 nơi khác.",
        "Đầy đủ": "Trong 400 ô phải ghi theo mẫu, 389 ô có số liệu: 97,3% (năm trước 90,0%).",
        "Cảnh báo": "05 cảnh báo cần người xem lại, không giữ báo cáo: UBND huyện Đăk Hà (03), Sở Kế hoạch và Đầu tư (01) và Sở Nông "
        "nghiệp và Phát triển nông thôn (01).",
        "Quyết định": "Số liệu dựa vào 04 quyết định có người ký: 01 lỗi được ký chấp nhận, 01 số liệu được nơi gửi xác nhận là đúng, "
        "01 ô được đính chính, 01 quyết định nhận diện đơn vị.",
        "Ước tính": "01 số liệu của toàn tỉnh có ước tính để tham khảo vì chưa nhận đủ báo cáo; số chính thức không cộng số ước tính. "
        "Kết luận về 01 chỉ tiêu còn tùy vào báo cáo chưa nhận.",
    }


def test_a_passed_gate_is_said_so_with_who_signed(world: World) -> None:
    passed = world.receipt | {"passed": True}
    cases = {
        "chờ ký ban hành Không còn lỗi": passed,
        "Trần Thị Lan, Chủ tịch đã ký phê duyệt lúc 10:00 ngày 16/12/2019": passed | {"approval": APPROVAL},
        "(Trần Thị Lan, Chủ tịch) là của bản trước": passed | {"voided_approval": APPROVAL},
    }
    for told, receipt in cases.items():
        decision = _decision(_page(world, receipt=receipt))
        assert decision.get("class") == "decision passed" and told in _text(decision)


def test_the_page_says_which_program_made_the_figures(world: World) -> None:
    assert f"Chương trình đã lập số liệu: mã {'e' * 12}." in _text(html.fromstring(_page(world)).xpath("//footer")[0])


def test_a_gate_held_by_something_else_than_a_finding_is_not_called_passed(world: World, tmp_path: Path) -> None:
    warehouse = _changed(world, tmp_path, "delete from mart.fct_finding")
    page = _page(world, warehouse=warehouse)
    assert "Việc kiểm tra chưa đạt" in _text(_decision(page)) and 'id="dang-giu"' not in page


def test_open_errors_stand_by_sender_with_its_workbook_and_answered_ones_among_the_decisions(world: World) -> None:
    page = _page(world)
    errors = _rows(page, "dang-giu")
    assert errors[0] == "UBND huyện Đăk Hà 2 chỗ · tệp phản hồi"
    assert sorted(errors[1:3], reverse=True) == [
        "BIỂU 2, E4 bao cao.xlsx Số thành viên ghi “7 triệu” không đọc được. (đã ghi: 7 triệu) Ghi số người.",
        "BIỂU 2 bao cao.xlsx Thiếu HTX <i>Vắng</i> có trong đăng ký. (đã ghi: HTX <i>Vắng</i>) Sửa lại ô này.",
    ]
    assert html.fromstring(page).xpath("//*[@id='dang-giu']/following::table[1]//a/@href")[0] == "phan-hoi/615.xlsx"
    assert not any("Biểu 1 ghi 3 HTX" in row for row in errors + _rows(page, "canh-bao"))
    assert any("dòng 5" in row for row in _rows(page, "canh-bao")) and any("cột E" in row for row in _rows(page, "canh-bao"))
    assert any("Biểu 1 ghi 3 HTX" in row for row in _rows(page, "nguoi-quyet-dinh"))


def test_notes_are_counted_by_kind_not_listed(world: World, tmp_path: Path) -> None:
    note = "(select min(finding_id) from mart.fct_finding where severity = 'info')"
    more = [
        f"insert into mart.{table} by name select f.* replace (finding_id || t.n as finding_id) "
        f"from mart.{table} as f, range(40) as t(n) where finding_id = {note}"
        for table in ("fct_finding_year", "fct_finding")
    ]
    page = html.fromstring(_page(world, warehouse=_changed(world, tmp_path, *more)))
    notes = page.xpath("//*[@id='canh-bao']/following::ul[1]/li")
    assert [_text(note) for note in notes] == ["41 chỗ, chẳng hạn: Số ghi bằng chữ."]


def test_every_decision_stands_with_its_signer_reason_paper_and_effect(world: World) -> None:
    waiver, confirmation, correction, identity = _rows(_page(world), "nguoi-quyet-dinh")
    assert "Đã đối chiếu qua điện thoại" in waiver and "Nguyễn Văn A, 12/12/2019" in waiver
    assert "Mới trúng thầu" in confirmation and "Trần Thị Hoa, 12/CV-UBND, 12/12/2019" in confirmation
    assert "Tệp ghi: 480 Đính chính: 48" in correction and "Phạm Văn <i>Chín</i>" in correction
    assert "Nếu không đính chính: Số thành viên HTX: năm 2019 từ 9.513 thành 9.945" in correction
    assert "“HTX Sơn Ca” và “6101123457” là cùng một đơn vị" in identity and "Lê Văn Tám" in identity


def test_without_decisions_the_page_says_so(world: World, tmp_path: Path) -> None:
    page = _page(world, warehouse=_changed(world, tmp_path, "delete from mart.fct_decision"))
    assert "Không có quyết định nào được ký." in page
    assert _overview(page)["Quyết định"].startswith("Không số liệu nào dựa vào quyết định riêng")


def test_estimates_and_what_reports_could_still_turn_are_named(world: World, tmp_path: Path) -> None:
    page = html.fromstring(_page(world))
    estimate, still_open = (_text(found) for found in page.xpath("//*[@id='uoc-tinh']/following::ul[position() <= 2]"))
    assert estimate.startswith("Số tổ hợp tác thành lập mới khoảng 48 THT")
    assert still_open.startswith("Số tổ hợp tác thành lập mới. Nếu huyện Ia H'Drai có từ 06 THT mới trở lên thì đạt")
    warehouse = _changed(world, tmp_path, "delete from mart.fct_estimate", "delete from mart.fct_still_open")
    assert "không kết luận nào còn chờ báo cáo" in _page(world, warehouse=warehouse)


def test_every_sender_owed_is_in_the_picture_and_one_that_owed_before(world: World) -> None:
    page = html.fromstring(_page(world))
    table = page.xpath("//*[@id='dung-han']/following::table[1]")[0]
    names = [_text(cell) for cell in table.xpath("tbody/tr/th")]
    owed = {obligation.sender for obligation in world.province.obligations_of(YEAR)}
    assert names[:-1] == [agency.agency_name for agency in world.province.agencies_of(YEAR) if agency.sender in owed]
    assert names[-1] == "OLD"
    signs = [[cell.xpath("string(svg/@class)") or _text(cell) for cell in row.xpath("td")] for row in table.xpath("tbody/tr")]
    by_name = dict(zip(names, signs, strict=True))
    assert by_name["Sở Nông nghiệp và Phát triển nông thôn"] == ["sign on_time", "sign late"]
    assert by_name["UBND huyện Đăk Hà"] == ["sign on_time", "sign on_time"] and by_name["OLD"] == ["sign late", "–"]
    assert by_name["UBND huyện Ia H'Drai"] == ["sign on_time", "sign missing"] and by_name["Báo Kon Tum"] == ["–", "sign missing"]
    assert all(_text(title) for title in table.xpath(".//svg/title")) and len(table.xpath(".//svg[@role='img'][not(title)]")) == 0
    assert [_text(cell).split()[-1] for cell in table.xpath("tfoot/tr/td")] == ["21/22", "7/22"]


def test_the_years_reports_stand_one_by_one(world: World, tmp_path: Path) -> None:
    newer = (
        "update mart.fct_submission set is_current = false where sender = 'SNNPTNT' and reference_year = 2019",
        "insert into mart.fct_submission by name select * replace (2 as version, received_at + interval 2 days as received_at, "
        "true as is_current) from mart.fct_submission where sender = 'SNNPTNT' and reference_year = 2019",
    )
    page = _page(world, warehouse=_changed(world, tmp_path, *newer))
    rows = dict.fromkeys(_rows(page, "tung-bao-cao"))
    assert "nhận 00:00 ngày 11/12/2019, muộn 2 ngày; sửa 1 lần, bản mới nhất 00:00 ngày 13/12/2019" in "\n".join(rows)
    assert "UBND huyện Tu Mơ Rông báo cáo của cơ quan: nhận 00:00 ngày 07/12/2019; không đọc được" in rows
    assert "Trong 22 báo cáo phải gửi: 07 đúng hạn, 01 muộn, 14 chưa nhận." in page


def test_of_very_many_decisions_the_rest_is_counted(world: World, tmp_path: Path) -> None:
    more = "select * exclude (n) replace (decision_id || n as decision_id) from mart.fct_decision, range(200) as t(n)"
    page = _page(world, warehouse=_changed(world, tmp_path, f"insert into mart.fct_decision by name {more}"))
    rows = _rows(page, "nguoi-quyet-dinh")
    assert len(rows) == MOST_DECISIONS + 1 and re.fullmatch(r"và \d+ quyết định nữa; .*fct_decision.xlsx.", rows[-1])


def test_a_year_in_which_nothing_is_owed_has_its_page(world: World, tmp_path: Path) -> None:
    page = _page(world, warehouse=_changed(world, tmp_path, "delete from mart.fct_submission where reference_year = 2019"))
    assert "Trong 0 báo cáo phải gửi" in _text(html.fromstring(page))


def test_scores_are_sentences_with_the_year_before(world: World) -> None:
    page = html.fromstring(_page(world))
    said = [_text(line) for line in page.xpath("//*[@id='diem']/following::ul[1]/li")]
    assert said == [
        "Trong 400 ô phải ghi theo mẫu, 389 ô có số liệu: 97,3% (năm trước 90,0%).",
        "Bản đang dùng của các báo cáo đến bình quân 26,3 ngày trước ngày cuối kỳ.",
    ]
    assert "không có gì để chia nên không tính: Tỷ lệ ô không trả lời." in _text(page)
    assert _rows(_page(world), "diem") == ["UBND huyện Đăk Hà 98,0% – 4,0% – – –"]
    assert "Nơi khác chỉ có điểm “Ô phải ghi đã có số liệu”: Báo Kon Tum 50,0%." in _text(page)


def test_where_no_score_was_computed_the_page_says_so(world: World, tmp_path: Path) -> None:
    page = _page(world, warehouse=_changed(world, tmp_path, "delete from mart.fct_quality"))
    assert "chưa tính được điểm chất lượng nào" in page and "Đầy đủ" not in _overview(page)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_no_sentence_has_an_unfilled_place_and_none_speaks_of_what_was_not_seen(world: World, lang: str) -> None:
    read = _text(html.fromstring(_page(world, lang=lang)).xpath("//body")[0])
    assert "…" not in read and not re.search(r"\{\w*\}|\bNone\b|could not be seen|chưa đối chiếu", read)
    assert not re.search(r"\b(?:value_unreadable|missing_report|text_number|RMAR|TP3|CC1)\b", read)


def test_vietnamese_readers_read_no_english(world: World) -> None:
    page = html.fromstring(_page(world))
    assert page.get("lang") == "vi"
    assert not re.search(r"\b(?:the|of|and|report|reports|not|signed)\b", _text(page.xpath("//body")[0]))
    assert "Quality of the data of 2019" in _page(world, lang="en")


def test_names_with_markup_are_text(world: World) -> None:
    page = _page(world)
    assert "<i>Vắng" not in page and "<b>Đăk" not in page and "<i>Chín" not in page
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
    assert {target[1:] for target in tree.xpath("//@href") if target.startswith("#")} <= set(ids)


def test_two_runs_give_identical_bytes(world: World) -> None:
    assert _page(world) == _page(world)


def test_simulated_data_say_so(world: World, tmp_path: Path) -> None:
    warehouse = _changed(world, tmp_path, "update mart.fct_submission set note = 'Dữ liệu mô phỏng' where sender = '615'")
    assert is_simulated(warehouse) and not is_simulated(world.warehouse)
    assert "SỐ LIỆU MÔ PHỎNG" in _page(world, notice="MÔ PHỎNG")
    assert "SỐ LIỆU MÔ PHỎNG" not in _page(world)
