"""The letter beside a feedback workbook: what each kind of sender is told, the decree's layout, safe, the same bytes each time."""

from __future__ import annotations

import shutil
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from pipeline.reports.feedback.letter_fill import LetterError, LetterTemplate
from pipeline.reports.feedback.write import write_feedback
from tests.reports.conftest import AS_OF, FILES, NASTY, World, _submissions, finding, write_warehouse
from tests.reports.official import word_file
from tests.template_maker.make_letter_template import FILES as TEMPLATES
from tests.template_maker.make_letter_template import FOLDER, make

IN_TIME = datetime.fromisoformat("2019-12-11T10:00:00+07:00")


@pytest.fixture(scope="module")
def letters(shared_world: World, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _write(shared_world, tmp_path_factory.mktemp("letters"), IN_TIME)


def _write(world: World, out: Path, as_of: datetime, **more: object) -> Path:
    write_feedback(world.outputs(folder=out, as_of=as_of, **more))
    return out / "phan-hoi"


def _with(world: World, tmp_path: Path, findings: list[dict]) -> World:
    warehouse = tmp_path / "other.duckdb"
    write_warehouse(warehouse, world.raw, world.province, findings, _submissions(world.raw, world.province))
    return replace(world, warehouse=warehouse)


def _said(folder: Path, sender: str) -> str:
    return " ".join(word_file.text(folder / f"{sender}.docx").split())


def _rows(folder: Path, sender: str) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in word_file.table(folder / f"{sender}.docx", "Cách xử lý").rows[1:]]


def test_a_letter_stands_beside_every_workbook(letters: Path) -> None:
    assert {path.stem for path in letters.glob("*.docx")} == {path.stem for path in letters.glob("*.xlsx")}


def test_the_committed_templates_are_what_is_made() -> None:
    for lang, name in TEMPLATES.items():
        assert (FOLDER / name).read_bytes() == make(lang), name


def test_the_parts_of_a_letter_stand_in_the_decrees_order(letters: Path) -> None:
    order = [
        "LIÊN MINH HỢP TÁC XÃ VIỆT NAM", "LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: /LMHTX-KHTH", "V/v đề nghị kiểm tra, sửa số liệu báo cáo về kinh tế tập thể năm 2019",
        "Kon Tum, ngày 11 tháng 12 năm 2019", "Kính gửi: UBND huyện Đăk Hà.", "Thực hiện Văn bản số 765/VP-KTTH", "1. Việc gửi báo cáo",
        "2. Số liệu báo cáo", "3. Đề nghị", "./.", "Nơi nhận: - Như trên; - Lưu: VT, KHTH.", "TM. BAN THƯỜNG VỤ CHỦ TỊCH",
    ]  # fmt: skip
    said = _said(letters, "615")
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_paper_margins_font_and_sizes_are_the_decrees(letters: Path) -> None:
    document = docx.Document(str(letters / "615.docx"))
    (section,) = document.sections
    assert [round(length.mm) for length in (section.page_width, section.page_height, section.left_margin)] == [210, 297, 30]
    assert section.different_first_page_header_footer
    sizes = {paragraph.text.split(":")[0].strip(): word_file.size(paragraph) for paragraph in word_file.blocks(document) if paragraph.text}
    assert (sizes["Kính gửi"], sizes["Số"], sizes["Nơi nhận"], sizes["Độc lập - Tự do - Hạnh phúc"]) == (13, 13, 12, 13)
    about = next(paragraph for paragraph in word_file.blocks(document) if paragraph.text.startswith("V/v"))
    assert 12 <= word_file.size(about) <= 13 and not word_file.is_bold(about)
    assert {style.font.name for style in document.styles if style.name in ("Normal", "Đoạn văn", "Heading 2")} == {"Times New Roman"}
    assert all(
        row._tr.trPr.find(qn("w:cantSplit")) is not None
        for table in document.tables
        if table.style.name == "Table Grid"
        for row in table.rows
    )


