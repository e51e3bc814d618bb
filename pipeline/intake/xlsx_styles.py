"""What an ``.xlsx``'s styles and strings tell of its cells' content: legacy fonts, raised marks, percentages."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from pipeline.intake import legacy

_LEGACY_FONTS = (b'".vn', b'"vni', b"'.vn", b"'vni")
_PERCENT, _PERCENT_IDS = re.compile(rb"""numFmtId=["'](?:9|10)["']|%"""), {"9", "10"}
RAISED = "superscript"  # stands in a scheme's place: a footnote's mark, no part of the text (“60” with a raised 1 is not 601)


@dataclass(frozen=True)
class Styles:
    """Legacy scheme by cell style, the styles that show a number as a percentage or with a line through it, the numbers
    of shared strings of which a part is struck out, and the shared strings that hold runs of their
    own: index → [(text, scheme or None)]."""

    by_style: dict[int, str]
    percents: set[int]
    struck: set[int]
    struck_strings: set[str]
    strings: list[list[tuple[str, str | None]]]


def styles_of(parts: dict[str, bytes]) -> Styles | None:
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
    by_style: dict[int, str] = {}
    percents: set[int] = set()
    struck: set[int] = set()
    if styles:
        root = ElementTree.fromstring(styles)
        schemes = [_font_scheme(font) for group in root if tag_of(group) == "fonts" for font in group]
        lined = [_is_struck(font) for group in root if tag_of(group) == "fonts" for font in group]
        own = {item.get("numFmtId") for group in root if tag_of(group) == "numFmts" for item in group if "%" in item.get("formatCode", "")}
        formats = [cell for group in root if tag_of(group) == "cellXfs" for cell in group]
        for index, cell in enumerate(formats):
            font = int(cell.get("fontId", 0))
            if font < len(schemes) and (scheme := schemes[font]):
                by_style[index] = scheme
            if font < len(lined) and lined[font]:
                struck.add(index)
            if cell.get("numFmtId") in own | _PERCENT_IDS:
                percents.add(index)
    if not is_styled and not percents:
        return None
    items = list(ElementTree.fromstring(strings)) if strings and is_styled else []
    struck_strings = {str(index) for index, item in enumerate(items) if _is_struck(item)}
    return Styles(by_style, percents, struck, struck_strings, [runs_of(item) for item in items])


def _is_struck(element: ElementTree.Element) -> bool:
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
