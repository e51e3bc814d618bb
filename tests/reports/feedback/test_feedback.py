"""The way back: the office's own workbook, marked at the cell, listed in order of weight, safe, readable again, the same bytes."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.workbook import Workbook
from python_calamine import CalamineWorkbook

from pipeline.reports.feedback.marks import FILLS
from pipeline.reports.feedback.write import FeedbackError, write_feedback
from tests.reports.conftest import FILES, NASTY, YEAR, World, finding, write_warehouse


@pytest.fixture(scope="module")
def folder(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("feedback")
    write_feedback(shared_world.outputs(folder=out))
    return out / "phan-hoi"


def _open(folder: Path, sender: str) -> Workbook:
    return openpyxl.load_workbook(folder / f"{sender}.xlsx")


def _list(book: Workbook) -> list[list[object]]:
    rows = list(book["Phản hồi"].iter_rows(values_only=True))
    heads = [number for number, row in enumerate(rows) if row[0] == "Thứ tự"]
    return [list(row) for row in rows[heads[0] + 1 :]] if heads else []


def _texts(book: Workbook) -> str:
    return "\n".join(str(row[0]) for row in book["Phản hồi"].iter_rows(values_only=True) if row[0])


def _fill(book: Workbook, sheet: str, cell: str) -> str | None:
    fill = book[sheet][cell].fill
    return fill.fgColor.rgb if fill.fill_type == "solid" else None


def test_every_agency_of_the_year_gets_one_file(world: World, folder: Path) -> None:
    assert {path.stem for path in folder.glob("*.xlsx")} == {owed.sender for owed in world.province.obligations_of(YEAR)}


def test_it_is_the_offices_own_workbook(world: World, folder: Path) -> None:
    book, own = _open(folder, "615"), openpyxl.load_workbook(world.raw / FILES["615", "agency_report"])
    assert book.sheetnames == ["Phản hồi", *own.sheetnames]
    for name in own.sheetnames:
        for row in own[name].iter_rows():
            for cell in row:
                assert book[name][cell.coordinate].value == cell.value
    assert book["BIỂU 2 "].column_dimensions["A"].width == 42
    assert book["BIỂU 2 "].freeze_panes == "A4"
    assert (book["BIỂU 2 "]["A1"].font.name, book["BIỂU 2 "]["A1"].font.size) == ("Times New Roman", 14)
    assert {str(merged) for merged in book["BIỂU 2 "].merged_cells.ranges} == {"A1:H1", "D4:D5"}


def test_wrong_cells_are_coloured_by_their_worst_finding_and_explained(folder: Path) -> None:
    book = _open(folder, "615")
    assert _fill(book, "BIỂU 2 ", "E4") == FILLS["error"]
    note = book["BIỂU 2 "]["E4"].comment.text
    assert (
        note.index("LỖI: Số thành viên ghi “7 triệu” không đọc được.") < note.index("Cách sửa: Ghi số người.") < note.index("LƯU Ý: Số ghi")
    )
    assert _fill(book, "BIỂU 2 ", "B4") is None and book["BIỂU 2 "]["B4"].comment is None


def test_a_finding_inside_a_merged_cell_is_marked_where_it_is_seen(folder: Path) -> None:
    book = _open(folder, "615")
    assert _fill(book, "BIỂU 2 ", "D4") == FILLS["warning"]
    assert "Xã không rõ." in book["BIỂU 2 "]["D4"].comment.text


def test_a_finding_about_a_row_colours_its_own_cells_and_about_a_column_its_heading(folder: Path) -> None:
    book = _open(folder, "615")
    assert [_fill(book, "BIỂU 2 ", f"{letter}5") for letter in "ABCE"] == [FILLS["warning"], FILLS["warning"], None, FILLS["warning"]]
    assert "trùng" in book["BIỂU 2 "]["A5"].comment.text
    assert "Dòng của" not in book["BIỂU 2 "]["D4"].comment.text
    assert "sai đơn vị" in book["BIỂU 2 "]["E3"].comment.text


def test_the_list_is_in_order_of_weight_with_the_signed_for_last(folder: Path) -> None:
    rows = _list(_open(folder, "615"))
    assert [row[1] for row in rows] == ["Lỗi", "Lỗi", "Cảnh báo", "Cảnh báo", "Cảnh báo", "Lưu ý", "Lỗi"]
    assert [row[0] for row in rows] == list(range(1, 8))
    assert rows[1][2:7] == ["BIỂU 2", "E4", "7 triệu", "Số thành viên ghi “7 triệu” không đọc được.", "Ghi số người."]
    assert rows[0][3] == "cả trang"
    assert rows[-1][6] == "Đã ký chấp nhận: Đã đối chiếu qua điện thoại. Không phải sửa."
    assert _fill(_open(folder, "615"), "Biểu 1", "E4") == FILLS["waived"]


def test_addresses_lead_to_the_cells(folder: Path) -> None:
    sheet = _open(folder, "615")["Phản hồi"]
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["E4"] in ("'BIỂU 2 '!E4", "'Biểu 1'!E4")
    assert (links["dòng 5"], links["cột E"], links["cả trang"]) == ("'BIỂU 2 '!A5", "'BIỂU 2 '!E3", "'BIỂU 2 '!A1")


def test_a_senders_formula_stays_with_its_result_and_ours_are_never_formulas(world: World, folder: Path, tmp_path: Path) -> None:
    book = _open(folder, "615")
    assert book["Biểu 1"]["E6"].value == "=SUM(E4:E4)"
    assert not any(cell.data_type == "f" for row in book["Phản hồi"].iter_rows() for cell in row)
    assert any(NASTY in row[5] for row in _list(book))
    registry = _open(folder, "SKHDT")
    assert not any(cell.data_type == "f" for sheet in registry for row in sheet.iter_rows() for cell in row)


def test_results_that_formulas_had_are_kept(world: World, tmp_path: Path) -> None:
    raw = shutil.copytree(world.raw, tmp_path / "raw")
    path = raw / FILES["615", "agency_report"]
    data = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(data, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                assert b"<f>SUM(E4:E4)</f><v" in part
                head, _, tail = part.partition(b"<f>SUM(E4:E4)</f><v")
                part = head + b"<f>SUM(E4:E4)</f><v>3</v>" + tail[tail.index(b"</c>") :]
            target.writestr(name, part)
    path.write_bytes(data.getvalue())
    changed = _refreshed(world, raw, tmp_path)
    write_feedback(changed.outputs(raw=raw))
    back = CalamineWorkbook.from_path(str(changed.out / "phan-hoi" / "615.xlsx"))
    assert back.get_sheet_by_name("Biểu 1").to_python(skip_empty_area=False)[5][4] == 3
    assert _open(changed.out / "phan-hoi", "615")["Biểu 1"]["E6"].value == "=SUM(E4:E4)"


def _picture(width: int, height: int) -> bytes:
    """A PNG that claims this size and holds one line of it: nobody who unpacks it by its size would come back."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0" * (width // 8 + 2))),
        (b"IEND", b""),
    ]
    written = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + written


