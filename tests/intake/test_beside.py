"""What stands beside a form's own table or column: other tables, further sheets, kinds of what a column counts. Read apart, or said."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from openpyxl.utils import get_column_letter

from .books import CLASSES, FORMS, ITEMS, RATINGS, REGISTRY, TASKS, UNITS, Page, labels, page, xlsx
from .reading import errors, findings, read, rules, values

HEADS = labels("unit_report")
COLUMN = {name: position for position, name in enumerate(HEADS)}


def table(cells: list[list[Any]], name: str) -> Page:
    return Page(name, {(row, column): cell for row, line in enumerate(cells) for column, cell in enumerate(line) if cell is not None})


@pytest.mark.parametrize(
    ("below", "cells", "members"),
    [
        (("Cá nhân", "Hộ gia đình", "Pháp nhân"), (40, 10, 2), None),
        (("Tổng số", "Chính thức", "Liên kết góp vốn"), (52, 49, 3), 52),
        (("Chính thức", "Liên kết", "Tổng số"), (49, 3, 52), 52),
        (("Tổng số", "Hộ nghèo", "Hộ cận nghèo"), (52, 20, 7), 52),
    ],
)
def test_of_kinds_under_one_head_only_a_total_is_the_figure(below: tuple, cells: tuple, members: int | None) -> None:
    item = page("unit_report", UNITS, order=[name for name in HEADS if name != "members"]).shifted(1, start=3)
    first = item.width
    for at, (text, cell) in enumerate(zip(below, cells, strict=True)):
        item = item.put(3, first + at, text)
        for row in range(4, 7):
            item = item.put(row, first + at, cell * (row - 3))
    item = replace(item.put(2, first, HEADS["members"]), merged=((2, first, 2, first + 2), *((2, at, 3, at) for at in range(first))))
    parsed = read(xlsx(item), "unit_report")
    assert parsed.tables["unit_report"]["members"] == [members and members * number for number in (1, 2, 3)]
    assert errors(parsed) == ([] if members else ["column_twice"])


def test_the_figure_in_the_forms_own_words_is_no_part_of_a_wider_total() -> None:
    item = page("unit_report", UNITS, order=[name for name in HEADS if name != "workers"]).shifted(1, start=3)
    first = item.width
    for at, text in enumerate(("Tổng số", "Thường xuyên", "Thời vụ")):
        item = item.put(3, first + at, text)
        for row in range(4, 7):
            item = item.put(row, first + at, (25, 18, 7)[at])
    item = replace(item.put(2, first, "Lao động"), merged=((2, first, 2, first + 2), *((2, at, 3, at) for at in range(first))))
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["workers"]) == ([], [18] * 3)


def test_a_header_with_other_columns_begins_a_table_of_its_own() -> None:
    gone = UNITS[1] | {"name": "HTX Mây tre Đăk Ui", "operating_state": "Đã giải thể"}
    short = ["name", "unit_type", "registration_code", "commune", "operating_state"]
    second = page("unit_report", [gone], order=short).shifted(8)
    parsed = read(xlsx(replace(page("unit_report", UNITS), cells=page("unit_report", UNITS).cells | second.cells)), "unit_report")
    found = values(parsed, "unit_report")
    assert (found["name"][-1], found["operating_state"][-1], found["sector"][-1]) == (gone["name"], "Đã giải thể", None)
    assert "unknown_word" not in rules(parsed)


def test_a_table_below_that_is_no_form_is_not_read_as_units() -> None:
    changes = [["Biến động"], ["Tên đơn vị", "Nội dung", "Số giảm"], [UNITS[0]["name"], "Giảm thành viên", 3]]
    below = table(changes, "Biểu 2").shifted(8)
    parsed = read(xlsx(replace(page("unit_report", UNITS), cells=page("unit_report", UNITS).cells | below.cells)), "unit_report")
    assert parsed.tables["unit_report"]["name"] == [unit["name"] for unit in UNITS]
    assert [(found["row"], found["range"]) for found in findings(parsed, "cells_not_read")] == [(11, "C11")]


def test_of_two_lists_side_by_side_the_second_is_said_for_a_row_is_one_unit() -> None:
    left = page("unit_report", UNITS[:2])
    right = replace(page("unit_report", UNITS[2:]), name=left.name).shifted(0, left.width + 1)
    cells = left.cells | {place: cell for place, cell in right.cells.items() if place[0] > 1}
    parsed = read(xlsx(replace(left, cells=cells)), "unit_report")
    said = [(found["row"], found["column"], found["count"]) for found in findings(parsed, "table_beside")]
    assert (errors(parsed), said) == (["table_beside"], [(3, get_column_letter(left.width + 2), min(2, len(UNITS[2:])))])
    assert values(parsed, "unit_report") == values(read(xlsx(left), "unit_report"), "unit_report")


def test_items_of_the_totals_side_by_side_are_all_read() -> None:
    whole = page("total_item", ITEMS)
    first = min(row for row, _ in whole.cells if (row, 1) in whole.cells and row > 2)
    half = first + (max(row for row, _ in whole.cells) - first) // 2
    moved = {(row - half + first, column + whole.width + 1): cell for (row, column), cell in whole.cells.items() if row >= half}
    heads = {(row, column + whole.width + 1): cell for (row, column), cell in whole.cells.items() if 2 <= row < first}
    cells = {place: cell for place, cell in whole.cells.items() if place[0] < half} | moved | heads
    parsed = read(xlsx(replace(whole, cells=cells)), "total_item")
    assert errors(parsed) == []
    letters = parsed.tables["total_item"]["value_column"]
    assert set(letters) == {get_column_letter(4), get_column_letter(whole.width + 5)} and len(letters) == len(ITEMS)
    assert sorted(parsed.tables["total_item"]["item"]) == sorted(read(xlsx(whole), "total_item").tables["total_item"]["item"])


@pytest.mark.parametrize("asked", ["members", "revenue_vnd"])
def test_a_figure_asked_twice_is_settled_by_no_first_and_second_time(asked: str) -> None:
    item = page("unit_report", UNITS)
    at, wide = COLUMN[asked.removesuffix("_vnd")], {}
    for (row, column), cell in item.cells.items():
        wide[row, column + (column > at)] = cell
    top = min(row for row, column in item.cells if column == at)
    wide = {(row + (row > top), column): cell for (row, column), cell in wide.items()}
    wide |= {(top + 1, at): "Lần 1", (top + 1, at + 1): "Lần 2"}
    wide |= {(row, at + 1): 99 for row in range(top + 2, item.last_row + 3)}
    parsed = read(xlsx(replace(item, cells=wide, merged=((top, at, top, at + 1),))), "unit_report")
    assert [found["column"] for found in findings(parsed, "column_twice")] == [get_column_letter(at + 1)]
    assert set(parsed.tables["unit_report"][asked]) == {None}


def test_a_sum_that_bears_its_group_s_name_is_no_unit() -> None:
    item = page("unit_report", UNITS)
    label = {COLUMN["name"]: "Cộng Ngọc Linh", COLUMN["members"]: sum(unit["members"] or 0 for unit in UNITS)}
    cells = item.cells | {(item.last_row + 1, column): cell for column, cell in label.items()}
    named = read(xlsx(page("unit_report", [{**UNITS[0], "name": "Cộng Hòa"}, *UNITS[1:]])), "unit_report")
    parsed = read(xlsx(replace(item, cells=cells)), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")) == ([], values(read(xlsx(item), "unit_report"), "unit_report"))
    assert named.tables["unit_report"]["name"][0] == "Cộng Hòa"


NEEDS = [["Nhu cầu vốn"], ["Tên HTX", "Nhu cầu vay"]]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ([*NEEDS, *([unit["name"], 100] for unit in UNITS)], "sheet_not_read"),  # these units are in the biểu
        ([*NEEDS, ["HTX Chưa có tên", 100], [UNITS[0]["name"], 100]], "cells_not_read"),
        ([[1, "THT Rau sạch", "THT", 11], [2, "THT Bò", "THT", 9]], "cells_not_read"),
        ([[1, "Lớp một", 30], [2, "Lớp hai", 25]], "cells_not_read"),  # figures without heads
        ([["Hướng dẫn"], ["Mỗi đơn vị một dòng", "không gộp ô"]], None),
    ],
)
def test_a_further_sheet_is_said_by_what_it_holds(cells: list, rule: str | None) -> None:
    parsed = read(xlsx(page("unit_report", UNITS), table(cells, "Thêm")), "unit_report")
    assert rules(parsed) == ([rule] if rule else [])
    assert [found["sheet"] for found in findings(parsed, rule or "")] == (["Thêm"] if rule else [])


def test_years_of_totals_on_two_sheets_are_not_counted_twice() -> None:
    now = page("total_item", ITEMS, order=["label", "unit_text", "value"], name="Năm 2019")
    before = page("total_item", ITEMS, order=["label", "unit_text", "previous_value"], name="Năm 2018")
    before = before.put(0, 0, "Biểu 1 năm 2018")
    parsed = read(xlsx(before, now), "total_item")
    assert len(parsed.tables["total_item"]["item"]) == len(ITEMS)
    assert None not in parsed.tables["total_item"]["value"]
    assert "column_missing" in rules(parsed)


def test_a_row_of_nothing_but_the_sums_below_it_is_a_group() -> None:
    heads = [name for name in labels("training_class") if name != "organiser"]
    sums = {"managers_attending": 75, "women_attending": 33}
    parsed = read(xlsx(page("training_class", [{"class_name": "Liên minh HTX tỉnh"} | sums, *CLASSES], order=heads)), "training_class")
    assert values(parsed, "training_class")["class_name"] == [item["class_name"] for item in CLASSES]
    assert values(parsed, "training_class")["organiser"] == ["Liên minh HTX tỉnh"] * 2
    sums["women_attending"] = 32
    parsed = read(xlsx(page("training_class", [{"class_name": "Chưa ghi ngày"} | sums, *CLASSES], order=heads)), "training_class")
    assert len(values(parsed, "training_class")["class_name"]) == 3


def test_a_task_whose_point_and_letter_stand_apart() -> None:
    order = ["task", "content", "state", "result", "quantity", "unit_of_measure"]
    tasks = [TASKS[0], TASKS[1] | {"task": "1.c"}, TASKS[2] | {"task": "10.d"}]
    item = page("task_report", [task | {"task": None} for task in tasks], order=order).shifted(0, 1)
    for row, (point, letter) in enumerate([(1, "a"), (None, "c"), (10, "d")], start=3):
        item = item.put(row, 1, letter) if point is None else item.put(row, 0, point).put(row, 1, letter)
    parsed = read(xlsx(item.put(2, 0, "Điểm").put(2, 1, "Mục")), "task_report")
    assert (errors(parsed), values(parsed, "task_report")["task"]) == ([], ["1.a", "1.c", "10.d"])


def test_a_task_whose_point_stands_above_its_letters() -> None:
    rows = [
        {"task": 1, "content": "Phát triển kinh tế tập thể"},
        TASKS[0] | {"task": "a"},
        TASKS[1] | {"task": "c)"},
        TASKS[2] | {"task": 2},
    ]
    parsed = read(xlsx(page("task_report", [dict.fromkeys(TASKS[0]) | row for row in rows])), "task_report")
    assert (errors(parsed), values(parsed, "task_report")["task"]) == ([], ["1.a", "1.c", "2"])


def test_a_point_with_words_of_its_own_is_a_task() -> None:
    rows = [TASKS[0] | {"task": 2}, TASKS[1] | {"task": "a"}]
    parsed = read(xlsx(page("task_report", rows)), "task_report")
    assert (rules(parsed), values(parsed, "task_report")["task"]) == (["unreadable_task"], ["2", "a"])


def test_a_year_of_totals_divided_by_commune_is_the_whole_s() -> None:
    """Of averages the communes say nothing."""
    averages = {item.label for item in FORMS.form("total_item").items if item.item in ("I.4", "I.5", "I.6", "I.6x")}
    first = list(labels("total_item")).index("value")
    item = page("total_item", ITEMS).shifted(1, 0, start=3).put(2, first, "Thực hiện năm 2019")
    item = replace(item, merged=((2, first, 2, first + 2),))
    for row, line in enumerate(ITEMS, start=4):
        whole, part = line["value"], line["value"] // 3
        cells = (None, None, whole) if line["label"] in averages else (part, whole - part, whole)
        for column, cell in enumerate(cells, start=first):
            item = item.put(row, column, cell)
    for column, head in enumerate(("Chia ra: xã Đăk Hà", "Chia ra: xã Đăk PXi", "Toàn huyện"), start=first):
        item = item.put(3, column, head)
    item = replace(item, cells={place: cell for place, cell in item.cells.items() if cell is not None})
    plain, divided = (values(read(xlsx(one), "total_item"), "total_item")["value"] for one in (page("total_item", ITEMS), item))
    assert divided == plain


def test_a_unit_above_a_column_of_nobody_s_is_the_table_s() -> None:
    item = page("unit_report", UNITS, money=None)
    end = item.width
    item = replace(item.put(1, end - 1, "Đơn vị tính: triệu đồng").put(2, end, "Số thành viên"), merged=((1, end - 1, 1, end),))
    for row, unit in enumerate(UNITS, start=3):
        item = item.put(row, end, unit["members"])
    parsed = read(xlsx(item), "unit_report")
    assert (rules(parsed), parsed.tables["unit_report"]["revenue_vnd"]) == (
        ["column_not_read"],
        [unit["revenue"] * 10**6 for unit in UNITS],
    )


@pytest.mark.parametrize(
    ("head", "is_read"),
    [("Điểm cộng", False), ("Điểm trừ", False), ("Điểm (thang 10)", False), ("Tổng điểm (100)", True), ("Điểm (thang điểm 100)", True)],
)
def test_a_score_of_another_scale_is_not_read(head: str, is_read: bool) -> None:
    item = page("rating_report", RATINGS).put(2, list(labels("rating_report")).index("score"), head)
    parsed = read(xlsx(item), "rating_report")
    assert parsed.tables["rating_report"]["score"] == ([82.5, 49.9] if is_read else [None, None])
    assert ("column_missing" in rules(parsed)) is not is_read


def test_a_figure_merged_over_two_columns_is_neither_s() -> None:
    first = COLUMN["members"]
    parsed = read(xlsx(replace(page("unit_report", UNITS), merged=((3, first, 3, first + 1),))), "unit_report")
    assert parsed.tables["unit_report"]["members"][0] is parsed.tables["unit_report"]["new_members"][0] is None
    assert {found["range"] for found in findings(parsed, "figure_merged")} == {"H4:I4"}


def test_a_word_column_wholly_empty_is_said_of_a_single_row_too() -> None:
    assert rules(read(xlsx(page("unit_report", [UNITS[0] | {"sector": None}])), "unit_report")) == ["column_not_filled"]


def test_other_names_beside_a_units_name_are_not_it() -> None:
    item = page("registry_unit", REGISTRY, order=["registration_code", "name", *list(labels("registry_unit"))[4:], "unit_type"]).shifted(
        0, 2
    )
    item = item.put(2, 0, "Tên viết tắt").put(2, 1, "Tên bằng tiếng Anh").put(2, 3, "Tên HTX viết bằng tiếng Việt")
    for row in (3, 4):
        item = item.put(row, 0, f"Ca {row}").put(row, 1, f"Coop {row}")
    assert values(read(xlsx(item), "registry_unit"), "registry_unit")["name"] == [unit["name"] for unit in REGISTRY]


def test_a_unit_of_money_below_the_table_is_that_of_its_rows() -> None:
    item = page("registry_unit", REGISTRY).put(7, 0, "Ghi chú: Đơn vị tính: triệu đồng")
    item = item.put(3, list(labels("registry_unit")).index("charter_capital"), 1500)
    assert read(xlsx(item), "registry_unit").tables["registry_unit"]["charter_capital_vnd"][0] == 1_500_000_000


def test_a_hidden_row_that_names_a_group_is_said() -> None:
    rows = [{"name": "Hợp tác xã"}, UNITS[0], {"name": "Tổ hợp tác"}, UNITS[2]]
    item = page("unit_report", rows, order=[name for name in HEADS if name != "unit_type"])
    parsed = read(xlsx(replace(item, hidden_rows=(5,))), "unit_report")
    assert [(found["row"], found["value"]) for found in findings(parsed, "hidden_row")] == [(6, "Tổ hợp tác")]
    assert parsed.tables["unit_report"]["unit_type"] == ["HTX", "THT"]


def test_a_sheet_of_the_form_whose_rows_have_no_names_is_said() -> None:
    rest = page("unit_report", [UNITS[2] | {"name": None}], name="Tổ hợp tác").put(3, len(HEADS), UNITS[2]["name"])
    parsed = read(xlsx(page("unit_report", UNITS[:2]), rest), "unit_report")
    assert [(found["sheet"], found["row"]) for found in findings(parsed, "cells_not_read")] == [("Tổ hợp tác", 4)]
