"""What an ``.xlsx``'s styles and strings tell of its cells' content: legacy fonts, raised marks, lines through them, number formats."""

import html
import re
from dataclasses import dataclass, field
from xml.etree import ElementTree

from pipeline.intake import legacy, number_formats

_LEGACY_FONTS = (b'".vn', b'"vni', b"'.vn", b"'vni")
_BUILT_IN = {"9": "0%", "10": "0.00%", "16": "d-mmm", "17": "mmm-yy"}
_BUILT_IN_USED, _CODE = re.compile(rb"""numFmtId=["'](?:9|10|16|17)["']"""), re.compile(rb"""formatCode=["']([^"']*)""")
RAISED = "superscript"  # stands in a scheme's place: a footnote's mark, no part of the text (“60” with a raised 1 is not 601)


@dataclass(frozen=True)
class Styles:
    """Legacy scheme by cell style, the formats of the styles that show a number otherwise than it is, the styles with a line through
    the text, the numbers of shared strings of which a part is struck out, and the shared strings that hold runs of their own: index →
    [(text, scheme or None)]."""

    by_style: dict[int, str] = field(default_factory=dict)
    formats: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)
    struck_strings: set[str] = field(default_factory=set)
    strings: list[list[tuple[str, str | None]]] = field(default_factory=list)


def styles_of(parts: dict[str, bytes]) -> Styles | None:
    """What the workbook's styles and strings tell, None where they tell nothing of a cell's content."""
    styles = next((data for name, data in parts.items() if name.endswith("styles.xml")), b"")
    strings = next((data for name, data in parts.items() if name.endswith("sharedStrings.xml")), b"")
    is_styled = (
        _styles_text(styles)
        or _styles_text(strings)
        or any(b"rPr" in data and _styles_text(data) for name, data in parts.items() if "/worksheets/" in name)
    )
    if not is_styled and not _BUILT_IN_USED.search(styles) and not any(map(_changes, _CODE.findall(styles))):
        return None
    found = Styles()
    if styles:
        _read_styles(ElementTree.fromstring(styles), found)
    if not is_styled and not found.formats:
        return None
    for index, item in enumerate(ElementTree.fromstring(strings) if strings and is_styled else ()):
        found.strings.append(runs_of(item))
        if is_struck(item):
            found.struck_strings.add(str(index))
    return found


def _changes(code: bytes) -> bool:
    return number_formats.changes(html.unescape(code.decode("utf-8", "replace")))


def _read_styles(root: ElementTree.Element, found: Styles) -> None:
    groups = {tag_of(group): list(group) for group in root}
    fonts = [(_font_scheme(font), is_struck(font)) for font in groups.get("fonts", ())]
    codes = {item.get("numFmtId", ""): item.get("formatCode", "") for item in groups.get("numFmts", ())}
    for index, cell in enumerate(groups.get("cellXfs", ())):
        font = int(cell.get("fontId", 0))
        scheme, is_lined = fonts[font] if font < len(fonts) else (None, False)
        if scheme:
            found.by_style[index] = scheme
        if is_lined:
            found.struck.add(index)
        own = cell.get("numFmtId", "")
        code = codes.get(own) or _BUILT_IN.get(own, "")
        if number_formats.changes(code):
            found.formats[index] = code


def is_struck(element: ElementTree.Element) -> bool:
    """Whether a font, or a part of a text, has a line through it."""
    return any(tag_of(part) == "strike" and part.get("val", "1") not in ("0", "false") for part in element.iter())


def _font_scheme(font: ElementTree.Element) -> str | None:
    for element in font.iter():
        if tag_of(element) in ("name", "rFont"):
            return legacy.scheme_of_font(element.get("val", ""))
    return None


def runs_of(item: ElementTree.Element) -> list[tuple[str, str | None]]:
    """The runs of a string. A run without a font of its own has the scheme ``""``: the cell's."""
    runs: list[tuple[str, str | None]] = []
    for element in item:
        if tag_of(element) == "t":
            runs.append((element.text or "", ""))
        elif tag_of(element) == "r":
            text = "".join(part.text or "" for part in element if tag_of(part) == "t")
            own = next((part for part in element if tag_of(part) == "rPr"), None)
            tags = {tag_of(part): part for part in own} if own is not None else {}
            is_raised = "vertAlign" in tags and tags["vertAlign"].get("val") == "superscript"
            runs.append((text, RAISED if is_raised else _font_scheme(own) if own is not None and "rFont" in tags else ""))
    return runs


def _styles_text(data: bytes) -> bool:
    """Whether a part names a legacy font, a raised run of text or a line through it."""
    small = data.lower()
    return any(mark in small for mark in (*_LEGACY_FONTS, b"superscript", b"strike"))


def tag_of(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