def test_pictures_go_back_as_they_came_however_large_they_claim_to_be(world: World, tmp_path: Path) -> None:
    raw = shutil.copytree(world.raw, tmp_path / "raw")
    logo, huge = _picture(40, 1), _picture(90_000, 90_000)
    for form, picture in (("agency_report", huge), ("alliance_members", logo)):
        book = openpyxl.load_workbook(raw / FILES["LMHTX", form])
        image = Image(io.BytesIO(logo))
        image._data = lambda picture=picture: picture
        book.active.add_image(image, "B2")
        book.save(raw / FILES["LMHTX", form])
    changed = _refreshed(world, raw, tmp_path, [])
    write_feedback(changed.outputs(raw=raw))
    with zipfile.ZipFile(changed.out / "phan-hoi" / "LMHTX.xlsx") as package:
        assert {package.read(name) for name in package.namelist() if name.startswith("xl/media/")} == {logo, huge}
    assert _open(changed.out / "phan-hoi", "LMHTX")["TV Sheet1"]._images[0].anchor._from.row == 1


def _refreshed(world: World, raw: Path, tmp_path: Path, findings: list[dict] | None = None) -> World:
    """The same world on a changed raw/: the warehouse knows the new hashes."""
    from tests.reports.conftest import _findings, _submissions

    warehouse = tmp_path / "refreshed.duckdb"
    write_warehouse(warehouse, raw, world.province, _findings() if findings is None else findings, _submissions(raw, world.province))
    return replace(world, warehouse=warehouse, raw=raw, out=tmp_path / "refreshed")


