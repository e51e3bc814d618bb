"""The second look at an ``.xlsx``: what the fast reader does not tell. Hidden rows and columns, formulas without a stored value,
error cells, text in legacy fonts, the 1904 epoch.

A sheet whose bytes show none of it costs one search. openpyxl knows most of this too, at fifty times the price, and not
whether a formula's stored value is an empty text or missing. Parts come from ``package``, which has refused entities.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipeline.intake import legacy

_MARKS = (b"hidden", b'"e"', b"'e'")  # rare letters last: a search skips by them
_FORMULA_MARKS, _FORMULA = (b"<f", b":f"), re.compile(rb"[<:]f[\s/>]")
_LEGACY_FONTS = (b'".vn', b'"vni', b"'.vn", b"'vni")
_PERCENT, _PERCENT_IDS = re.compile(rb"""numFmtId=["'](?:9|10)["']|%"""), {"9", "10"}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_TRUE = ("1", "true")
PERCENT = "%"  # likewise: a number that its cell shows a hundred times as great
RAISED = "superscript"  # stands in a scheme's place: a footnote's mark, no part of the text (“60” with a raised 1 is not 601)


@dataclass
class Look:
    """Of one sheet. Rows are Excel's numbers, columns 0-based. ``texts``: cells whose text a legacy font or a raised mark changes →
    text, scheme. ``disproved``: schemes of fonts that hold text in Unicode all the same: there fonts tell nothing, but the text does."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    troubles: dict[tuple[int, int], str] = field(default_factory=dict)
    texts: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    disproved: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Fonts:
    """Legacy scheme by cell style, the styles that show a number as a percentage, and the shared strings that hold runs of their
    own: index → [(text, scheme or None)]."""

    by_style: dict[int, str]
    percents: set[int]
    strings: list[list[tuple[str, str | None]]]


def looks(parts: dict[str, bytes]) -> tuple[dict[str, Look], bool]:
    """A Look by sheet name, for the sheets worth one, and whether the workbook counts days from 1904.

    Raises ElementTree.ParseError, KeyError or ValueError for a package that no reader should have opened.
    """
    book_name = next((name for name in parts if name.casefold() == "xl/workbook.xml"), None)
    if book_name is None:
        return {}, False
    fonts = _fonts(parts)
    marked = fonts is not None or any(_is_marked(data) for name, data in parts.items() if "/worksheets/" in name)
    if not marked and b"date1904" not in parts[book_name]:
        return {}, False
    book = ElementTree.fromstring(parts[book_name])
    is_1904 = any(_tag(element) == "workbookPr" and element.get("date1904") in _TRUE for element in book)
    recalculates = any(_tag(element) == "calcPr" and element.get("fullCalcOnLoad") in _TRUE for element in book)
    found: dict[str, Look] = {}
    for name, part in _sheets(book, parts, book_name):
        if part in parts and (fonts or _is_marked(parts[part])):
            found[name] = _look(parts[part], fonts, recalculates)
    return found, is_1904


def _is_marked(data: bytes) -> bool:
    """Whether a sheet may hold anything that only this look tells."""
    return any(mark in data for mark in _MARKS) or (any(mark in data for mark in _FORMULA_MARKS) and _FORMULA.search(data) is not None)


def _styles_text(data: bytes) -> bool:
    """Whether a part names a legacy font or a raised run of text."""
    small = data.lower()
    return any(mark in small for mark in (*_LEGACY_FONTS, b"superscript"))


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _sheets(book: ElementTree.Element, parts: dict[str, bytes], book_name: str) -> Iterator[tuple[str, str]]:
    folder = posixpath.dirname(book_name)
    relations = parts.get(f"{folder}/_rels/{posixpath.basename(book_name)}.rels")
    targets = {item.get("Id"): item.get("Target", "") for item in ElementTree.fromstring(relations)} if relations else {}
    for sheet in book.iter():
        if _tag(sheet) == "sheet":
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
            yield sheet.get("name", ""), target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")


def _fonts(parts: dict[str, bytes]) -> _Fonts | None:
    """What the workbook's styles and strings tell, None where they tell nothing of a cell's content."""
    styles = next((data for name, data in parts.items() if name.endswith("styles.xml")), b"")
    strings = next((data for name, data in parts.items() if name.endswith("sharedStrings.xml")), b"")
    is_styled = (
        _styles_text(styles)
        or _styles_text(strings)
        or any(b"superscript" in data for name, data in parts.items() if "/worksheets/" in name)
    )
    if not is_styled and not _PERCENT.search(styles):
        return None
    by_style, percents = {}, set()
    if styles:
        root = ElementTree.fromstring(styles)
        schemes = [_font_scheme(font) for group in root if _tag(group) == "fonts" for font in group]
        own = {item.get("numFmtId") for group in root if _tag(group) == "numFmts" for item in group if "%" in item.get("formatCode", "")}
        formats = [cell for group in root if _tag(group) == "cellXfs" for cell in group]
        for index, cell in enumerate(formats):
            font = int(cell.get("fontId", 0))
            if font < len(schemes) and schemes[font]:
                by_style[index] = schemes[font]
            if cell.get("numFmtId") in own | _PERCENT_IDS:
                percents.add(index)
    if not is_styled and not percents:
        return None
    return _Fonts(by_style, percents, [_runs(item) for item in ElementTree.fromstring(strings)] if strings and is_styled else [])


def _font_scheme(font: ElementTree.Element) -> str | None:
    for element in font.iter():
        if _tag(element) in ("name", "rFont"):
            return legacy.scheme_of_font(element.get("val", ""))
    return None


def _runs(item: ElementTree.Element) -> list[tuple[str, str | None]]:
    """The runs of a string. A run without a font of its own has the scheme ``""``: the cell's."""
    runs: list[tuple[str, str | None]] = []
    for element in item:
        if _tag(element) == "t":
            runs.append((element.text or "", ""))
        elif _tag(element) == "r":
            text = "".join(part.text or "" for part in element if _tag(part) == "t")
            own = next((part for part in element if _tag(part) == "rPr"), None)
            tags = {_tag(part): part for part in own} if own is not None else {}
            is_raised = "vertAlign" in tags and tags["vertAlign"].get("val") == "superscript"
            runs.append((text, RAISED if is_raised else _font_scheme(own) if "rFont" in tags else ""))
    return runs


def _look(data: bytes, fonts: _Fonts | None, recalculates: bool) -> Look:
    look = Look()
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(data), ("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "row":
                row = int(element.get("r", row + 1))
                column = -1
                if element.get("hidden") in _TRUE:
                    look.hidden_rows.add(row)
            elif tag == "c":
                column = _column(element.get("r"), column)
            continue
        if tag == "c":
            _cell(element, (row, column), look, fonts, recalculates)
        elif tag == "col" and element.get("hidden") in _TRUE:
            look.hidden_columns.update(range(int(element.get("min", 1)) - 1, min(int(element.get("max", 1)), 16384)))
        elif tag == "row":
            element.clear()
    look.texts = {place: said for place, said in look.texts.items() if said[1] not in look.disproved}
    return look


def _column(place: str | None, before: int) -> int:
    if not place:
        return before + 1
    number = 0
    for character in place:
        if not character.isalpha():
            break
        number = number * 26 + ord(character.upper()) - 64
    return number - 1


def _cell(cell: ElementTree.Element, place: tuple[int, int], look: Look, fonts: _Fonts | None, recalculates: bool) -> None:
    kind = cell.get("t", "n")
    parts = {_tag(part): part for part in cell}
    value = parts["v"].text if "v" in parts else None
    if kind == "e":
        look.troubles[place] = (value or "#N/A").strip()
    elif "f" in parts and kind != "str" and (not value or (recalculates and value == "0")):
        # a program that asks Excel to calculate on opening wrote 0 without having calculated it
        look.troubles[place] = "formula"
    elif fonts and kind == "n" and value and int(cell.get("s", 0)) in fonts.percents:
        look.texts[place] = f"{float(value) * 100:.15g}%".replace(".", ","), PERCENT
    elif fonts and kind in ("s", "str", "inlineStr"):
        style = fonts.by_style.get(int(cell.get("s", 0)))
        runs = _string(kind, value, parts, fonts)
        schemes = [style if scheme == "" else scheme for _, scheme in runs]
        if any(schemes):
            text = "".join(_decoded(text, scheme) for (text, _), scheme in zip(runs, schemes, strict=True))
            look.disproved |= {
                scheme for (text, _), scheme in zip(runs, schemes, strict=True) if scheme not in (None, RAISED) and legacy.is_unicode(text)
            }
            if text != "".join(text for text, _ in runs):
                look.texts[place] = text, next(filter(None, schemes))


def _decoded(text: str, scheme: str | None) -> str:
    return "" if scheme == RAISED else legacy.decode(text, scheme) if scheme else text


def _string(kind: str, value: str | None, parts: dict[str, ElementTree.Element], fonts: _Fonts) -> list[tuple[str, str | None]]:
    if kind == "inlineStr":
        return _runs(parts["is"]) if "is" in parts else []
    if kind == "str":
        return [(value or "", "")]
    index = int(value) if value and value.strip().isdecimal() else -1
    return fonts.strings[index] if 0 <= index < len(fonts.strings) else []
