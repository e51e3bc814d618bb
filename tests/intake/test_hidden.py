"""What is hidden or struck out is not read, and that is an error at its place."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
import xlsxwriter
import xlwt

from .books import UNITS, page, xlsx
from .reading import SEVERITY, errors, findings, read, rules, values

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


def rewritten(content: bytes, change) -> bytes:
    """A workbook with its first sheet's XML changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            new.writestr(entry.filename, change(data.decode()) if entry.filename.endswith("sheet1.xml") else data)
    return buffer.getvalue()


def test_a_column_of_no_width_in_an_old_workbook_is_not_read() -> None:
    buffer, book = io.BytesIO(), xlwt.Workbook(encoding="utf-8")
    sheet, day = book.add_sheet("Biểu 2"), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for (row, column), value in page("unit_report", UNITS).cells.items():
        sheet.write(row, column, value, day if isinstance(value, dt.date) else xlwt.Style.default_style)
    sheet.col(MEMBERS).width = 0
    book.save(buffer)
    parsed = read(buffer.getvalue(), "unit_report")
    assert (errors(parsed), parsed.tables["unit_report"]["members"]) == (["column_missing", "hidden_column"], [None, None, None])


@pytest.mark.parametrize("mark", ['customHeight="1"', 'ht="0" customHeight="1"', 'ht="0.0" customHeight="true"', 'hidden="true"'])
def test_a_row_without_height_is_not_read(mark: str) -> None:
    content = rewritten(xlsx(page("unit_report", UNITS)), lambda text: re.sub('<row r="5"', f'<row r="5" {mark}', text))
    parsed = read(content, "unit_report")
    assert [(found["row"], found["value"]) for found in findings(parsed, "hidden_row")] == [(5, SECOND)]
    assert values(parsed, "unit_report")["members"] == [52, 11]


def test_rows_that_are_written_out_are_seen_where_unused_ones_have_no_height() -> None:
    content = rewritten(xlsx(page("unit_report", UNITS)), lambda text: text.replace("<sheetFormatPr ", '<sheetFormatPr zeroHeight="1" '))
    assert (errors(read(content, "unit_report")), values(read(content, "unit_report"), "unit_report")["members"]) == ([], ALL)


def test_a_name_of_which_a_part_is_struck_out_is_not_guessed() -> None:
    parsed = read(workbook(partly=(3, 0)), "unit_report")
    assert [(rule, row) for rule, _, row, *_ in parsed.findings] == [("struck_row", 4)]


ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2"><office:automatic-styles>
<style:style style:name="lined" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="part" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="flat" style:family="table-row"><style:table-row-properties style:row-height="0cm"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Biểu 2">{columns}{rows}
<table:table-row table:number-rows-repeated="1048000" table:visibility="collapse"><table:table-cell/></table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>"""


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'


def ods(row_marks: dict[int, str], cell_marks: dict[tuple[int, int], str], columns: str = "") -> bytes:
    """Biểu 2 as OpenDocument: attributes of rows and cells by their place; a cell marked ``part`` has a struck span."""
    item = page("unit_report", UNITS)
    rows = []
    for row in range(item.last_row + 1):
        cells = []
        for column in range(item.width):
            value, mark = item.cells.get((row, column), ""), cell_marks.get((row, column), "")
            text = value.isoformat() if isinstance(value, dt.date) else str(value)
            kind = f'office:value-type="float" office:value="{value}"' if isinstance(value, (int, float)) else 'office:value-type="string"'
            inside = f'<text:span text:style-name="part">9</text:span>{text}' if mark == "part" else text
            own = f'table:style-name="{mark}"' if mark == "lined" else ""
            cells.append(f"<table:table-cell {own} {kind}><text:p>{inside}</text:p></table:table-cell>" if text else "<table:table-cell/>")
        rows.append(f"<table:table-row {row_marks.get(row, '')}>{''.join(cells)}</table:table-row>")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        package.writestr("META-INF/manifest.xml", MANIFEST)
        package.writestr("content.xml", ODS.format(columns=columns, rows="".join(rows)))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (ods({}, {}), []),
        (ods({4: 'table:visibility="collapse"'}, {}), [("hidden_row", 5, None)]),
        (ods({4: 'table:visibility="filter"'}, {}), [("hidden_row", 5, None)]),
        (ods({4: 'table:style-name="flat"'}, {}), [("hidden_row", 5, None)]),
        (ods({}, {(4, 0): "lined"}), [("struck_row", 5, None)]),
        (ods({}, {(3, MEMBERS): "lined"}), [("struck_cell", 4, "H")]),
        (ods({}, {(3, MEMBERS): "part"}), [("struck_cell", 4, "H")]),
        (
            ods(
                {}, {}, f'<table:table-column table:number-columns-repeated="{MEMBERS}"/><table:table-column table:visibility="collapse"/>'
            ),
            [("column_missing", None, None), ("hidden_column", 3, "H")],
        ),
    ],
)
def test_what_is_hidden_or_struck_out_in_an_open_document_is_seen(content: bytes, said: list[tuple[Any, ...]]) -> None:
    parsed = read(content, "unit_report")
    assert [(rule, row, column) for rule, _, row, column, *_ in parsed.findings if SEVERITY[rule] == "error"] == said
    assert "hidden_not_seen" not in rules(parsed)


@pytest.mark.parametrize(("password", "said"), [("VelvetSweatshop", []), ("của-riêng", ["password_protected"])])
def test_a_workbook_that_excel_opens_without_asking_is_read(password: str, said: list[str]) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = io.BytesIO()
    OOXMLFile(io.BytesIO(xlsx(page("unit_report", UNITS)))).encrypt(password, locked)
    parsed = read(locked.getvalue(), "unit_report")
    assert (errors(parsed), values(parsed, "unit_report").get("members", ALL)) == (said, ALL)