def test_two_forms_of_one_sender_share_a_file_and_names_do_not_clash(world: World, tmp_path: Path) -> None:
    both = [
        finding("a", "error", "LMHTX", FILES["LMHTX", "alliance_members"], sheet="Sheet1", row=2, column="E"),
        finding("b", "warning", "LMHTX", FILES["LMHTX", "agency_report"], sheet="Sheet1", row=3, column="A"),
    ]
    changed = _refreshed(world, world.raw, tmp_path, both)
    write_feedback(changed.outputs(raw=world.raw))
    book = _open(changed.out / "phan-hoi", "LMHTX")
    assert book.sheetnames == ["Phản hồi", "Sheet1", "TV Sheet1"]
    assert book["Sheet1"]["A1"].value == "Biểu 4. NHIỆM VỤ"
    own = openpyxl.load_workbook(world.raw / FILES["LMHTX", "alliance_members"])["Sheet1"]
    assert list(book["TV Sheet1"].iter_rows(values_only=True)) == list(own.iter_rows(values_only=True))
    assert _fill(book, "TV Sheet1", "E2") == FILLS["error"] and _fill(book, "Sheet1", "E2") is None
    assert _fill(book, "Sheet1", "A3") == FILLS["warning"]
    assert [row[2] for row in _list(book)] == ["TV Sheet1", "Sheet1"]
    assert "gộp 2 báo cáo" in _texts(book)


def test_a_form_that_needs_no_correction_stays_out(folder: Path) -> None:
    book = _open(folder, "LMHTX")
    assert book.sheetnames == ["Phản hồi", "Sheet1"]
    assert book["Sheet1"]["A1"].value == "Tên"


def test_a_sender_of_two_forms_with_nothing_wrong_gets_both(world: World, tmp_path: Path) -> None:
    changed = _refreshed(world, world.raw, tmp_path, [])
    write_feedback(changed.outputs(raw=world.raw))
    book = _open(changed.out / "phan-hoi", "LMHTX")
    assert book.sheetnames == ["Phản hồi", "Sheet1", "TV Sheet1"]
    assert "Không có nội dung phải sửa." in _texts(book) and "Lưu tệp" not in _texts(book)


def test_a_csv_becomes_a_workbook_cell_for_cell(folder: Path) -> None:
    book = _open(folder, "SKHDT")
    sheet = book["dangky"]
    assert [cell.value for cell in sheet[2]] == ["0100047516", "HTX Đăk Mar", "Đăk Hà"]
    assert sheet["A2"].number_format == "@"
    assert _fill(book, "dangky", "A3") == FILLS["warning"]
    assert "Tệp gốc dangky.csv đã được chuyển" in _texts(book)


