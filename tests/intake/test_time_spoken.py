"""What stands beside figures and in no header may say that they are another year's, planned ones, or of a part of the year."""

from __future__ import annotations

import pytest

from .books import UNITS, YEAR, Page, page, xlsx
from .reading import errors, findings, read, values

OTHERS = [unit | {"name": f"{unit['name']} B", "members": unit["members"] + 100} for unit in UNITS]


def plain() -> dict:
    return values(read(xlsx(page("unit_report", UNITS)), "unit_report"), "unit_report")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        (f"{YEAR - 1}", "Biểu 2"),
        ("Kế hoạch", "Biểu 2"),
        ("Biểu 2", f"Biểu 2 năm {YEAR - 1}"),
        ("Biểu 2", f"Biểu 2. Kế hoạch phát triển HTX năm {YEAR}"),
        ("Biểu 2", f"Danh sách đơn vị quý III/{YEAR}"),
    ],
)
def test_of_two_sheets_the_one_of_the_year_is_read(name: str, title: str) -> None:
    other = page("unit_report", OTHERS, name=name).put(0, 0, title)
    parsed = read(xlsx(other, page("unit_report", UNITS, name="Thực hiện")), "unit_report")
    assert values(parsed, "unit_report") == plain()
    assert [said["sheet"] for said in findings(parsed, "rows_of_other_time")] == [name]


def test_a_sheet_of_part_of_the_year_alone_is_an_error() -> None:
    parsed = read(xlsx(page("unit_report", UNITS).put(0, 0, f"Biểu 2: 6 tháng đầu năm {YEAR}")), "unit_report")
    assert errors(parsed) == ["title_year_differs"]


@pytest.mark.parametrize(
    ("head", "own"),
    [("Kế hoạch", "Thực hiện"), (f"Năm {YEAR - 1}", f"Năm {YEAR}"), (f"Danh sách đơn vị năm {YEAR - 1}", f"Danh sách đơn vị năm {YEAR}")],
)
def test_rows_below_one_that_names_another_time_are_not_read(head: str, own: str) -> None:
    first = page("unit_report", OTHERS).shifted(1, start=3).put(3, 0, head)
    at = first.last_row + 1
    rows = page("unit_report", UNITS).shifted(at - 2).cells
    item = Page("Biểu 2", first.cells | {(at, 0): own} | {place: value for place, value in rows.items() if place[0] > at})
    parsed = read(xlsx(item), "unit_report")
    assert values(parsed, "unit_report") == plain()
    assert errors(parsed) == ["rows_of_other_time"]


def test_groups_by_the_year_of_founding_are_of_this_year() -> None:
    item = page("unit_report", UNITS[:1]).shifted(1, start=3).put(3, 0, "Năm 2012")
    assert values(read(xlsx(item), "unit_report"), "unit_report")["name"] == [UNITS[0]["name"]]


@pytest.mark.parametrize("kinds", [("KH", "TH"), (YEAR - 1, YEAR), ("Nữ", "Tổng số")])
@pytest.mark.parametrize("is_repeated", [True, False])
def test_of_several_rows_of_a_unit_the_one_that_the_form_means(kinds: tuple, is_repeated: bool) -> None:
    rows = []
    for unit, other in zip(UNITS, OTHERS, strict=True):
        words = unit if is_repeated else {name: value for name, value in unit.items() if isinstance(value, (int, float))}
        rows += [other | {"name": unit["name"]}, words]
    item = page("unit_report", rows).put(2, 25, "Nội dung")
    for number in range(len(rows)):
        item = item.put(3 + number, 25, kinds[number % 2])
    parsed = read(xlsx(item), "unit_report")
    assert values(parsed, "unit_report") == plain()
    assert errors(parsed) == ["rows_of_other_time"]