def test_what_is_to_mend_is_counted_by_severity_and_the_weightiest_named(letters: Path) -> None:
    said, rows = _said(letters, "615"), _rows(letters, "615")
    assert (
        "Có 2 lỗi phải sửa, 3 cảnh báo cần xem lại, 1 lưu ý, 1 nội dung Liên minh đã ký chấp nhận hoặc đơn vị đã xác nhận, không phải sửa."
        in said
    )
    assert [row[1] for row in rows] == ["Lỗi", "Lỗi", "Cảnh báo", "Cảnh báo", "Cảnh báo"]
    assert ["2", "Lỗi", "BIỂU 2, ô E4", "Số thành viên ghi “7 triệu” không đọc được.", "Sửa lại ô này."] in [
        [*row[:4], row[4].replace("Ghi số người.", "Sửa lại ô này.")] for row in rows
    ]
    assert "sửa trực tiếp trong tệp 615.xlsx gửi kèm" in said and "nội dung khác được liệt kê" not in said


def test_many_cells_of_one_rule_are_one_line_and_the_rest_is_counted(world: World, tmp_path: Path) -> None:
    path = FILES["615", "agency_report"]
    many = [finding("flood", "error", "615", path, sheet="BIỂU 2 ", row=row, column="E") for row in range(4, 46)]
    many += [finding(f"kind_{number}", "error", "615", path, sheet="Biểu 1", row=4, column="E") for number in range(6)]
    many.append(finding("small", "warning", "615", path, sheet="Biểu 1", row=4, column="E"))
    folder = _write(_with(world, tmp_path, many), tmp_path, IN_TIME)
    rows = _rows(folder, "615")
    assert len(rows) == 5 and rows[0][2] == "BIỂU 2, ô E4 và 41 chỗ khác"
    assert "Còn 3 nội dung khác được liệt kê đầy đủ trong tệp 615.xlsx gửi kèm." in _said(folder, "615")


def test_who_sent_nothing_is_asked_for_the_report_and_nothing_else(letters: Path) -> None:
    said = _said(letters, "618")
    assert "V/v đôn đốc gửi báo cáo về kinh tế tập thể năm 2019" in said
    assert "CHƯA NHẬN ĐƯỢC. Hạn gửi: trước ngày 10/12/2019." in said
    assert "2. Đề nghị" in said and "gửi báo cáo còn thiếu" in said
    assert "Số liệu báo cáo" not in said and "sửa trực tiếp" not in said and "không phải sửa" not in said


def test_a_file_that_cannot_be_read_is_to_be_sent_again_not_mended_in_place(letters: Path) -> None:
    said = _said(letters, "617")
    assert "xử lý theo hướng dẫn ở từng nội dung trong tệp 617.xlsx gửi kèm rồi gửi lại báo cáo" in said and "sửa trực tiếp" not in said


def test_who_has_nothing_to_mend_is_told_so_and_thanked(letters: Path) -> None:
    said = _said(letters, "608")
    assert "V/v thông báo kết quả kiểm tra báo cáo về kinh tế tập thể năm 2019" in said
    assert "không phải sửa hoặc gửi lại báo cáo" in said and "đúng thời hạn, đúng yêu cầu./." in said
    assert "Đề nghị" not in said and "chậm nhất" not in said


def test_who_only_came_late_is_asked_for_punctuality_and_not_called_exemplary(world: World, tmp_path: Path) -> None:
    said = _said(_write(_with(world, tmp_path, []), tmp_path, IN_TIME), "SNNPTNT")
    assert "muộn 2 ngày" in said and "3. Đề nghị" in said and "đúng thời hạn trong các kỳ sau" in said
    assert "không phải sửa hoặc gửi lại" in said and "đúng yêu cầu" not in said


def test_the_alliance_writes_to_its_departments_not_to_itself(letters: Path) -> None:
    assert "Kính gửi: Các phòng, đơn vị thuộc Liên minh Hợp tác xã tỉnh." in _said(letters, "LMHTX")


