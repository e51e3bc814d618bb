"""What a clerk finds in a blank workbook: guidance, locked headings, open cells, lists, checks, a page that prints."""

from __future__ import annotations

import io
import itertools
import warnings

import pytest
from openpyxl import load_workbook

from pipeline import config
from pipeline.intake import forms as definitions
from pipeline.reports.forms.words import guide, layout
from pipeline.reports.forms.write import TemplateError, workbook_bytes, write_templates
from pipeline.system.errors import ConfigError

YEAR = 2020
PROVINCE = config.load()
FORMS = definitions.load()


def owed_by(sender: str, form: str = "agency_report", year: int = YEAR):
    return next(owed for owed in PROVINCE.obligations_of(year) if (owed.sender, owed.form) == (sender, form))


@pytest.fixture(scope="module")
def district():
    return load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by("615"), YEAR)))


@pytest.fixture(scope="module")
def registry():
    return load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by("SKHDT", "registry_extract"), YEAR)))


def texts(sheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def check_of(sheet, cell: str):
    return next(check for check in sheet.data_validations.dataValidation if cell in check.sqref)


def test_one_workbook_for_every_sender_and_form_owed(tmp_path):
    paths = write_templates(tmp_path / "blank", PROVINCE, YEAR)
    assert {path.name for path in paths} == {f"{owed.sender}-{owed.form}-{YEAR}.xlsx" for owed in PROVINCE.obligations_of(YEAR)}
    assert set((tmp_path / "blank").iterdir()) == set(paths)  # nothing half-written beside them


def test_a_sheet_for_every_table_owed_after_the_guide(district):
    visible = [sheet.title for sheet in district if sheet.sheet_state == "visible"]
    assert visible == ["Hướng dẫn", "Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4"]
    assert [
        sheet.title for sheet in load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by("SNNPTNT"), YEAR))) if sheet.title[0] == "B"
    ] == [
        "Biểu 3",
        "Biểu 4",
        "Biểu 5",
    ]


def test_the_same_bytes_each_time(tmp_path):
    first = [path.read_bytes() for path in write_templates(tmp_path, PROVINCE, YEAR)]
    assert [path.read_bytes() for path in write_templates(tmp_path, PROVINCE, YEAR)] == first


def test_excel_takes_all_messages_and_names():
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # how xlsxwriter says that a title, message or list is too long and left out
        for lang in ("vi", "en"):
            for year, sender in itertools.product((2019, 2026), ("608", "SKHDT", "SNNPTNT", "LMHTX")):
                for owed in PROVINCE.obligations_of(year):
                    if owed.sender == sender:
                        workbook_bytes(PROVINCE, owed, year, lang)


def test_a_workbook_that_may_be_filled_in_is_not_overwritten(tmp_path):
    blank = write_templates(tmp_path, PROVINCE, YEAR)
    blank[3].write_bytes(b"filled in by a clerk")
    blank[0].unlink()
    with pytest.raises(TemplateError, match=blank[3].name) as refused:
        write_templates(tmp_path, PROVINCE, YEAR)
    assert "\n" not in str(refused.value)
    assert blank[3].read_bytes() == b"filled in by a clerk"
    assert not blank[0].exists()


def test_an_out_that_cannot_be_written_is_one_clear_line(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(TemplateError, match="Không ghi được mẫu"):
        write_templates(tmp_path / "file", PROVINCE, YEAR)


def test_a_year_that_is_not_set_up_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="chưa khai báo năm 1990"):
        write_templates(tmp_path, PROVINCE, 1990)
    assert list(tmp_path.iterdir()) == []


def test_the_guide_says_by_when_and_what_blank_and_zero_mean(district):
    said = "\n".join(texts(district["Hướng dẫn"]))
    assert "TRƯỚC ngày 10/12/2020" in said
    assert "23 giờ 59 phút ngày 09/12/2020" in said
    assert "ĐỂ TRỐNG nghĩa là chưa có số liệu" in said
    assert "triệu đồng" in said
    assert "UBND huyện Đăk Hà" in said


def test_the_guide_explains_every_column_of_every_sheet_with_an_example(district):
    said = [[cell.value for cell in row[:3]] for row in district["Hướng dẫn"].iter_rows()]
    explained = {label: (how, example) for label, how, example in said if example}
    for table in ("total_item", "unit_report", "training_class", "task_report"):
        for field in FORMS.form(table).fields.values():
            how, example = explained[field.label.format(year=YEAR, previous=YEAR - 1)]
            assert how and example


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_check_that_a_field_names_has_words_and_a_measure(lang):
    checks = {field.check for form in FORMS.forms for field in form.fields.values() if field.check}
    assert checks == set(layout().checks) and checks <= set(guide(lang).errors)
    assert set(layout().versions) == {form.form for form in FORMS.forms}


def test_examples_are_not_in_the_forms(district):
    for title in ("Biểu 2", "Biểu 3"):
        sheet = district[title]
        assert all(cell.value is None for row in sheet.iter_rows(min_row=6) for cell in row)


def test_headings_are_locked_and_cells_to_fill_in_are_open(district):
    for title, heading, cell in (("Biểu 1", "B5", "E8"), ("Biểu 2", "A5", "A6"), ("Biểu 3", "G5", "G7"), ("Biểu 4", "C5", "C6")):
        sheet = district[title]
        assert sheet.protection.sheet and not sheet.protection.password
        assert sheet[heading].protection.locked and not sheet[cell].protection.locked
    for title, cell in (("Biểu 1", "B8"), ("Biểu 1", "A8"), ("Biểu 4", "A6"), ("Biểu 4", "B6")):
        assert district[title][cell].protection.locked


