"""Workbooks made cell by cell for the tests of reading: the form as printed, and what offices do to it.

Nothing here calls the reader; only the forms' own labels are shared, so that a test writes the headers that the form prints.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import xlsxwriter
import xlwt

from pipeline.intake import forms as form_data

FORMS = form_data.load()
YEAR = 2019
BIEU = {1: "total_item", 2: "unit_report", 3: "training_class", 4: "task_report", 5: "rating_report"}


@dataclass(frozen=True)
class Page:
    """One sheet. ``cells``: (row, column), both from 0 → value. ``fonts``: cell → font name."""

    name: str
    cells: dict[tuple[int, int], Any]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden: bool = False
    fonts: dict[tuple[int, int], str] = field(default_factory=dict)
    header_row: int = 2

    def put(self, row: int, column: int, value: Any) -> Page:
        return replace(self, cells=self.cells | {(row, column): value})

    def shifted(self, rows: int = 0, columns: int = 0, start: int = 0) -> Page:
        """Everything from row ``start`` on moved down and right."""

        def place(row: int, column: int) -> tuple[int, int]:
            return (row + rows if row >= start else row, column + columns)

        return replace(
            self,
            cells={place(*at): value for at, value in self.cells.items()},
            merged=tuple((*place(a, b), *place(c, d)) for a, b, c, d in self.merged),
            hidden_rows=tuple(place(row, 0)[0] for row in self.hidden_rows),
            fonts={place(*at): font for at, font in self.fonts.items()},
            header_row=place(self.header_row, 0)[0],
        )

    def mapped(self, change) -> Page:
        """Every text through ``change``."""
        return replace(self, cells={at: change(value) if isinstance(value, str) else value for at, value in self.cells.items()})

    @property
    def last_row(self) -> int:
        return max(row for row, _ in self.cells)

    @property
    def width(self) -> int:
        return 1 + max(column for _, column in self.cells)


def labels(table: str, year: int = YEAR) -> dict[str, str]:
    return {name: spec.label.format(year=year, previous=year - 1) for name, spec in FORMS.form(table).fields.items()}


def page(
    table: str, rows: Iterable[dict[str, Any]], *, order: list[str] | None = None, money: str | None = "triệu đồng", name: str | None = None
) -> Page:
    """The form as printed: a title, the unit of money where there is any, the header in row 3, a row each."""
    form = FORMS.form(table)
    heads = labels(table)
    money = None if form.money_unit else money
    order = order or list(heads)
    cells: dict[tuple[int, int], Any] = {(0, 0): f"{form.title} năm {YEAR}"}
    if money and any(form.fields[field].type == "money" for field in order):
        cells[1, 0] = f"Đơn vị tính: {money}"
    cells |= {(2, column): heads[field] for column, field in enumerate(order)}
    for number, row in enumerate(rows, start=3):
        cells |= {(number, column): row[field] for column, field in enumerate(order) if row.get(field) is not None}
    return Page(name or form.title[:31], cells)


def xlsx(*pages: Page) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "nan_inf_to_errors": True})
    styles: dict[tuple[str, bool], Any] = {}
    for item in pages:
        sheet = book.add_worksheet(item.name)
        for (row, column), value in item.cells.items():
            font, is_date = item.fonts.get((row, column), ""), isinstance(value, dt.date)
            style = styles.setdefault(
                (font, is_date), book.add_format(({"font_name": font} if font else {}) | ({"num_format": "dd/mm/yyyy"} if is_date else {}))
            )
            if isinstance(value, dt.date):
                sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), style)
            elif isinstance(value, str) and not value.startswith("="):
                sheet.write_string(row, column, value, style)
            else:
                sheet.write(row, column, value, style)
        for a, b, c, d in item.merged:
            sheet.merge_range(a, b, c, d, item.cells.get((a, b), ""))
        for row in item.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        if item.hidden:
            sheet.hide()
    if pages[0].hidden:
        next(sheet for sheet, item in zip(book.worksheets(), pages, strict=True) if not item.hidden).activate()
    book.close()
    return buffer.getvalue()


def xls(*pages: Page) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    styles: dict[tuple[str, bool], xlwt.XFStyle] = {}
    for item in pages:
        sheet = book.add_sheet(item.name, cell_overwrite_ok=True)
        for (row, column), value in item.cells.items():
            key = (item.fonts.get((row, column), ""), isinstance(value, dt.date))
            if key not in styles:
                styles[key] = xlwt.XFStyle()
                if key[0]:
                    styles[key].font = xlwt.Font()
                    styles[key].font.name = key[0]
                if key[1]:
                    styles[key].num_format_str = "DD/MM/YYYY"
            is_formula = isinstance(value, str) and value.startswith("=")
            sheet.write(row, column, xlwt.Formula(value[1:]) if is_formula else value, styles[key])
        for a, b, c, d in item.merged:
            sheet.merge(a, c, b, d)
        for row in item.hidden_rows:
            sheet.row(row).hidden = True
        sheet.visibility = int(item.hidden)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def lines(item: Page) -> list[list[str]]:
    """A page as texts, as a CSV holds it."""
    rows = [[""] * item.width for _ in range(item.last_row + 1)]
    for (row, column), value in item.cells.items():
        rows[row][column] = value.isoformat() if isinstance(value, dt.date) else str(value)
    return rows


def csv_text(item: Page, delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(lines(item))
    return text.getvalue()


UNITS = [
    {
        "name": "HTX Nông nghiệp Hòa Bình",
        "unit_type": "HTX",
        "registration_code": "6101123457",
        "commune": "Xã Đăk La",
        "sector": "Nông nghiệp",
        "founded_on": dt.date(2012, 3, 25),
        "operating_state": "Đang hoạt động",
        "members": 52,
        "new_members": 3,
        "workers": 12,
        "managers": 5,
        "managers_trained": 2,
        "revenue": 1787.35,
        "revenue_from_members": 900.5,
        "profit": 214.1,
        "member_income": 27.0,
        "worker_income": 35.5,
        "rating": "Tốt",
    },
    {
        "name": "Quỹ tín dụng nhân dân Vinh Quang",
        "unit_type": "QTDND",
        "registration_code": "6100112237",
        "commune": "Xã Đăk La",
        "sector": "Tín dụng",
        "founded_on": dt.date(2001, 7, 4),
        "operating_state": "Đang hoạt động",
        "members": 1250,
        "new_members": 30,
        "workers": 15,
        "managers": 7,
        "managers_trained": 1,
        "revenue": 12500.0,
        "revenue_from_members": 12000.0,
        "profit": 1500.25,
        "member_income": 41.2,
        "worker_income": 96.0,
        "rating": "Khá",
    },
    {
        "name": "THT Mắc ca Đăk Hring",
        "unit_type": "THT",
        "registration_code": None,
        "commune": "Xã Đăk Hring",
        "sector": "Khác",
        "founded_on": dt.date(2019, 5, 13),
        "operating_state": "Ngừng hoạt động",
        "members": 11,
        "new_members": 0,
        "workers": None,
        "managers": 3,
        "managers_trained": 0,
        "revenue": 0.0,
        "revenue_from_members": None,
        "profit": -12.5,
        "member_income": 18.0,
        "worker_income": None,
        "rating": None,
        "converted_from": None,
    },
]
REGISTRY = [
    {
        "registration_code": "6101123457",
        "certificate_no": "38A07000123",
        "unit_type": "HTX",
        "name": "HTX Nông nghiệp Hòa Bình",
        "commune": "Xã Đăk La",
        "district": "Huyện Đăk Hà",
        "commune_code": "23509",
        "industry_code": "0161",
        "charter_capital": 1500000000,
        "registered_on": dt.date(2012, 3, 25),
        "converted_on": dt.date(2015, 6, 30),
        "status": "Đang hoạt động",
        "status_on": dt.date(2015, 6, 30),
    },
    {
        "registration_code": None,
        "certificate_no": "07A-12",
        "unit_type": "LHHTX",
        "name": "Liên hiệp HTX Tây Nguyên",
        "commune": "Phường Lê Lợi",
        "district": "Thành phố Kon Tum",
        "industry_code": "4620",
        "charter_capital": 3250000000,
        "registered_on": dt.date(2018, 11, 19),
        "status": "Bị thu hồi",
        "status_on": dt.date(2019, 2, 14),
    },
]
MEMBERS = [
    {
        "name": "HTX Nông nghiệp Hòa Bình",
        "unit_type": "HTX",
        "registration_code": "6101123457",
        "district": "Huyện Đăk Hà",
        "joined_on": dt.date(2013, 1, 15),
        "decision_no": "12/QĐ-LM",
    },
    {
        "name": "HTX Sơn Ca",
        "unit_type": "HTX",
        "district": "Huyện Đăk Tô",
        "joined_on": dt.date(2010, 9, 30),
        "decision_no": "3/QĐ-LM",
        "left_on": dt.date(2018, 12, 31),
    },
]
CLASSES = [
    {
        "class_name": "Quản trị HTX",
        "organiser": "Liên minh HTX tỉnh",
        "start_on": dt.date(2019, 5, 13),
        "end_on": dt.date(2019, 5, 17),
        "content": "Luật HTX, kế toán",
        "managers_attending": 45,
        "women_attending": 12,
    },
    {
        "class_name": "Kế toán HTX",
        "organiser": "Liên minh HTX tỉnh",
        "start_on": dt.date(2019, 8, 20),
        "end_on": dt.date(2019, 8, 23),
        "content": "Kế toán",
        "managers_attending": 30,
        "women_attending": 21,
    },
]
TASKS = [
    {
        "task": "1.a",
        "content": "Thành lập mới HTX",
        "state": "Đang thực hiện",
        "result": "Thành lập 3 HTX",
        "quantity": 3,
        "unit_of_measure": "HTX",
    },
    {
        "task": "2",
        "content": "Tuyên truyền",
        "state": "Hoàn thành",
        "result": "Đã phát 12 chuyên mục",
        "quantity": 12.5,
        "unit_of_measure": "giờ",
    },
    {"task": "10.d", "content": "Báo cáo", "state": "Chưa thực hiện"},
]
RATINGS = [
    {"name": "HTX Nông nghiệp Hòa Bình", "registration_code": "6101123457", "district": "Huyện Đăk Hà", "score": 82.5, "rating": "Tốt"},
    {"name": "HTX Sơn Ca", "district": "Huyện Đăk Tô", "score": 49.9, "rating": "Yếu"},
]
ITEMS = [
    {
        "label": item.label,
        "unit_text": item.unit,
        "previous_value": 10 + number,
        "value": 12 + number + (0.25 if "đồng" in item.unit else 0),
    }
    for number, item in enumerate(FORMS.form("total_item").items)
]
ROWS = {
    "unit_report": UNITS,
    "registry_unit": REGISTRY,
    "alliance_member": MEMBERS,
    "training_class": CLASSES,
    "task_report": TASKS,
    "rating_report": RATINGS,
    "total_item": ITEMS,
}