@pytest.mark.parametrize(
    ("as_of", "until"),
    [
        ("2019-12-05T08:00:00+07:00", "chậm nhất vào thứ Hai, ngày 09 tháng 12 năm 2019"),
        ("2019-12-11T10:00:00+07:00", "chậm nhất vào thứ Sáu, ngày 13 tháng 12 năm 2019"),
        ("2019-12-13T16:00:00+07:00", "chậm nhất vào thứ Sáu, ngày 13 tháng 12 năm 2019"),
        ("2019-12-14T08:00:00+07:00", "ngay sau khi nhận được công văn này"),
        ("2020-03-02T08:00:00+07:00", "ngay sau khi nhận được công văn này"),
    ],
)
def test_the_day_asked_for_is_the_last_working_day_before_the_next_deadline(world: World, tmp_path: Path, as_of: str, until: str) -> None:
    assert until in _said(_write(world, tmp_path, datetime.fromisoformat(as_of)), "615")


def test_while_the_report_is_held_back_every_page_says_so_and_why(world: World, letters: Path, tmp_path: Path) -> None:
    line = "Báo cáo năm 2019 của tỉnh còn là dự thảo vì còn 5 lỗi số liệu của các nơi gửi chưa xử lý"
    (section,) = docx.Document(str(letters / "608.docx")).sections
    for header in (section.first_page_header, section.header):
        assert line in [paragraph.text for paragraph in header.paragraphs]
    passed = _write(world, tmp_path, AS_OF, receipt=world.receipt | {"passed": True}, notice="MÔ PHỎNG")
    parts = word_file.xml(passed / "608.docx")
    assert not any("dự thảo" in part for part in parts.values())
    assert sum("SỐ LIỆU MÔ PHỎNG" in part for name, part in parts.items() if name.startswith("word/footer")) == 2


def test_names_are_never_read_as_tags_or_markup(world: World, tmp_path: Path) -> None:
    nasty = "{{ 7*7 }} {% for x in y %} <w:br/> & \x0b" + NASTY
    path = FILES["615", "agency_report"]
    findings = [
        finding("odd", "error", "615", path, sheet="BIỂU 2 ", row=4, column="E", message="Tên.", remedy=nasty[:-40].replace("\ud800", ""))
    ]
    agencies = tuple(replace_name(agency, nasty) if agency.sender == "615" else agency for agency in world.province.agencies)
    other = replace(_with(world, tmp_path, findings), province=world.province.model_copy(update={"agencies": agencies}))
    folder = _write(other, tmp_path, IN_TIME)
    said = _said(folder, "615")
    assert "Kính gửi: {{ 7*7 }} {% for x in y %} <w:br/> & =HYPERLINK(" in said
    assert "{{ 7*7 }} {% for x in y %} <w:br/> &" in _rows(folder, "615")[0][4]


def replace_name(agency: object, name: str) -> object:
    return agency.model_copy(update={"agency_name": name})


def test_two_runs_give_identical_bytes_and_no_clock(world: World, letters: Path, tmp_path: Path) -> None:
    again = _write(world, tmp_path, IN_TIME)
    for path in letters.glob("*.docx"):
        assert (again / path.name).read_bytes() == path.read_bytes()
        with zipfile.ZipFile(path) as parts:
            assert {info.date_time for info in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2019-12-11T03:00:00Z" in parts.read("docProps/core.xml")


def test_english(world: World, tmp_path: Path) -> None:
    said = _said(_write(world, tmp_path, IN_TIME, lang="en"), "615")
    assert "To: UBND huyện Đăk Hà." in said and "by Friday, 13 December 2019 at the latest" in said


@pytest.mark.parametrize("tag", ["{{ nobody_knows }}", "{{ agency", "{% if agency %}"])
def test_a_template_spoilt_by_an_edit_is_one_clear_line(tmp_path: Path, world: World, tag: str) -> None:
    path = tmp_path / "mau.docx"
    document = docx.Document()
    document.add_paragraph(tag)
    document.save(str(path))
    with pytest.raises(LetterError, match=r"mau\.docx: không điền được mẫu công văn") as refused:
        LetterTemplate(path).fill({"agency": "x"}, "x", "x", AS_OF)
    assert "\n" not in str(refused.value)
    shutil.copy(__file__, path)
    with pytest.raises(LetterError):
        LetterTemplate(path)
