"""What stands above and below a table: the note that the data are simulated, heading, title, money unit, signature."""

from __future__ import annotations

from datetime import date

from tests.simulator.columns import Column
from tests.simulator.documents import Document
from tests.simulator.forms import SIMULATED, Form
from tests.simulator.grid import Grid
from tests.simulator.habits import Habit
from tests.simulator.places import Places


def put_titles(grid: Grid, left: int, columns: list[Column], form: Form, document: Document, habit: Habit, places: Places) -> int:
    """The rows above the table; returns the row of the header."""
    if habit.title_rows == 0:
        return 0
    grid.put(0, left, SIMULATED, "note")
    if habit.file == "csv":
        return 1
    row, last = 1, left + len(columns) - 1
    if habit.title_rows > 1:
        right = max(left + 1, last - 2)
        grid.put(row, left, places.agency_name(document.sender).upper(), "title")
        grid.put(row, right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "title")
        grid.put(row + 1, right, "Độc lập - Tự do - Hạnh phúc", "title")
        row += 3
    grid.put(row, left, form.title.format(year=document.year, directive=places.directive), "title")
    row += 1
    if habit.title_rows > 2:
        grid.put(row, left, f"(Kèm theo Báo cáo số {document.document_no})", "note")
        row += 2
    units = {column.money for column in columns if column.money}
    if units and habit.money_in == "above" and form.table != "registry_unit":
        grid.put(row, max(left, last - 1), f"Đơn vị tính: {units.pop()}", "note")
        row += 1
    return row


def put_signature(grid: Grid, row: int, left: int, label: int, width: int, seat: str, day: date) -> None:
    """The block under the table: place and date, the clerk's and the head's titles. No names of persons."""
    right = left + max(2, width - 2)
    grid.put(row, right, f"{seat}, ngày {day.day:02d} tháng {day.month} năm {day.year}", "note")
    grid.put(row + 1, label, "NGƯỜI LẬP BIỂU", "title")
    grid.put(row + 1, right, "THỦ TRƯỞNG ĐƠN VỊ", "title")
    grid.put(row + 2, right, "(Ký tên, đóng dấu)", "note")
