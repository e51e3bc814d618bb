"""The second look at an ``.xlsx``: what the fast reader does not tell. Hidden rows and columns, formulas, error cells, text in legacy
fonts, number formats that show another number, the 1904 epoch.

A sheet whose bytes show none of it costs one search. openpyxl knows most of this too, at fifty times the price, and not
whether a formula's stored value is an empty text or missing. Parts come from ``package``, which has refused entities.
"""

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipeline.intake import legacy
from pipeline.intake.formulas import Formula, Place
from pipeline.intake.grid import column_number
from pipeline.intake.xlsx_styles import RAISED, Styles, is_struck, runs_of, styles_of, tag_of

_MARKS = (b"hidden", b'"e"', b"'e'")  # rare letters last: a search skips by them
_FORMULA_MARKS, _FORMULA = (b"<f", b":f"), re.compile(rb"[<:]f[\s/>]")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_FLAT = re.compile(rb"""<(?:\w+:)?row\b(?=[^>]*customHeight)(?:(?![^>]* ht=)|[^>]* ht=["']0["'.])""")  # a height of its own that is none
_TRUE = ("1", "true")
_COLUMNS = 16_384  # of a sheet

Said = tuple[tuple[str, str] | None, frozenset[str]]
"""A string's text with its scheme where they change it, and the schemes that it disproves."""


