"""What could act when a clerk opens the feedback is gone; what only calculates in the workbook stays."""

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from pipeline.reports.feedback.disarm import disarm, is_plain

OUTWARDS = [
    "='[so lieu.xlsx]Sheet1'!A1",
    "=[1]Sheet1!$A$1+1",
    "=SUM([1]Sheet1!A1:A9)",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://x.example","x")',
    '=WEBSERVICE("http://x.example")',
    "=SUM(1,INDIRECT(A1))",
]


@pytest.mark.parametrize("formula", OUTWARDS)
def test_a_formula_to_another_workbook_program_or_page_becomes_its_result(formula: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["A3"] = formula, formula, "=SUM(B1:B9)"
    book.defined_names["ngoai"] = DefinedName("ngoai", attr_text=formula.removeprefix("="))
    book.defined_names["trong"] = DefinedName("trong", attr_text="Sheet!$A$1")
    disarm(book, {(book.active.title, "A1"): 7})
    assert (book.active["A1"].value, book.active["A1"].data_type) == (7, "n")
    assert (book.active["A2"].value, book.active["A2"].data_type) == (formula, "s")
    assert (book.active["A3"].value, book.active["A3"].data_type) == ("=SUM(B1:B9)", "f")
    assert list(book.defined_names) == ["trong"]


@pytest.mark.parametrize("formula", ["=SUM(E4:E9)", "='Biểu 1'!E4+1", '=IF(A1>0,ROUND(A1/B1,2),"")', '=Sheet2!A1&" HTX"'])
def test_a_formula_on_the_workbook_itself_is_plain(formula: str) -> None:
    assert is_plain(formula)
