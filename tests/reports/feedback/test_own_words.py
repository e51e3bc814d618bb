"""The sender reads in its own workbook what all others see hidden, from the cell itself and from no other."""

from __future__ import annotations

import openpyxl
import pytest

from pipeline.office.persons import HIDDEN
from pipeline.quality.findings import frame
from pipeline.reports.feedback.own_words import in_own_words

REMARK = "HTX Sơn Ca (Giám đốc Nguyễn Văn An,\nĐT 0905 123 456)"
CELLS = [REMARK, "062085001234", "HTX", 31, None, "CMND 233123456"]


def found(**finding: object) -> dict[str, object]:
    """As it is published."""
    return frame([{"severity": "error", "rule": "unknown_word", "row": 2, "path": "a.xlsx"} | finding]).row(0, named=True)


@pytest.fixture
def cells() -> list:
    sheet = openpyxl.Workbook().active
    for column, value in enumerate(CELLS, start=1):
        sheet.cell(2, column, value)
    return list(sheet[2])


@pytest.mark.parametrize(
    ("column", "field", "value"), [(0, "name", REMARK.replace("\n", " ")), (1, "registration_code", CELLS[1]), (5, "sector", CELLS[5])]
)
def test_what_is_hidden_from_all_is_said_to_the_sender(cells: list, column: int, field: str, value: str) -> None:
    message = f"Ô {'ABCDEF'[column]}2 ghi “{value}”, không có trong danh mục."
    published = found(field=field, value=value, message=message, column="ABCDEF"[column])
    assert HIDDEN in published["value"] and HIDDEN in published["message"]
    assert not any(part in published["message"] for part in ("Nguyễn", "0905", "062085", "233123"))
    own = in_own_words(published, [cells[column]])
    assert (own["value"], own["message"]) == (value, message)


def test_a_row_s_own_cells_say_what_was_hidden_of_them(cells: list) -> None:
    published = found(value=REMARK.replace("\n", " "), message=f"“{REMARK}”".replace("\n", " "))
    assert in_own_words(published, cells)["value"] == REMARK.replace("\n", " ")


def test_what_stands_in_no_such_cell_stays_hidden(cells: list) -> None:
    published = found(value="Giám đốc Trần Thị B", message="Giám đốc Trần Thị B, ĐT 0905999999")
    assert in_own_words(published, [cells[0]]) == published
    assert in_own_words(published, []) == published


def test_what_hides_nothing_is_left_alone(cells: list) -> None:
    published = found(value="31", message="Chỉ có 31 thành viên.")
    assert in_own_words(published, cells) == published
