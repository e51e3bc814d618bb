"""A table as a workbook for Excel: one sheet, heads in bold and frozen, a filter, numbers that are numbers, days that are days.

Its XML is put together by the engine that has the rows: a library that takes cell by cell needs twenty times as long. Nothing in it is a
formula: a text is a text.
"""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import duckdb

from pipeline.system.files import ZIP_TIME

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONS = f'{_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{{}}</Relationships>'
_DAY, _MOMENT, _WHOLE, _BOLD = 1, 2, 3, 4  # places in cellXfs
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": _RELATIONS.format(f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'),
    "xl/_rels/workbook.xml.rels": _RELATIONS.format(
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    ),
    "xl/styles.xml": f'{_HEAD}<styleSheet {_MAIN}><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf xfId="0"/>'
    '<xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="3" xfId="0" applyNumberFormat="1"/>'
    '<xf fontId="1" xfId="0" applyFont="1" applyAlignment="1"><alignment wrapText="1" vertical="top"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


def write_spreadsheet(
    connection: duckdb.DuckDBPyConnection, source: str, columns: Sequence[tuple[str, str, str]], order: str, path: Path, time_zone: str
) -> None:
    """The rows of ``source`` (SQL) in this order at ``path``. ``columns``: name as SQL, head, DuckDB's type."""
    cells = " || ".join(_cell(name, kind, _letters(at), time_zone) for at, (name, _, kind) in enumerate(columns))
    numbered = f"select *, row_number() over (order by {order}) + 1 as n_of_row from {source}"
    rows = connection.execute(
        f"select '<row r=\"' || n_of_row || '\">' || {cells} || '</row>' from ({numbered}) order by n_of_row"
    ).fetchall()
    head = "".join(_text(head, f"{_letters(at)}1", f' s="{_BOLD}"') for at, (_, head, _) in enumerate(columns))
    last = f"{_letters(len(columns) - 1)}{len(rows) + 1}"
    sheet = (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
        f'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="16" defaultRowHeight="15"/><sheetData>'
        f'<row r="1">{head}</row>{"".join(row for (row,) in rows)}</sheetData><autoFilter ref="A1:{last}"/></worksheet>'
    )
    title = escape(path.stem[:31])
    book = f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**_PARTS, "xl/workbook.xml": book, "xl/worksheets/sheet1.xml": sheet}.items():
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, part.encode(), compresslevel=3)


def _cell(name: str, kind: str, letters: str, time_zone: str) -> str:
    """SQL for a cell's XML, nothing where there is no value."""
    kind, place = kind.upper(), f"'<c r=\"{letters}' || n_of_row || '\""
    if kind.endswith(("INT", "INTEGER")):
        style = f' s="{_WHOLE}"' if kind == "BIGINT" else ""
        return f"coalesce({place}{style}><v>' || {name} || '</v></c>', '')"
    if kind.startswith(("DOUBLE", "FLOAT", "DECIMAL")):
        return f"coalesce({place}><v>' || case when isfinite({name}::double) then {name} end || '</v></c>', '')"
    if kind == "DATE":
        return f"coalesce({place} s=\"{_DAY}\"><v>' || date_diff('day', date '1899-12-30', {name}) || '</v></c>', '')"
    if kind.startswith("TIMESTAMP"):
        local = f"{name} at time zone '{time_zone}'" if "TIME ZONE" in kind else name
        return f"coalesce({place} s=\"{_MOMENT}\"><v>' || (epoch({local}) / 86400 + 25569) || '</v></c>', '')"
    text = f"case {name} when true then 'có' when false then 'không' end" if kind == "BOOLEAN" else f"{name}::varchar"
    safe = f"regexp_replace(left({text}, 32767), '[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]', ' ', 'g')"
    for sign, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        safe = f"replace({safe}, '{sign}', '{entity}')"
    return f"coalesce({place} t=\"inlineStr\"><is><t>' || {safe} || '</t></is></c>', '')"


def _text(text: str, place: str, style: str) -> str:
    return f'<c r="{place}"{style} t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _letters(index: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    while index >= 0:
        found, index = chr(65 + index % 26) + found, index // 26 - 1
    return found
