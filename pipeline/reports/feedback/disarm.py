"""What in a sender's workbook could act when our copy of it is opened: such formulas become their results, links outwards go.

Plain sums over its own sheets stay. Told by what is known to be plain, not by what is known to be harmful.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.cell import MergedCell
from openpyxl.formula.tokenizer import Token, Tokenizer, TokenizerError
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

_CALCULATING = """
    ABS AND AVERAGE COLUMN COLUMNS CONCATENATE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE DAY HLOOKUP IF IFERROR INDEX INT
    ISBLANK ISERROR ISNUMBER LEFT LEN LOOKUP LOWER MATCH MAX MEDIAN MID MIN MOD MONTH NOT NOW OR PRODUCT PROPER RIGHT ROUND ROUNDDOWN
    ROUNDUP ROW ROWS SUBTOTAL SUM SUMIF SUMIFS SUMPRODUCT TEXT TODAY TRIM TRUNC UPPER VALUE VLOOKUP YEAR"""
_PLAIN = frozenset(_CALCULATING.split())
_COPIED = {"png", "jpeg", "gif"}  # pictures whose bytes are written as they came; others would be unpacked, however large, and drawn anew


def disarm(workbook: Workbook, cached: Mapping[tuple[str, str], Any]) -> None:
    """``cached``: (sheet title, coordinate) → the stored result of a formula; one without a result is shown as its text."""
    sheets: list[Any] = workbook.worksheets
    for sheet in sheets:
        sheet._images = [image for image in sheet._images if image.format in _COPIED]
        for cell in own_cells(sheet):
            if cell.hyperlink is not None and cell.hyperlink.target:
                cell.hyperlink = None
            if cell.data_type == "f" and not is_plain(cell.value):
                _freeze(cell, cached.get((sheet.title, cell.coordinate)))
    for name in [name for name, defined in workbook.defined_names.items() if not is_plain(f"={defined.attr_text}")]:
        del workbook.defined_names[name]


def own_cells(sheet: Any) -> Iterator[Any]:
    """A sheet's cells without those that a merged range covers. Of no type: openpyxl's stubs know neither styles nor pictures."""
    return (cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell))


def is_plain(formula: object) -> bool:
    """Whether a formula only calculates, on its own workbook."""
    text = formula.text if isinstance(formula, ArrayFormula) else formula
    if not isinstance(text, str) or "|" in text or "[" in text:  # another program's data (DDE), another workbook
        return False
    try:
        tokens = Tokenizer(text if text.startswith("=") else f"={text}").items
    except (TokenizerError, IndexError):
        return False
    functions = {token.value[:-1].upper() for token in tokens if token.type == Token.FUNC and token.subtype == Token.OPEN}
    return functions <= _PLAIN


def _freeze(cell: Any, result: Any) -> None:
    formula = cell.value
    cell.value = result if result is not None else getattr(formula, "text", None) or str(formula)
    if isinstance(cell.value, str):
        cell.data_type = "s"