@dataclass
class Look:
    """Of one sheet. Rows are Excel's numbers, columns 0-based. ``texts``: cells whose text a legacy font or a raised mark changes →
    text, scheme. ``disproved``: schemes of fonts that hold text in Unicode all the same: there fonts tell nothing, but the text does.
    ``formats``: numbers that a person sees otherwise → how; ``formulas``: of cells with a number; ``shared``: by their number;
    ``strings``: what was found of a shared string in a style."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    troubles: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, tuple[str, str]] = field(default_factory=dict)
    disproved: set[str] = field(default_factory=set)
    struck: set[Place] = field(default_factory=set)
    formats: dict[Place, str] = field(default_factory=dict)
    formulas: dict[Place, Formula] = field(default_factory=dict)
    shared: dict[str, tuple[str, Place]] = field(default_factory=dict)
    strings: dict[tuple[str | None, str | None], Said] = field(default_factory=dict)


def looks(parts: dict[str, bytes], book_name: str) -> tuple[dict[str, Look], bool]:
    """A Look by sheet name of a workbook's part, for the sheets worth one, and whether the workbook counts days from 1904.

    Raises ElementTree.ParseError, KeyError or ValueError for a package that no reader should have opened.
    """
    fonts = styles_of(parts)
    marked = fonts is not None or any(_is_marked(data) for name, data in parts.items() if b"<sheetData" in data or "/worksheets/" in name)
    if not marked and b"date1904" not in parts[book_name]:
        return {}, False
    book = ElementTree.fromstring(parts[book_name])
    is_1904 = any(tag_of(element) == "workbookPr" and element.get("date1904") in _TRUE for element in book)
    recalculates = any(tag_of(element) == "calcPr" and element.get("fullCalcOnLoad") in _TRUE for element in book)
    found: dict[str, Look] = {}
    for name, part in _sheets(book, parts, book_name):
        if part in parts and (fonts or _is_marked(parts[part])):
            found[name] = _look(parts[part], fonts, recalculates)
    return found, is_1904


def _is_marked(data: bytes) -> bool:
    """Whether a sheet may hold anything that only this look tells."""
    head = data[: data.find(b"<sheetData")]
    if b' width="0"' in head or (b"customHeight" in data and _FLAT.search(data)):
        return True
    return any(mark in data for mark in _MARKS) or (any(mark in data for mark in _FORMULA_MARKS) and _FORMULA.search(data) is not None)


def _sheets(book: ElementTree.Element, parts: dict[str, bytes], book_name: str) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(book_name)
    relations = parts.get(f"{folder}/_rels/{posixpath.basename(book_name)}.rels")
    targets = {item.get("Id"): item.get("Target", "") for item in ElementTree.fromstring(relations)} if relations else {}
    for sheet in book.iter():
        if tag_of(sheet) == "sheet":
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def _look(data: bytes, fonts: Styles | None, recalculates: bool) -> Look:
    look, room = Look(), _COLUMNS
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        tag = tag_of(element)
        if event == "start":
            if tag == "row":
                row = int(element.get("r", row + 1))
                column = -1
                if _is_hidden(element, "ht") or (element.get("customHeight") in _TRUE and "ht" not in element.attrib):
                    look.hidden_rows.add(row)
            elif tag == "c":
                column = column_number(place) if (place := element.get("r")) else column + 1
            continue
        if tag == "c":
            _cell(element, (row, column), look, fonts, recalculates)
        elif tag == "col" and _is_hidden(element, "width"):
            hidden = range(int(element.get("min", 1)) - 1, min(int(element.get("max", 1)), _COLUMNS))
            room -= len(hidden)
            if room >= 0:  # a sheet's columns are said once
                look.hidden_columns.update(hidden)
        elif tag == "row":
            element.clear()
    look.texts = {place: said for place, said in look.texts.items() if said[1] not in look.disproved}
    return look


def _cell(cell: ElementTree.Element, place: Place, look: Look, fonts: Styles | None, recalculates: bool) -> None:
    kind, style_index = cell.get("t", "n"), int(cell.get("s", 0))
    parts = {tag_of(part): part for part in cell}
    value = parts["v"].text if "v" in parts else None
    if fonts and (
        style_index in fonts.struck or (kind == "s" and value in fonts.struck_strings) or ("is" in parts and is_struck(parts["is"]))
    ):
        look.struck.add(place)
    if kind == "e":
        look.troubles[place] = (value or "#N/A").strip()
    elif "f" in parts and kind != "str" and (not value or (recalculates and value == "0")):
        # a program that asks Excel to calculate on opening wrote 0 without having calculated it
        look.troubles[place] = "formula"
    elif kind == "n" and value:
        if fonts and style_index in fonts.formats:
            look.formats[place] = fonts.formats[style_index]
        if "f" in parts:
            _note_formula(parts["f"], place, look)
    elif fonts and kind in ("s", "str", "inlineStr"):
        style = fonts.by_style.get(style_index)
        is_shared = kind == "s"  # it may have a thousand runs, and stand in a thousand cells
        said = (look.strings.get((value, style)) if is_shared else None) or _said(_string(kind, value, parts, fonts), style)
        if is_shared:
            look.strings[value, style] = said
        text, disproved = said
        look.disproved |= disproved
        if text is not None:
            look.texts[place] = text


def _note_formula(formula: ElementTree.Element, place: Place, look: Look) -> None:
    text, number = formula.text or "", formula.get("si")
    if number is not None and text:
        look.shared[number] = text, place
    elif number is not None and number in look.shared:
        text, (row, column) = look.shared[number]
        look.formulas[place] = text, (place[0] - row, place[1] - column)
        return
    if text and formula.get("t", "normal") in ("normal", "shared"):
        look.formulas[place] = text, (0, 0)


def _is_hidden(element: ElementTree.Element, size: str) -> bool:
    return element.get("hidden") in _TRUE or float(element.get(size, 1)) == 0


def _said(runs: list[tuple[str, str | None]], style: str | None) -> Said:
    schemes = [style if scheme == "" else scheme for _, scheme in runs]
    if not any(schemes):
        return None, frozenset()
    texts = [(text, scheme) for (text, _), scheme in zip(runs, schemes, strict=True)]
    decoded = "".join(_decoded(text, scheme) for text, scheme in texts)
    changed = (decoded, next(filter(None, schemes))) if decoded != "".join(text for text, _ in texts) else None
    return changed, frozenset(scheme for text, scheme in texts if scheme and scheme != RAISED and legacy.is_unicode(text))


def _decoded(text: str, scheme: str | None) -> str:
    return "" if scheme == RAISED else legacy.decode(text, scheme) if scheme else text


def _string(kind: str, value: str | None, parts: dict[str, ElementTree.Element], fonts: Styles) -> list[tuple[str, str | None]]:
    if kind == "inlineStr":
        return runs_of(parts["is"]) if "is" in parts else []
    if kind == "str":
        return [(value or "", "")]
    index = int(value) if value and value.strip().isdecimal() else -1
    return fonts.strings[index] if 0 <= index < len(fonts.strings) else []