def test_an_old_workbook_becomes_a_new_one_with_its_look(folder: Path) -> None:
    sheet = _open(folder, "SNNPTNT")["Bieu 5"]
    assert [cell.value for cell in sheet[4]][:5] == ["HTX Đăk Mar", "6101123457", "Đăk Hà", 81.5, "Khá"]
    assert (sheet["F4"].value.day, sheet["F4"].number_format) == (30, "DD/MM/YYYY")
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:E1"]
    assert (sheet.row_dimensions[1].height, sheet.row_dimensions[3].height) == (30, None)  # what Excel would choose is left to it
    assert sheet["E4"].comment is not None


@pytest.mark.parametrize(
    ("sender", "said"),
    [
        ("618", "Báo cáo của cơ quan (biểu 1, 2, 3, 4): CHƯA NHẬN ĐƯỢC. Hạn gửi: trước ngày 10/12/2019."),
        ("617", "tệp hong.xlsx, nhưng KHÔNG ĐỌC ĐƯỢC"),
    ],
)
def test_what_is_missing_or_unreadable_has_only_the_first_sheet(folder: Path, sender: str, said: str) -> None:
    book = _open(folder, sender)
    assert book.sheetnames == ["Phản hồi"]
    assert said in _texts(book)
    assert len(_list(book)) == 1


def test_a_sender_with_nothing_wrong_gets_its_workbook_and_is_told_so(folder: Path) -> None:
    book = _open(folder, "608")
    assert book.sheetnames == ["Phản hồi", "Biểu 1", "Biểu 2"]
    assert "Không có nội dung phải sửa." in _texts(book)
    assert _list(book) == []


def test_only_the_first_sheet_is_selected_or_typing_would_go_to_two(folder: Path) -> None:
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        assert book.active.title == "Phản hồi"
        assert [sheet.title for sheet in book if sheet.sheet_view.tabSelected] == ["Phản hồi"]


def test_the_first_sheet_prints_on_a4_its_head_on_each_page(folder: Path) -> None:
    page = _open(folder, "615")["Phản hồi"]
    head = next(cell.row for cell in page["A"] if cell.value == "Thứ tự")
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage and page.oddFooter.center.text == "&P/&N"
    assert page.print_title_rows == f"${head}:${head}" and page.auto_filter.ref == f"A{head}:H{page.max_row}"


def test_two_runs_give_identical_bytes_and_no_clock(world: World, folder: Path) -> None:
    write_feedback(world.outputs())
    for path in folder.glob("*.xlsx"):
        again = world.out / "phan-hoi" / path.name
        assert again.read_bytes() == path.read_bytes()
        with zipfile.ZipFile(again) as parts:
            assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2019-12-14T16:59:59Z" in parts.read("docProps/core.xml")


def test_a_corrected_file_that_comes_back_is_marked_afresh(world: World, folder: Path, tmp_path: Path) -> None:
    raw = shutil.copytree(world.raw, tmp_path / "raw")
    returned = openpyxl.load_workbook(folder / "615.xlsx")
    returned["BIỂU 2 "]["E4"] = 7
    returned["BIỂU 2 "]["B5"].comment = openpyxl.comments.Comment("đã hỏi lại xã", "cán bộ huyện")
    returned.save(raw / FILES["615", "agency_report"])
    left = finding(
        "commune_unknown", "warning", "615", FILES["615", "agency_report"], sheet="BIỂU 2 ", row=5, column="B", message="Còn sai."
    )
    changed = _refreshed(world, raw, tmp_path, [left])
    write_feedback(changed.outputs(raw=raw))
    book = _open(changed.out / "phan-hoi", "615")
    assert book.sheetnames == ["Phản hồi", "Biểu 1", "BIỂU 2 "]
    assert _fill(book, "BIỂU 2 ", "E4") is None and book["BIỂU 2 "]["E4"].comment is None
    assert _fill(book, "BIỂU 2 ", "A5") is None
    assert _fill(book, "BIỂU 2 ", "E3") is None
    assert _fill(book, "BIỂU 2 ", "C3") == "00DDEBF7"
    assert book["BIỂU 2 "]["B5"].comment.text.startswith("đã hỏi lại xã")
    assert "Còn sai." in book["BIỂU 2 "]["B5"].comment.text
    assert len(_list(book)) == 1


