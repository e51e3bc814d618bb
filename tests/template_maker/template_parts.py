"""Pieces of a Word file that python-docx has no call for: rules under a line, page fields, fixed grids, sections with pages of their own.

Sizes and styles are those of Nghị định 30/2020/NĐ-CP, Phụ lục I. Only ``make_template`` uses these; rendering needs none of them.
"""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BEHIND_PAGE_NUMBERS = ("w:cols", "w:vAlign", "w:titlePg", "w:textDirection", "w:bidi", "w:docGrid", "w:sectPrChange")  # by the schema
TOP, BOTTOM, LEFT, RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)

# name: (size pt, bold, italic, alignment, first line cm, space before pt, space after pt, keep with next, outline level)
OWN = "Lời cơ quan"
STYLES = {
    "Đoạn văn": (13, False, False, ALIGN.JUSTIFY, 1.27, 0, 6, False, None),
    OWN: (13, False, False, ALIGN.JUSTIFY, 1.27, 0, 6, False, None),
    "Heading 1": (13, True, False, ALIGN.LEFT, 1.27, 6, 6, True, 0),
    "Heading 2": (13, True, False, ALIGN.LEFT, 1.27, 3, 6, True, 1),
    "Heading 3": (13, False, False, ALIGN.JUSTIFY, 1.27, 3, 6, True, 2),
    "Tên bảng": (13, True, False, ALIGN.CENTER, 0, 6, 4, True, None),
    "Đơn vị tính": (12, False, True, ALIGN.RIGHT, 0, 0, 2, True, None),
    "Ghi chú": (11, False, True, ALIGN.JUSTIFY, 0, 3, 8, False, None),
    "Ô chữ": (11, False, False, ALIGN.LEFT, 0, 1, 1, False, None),
    "Ô số": (11, False, False, ALIGN.RIGHT, 0, 1, 1, False, None),
    "Ô giữa": (11, False, False, ALIGN.CENTER, 0, 1, 1, False, None),
    "Ô đầu": (10, True, False, ALIGN.CENTER, 0, 2, 2, True, None),
    "Hình": (11, False, False, ALIGN.CENTER, 0, 4, 0, False, None),
    "Tên hình": (12, False, True, ALIGN.CENTER, 0, 0, 8, False, None),
    "Số phụ lục": (14, True, False, ALIGN.CENTER, 0, 0, 0, True, 0),
    "Tên phụ lục": (13, True, False, ALIGN.CENTER, 0, 0, 0, True, None),
    "Kèm theo": (13, False, True, ALIGN.CENTER, 0, 0, 8, True, None),
    "Giữa dòng": (13, False, False, ALIGN.CENTER, 0, 0, 0, False, None),
    "Dự thảo": (11, True, False, ALIGN.CENTER, 0, 0, 2, False, None),
    "Lưu ý": (10, False, True, ALIGN.CENTER, 0, 0, 0, False, None),
}


def prepare(document: Document) -> None:
    """Page, fonts and the named styles a clerk picks from."""
    normal = document.styles["Normal"]
    _font(normal, 13, False, False)
    normal.paragraph_format.space_after = Pt(0)
    for name, (size, bold, italic, align, first, before, after, keep, level) in STYLES.items():
        if name.startswith("Heading"):  # Word's own, by which it finds its way: as the decree wants it
            style = document.styles[name]
            for properties in (style.element.pPr, style.element.rPr):
                style.element.remove(properties)
        else:
            style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.quick_style = True
        _font(style, size, bold, italic)
        shape = style.paragraph_format
        shape.alignment, shape.first_line_indent = align, Cm(first)
        shape.space_before, shape.space_after = Pt(before), Pt(after)
        shape.keep_with_next, shape.widow_control = keep, True
        shape.line_spacing = 1.1 if name in ("Đoạn văn", OWN) or name.startswith("Heading") else 1.0
        if level is not None:
            _child(style.element.get_or_add_pPr(), "w:outlineLvl", val=level)
    page(document.sections[0])


def _font(style: object, size: int, bold: bool, italic: bool) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = FONT, Pt(size), bold, italic
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(slot), FONT)
    for slot in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(slot), None)


def page(section: Section) -> None:
    """A4 upright, margins of the decree, first page without a number."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = TOP, BOTTOM, LEFT, RIGHT
    section.header_distance, section.footer_distance = Mm(10), Mm(8)
    section.different_first_page_header_footer = True
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(number, *BEHIND_PAGE_NUMBERS)


def new_section(document: Document) -> Section:
    """A section on a new page that counts its own pages; the paragraph that carries the break takes no room."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    tiny(document.paragraphs[-1])
    for found in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(found)
    page(section)
    return section


def tiny(paragraph: Paragraph) -> Paragraph:
    """A paragraph that only carries something (a break, a rule): no height to speak of."""
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(2)
    mark = paragraph._p.get_or_add_pPr()
    if mark.find(qn("w:rPr")) is None:
        properties = OxmlElement("w:rPr")
        _child(properties, "w:sz", val=2)
        section = mark.find(qn("w:sectPr"))
        mark.insert(mark.index(section), properties) if section is not None else mark.append(properties)
    return paragraph


def rule(paragraph: Paragraph, left: Cm, right: Cm) -> None:
    """A solid line: the top border of an empty paragraph, as long as its indents leave it."""
    tiny(paragraph).paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = left, right
    borders = OxmlElement("w:pBdr")
    _child(borders, "w:top", val="single", sz=6, space=1, color="000000")
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr", "w:sectPr")


def field(paragraph: Paragraph, code: str) -> None:
    """A field that Word fills in, as PAGE."""
    run = paragraph.add_run()
    for kind in ("begin", None, "separate", "text", "end"):
        if kind is None:
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        elif kind == "text":
            run.add_text("2")
        else:
            _child(run._r, "w:fldChar", fldCharType=kind)


def grid(document: Document, widths_cm: list[float], *, borders: bool = True) -> Table:
    """An empty table with fixed column widths: a table that fits itself to its text would wrap the Quốc hiệu."""
    table = document.add_table(rows=0, cols=len(widths_cm))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if borders:
        table.style = "Table Grid"
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths_cm, strict=True):
        column.w = Cm(width)
    properties = table._tbl.tblPr
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        _child(margins, f"w:{side}", w=60 if borders else 0, type="dxa")
    properties.append(margins)
    return table


def row(table: Table, widths_cm: list[float], *, header: bool = False, split: bool = False) -> list[_Cell]:
    """A new row; a header row comes again on every page, and no row is cut in two by a page unless it may be."""
    added = table.add_row()
    properties = added._tr.get_or_add_trPr()
    if not split:
        _child(properties, "w:cantSplit")
    if header:
        _child(properties, "w:tblHeader")
    for cell, width in zip(added.cells, widths_cm, strict=True):
        cell.width = Cm(width)
    return list(added.cells)


def _child(parent: object, tag: str, **values: object) -> None:
    element = OxmlElement(tag)
    for name, value in values.items():
        element.set(qn(f"w:{name}"), str(value))
    parent.append(element)