def test_rows_below_the_drawn_ones_are_open_and_can_be_inserted_and_deleted(district):
    sheet = district["Biểu 2"]
    assert all(not dimension.protection.locked for dimension in sheet.column_dimensions.values() if dimension.width)
    assert not sheet.protection.insertRows and not sheet.protection.deleteRows  # openpyxl: False is “not forbidden”
    assert check_of(sheet, "B4000")
    assert sheet.calculate_dimension() == "A1:S35"


def test_title_office_year_unit_and_stamp(district, registry):
    said = texts(district["Biểu 2"])[:4]
    assert "2020" in said[0]
    assert said[1] == "Đơn vị báo cáo: UBND huyện Đăk Hà"
    assert said[2] == "Đơn vị tính: triệu đồng"
    assert said[3] == "Mẫu hoptac agency_report/2 phiên bản 1"
    assert "Đơn vị tính: đồng" in texts(registry["Danh sách đăng ký HTX"])


def test_items_of_form_one_stand_there_with_code_words_and_unit(district):
    sheet = district["Biểu 1"]
    rows = [tuple(cell.value for cell in row[:3]) for row in sheet.iter_rows(min_row=6) if row[2].value]
    assert rows == [(item.item, item.label, item.unit) for item in FORMS.form("total_item").items]
    assert [cell.value for cell in sheet[5]][3:5] == ["Thực hiện năm 2019", "Thực hiện năm 2020"]


@pytest.mark.parametrize("sender", ["615", "STC", "SNNPTNT", "LMHTX"])
def test_tasks_of_the_sender_stand_there_with_those_it_leads_first(sender):
    sheet = load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by(sender), YEAR)))["Biểu 4"]
    tasks = [task for task in PROVINCE.tasks_of(YEAR) if task.sender == sender]
    written = [(row[0].value, row[1].value, row[5].value) for row in sheet.iter_rows(min_row=6)]
    assert sorted(written) == sorted((task.task, task.content, task.unit_of_measure) for task in tasks)
    leads = [task.task for task in tasks if task.role == "lead"]
    assert [code for code, _, _ in written][: len(leads)] == leads
    assert ("Vai trò" in texts(sheet)) == any(task.role == "support" for task in tasks)


def test_lists_offer_the_forms_words_and_the_districts_own_communes(district, registry):
    sheet = district["Biểu 2"]
    headings = {cell.value: cell.column_letter for cell in sheet[5]}
    for name in ("unit_type", "sector", "operating_state", "rating"):
        field = FORMS.form("unit_report").fields[name]
        check = check_of(sheet, f"{headings[field.label]}6")
        assert (check.type, check.errorStyle or "stop") == ("list", "stop")
        assert check.formula1.strip('"').split(",") == list(FORMS.words.lists[field.words])
    assert check_of(district["Biểu 4"], "C6").formula1.strip('"').split(",") == list(FORMS.words.lists["state"])
    assert check_of(registry["Danh sách đăng ký HTX"], "C6").formula1 == '"HTX,LHHTX,QTDND"'
    commune = check_of(sheet, f"{headings['Xã/phường/thị trấn']}6")
    assert commune.errorStyle == "warning"
    listed = [cell.value for (cell,) in district["Danh mục"][commune.formula1.partition("!")[2].replace("$", "")]]
    own = [area.area_name for area in PROVINCE.areas if area.parent_code == "615"]
    assert listed == own
    assert district["Danh mục"].sheet_state == "veryHidden"


def test_checks_stop_what_cannot_be_and_ask_about_what_may_be(district):
    sheet = district["Biểu 2"]
    headings = {cell.value: cell.column_letter for cell in sheet[5]}

    def style(label: str) -> tuple[str, str]:
        check = check_of(sheet, f"{headings[label]}6")
        return check.type, check.errorStyle or "stop"

    assert style("Số thành viên") == ("whole", "stop")
    assert style("Ngày thành lập") == ("date", "stop")
    assert style("Doanh thu") == ("decimal", "warning")
    assert style("Mã số HTX") == ("textLength", "warning")
    assert float(check_of(sheet, f"{headings['Lợi nhuận']}6").formula1) < 0
    assert "nguyên" in check_of(sheet, f"{headings['Số thành viên']}6").error
    assert check_of(district["Biểu 3"], "C6").errorStyle == "warning"


def test_formats_keep_codes_as_text_and_dates_as_days(district):
    sheet = district["Biểu 2"]
    headings = {cell.value: cell.column_letter for cell in sheet[5]}
    assert sheet[f"{headings['Mã số HTX']}6"].number_format == "@"
    assert sheet[f"{headings['Ngày thành lập']}6"].number_format == "dd/mm/yyyy"
    assert sheet[f"{headings['Doanh thu']}6"].number_format == "#,##0.00"
    assert sheet.column_dimensions[headings["Mã số HTX"]].number_format == "@"


def test_sheets_print_on_a4_landscape_with_the_header_on_every_page(district):
    for title in ("Biểu 1", "Biểu 2", "Biểu 3", "Biểu 4"):
        sheet = district[title]
        assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage and int(sheet.page_setup.fitToHeight) == 0
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.freeze_panes.endswith("6")


def test_english_guidance_around_the_same_forms(tmp_path):
    book = load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by("615"), YEAR, "en")))
    assert "BLANK means not known yet" in "\n".join(texts(book["Hướng dẫn"]))
    assert book["Biểu 2"]["A5"].value == "Tên đơn vị"
    assert check_of(book["Biểu 2"], "H6").error.startswith("A count")


def test_the_alliance_is_not_told_to_send_to_itself():
    said = "\n".join(texts(load_workbook(io.BytesIO(workbook_bytes(PROVINCE, owed_by("LMHTX"), YEAR)))["Hướng dẫn"]))
    assert "đến Liên minh" not in said
    assert "TRƯỚC ngày 10/12/2020" in said
