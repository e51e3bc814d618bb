"""Mistakes of every kind that offices make, one function each: it types one into the desk's workbooks and says where and what."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import openpyxl

from tests.e2e.clerk.desk import YEAR, Desk, Slip, Table, shown

IF_RIGHT = r"Nếu đúng là ([\d.,]+)"
MISTAKES: dict[str, Callable[[Desk], Slip]] = {}


def mistake(function: Callable[[Desk], Slip]) -> Callable[[Desk], Slip]:
    MISTAKES[function.__name__] = function
    return function


# -- a figure ------------------------------------------------------------------------------------------------------------------
@mistake
def thousands_for_millions(d: Desk) -> Slip:
    return d.typed("608", "Doanh thu", lambda value: round(value * 1000), told=IF_RIGHT)


@mistake
def billions_for_millions(d: Desk) -> Slip:
    return d.typed("615", "Doanh thu", lambda value: f"{value / 1000:.2f}".replace(".", ","), lambda of: of("Doanh thu") > 100, IF_RIGHT)


@mistake
def a_zero_too_many(d: Desk) -> Slip:
    return d.typed("608", "Thu nhập BQ thành viên", lambda value: round(value * 10), told=IF_RIGHT)


@mistake
def income_of_a_month(d: Desk) -> Slip:
    return d.typed("610", "Thu nhập BQ thành viên", lambda value: round(value / 12, 1), told=IF_RIGHT, near=0.1)


@mistake
def digits_crossed(d: Desk) -> Slip:
    def fits(of: Any) -> bool:
        digits = str(of("Số thành viên"))
        return len(digits) == 2 and int(digits[0]) < int(digits[1]) and int(digits[::-1]) > 2 * int(digits)

    return d.typed("615", "Số thành viên", lambda value: int(str(value)[::-1]), fits, IF_RIGHT)


@mistake
def words_for_a_figure(d: Desk) -> Slip:
    return d.typed("608", "Lao động thường xuyên", lambda value: "chưa tổng hợp được")


@mistake
def two_figures_in_a_cell(d: Desk) -> Slip:
    return d.typed("611", "Số thành viên", lambda value: f"{value - 3}/{value}")


@mistake
def left_blank(d: Desk) -> Slip:
    return d.typed("618", "Số thành viên", lambda value: None, told=r"tổng biểu 2 đúng ([\d.]+)\.")


@mistake
def a_minus_sign(d: Desk) -> Slip:
    return d.typed("611", "Lao động thường xuyên", lambda value: -value)


@mistake
def more_trained_than_there_are(d: Desk) -> Slip:
    table, row = d.unit("610", lambda of: of("Cán bộ quản lý"))
    cell = table.at(row, "CBQL được đào tạo, bồi dưỡng trong năm")
    right, cell.value = cell.value, table.at(row, "Cán bộ quản lý").value + 3
    return Slip("610", "Biểu 2", cell.coordinate, shown(cell.value), {cell.coordinate: right})


@mistake
def part_larger_than_the_whole(d: Desk) -> Slip:
    table, row = d.unit("610", lambda of: of("Doanh thu với thành viên"))
    cell = table.at(row, "Doanh thu với thành viên")
    right, cell.value = cell.value, round(table.at(row, "Doanh thu").value * 1.4, 1)
    return Slip("610", "Biểu 2", cell.coordinate, shown(cell.value), {cell.coordinate: right})


@mistake
def one_cell_for_two_rows(d: Desk) -> Slip:
    table, row = d.unit("618", lambda of: of("Lao động thường xuyên"))
    cell, below = table.at(row, "Lao động thường xuyên"), table.at(row + 1, "Lao động thường xuyên")
    right = {cell.coordinate: cell.value, below.coordinate: below.value}
    cell.value = cell.value + (below.value or 0)
    where = f"{cell.coordinate}:{below.coordinate}"
    table.sheet.merge_cells(where)
    return Slip("618", "Biểu 2", cell.coordinate, shown(cell.value), right, again=lambda book: book["Biểu 2"].unmerge_cells(where))


@mistake
def last_years_figures(d: Desk) -> Slip:
    last = Table.of(_last_year(d, "616"), "Tên đơn vị")
    table, row = d.unit("616", lambda of: of("Doanh thu"))
    name = table.at(row, "Tên đơn vị").value
    of_last = next(r for r in last.rows() if last.at(r, "Tên đơn vị").value == name)
    right: dict[str, Any] = {}
    for heading in list(table.letters)[7:17]:
        cell = table.at(row, heading)
        right[cell.coordinate], cell.value = cell.value, last.at(of_last, heading).value
    return Slip("616", "Biểu 2", f"dòng {row}", shown(name), right)


def _last_year(d: Desk, sender: str) -> Any:
    return openpyxl.load_workbook(d.path((sender, "agency_report"), YEAR - 1))["Biểu 2"]


@mistake
def a_total_that_does_not_add_up(d: Desk) -> Slip:
    sheet = d.book(("612", "agency_report"))["Biểu 1"]
    row = next(r for r in range(1, 30) if sheet.cell(r, 1).value == "I.2")
    cell = sheet.cell(row, 5)
    right, cell.value = cell.value, cell.value + 90
    return Slip("612", "Biểu 1", cell.coordinate, shown(cell.value), {cell.coordinate: right}, told=r"biểu 2 là ([\d.,]+)\.$")


# -- a day --------------------------------------------------------------------------------------------------------------------
@mistake
def a_day_that_does_not_exist(d: Desk) -> Slip:
    return d.typed("608", "Ngày thành lập", lambda day: f"31/02/{day.year}")


@mistake
def a_day_to_come(d: Desk) -> Slip:
    return d.typed("610", "Ngày thành lập", lambda day: day.replace(year=YEAR + 10))


@mistake
def day_and_month_exchanged(d: Desk) -> Slip:
    return d.typed(
        "608",
        "Ngày thành lập",
        lambda day: day.replace(day=day.month, month=day.day),
        lambda of: of("Ngày thành lập").day <= 12 and of("Ngày thành lập").day != of("Ngày thành lập").month,
        r"danh sách đăng ký \((\d\d/\d\d/\d{4})\)",
    )


# -- a word, a code, a name ---------------------------------------------------------------------------------------------------
@mistake
def a_type_that_is_none(d: Desk) -> Slip:
    return d.typed("608", "Loại hình", lambda kind: "Công ty")


@mistake
def a_sector_that_is_none(d: Desk) -> Slip:
    return d.typed("608", "Lĩnh vực", lambda sector: "Kinh doanh khác nữa")


@mistake
def a_rating_that_is_none(d: Desk) -> Slip:
    return d.typed("608", "Xếp loại", lambda rating: "Xuất sắc")


@mistake
def a_code_too_short(d: Desk) -> Slip:
    return d.typed("608", "Mã số HTX", lambda code: code[:-2], told=r"danh sách đăng ký \((\d{10})\)")


@mistake
def a_name_misspelt(d: Desk) -> Slip:
    return d.typed(
        "608",
        "Tên đơn vị",
        lambda name: name.replace("Hợp tác xã", "Hợp tác xá")[:-2],
        lambda of: of("Mã số HTX") is None,
        r"nối với “([^”]+)”",
    )


# -- a row, a sheet, a file ---------------------------------------------------------------------------------------------------
def _values(table: Table, row: int) -> list[Any]:
    return [copy.copy(cell.value) for cell in table.sheet[row]]


def _added(table: Table, values: list[Any], name: str) -> Slip:
    """A row more at the end of 617's biểu 2, which its office takes out again."""
    end = table.rows()[-1] + 1
    for number, value in enumerate(values, start=1):
        table.sheet.cell(end, number).value = value
    return Slip("617", "Biểu 2", f"A{end}", shown(name), {}, again=lambda book: book["Biểu 2"].delete_rows(end))