def test_a_raw_file_that_changed_after_reading_is_refused(world: World, tmp_path: Path) -> None:
    raw = shutil.copytree(world.raw, tmp_path / "raw")
    (raw / FILES["SKHDT", "registry_extract"]).write_text("khác\n", encoding="utf-8")
    with pytest.raises(FeedbackError, match=r"dangky\.csv: tệp không còn như lúc đọc"):
        write_feedback(world.outputs(raw=raw))


def test_places_that_no_sheet_has_are_listed_without_a_mark(world: World, tmp_path: Path) -> None:
    path = FILES["615", "agency_report"]
    odd = [
        finding("a", "error", "615", path, sheet="Biểu 9", row=3, column="A"),
        finding("b", "error", "615", path, sheet="Biểu 1", row=2_000_000, column="A"),
        finding("c", "error", "615", path, sheet="Biểu 1", row=3, column="A1?"),
        finding("d", "error", "615", path, sheet="Biểu 1", row=900, message="\x00\x0b" + "x" * 40_000),
        finding("e", "error", "615", "2019/615/cũ.xlsx"),
    ]
    changed = _refreshed(world, world.raw, tmp_path, odd)
    write_feedback(changed.outputs(raw=world.raw))
    rows = _list(_open(changed.out / "phan-hoi", "615"))
    assert len(rows) == 5
    assert {row[2] for row in rows} == {"Biểu 9", "Biểu 1", "cũ.xlsx"}


def test_english_keeps_the_name_by_which_the_reader_leaves_the_sheet_out(world: World) -> None:
    write_feedback(world.outputs(lang="en"))
    book = _open(world.out / "phan-hoi", "615")
    assert book.sheetnames[0] == "Phản hồi"
    assert book["Phản hồi"]["A1"].value.startswith("PHẢN HỒI VỀ BÁO CÁO")
    assert "Nothing to correct." in _texts(_open(world.out / "phan-hoi", "608"))


def test_what_replaced_the_first_version_is_named_and_only_then(world: World, folder: Path, tmp_path: Path) -> None:
    assert "lần gửi thứ" not in _texts(_open(folder, "608"))
    warehouse = Path(shutil.copy(world.warehouse, tmp_path / "w.duckdb"))
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(
            """insert into mart.fct_submission by name
            select * replace ('2019/608/cu.xlsx' as path, received_at - interval 2 day as received_at, false as is_current)
            from mart.fct_submission where sender = '608'"""
        )
        connection.execute("update mart.fct_submission set version = 2 where sender = '608' and is_current")
    write_feedback(world.outputs(warehouse=warehouse))
    first, newest = (line for line in _texts(_open(world.out / "phan-hoi", "608")).splitlines() if "nhận" in line and "tệp" in line)
    assert "cu.xlsx" in first and "đúng hạn" in first and "(lần gửi thứ 2)" in newest and "cu.xlsx" not in newest


@pytest.mark.parametrize(("notice", "said"), [("MÔ PHỎNG", True), (None, False)])
def test_simulated_data_say_so(world: World, notice: str | None, said: bool) -> None:
    write_feedback(world.outputs(notice=notice))
    assert ("SỐ LIỆU MÔ PHỎNG" in _texts(_open(world.out / "phan-hoi", "608"))) is said


def test_a_report_that_only_came_late_is_not_asked_for_again(world: World, tmp_path: Path) -> None:
    late = finding("submission_late", "warning", "608", FILES["608", "agency_report"], message="Gửi muộn 2 ngày.")
    changed = _refreshed(world, world.raw, tmp_path, [late])
    write_feedback(changed.outputs(raw=world.raw))
    text = _texts(_open(changed.out / "phan-hoi", "608"))
    assert "Có 1 cảnh báo cần xem lại." in text and "Lưu tệp" not in text
