"""What every official paper of the office has: draft and notice on each page, letterhead, recipients and signature.

Layout: Nghị định 30/2020/NĐ-CP, Phụ lục I. Used by the makers of templates only; which words stand there is theirs to say.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from pipeline.system.files import rezip
from tests.template_maker import template_parts as parts

LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def header_and_footer(document: Document) -> None:
    """``draft`` on top and ``notice`` at the foot of every page where they are filled; page numbers from the second page."""
    section = document.sections[0]
    for header, numbered in ((section.first_page_header, False), (section.header, True)):
        _when(header, "draft", lambda where: where.add_paragraph("{{ draft }}", "Dự thảo"), first=header.paragraphs[0])
        last = header.add_paragraph(style="Giữa dòng")
        last.paragraph_format.space_after = Pt(6)
        parts.field(last, "PAGE") if numbered else parts.tiny(last)
    for footer in (section.first_page_footer, section.footer):
        _when(footer, "notice", lambda where: where.add_paragraph("{{ notice }}", "Lưu ý"), first=footer.paragraphs[0])
        parts.tiny(footer.add_paragraph())


def _when(where: object, condition: str, add: object, first: Paragraph | None = None) -> None:
    """Paragraphs that are there only where a place is filled."""
    if first is None:
        where.add_paragraph(f"{{%p if {condition} %}}")
    else:
        first.text = f"{{%p if {condition} %}}"
    add(where)
    where.add_paragraph("{%p endif %}")


def letterhead(document: Document, motto: Sequence[str], number: str, about: str = "") -> None:
    """Agency beside Quốc hiệu and Tiêu ngữ, number beside place and date; ``about``: a letter's subject, which stands under its number."""
    widths = [7.4, 9.1]
    table = parts.grid(document, widths, borders=False)
    left, right = parts.row(table, widths)
    line(left, "{{ parent_agency }}", 12)
    line(left, "{{ issuing_agency }}", 12, bold=True, more=True)
    parts.rule(left.add_paragraph(), Cm(2.6), Cm(2.6))
    line(right, motto[0], 12, bold=True)
    line(right, motto[1], 13, bold=True, more=True)
    parts.rule(right.add_paragraph(), Cm(1.75), Cm(1.75))
    left, right = parts.row(table, widths)
    line(left, number, 13).paragraph_format.space_before = Pt(6)
    if about:
        line(left, about, 12, more=True).paragraph_format.space_before = Pt(6)
    line(right, "{{ place_and_date }}", 13, italic=True).paragraph_format.space_before = Pt(6)


def line(cell: _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False, more: bool = False) -> Paragraph:
    paragraph = cell.add_paragraph() if more else cell.paragraphs[0]
    paragraph.style = "Giữa dòng"
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.italic = Pt(size), bold, italic
    return paragraph


def signature(document: Document, left: Sequence[str], right: Sequence[tuple[str, int]]) -> None:
    """Nơi nhận beside who signs: ``left`` begins with its heading; ``right``: text and size, room for the signature after the second."""
    widths = [8.2, 8.3]
    of_copies, of_signer = parts.row(parts.grid(document, widths, borders=False), widths)
    head = of_copies.paragraphs[0].add_run(left[0])
    head.bold = head.italic = True
    head.font.size = Pt(12)
    for text in left[1:]:
        of_copies.add_paragraph().add_run(text).font.size = Pt(11)
    for number, (text, size) in enumerate(right):
        if number == 2:
            for _ in range(4):
                line(of_signer, "", 13, more=True)
        line(of_signer, text, size, bold=size > 10, more=number > 0)


def saved(document: Document, lang: str) -> bytes:
    """The template's bytes: nothing of this machine, this clock or python-docx's own template in its properties."""
    properties = document.core_properties
    properties.author = properties.title = properties.comments = ""
    properties.language = LANGUAGES[lang]
    for found in document.styles.element.iter(qn("w:lang")):
        found.set(qn("w:val"), LANGUAGES[lang])
    for key, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):  # of python-docx's own template
            document.part.package.rels.pop(key)
    buffer = io.BytesIO()
    document.save(buffer)
    return rezip(buffer.getvalue())
