"""Rows that name those below them: one level or two, alone or with sums, in every form; and what such rows tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.office.persons import HIDDEN

from .books import CLASSES, ITEMS, UNITS, Page, labels, page, xlsx
from .reading import errors, findings, read, values
from .test_layouts import PLAIN, ROWS

COLUMN = {name: position for position, name in enumerate(labels("unit_report"))}


def grouped(table: str, rows: list, *, without: tuple[str, ...] = (), numbered: bool = True) -> Page:
    """A page whose rows of one text alone are groups; ``without`` these columns. A running number stands before the rest."""
    order = [name for name in labels(table) if name not in without]
    item = page(table, [row if isinstance(row, dict) else {order[0]: row} for row in rows], order=order)
    if not numbered:
        return item
    item, number = item.shifted(0, 1).put(2, 0, "STT"), 0
    for at, row in enumerate(rows, start=3):
        number += isinstance(row, dict)
        item = item.put(at, 0, number) if isinstance(row, dict) else item
    return item


HTX, FUND, GROUP = UNITS


@pytest.mark.parametrize(
    "rows",
    [
        ["Hợp tác xã", HTX, "Quỹ tín dụng nhân dân", FUND, "Tổ hợp tác", GROUP],
        ["I. HỢP TÁC XÃ (1 HTX)", HTX, "II. QTDND", FUND, "III. Tổ hợp tác: 1", GROUP],
        ["Loại hình: HTX", HTX, "Loại hình: QTDND", FUND, "Loại hình: THT", GROUP],
        ["A. Hợp tác xã nông nghiệp (1 đơn vị)", HTX, "B. Quỹ tín dụng nhân dân (1 đơn vị)", FUND, "C. Tổ hợp tác", GROUP],
        ["I. HTX NÔNG NGHIỆP", HTX, "II. Quỹ tín dụng nhân dân xã", FUND, "III. Tổ hợp tác trồng trọt", GROUP],
    ],
)
def test_types_that_only_groups_tell(rows: list) -> None:
    parsed = read(xlsx(grouped("unit_report", rows, without=("unit_type",))), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")) == ([], PLAIN["unit_report"])


def test_a_group_of_two_types_tells_none() -> None:
    rows = ["I. HTX, THT xã Đăk La", HTX, FUND, "II. Hợp tác xã và tổ hợp tác phi nông nghiệp", GROUP]
    parsed = read(xlsx(grouped("unit_report", rows, without=("unit_type",))), "unit_report")
    assert values(parsed, "unit_report").get("unit_type", [None] * 3) == [None] * 3


def test_a_narrower_group_ends_where_a_wider_one_begins() -> None:
    rows = ["I. Hợp tác xã", "Lĩnh vực nông nghiệp", HTX, "II. Quỹ tín dụng nhân dân", FUND, "III. Tổ hợp tác", "Ngành: Vận tải", GROUP]
    parsed = read(xlsx(grouped("unit_report", rows, without=("unit_type", "sector"))), "unit_report")
    assert errors(parsed) == []
    found = values(parsed, "unit_report")
    assert (found["unit_type"], found["sector"]) == (["HTX", "QTDND", "THT"], ["Nông nghiệp", None, "Vận tải"])


@pytest.mark.parametrize("lead", ["Xã {}", "1. Xã {}", "Địa bàn xã {}", "A. Các đơn vị thuộc xã {}"])
def test_communes_that_only_groups_tell(lead: str) -> None:
    rows = [lead.format("Đăk La"), HTX, lead.format("Ngọk Réo"), FUND, GROUP]
    parsed = read(xlsx(grouped("unit_report", rows, without=("commune",))), "unit_report")
    assert errors(parsed) == []
    assert values(parsed, "unit_report")["commune"] == ["xã Đăk La" if "xã" in lead else "Xã Đăk La"] + 2 * [
        "xã Ngọk Réo" if "xã" in lead else "Xã Ngọk Réo"
    ]


@pytest.mark.parametrize("names", [("Quý I", "Quý II"), ("QUÝ 1/2019", "QUÝ 2/2019"), ("Tháng 3", "Tháng 11"), ("Đợt 1", "Đợt 2")])
def test_classes_by_quarter_with_their_sums(names: tuple[str, str]) -> None:
    first, second = ROWS["training_class"][:2]
    sums = [{"class_name": name, "managers_attending": row["managers_attending"]} for name, row in zip(names, (first, second), strict=True)]
    item = page("training_class", [sums[0], first, sums[1], second])
    parsed = read(xlsx(item), "training_class")
    assert (errors(parsed), values(parsed, "training_class")["class_name"]) == ([], [first["class_name"], second["class_name"]])


@pytest.mark.parametrize("name", ["Điểm 1", "I. Nhiệm vụ chủ trì", "Nhóm nhiệm vụ phối hợp"])
def test_tasks_by_point(name: str) -> None:
    rows = ROWS["task_report"]
    parsed = read(xlsx(page("task_report", [{"task": name}, *rows])), "task_report")
    assert (errors(parsed), values(parsed, "task_report")) == ([], PLAIN["task_report"])


@pytest.mark.parametrize(("wrong", "said"), [(0, []), (7, ["total_differs"])])
def test_a_group_s_sum_that_its_rows_do_not_give_is_said(wrong: int, said: list[str]) -> None:
    item = grouped("unit_report", ["A. Xã Đăk La", HTX, FUND, "B. Xã Ngọk Réo", GROUP])
    item = item.put(3, 1 + COLUMN["members"], HTX["members"] + FUND["members"] + wrong).put(6, 1 + COLUMN["members"], GROUP["members"])
    parsed = read(xlsx(item), "unit_report")
    assert (errors(parsed), [found["row"] for found in findings(parsed, "total_differs")]) == (said, [4] * len(said))
    assert values(parsed, "unit_report") == PLAIN["unit_report"]


def test_a_title_may_tell_the_district_of_its_rows() -> None:
    rows, order = ROWS["rating_report"], [name for name in labels("rating_report") if name != "district"]
    item = page("rating_report", rows, order=order).put(0, 0, "Biểu 5. XẾP LOẠI HTX NÔNG NGHIỆP HUYỆN SA THẦY NĂM 2019")
    parsed = read(xlsx(item), "rating_report")
    assert (errors(parsed), set(values(parsed, "rating_report")["district"])) == ([], {"HUYỆN SA THẦY"})


TOTAL = {"name": "Cộng"}


@pytest.mark.parametrize(
    ("written", "unit", "total", "is_sum"),
    [
        ((1200, 800, 30), "triệu đồng", "2.030", True),  # two readings, one of them the sum
        ((1200, 800, 30), "triệu đồng", "2.031", False),
        ((1200, 800, 30), "triệu đồng", "2 tỷ 30 triệu", True),
        ((1200, 800, 30), "triệu đồng", "2 tỷ 31 triệu", False),
        (("1,2 tỷ", "800 triệu", 30), "triệu đồng", 2030, True),
        (("1,2 tỷ", "800 triệu", 30), "triệu đồng", 2.03, False),
        ((1200, 800, "chưa rõ"), "triệu đồng", 2600, True),  # asked about at that cell
        ((1200, 800, None), "triệu đồng", 2000, True),
        ((None, None, None), "triệu đồng", 700, False),  # of nothing
        ((1200000, 800000, 30000), "nghìn đồng", "2.030.000", True),
    ],
)
def test_a_sum_is_held_against_what_was_read_however_it_is_written(written: tuple, unit: str, total: object, is_sum: bool) -> None:
    rows = [row | {"revenue": figure} for row, figure in zip(UNITS, written, strict=True)]
    parsed = read(xlsx(page("unit_report", [*rows, TOTAL | {"revenue": total}], money=unit)), "unit_report")
    assert [found["row"] for found in findings(parsed, "total_differs")] == ([] if is_sum else [7])


def test_a_part_of_the_sum_is_held_against_its_rows_wherever_its_words_stand() -> None:
    active = sum(unit["members"] for unit in UNITS if unit["operating_state"] == "Đang hoạt động")
    item = page("unit_report", [*UNITS, TOTAL]).shifted(0, 1).put(2, 0, "STT")
    for wrong, said in ((0, []), (5, ["total_differs"])):
        part = item.put(7, 0, 2).put(7, 1, "Trong đó: đang hoạt động").put(7, 1 + COLUMN["members"], active + wrong)
        assert errors(read(xlsx(part), "unit_report")) == said


@pytest.mark.parametrize(
    ("title", "field", "value"),
    [
        ("Biểu 2b. Danh sách tổ hợp tác năm 2019", "unit_type", "THT"),
        ("Biểu 2. Danh sách HTX, THT xã Đăk La năm 2019", "commune", "xã Đăk La"),
        ("Biểu 2. Danh sách hợp tác xã năm 2019", "commune", None),
    ],
)
def test_a_title_tells_the_type_or_the_commune_of_all_its_rows(title: str, field: str, value: str | None) -> None:
    order = [name for name in labels("unit_report") if name != field]
    parsed = read(xlsx(page("unit_report", UNITS, order=order).put(0, 0, title)), "unit_report")
    assert values(parsed, "unit_report")[field] == [value] * len(UNITS)


def test_groups_of_classes_are_called_by_who_held_them() -> None:
    order = [name for name in labels("training_class") if name != "organiser"]
    item = page("training_class", CLASSES, order=order)
    item = item.shifted(1, start=4).shifted(1, start=3).put(3, 0, "A. Liên minh HTX tỉnh (1 lớp)").put(5, 0, "B. Phòng Kinh tế (1 lớp)")
    assert values(read(xlsx(item), "training_class"), "training_class")["organiser"] == ["Liên minh HTX tỉnh", "Phòng Kinh tế"]
    item = item.put(3, 0, "A. Giám đốc Nguyễn Văn An")
    assert values(read(xlsx(item), "training_class"), "training_class")["organiser"][0] == f"Giám đốc {HIDDEN}"


def test_labels_in_two_columns_and_blocks_side_by_side_are_one_table_of_totals() -> None:
    plain = values(read(xlsx(page("total_item", ITEMS)), "total_item"), "total_item")
    left, right = page("total_item", ITEMS[:10]), page("total_item", ITEMS[10:])
    cells = left.cells | {(row, column + left.width + 1): value for (row, column), value in right.cells.items() if row > 1}
    parsed = read(xlsx(Page("Biểu 1", cells)), "total_item")
    found = values(parsed, "total_item")
    assert (errors(parsed), dict(zip(found["item"], found["value"], strict=True))) == (
        [],
        dict(zip(plain["item"], plain["value"], strict=True)),
    )
    parsed = read(
        xlsx(page("total_item", ITEMS).shifted(0, 1).put(2, 0, "Chỉ tiêu").put(2, 1, "Chỉ tiêu").put(3, 0, "Hợp tác xã")), "total_item"
    )
    assert (errors(parsed), values(parsed, "total_item")["value"]) == ([], plain["value"])


def test_states_and_sectors_that_numbered_and_merged_groups_tell() -> None:
    states = [unit["operating_state"] for unit in UNITS]
    rows = [row for at, unit in enumerate(UNITS, start=1) for row in (f"{at}. {states[at - 1]}: 1", unit)]
    parsed = read(xlsx(grouped("unit_report", rows, without=("operating_state",), numbered=False)), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report")) == ([], PLAIN["unit_report"])
    item = grouped("unit_report", [row for unit in UNITS for row in ("nhóm", unit)], without=("sector",))
    for at, unit in enumerate(UNITS):  # in the column of running numbers, over all of the table
        item = item.put(3 + 2 * at, 1, None).put(3 + 2 * at, 0, f"* Lĩnh vực {unit['sector']} (1 đơn vị)")
    merged = tuple((3 + 2 * at, 0, 3 + 2 * at, item.width - 1) for at in range(len(UNITS)))
    parsed = read(
        xlsx(replace(item, merged=merged, cells={at: cell for at, cell in item.cells.items() if cell is not None})), "unit_report"
    )
    assert (errors(parsed), values(parsed, "unit_report")) == ([], PLAIN["unit_report"])
