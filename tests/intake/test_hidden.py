"""What is hidden or struck out is not read, and that is an error at its place."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import xlsxwriter

from .books import UNITS, page
from .reading import SEVERITY, read

MEMBERS = 7
ALL, SECOND = [52, 1250, 11], "Quỹ tín dụng nhân dân Vinh Quang"


def workbook(
    hidden: int | None = None, flat: int | None = None, struck: tuple[int, int] | None = None, partly: tuple[int, int] | None = None
) -> bytes:
    """Biểu 2 with a column hidden, a row of no height, a cell struck out or a part of one."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet, line, day = (
        book.add_worksheet("Biểu 2"),
        book.add_format({"font_strikeout": True}),
        book.add_format({"num_format": "dd/mm/yyyy"}),
    )
    for (row, column), value in page("unit_report", UNITS).cells.items():
        if partly == (row, column):
            sheet.write_rich_string(row, column, line, "40 ", str(value))
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, dt.datetime.combine(value, dt.time()), day)
        else:
            sheet.write(row, column, value, line if struck == (row, column) else None)
    if hidden is not None:
        sheet.set_column(hidden, hidden, None, None, {"hidden": True})
    if flat is not None:
        sheet.set_row(flat, 0)
    book.close()
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("how", "said", "members"),
    [
        ({"hidden": MEMBERS}, [("column_missing", None, None), ("hidden_column", 3, "H")], [None, None, None]),
        ({"flat": 4}, [("hidden_row", 5, None)], [52, 11]),
        ({"struck": (4, 0)}, [("struck_row", 5, None)], [52, 11]),
        ({"struck": (3, MEMBERS)}, [("struck_cell", 4, "H")], [None, 1250, 11]),
        ({"partly": (3, MEMBERS)}, [("struck_cell", 4, "H")], [None, 1250, 11]),
        ({}, [], ALL),
    ],
)
def test_what_a_person_does_not_see_is_not_read(how: dict[str, Any], said: list[tuple[Any, ...]], members: list[int | None]) -> None:
    parsed = read(workbook(**how), "unit_report")
    assert [(rule, row, column) for rule, _, row, column, *_ in parsed.findings] == said
    assert {SEVERITY[rule] for rule, *_ in parsed.findings} <= {"error"}
    assert parsed.tables["unit_report"]["members"] == members
    assert (SECOND in parsed.tables["unit_report"]["name"]) == (len(members) == len(ALL))
