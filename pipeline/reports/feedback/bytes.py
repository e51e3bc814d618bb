"""An openpyxl workbook as bytes: the same ones every time, and formulas with the results they had.

openpyxl writes the clock into the file and formulas without results; a preview or a phone would then show empty cells.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.utils.datetime import to_excel
from openpyxl.workbook import Workbook

from pipeline.system.files import rezip

_FORMULA_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*(?:/>|>.*?</f>))<v\s*(?:/>|></v>)</c>', re.DOTALL)


def workbook_bytes(workbook: Workbook, as_of: datetime, cached: Mapping[tuple[str, str], Any]) -> bytes:
    """``cached``: (sheet title, coordinate) → the stored result of a formula. Times in the file are ``as_of``, not the clock's."""
    moment = as_of.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    workbook.properties.created = moment
    buffer = io.BytesIO()
    workbook.save(buffer)
    data = buffer.getvalue()
    replaced = {}
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        core = parts.read("docProps/core.xml").decode()
        replaced["docProps/core.xml"] = re.sub(r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{moment.isoformat()}Z", core).encode()
        for number, sheet in enumerate(workbook.worksheets, start=1):
            mine = {coordinate: value for (title, coordinate), value in cached.items() if title == sheet.title}
            if mine:
                name = f"xl/worksheets/sheet{number}.xml"
                replaced[name] = _FORMULA_CELL.sub(partial(_with_result, mine), parts.read(name))
    return rezip(data, replaced)


def _with_result(cached: Mapping[str, Any], match: re.Match[bytes]) -> bytes:
    coordinate, attributes, formula = match.group(1).decode(), match.group(2).decode(), match.group(3)
    if coordinate not in cached:
        return match.group(0)
    kind, text = _stored(cached[coordinate])
    attributes = re.sub(r' t="[^"]*"', "", attributes) + (f' t="{kind}"' if kind else "")
    return f'<c r="{coordinate}"{attributes}>'.encode() + formula + f"<v>{escape(text)}</v></c>".encode()


def _stored(value: Any) -> tuple[str | None, str]:
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, datetime | date | time | timedelta):
        return None, repr(to_excel(value))  # type: ignore[no-untyped-call]
    if isinstance(value, str):
        return ("e" if re.fullmatch(r"#[A-Z0-9/!?]+", value) else "str"), value
    return None, repr(value)
