"""What a person sees of a cell counts: number formats, formulas against their stored values, names and days that Excel made dates."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter
import xlwt

from pipeline.intake import money

from .books import ITEMS, UNITS, labels, page, xlsx
from .reading import errors, findings, read, rules, values

COLUMN = {name: position for position, name in enumerate(labels("unit_report"))}
LETTER = {name: chr(65 + position) for name, position in COLUMN.items()}


def book(
    item: Any, formats: dict[tuple[int, int], str] | None = None, formulas: dict[tuple[int, int], tuple[str, Any]] | None = None
) -> bytes:
    """A page whose cells may have a number format, or be a formula with a stored value."""
    buffer = io.BytesIO()
    written = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, day = written.add_worksheet(item.name), written.add_format({"num_format": "dd/mm/yyyy"})
    for (row, column), value in item.cells.items():
        code = (formats or {}).get((row, column))
        style = written.add_format({"num_format": code}) if code else day if isinstance(value, dt.date) else None
        if (row, column) in (formulas or {}):
            sheet.write_formula(row, column, formulas[row, column][0], style, formulas[row, column][1])
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), style)
        else:
            sheet.write(row, column, value, style)
    written.close()
    return buffer.getvalue()


def in_dong(places: dict[str, str], head: str | None = None) -> bytes:
    """Biểu 2 with these money columns stored in đồng, in these formats."""
    item = page("unit_report", UNITS)
    formats = {}
    for name, code in places.items():
        for row in (3, 4, 5):
            if (value := item.cells.get((row, COLUMN[name]))) is not None:
                item = item.put(row, COLUMN[name], round(value * 10**6))
                formats[row, COLUMN[name]] = code
        item = item.put(2, COLUMN[name], head) if head else item
    return book(item, formats)


PLAIN = read(xlsx(page("unit_report", UNITS)), "unit_report").tables["unit_report"]


@pytest.mark.parametrize("code", ["#,##0,,", "#,##0.0,,", '#,##0.00,,"tr.đ"', "0,,;-0,,;-"])
def test_millions_shown_under_a_unit_of_millions_are_what_they_say(code: str) -> None:
    parsed = read(in_dong({"revenue": code, "profit": code}), "unit_report")
    assert errors(parsed) == []
    assert parsed.tables["unit_report"] == PLAIN
    assert [found["column"] for found in findings(parsed, "figures_shown_smaller")] == [LETTER["revenue"], LETTER["profit"]]


def test_thousands_shown_under_a_head_of_thousands_are_what_they_say() -> None:
    parsed = read(in_dong({"revenue": "#,##0,"}, "Doanh thu (nghìn đồng)"), "unit_report")
    assert errors(parsed) == []
    assert parsed.tables["unit_report"]["revenue_vnd"] == PLAIN["revenue_vnd"]


@pytest.mark.parametrize(("code", "head"), [("#,##0,", None), ("#,##0,,", "Doanh thu (đồng)"), ("#,##0,,", "Doanh thu (nghìn đồng)")])
def test_a_format_and_a_unit_that_disagree_leave_the_figure_open(code: str, head: str | None) -> None:
    parsed = read(in_dong({"revenue": code}, head), "unit_report")
    assert set(errors(parsed)) == {"number_format_scales"}
    assert parsed.tables["unit_report"]["revenue_vnd"] == [None, None, 0]  # nothing is nothing in every unit


def test_a_count_is_not_shown_in_thousands() -> None:
    item = page("unit_report", UNITS).put(3, COLUMN["members"], 52_000)
    parsed = read(book(item, {(3, COLUMN["members"]): "#,##0,"}), "unit_report")
    (found,) = findings(parsed, "number_format_scales")
    assert (found["row"], found["column"], found["shown"]) == (4, LETTER["members"], "52")
    assert parsed.tables["unit_report"]["members"][0] is None


def test_totals_of_bieu_1_are_read_as_shown() -> None:
    item = page("total_item", ITEMS)
    row = next(row for (row, column), value in item.cells.items() if column == 0 and str(value).startswith("Doanh thu bình quân"))
    at = list(labels("total_item")).index("value")
    plain = read(xlsx(item), "total_item").tables["total_item"]
    parsed = read(book(item.put(row, at, item.cells[row, at] * 10**6), {(row, at): "#,##0.00,,"}), "total_item")
    assert errors(parsed) == []
    assert parsed.tables["total_item"]["value"] == plain["value"]


@pytest.mark.parametrize(
    ("formula", "stored", "said"),
    [
        ("=H5+H6", 99, "formula_contradicted"),
        ("=SUM(H5:H6)", 1261, None),
        ("=SUM(H5:H6,10)*2", 1261, "formula_contradicted"),
        ("=$H$5-H6*(1+50%)", 1233.5, "count_with_decimals"),
        ("=COUNTA(A4:A6)", 99, None),
        ("='Biểu 1'!D5", 99, None),
    ],
)
def test_a_formula_and_its_stored_value(formula: str, stored: float, said: str | None) -> None:
    place = 3, COLUMN["members"]
    parsed = read(book(page("unit_report", UNITS), formulas={place: (formula, stored)}), "unit_report")
    assert [rule for rule in errors(parsed) if rule != "total_differs"] == ([said] if said else [])
    assert parsed.tables["unit_report"]["members"][0] == (None if said else stored)


def test_a_sum_that_its_own_formula_contradicts_is_said_as_a_sum() -> None:
    item = page("unit_report", UNITS).put(6, 0, "Cộng").put(6, COLUMN["members"], 1)
    parsed = read(book(item, formulas={(6, COLUMN["members"]): ("=SUM(H4:H6)", 1300)}), "unit_report")
    assert errors(parsed) == ["total_differs"]


@pytest.mark.parametrize(
    ("code", "name"), [("d/m", "2/9"), ("d-mmm", "2/9"), ("dd/mm;@", "2/9"), ("m/d", "9/2"), ("dd/mm/yyyy", "02/09/2019")]
)
def test_a_name_that_became_a_date_is_what_a_person_sees(code: str, name: str) -> None:
    item = page("unit_report", UNITS).put(3, 0, dt.date(2019, 9, 2))
    parsed = read(book(item, {(3, 0): code}), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["name"][0]) == (["text_became_date"], name)


def test_a_day_that_a_column_of_days_shows_without_its_year_is_that_day() -> None:
    parsed = read(book(page("unit_report", UNITS), {(3, COLUMN["founded_on"]): "d/m"}), "unit_report")
    assert parsed.tables["unit_report"]["founded_on"] == PLAIN["founded_on"]


def test_a_month_that_excel_made_a_day_is_no_day() -> None:
    item = page("unit_report", UNITS).put(3, COLUMN["founded_on"], dt.date(2019, 3, 1))
    parsed = read(book(item, {(3, COLUMN["founded_on"]): "mm/yyyy"}), "unit_report")
    (found,) = findings(parsed, "date_without_day_in_window")
    assert (found["value"], parsed.tables["unit_report"]["founded_on"][0]) == ("3/2019", None)


def test_an_old_workbook_s_formats_are_seen_too() -> None:
    old, item = xlwt.Workbook(encoding="utf-8"), page("unit_report", UNITS)
    sheet = old.add_sheet(item.name)
    for (row, column), value in item.cells.items():
        style = xlwt.XFStyle()
        if row > 2 and column == COLUMN["revenue"]:
            value, style.num_format_str = value * 10**6, "#,##0,,"
        elif isinstance(value, dt.date):
            style.num_format_str = "DD/MM/YYYY"
        if (row, column) == (3, 0):
            value, style.num_format_str = dt.date(2019, 5, 19), "d/m"
        sheet.write(row, column, value, style)
    buffer = io.BytesIO()
    old.save(buffer)
    parsed = read(buffer.getvalue(), "unit_report")
    assert parsed.tables["unit_report"]["revenue_vnd"] == PLAIN["revenue_vnd"]
    assert parsed.tables["unit_report"]["name"][0] == "19/5"


def test_a_line_between_the_rows_states_the_unit_of_those_below() -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=4).put(4, 0, "TỔ CHỨC KHÁC").put(4, COLUMN["profit"], "Đơn vị tính: nghìn đồng")
    for name in ("revenue", "revenue_from_members", "profit", "member_income", "worker_income"):
        for row in (5, 6):
            if (value := item.cells.get((row, COLUMN[name]))) is not None:
                item = item.put(row, COLUMN[name], value * 1000)
    parsed = read(xlsx(item), "unit_report")
    assert errors(parsed) == ["unit_line_inside"]
    own = {name: column for name, column in parsed.tables["unit_report"].items() if name != "row"}
    assert own == {name: column for name, column in PLAIN.items() if name != "row"}


def test_a_head_s_own_unit_outlives_a_line_between_the_rows() -> None:
    item = page("unit_report", UNITS).shifted(1, 0, start=4).put(4, 0, "Đơn vị tính: đồng")
    item = item.put(2, COLUMN["revenue"], "Doanh thu (triệu đồng)")
    assert read(xlsx(item), "unit_report").tables["unit_report"]["revenue_vnd"] == PLAIN["revenue_vnd"]


def test_an_item_s_label_may_hold_its_unit() -> None:
    item = page("total_item", ITEMS)
    plain, at = read(xlsx(item), "total_item").tables["total_item"], list(labels("total_item")).index("unit_text")
    for row in range(3, item.last_row + 1):
        if unit := item.cells.get((row, at)):
            item = item.put(row, 0, f"{item.cells[row, 0]} ({unit})").put(row, at, "")
    parsed = read(xlsx(item), "total_item")
    assert parsed.tables["total_item"]["value"] == plain["value"]


@pytest.mark.parametrize(
    ("line", "stated"),
    [
        ("Đơn vị tính: người, triệu đồng", (10**6,)),
        ("ĐVT: 1,000đ; người", (1000,)),
        ("(Tính bằng trăm triệu đồng)", (10**8,)),
        ("Đơn vị tính: triệu đồng; riêng thu nhập: nghìn đồng/người", (10**6, 1000)),
        ("ĐVT: triệu đồng, thu nhập: triệu đồng/người/tháng", (10**6, 0)),
    ],
)
def test_all_units_that_a_line_above_the_table_states(line: str, stated: tuple[int, ...]) -> None:
    assert money.above_table(line) == stated
    parsed = read(xlsx(page("unit_report", UNITS).put(1, 0, line)), "unit_report")
    assert ("money_units_differ" in rules(parsed)) == (len(stated) > 1)
    assert (values(parsed, "unit_report")["revenue_vnd"][0] is None) == (len(stated) > 1)


@pytest.mark.parametrize("unit", ["nghìn người", "%", "chục"])
def test_a_multiple_of_things_counted_is_no_unit_of_totals(unit: str) -> None:
    rows = [dict(item, unit_text=unit) if item["label"] == "Tổng số hợp tác xã" else item for item in ITEMS]
    assert "item_unit_unclear" in rules(read(xlsx(page("total_item", rows)), "total_item"))


def test_money_per_month_in_an_item_s_label_is_no_money_per_year() -> None:
    rows = [
        dict(item, label=f"{item['label']} (tr.đ/người/tháng)", unit_text=None) if "Thu nhập" in item["label"] else item for item in ITEMS
    ]
    assert [said["item"] for said in findings(read(xlsx(page("total_item", rows)), "total_item"), "item_unit_unclear")] == ["I.6", "I.6x"]
