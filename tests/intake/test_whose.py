"""Whose a workbook is, and of which year: another office's, or one sheet of it, is not read as this one's."""

from __future__ import annotations

import pytest

from pipeline.config import load
from pipeline.intake.parse import parse
from pipeline.intake.parsed import Parsed
from pipeline.intake.read import request_of

from .books import FORMS, ITEMS, UNITS, Page, page, xlsx
from .reading import findings, rules

PROVINCE = load()


def sent_by(sender: str, *pages: Page, form: str = "agency_report") -> Parsed:
    row = {"reference_year": 2019, "sender": sender, "form": form, "path": "a.xlsx"}
    return parse(xlsx(*pages), request_of(row, PROVINCE, {}), FORMS)


def headed(table: str, rows: list, *lines: str) -> Page:
    """A page under these lines, of which the first stands where an office's name stands."""
    item = page(table, rows).shifted(len(lines), 0)
    for number, line in enumerate(lines):
        item = item.put(number, 0, line)
    return item


@pytest.mark.parametrize(
    ("sender", "lines"),
    [
        ("618", ("UBND HUYỆN SA THẦY",)),
        ("618", ("UBND TP KON TUM", "Phòng Tài chính - Kế hoạch")),
        ("618", ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",)),
        ("618", ("Danh sách đơn vị trên địa bàn huyện Đăk Hà năm 2019",)),
        ("SCT", ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN",)),
        ("SCT", ("UBND TỈNH KON TUM", "Liên minh Hợp tác xã tỉnh")),
        ("SNNPTNT", ("UBND huyện Đăk Hà",)),
    ],
)
def test_a_workbook_that_names_another_office_is_not_read(sender: str, lines: tuple[str, ...]) -> None:
    parsed = sent_by(sender, headed("unit_report", UNITS, *lines))
    assert (parsed.was_read, rules(parsed)) == (False, ["other_office"])


@pytest.mark.parametrize(
    ("sender", "lines"),
    [
        ("616", ("UBND HUYỆN SA THẦY", "Kính gửi: Liên minh Hợp tác xã tỉnh; UBND huyện Đăk Hà")),
        ("616", ("Ban hành kèm theo công văn của UBND huyện Đăk Hà", "UBND huyện Sa Thầy")),
        ("618", ("UBND HUYỆN IA HDRAI",)),
        ("617", ("UBND HUYỆN TU MƠ RÔNG", "Xã Đắk Hà")),
        ("616", ("LIÊN MINH HỢP TÁC XÃ TỈNH KON TUM", "Đơn vị báo cáo: UBND huyện Sa Thầy")),
        ("SNNPTNT", ("SỞ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "Các đơn vị của huyện Đăk Hà")),
        ("SCT", ("Báo cáo của ngành công thương",)),
    ],
)
def test_an_office_that_is_only_mentioned_changes_nothing(sender: str, lines: tuple[str, ...]) -> None:
    assert not {"other_office", "sheet_of_other_office"} & set(rules(sent_by(sender, headed("unit_report", UNITS, *lines))))


@pytest.mark.parametrize("line", ["UBND HUYỆN ĐĂK HÀ", "Biểu 2. Danh sách đơn vị trên địa bàn huyện Kon Plông"])
def test_of_one_sheet_of_another_office_that_sheet_alone_is_not_read(line: str) -> None:
    own, strange = headed("total_item", ITEMS, "UBND HUYỆN SA THẦY"), headed("unit_report", UNITS, line)
    parsed = sent_by("616", own, strange)
    (found,) = findings(parsed, "sheet_of_other_office")
    assert (found["sheet"], found["value"]) == (strange.name, line)
    assert (set(parsed.tables), [name for name, *_ in parsed.sheets]) == ({"total_item"}, [own.name])
    assert {item["value"] for item in findings(parsed, "sheet_missing")} == {"Biểu 3", "Biểu 4"}  # which are not there at all


def test_units_above_a_further_table_are_no_heading() -> None:
    first, rest = headed("unit_report", UNITS, "UBND HUYỆN SA THẦY"), page("unit_report", UNITS[2:], money=None).shifted(8, 0)
    first = first.put(4, 0, "Quỹ tín dụng nhân dân huyện Đăk Hà")
    rest = rest.put(rest.last_row, 0, "THT khác")
    cells = first.cells | {place: value for place, value in rest.cells.items() if place != (8, 0)} | {(8, 0): "TỔ HỢP TÁC"}
    assert "sheet_of_other_office" not in rules(sent_by("616", Page("Biểu 2", cells)))


@pytest.mark.parametrize(
    ("line", "is_read"),
    [
        ("TM. UBND HUYỆN SA THẦY", False),
        ("TM. ỦY BAN NHÂN DÂN HUYỆN SA THẦY", False),
        ("TM. UBND HUYỆN IA H'DRAI", True),
        ("- UBND HUYỆN SA THẦY;", True),
        ("CHỦ TỊCH", True),
        ("Sa Thầy, ngày 05 tháng 12 năm 2019", False),
        ("Ia H'Drai, ngày 05 tháng 12 năm 2019", True),
        ("Kon Tum, ngày 05 tháng 12 năm 2019", True),  # the province's seat
        ("Sa Thầy, ngày họp: 05/12/2019", True),
    ],
)
def test_who_signs_below_says_whose_it_is_where_nothing_above_does(line: str, is_read: bool) -> None:
    parsed = sent_by("618", page("unit_report", UNITS).put(8, 12, line))
    assert (parsed.was_read, "other_office" in rules(parsed)) == (is_read, not is_read)
    assert sent_by("618", page("unit_report", UNITS).put(8, 12, line).put(1, 4, "UBND huyện Ia H'Drai")).was_read