@mistake
def a_row_left_out(d: Desk) -> Slip:
    table, row = d.unit("613", lambda of: of("Mã số HTX"))
    values, name = _values(table, row), table.at(row, "Tên đơn vị").value
    table.sheet.delete_rows(row)
    end = table.rows()[-1] + 1

    def again(book: Any) -> None:
        for number, value in enumerate(values, start=1):
            book["Biểu 2"].cell(end, number).value = value

    return Slip("613", "Biểu 2", "", "", {}, named=name, again=again)


@mistake
def a_row_twice(d: Desk) -> Slip:
    table, row = d.unit("617")
    return _added(table, _values(table, row), table.at(row, "Tên đơn vị").value)


@mistake
def a_row_of_another_district(d: Desk) -> Slip:
    table, other = d.units("617"), d.units("614")
    row = d.unit("614", lambda of: of("Mã số HTX"))[1]
    return _added(table, _values(other, row), other.at(row, "Tên đơn vị").value)


@mistake
def a_sheet_left_out(d: Desk) -> Slip:
    book = d.book(("613", "agency_report"))
    rows = [[cell.value for cell in row] for row in book["Biểu 3"].iter_rows()]
    del book["Biểu 3"]

    def again(mended: Any) -> None:
        sheet = mended.create_sheet("Biểu 3")
        for row in rows:
            sheet.append(row)

    return Slip("613", "", "", "", {}, named="Biểu 3", again=again)


@mistake
def a_column_left_out(d: Desk) -> Slip:
    table = d.units("614")
    letter = table.letters["Lợi nhuận"]
    column = table.sheet[f"{letter}1"].column
    values = [table.sheet.cell(row, column).value for row in range(1, table.sheet.max_row + 1)]
    table.sheet.delete_cols(column)

    def again(book: Any) -> None:
        sheet = book["Biểu 2"]
        sheet.insert_cols(column)
        for row, value in enumerate(values, start=1):
            sheet.cell(row, column).value = value

    return Slip("614", "Biểu 2", "", "", {}, named="Lợi nhuận", again=again)


@mistake
def the_file_of_last_year(d: Desk) -> Slip:
    key = ("STC", "agency_report")
    right = d.book(key)
    d.books[key] = openpyxl.load_workbook(d.path(key, YEAR - 1))
    return Slip("STC", "", "", "", {}, named="năm 2018", again=lambda book: _take_over(book, right))


def _take_over(book: Any, right: Any) -> None:
    for sheet in right:
        for row in sheet.iter_rows():
            for cell in row:
                book[sheet.title][cell.coordinate].value = cell.value
