"""What a column's cells are, or lack: codes as people type them, words of the tax office, two things in one cell, nothing at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from pipeline.intake import values as typed
from pipeline.intake.column_setting import Setting
from pipeline.office.persons import HIDDEN

from .books import FORMS, RATINGS, TASKS, UNITS, YEAR, labels, page, xlsx
from .reading import SEVERITY, errors, findings, read, values
from .test_layouts import PLAIN, ROWS


@pytest.mark.parametrize(
    "code", ["6100 234 567", "6100.234.567", "6100-234-567", "6100\u00a0234\u00a0567", "MST: 6100234567", "Mã số 6100.234.567"]
)
def test_a_code_typed_in_parts_is_that_code(code: str) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "registration_code": code}, *UNITS[1:]])), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")["registration_code"][0]) == ([], "6100234567")


@pytest.mark.parametrize("code", ["062085001234", "062 085 001 234", 62085001234, 62085001234.0, 62985001234, "CCCD: 062085001234"])
def test_a_person_s_number_goes_no_further_with_its_zero_or_without(code: Any) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "registration_code": code}, *UNITS[1:]])), "unit_report")
    (found,) = findings(parsed, "personal_number")
    assert (found["row"], found["value"], values(parsed, "unit_report")["registration_code"][0]) == (4, HIDDEN, None)


@pytest.mark.parametrize(
    ("table", "field", "written", "kept"),
    [
        ("unit_report", "name", "HTX Lê Lợi 062085001234", f"HTX Lê Lợi {HIDDEN}"),
        ("training_class", "class_name", "Lớp do bà Y Blưi phụ trách, ĐT 0905.123.456", f"Lớp do bà {HIDDEN} phụ trách, ĐT {HIDDEN}"),
        ("training_class", "organiser", "Giám đốc Nguyễn Văn An", f"Giám đốc {HIDDEN}"),
        ("task_report", "result", "Đang làm, gọi ông Siu Pyưng", f"Đang làm, gọi ông {HIDDEN}"),
    ],
)
def test_what_a_text_says_of_a_person_goes_no_further(table: str, field: str, written: str, kept: str) -> None:
    parsed = read(xlsx(page(table, [{**ROWS[table][0], field: written}, *ROWS[table][1:]])), table)
    assert values(parsed, table)[field][0] == kept


TEXTS = {
    f"{form.table}.{name}": field
    for form in FORMS.forms
    for name, field in form.fields.items()
    if field.type in ("text", "code") and not (field.check == "tax_code" or field.digits or (form.lists_units and name == form.anchors[0]))
}


@pytest.mark.parametrize("name", TEXTS)
def test_no_column_of_texts_carries_a_telephone_further_and_a_sentence_carries_no_person(name: str) -> None:
    field = TEXTS[name]
    written = ["Làm được 12, gọi ông Siu Pyưng", "Tổ 3, ĐT 3862123", "xã Đăk Mar, CCCD 062085001234", "233123456"]
    said = typed.column(field, written, 1, Setting(FORMS.words, YEAR, is_text=False, is_1904=False), lambda *_, **__: None)
    assert [digits for digits in ("3862123", "062085001234") if digits in str(said)] == []
    assert said[3] == "233123456"
    assert ("Pyưng" in said[0]) == bool(field.areas or field.names_unit)


@pytest.mark.parametrize("code", ["61002345678", 61002345678])
def test_a_code_with_a_digit_too_many_is_no_person_s(code: Any) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "registration_code": code}, *UNITS[1:]])), "unit_report")
    assert values(parsed, "unit_report")["registration_code"][0] == "61002345678"


@pytest.mark.parametrize("written", ["GCN số 3801234567", "ĐT: 0905123456", "QĐ 6100234567"])
def test_a_number_of_something_else_is_no_code(written: str) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "registration_code": written}, *UNITS[1:]])), "unit_report")
    assert values(parsed, "unit_report")["registration_code"][0] not in ("3801234567", "0905123456", "6100234567")


@pytest.mark.parametrize("code", ["6100234567-001", "6100234567001", "6100234567 001", "6100234567.002"])
def test_a_branch_is_no_unit(code: str) -> None:
    parsed = read(xlsx(page("unit_report", [*UNITS, {**UNITS[0], "name": "Chi nhánh", "registration_code": code}])), "unit_report")
    assert (len(findings(parsed, "branch_row")), values(parsed, "unit_report")) == (1, PLAIN["unit_report"])


@pytest.mark.parametrize(
    ("field", "said"), [("revenue", True), ("sector", True), ("rating", True), ("registration_code", False), ("converted_from", False)]
)
def test_a_column_that_nobody_filled_in_is_said(field: str, said: bool) -> None:
    parsed = read(xlsx(page("unit_report", [{**row, field: None} for row in (*UNITS, UNITS[0])])), "unit_report")
    assert [found["label"] for found in findings(parsed, "column_not_filled")] == [labels("unit_report")[field]] * said


def test_groups_are_not_rated() -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[2], "name": f"THT {number}", "rating": None} for number in range(4)])), "unit_report")
    assert labels("unit_report")["rating"] not in [found["label"] for found in findings(parsed, "column_not_filled")]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("NNT ngừng hoạt động và đã đóng MST", "Đã giải thể"),
        ("NNT ngừng hoạt động nhưng chưa hoàn thành thủ tục đóng MST", "Đang làm thủ tục giải thể"),
        ("NNT đang hoạt động (đã được cấp GCN ĐKT)", "Đang hoạt động"),
        ("NNT tạm nghỉ kinh doanh có thời hạn", "Tạm ngừng kinh doanh"),
    ],
)
def test_the_tax_office_s_words_are_taken_and_said_where_they_mean_it_only_more_or_less(words: str, status: str) -> None:
    rows = ROWS["registry_unit"]
    parsed = read(xlsx(page("registry_unit", [{**rows[0], "status": words}, *rows[1:]])), "registry_unit")
    assert values(parsed, "registry_unit")["status"][0] == status
    assert errors(parsed) == (["word_of_tax_office"] if "MST" in words else [])
    assert SEVERITY["word_of_tax_office"] == "warning"


def of_days(between: str, first: str = "%d/%m/%Y") -> Any:
    return lambda row: f"{row['start_on']:{first}}{between}{row['end_on']:%d/%m/%Y}"


IN_ONE_CELL = [
    ("training_class", "start_on", "end_on", "Thời gian", of_days(" - ")),
    ("training_class", "start_on", "end_on", "Thời gian tổ chức lớp", of_days(" đến hết ngày ")),
    ("training_class", "start_on", "end_on", "Ngày tháng", of_days("-", "%d/%m")),
    ("rating_report", "score", "rating", "Điểm (xếp loại)", lambda row: f"{str(row['score']).replace('.', ',')} ({row['rating']})"),
    ("rating_report", "score", "rating", "Kết quả chấm", lambda row: f"{str(row['score']).replace('.', ',')} điểm / {row['rating']}"),
]


@pytest.mark.parametrize(("table", "first", "second", "head", "written"), IN_ONE_CELL)
def test_two_fields_in_one_cell(table: str, first: str, second: str, head: str, written: Any) -> None:
    order = [name for name in labels(table) if name != second]
    item = page(table, [{**row, first: written(row)} for row in ROWS[table]], order=order)
    parsed = read(xlsx(item.put(2, order.index(first), head)), table)
    assert (errors(parsed), values(parsed, table)) == ([], PLAIN[table])


@pytest.mark.parametrize(("table", "first", "second", "head", "written"), IN_ONE_CELL)
def test_two_fields_in_one_cell_are_said_where_one_cell_is_another_way(
    table: str, first: str, second: str, head: str, written: Any
) -> None:
    order = [name for name in labels(table) if name != second]
    rows = [{**row, first: written(row)} for row in ROWS[table]]
    item = page(table, [{**rows[0], first: "theo kế hoạch"}, *rows[1:]], order=order)
    found = read(xlsx(item.put(2, order.index(first), head)), table)
    assert "column_missing" in errors(found)
    assert values(found, table)[second] == [None] * len(rows)


def test_a_day_over_three_columns() -> None:
    order = [*(name for name in labels("unit_report") if name != "founded_on"), "founded_on"]
    item = page("unit_report", UNITS, order=order).shifted(1, start=3)
    item = replace(item, merged=((2, len(order) - 1, 2, len(order) + 1),))
    for at, (head, part) in enumerate((("Ngày", "day"), ("Tháng", "month"), ("Năm", "year")), start=len(order) - 1):
        item = item.put(3, at, head)
        for row, unit in enumerate(UNITS, start=4):
            item = item.put(row, at, getattr(unit["founded_on"], part))
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")["founded_on"]) == ([], PLAIN["unit_report"]["founded_on"])


@pytest.mark.parametrize(
    ("head", "is_read"), [("Mô hình HTX, THT ở địa phương", True), ("Loại hình đăng ký năm trước", False), ("HTX, THT (đề nghị)", False)]
)
def test_a_list_s_column_is_known_by_its_words_where_its_head_says_nothing_else(head: str, is_read: bool) -> None:
    item = page("unit_report", UNITS).put(2, list(labels("unit_report")).index("unit_type"), head)
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed) == [], values(parsed, "unit_report") == PLAIN["unit_report"]) == (is_read, is_read)


@pytest.mark.parametrize("head", ["Thành viên (tổng/nữ)", "Số thành viên (trong đó nữ)", "Tổng số thành viên/nữ"])
def test_a_total_and_its_women_in_one_cell(head: str) -> None:
    rows = [{**unit, "members": f"{unit['members']}/{unit['members'] // 3}"} for unit in UNITS]
    parsed = read(xlsx(page("unit_report", rows).put(2, list(labels("unit_report")).index("members"), head)), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")["members"]) == ([], PLAIN["unit_report"]["members"])


@pytest.mark.parametrize("between", [" ngày ", ", ngày ", " (ngày ", " ng. "])
def test_a_decision_with_its_day_in_one_cell(between: str) -> None:
    rows = [{**row, "decision_no": f"{row['decision_no']}{between}{row['joined_on']:%d/%m/%Y}"} for row in ROWS["alliance_member"]]
    order = [name for name in labels("alliance_member") if name != "joined_on"]
    item = page("alliance_member", rows, order=order)
    parsed = read(xlsx(item.put(2, order.index("decision_no"), "Quyết định kết nạp (số, ngày)")), "alliance_member")
    assert (errors(parsed), values(parsed, "alliance_member")) == ([], PLAIN["alliance_member"])


def test_men_women_and_all_of_a_class() -> None:
    rows, heads = ROWS["training_class"], labels("training_class")
    order = list(heads)
    item = page("training_class", rows, order=order)
    all_at, women_at = order.index("managers_attending"), order.index("women_attending")
    item = item.put(2, all_at, "Số CBQL HTX tham dự - Cộng").put(2, women_at, "Số CBQL HTX tham dự - Nữ")
    assert values(read(xlsx(item), "training_class"), "training_class") == PLAIN["training_class"]


def test_content_under_result_is_the_result() -> None:
    item = page("task_report", ROWS["task_report"]).shifted(1, 0, start=3)
    at = list(labels("task_report")).index("result")
    item = item.put(2, at, "Kết quả thực hiện").put(3, at, "Nội dung").put(3, at + 1, item.cells[2, at + 1]).put(2, at + 1, "")
    assert values(read(xlsx(item), "task_report"), "task_report") == PLAIN["task_report"]


@pytest.mark.parametrize("name", ["N/A", "Không có", "Không", "X", "Chưa có"])
def test_a_row_that_holds_other_data_is_called_what_its_name_says(name: str) -> None:
    parsed = read(xlsx(page("unit_report", [{**UNITS[0], "name": name}, *UNITS[1:]])), "unit_report")
    assert values(parsed, "unit_report")["name"][0] == name


def test_days_of_the_lists_may_lie_in_last_year_s_window_too() -> None:
    """``Request.window`` of a list begins with the year before; of a report of offices it does not."""
    from pipeline.config import load

    assert load().window_of(2019, with_last=True) == (dt.date(2018, 1, 1), dt.date(2019, 12, 31))
    assert load().window_of(2025) == (dt.date(2024, 12, 15), dt.date(2025, 12, 14))


def test_of_scores_of_two_years_side_by_side_this_year_s_are_read() -> None:
    item = page("rating_report", RATINGS)
    for row in range(2, item.last_row + 1):
        score, rating = item.cells[row, 3], item.cells[row, 4]
        for column, value in ((3, "Điểm" if row == 2 else 11), (4, "Xếp loại" if row == 2 else "Yếu"), (5, score), (6, rating)):
            item = item.put(row, column, value)
    item = replace(item.shifted(1, start=2), merged=((2, 3, 2, 4), (2, 5, 2, 6))).put(2, 3, f"Năm {YEAR - 1}").put(2, 5, f"Năm {YEAR}")
    assert values(read(xlsx(item), "rating_report"), "rating_report") == PLAIN["rating_report"]


def test_a_quantity_with_what_it_counts_in_one_cell() -> None:
    rows = [task | ({"quantity": f"{task['quantity']} {task['unit_of_measure']}"} if task.get("quantity") else {}) for task in TASKS]
    order = [name for name in labels("task_report") if name != "unit_of_measure"]
    found = values(read(xlsx(page("task_report", rows, order=order)), "task_report"), "task_report")
    assert (found["quantity"], found["unit_of_measure"]) == (PLAIN["task_report"]["quantity"], PLAIN["task_report"]["unit_of_measure"])
