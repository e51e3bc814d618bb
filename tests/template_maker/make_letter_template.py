"""Make the Word templates of the letter beside a feedback workbook anew:
``python -m tests.template_maker.make_letter_template``.

The committed files in ``pipeline/reports/feedback/`` are what is rendered; a test holds that they are what this makes.
Layout of a công văn: Nghị định 30/2020/NĐ-CP, Phụ lục I and mẫu 1.5 of Phụ lục III.
Words: ``letter`` in ``<lang>.yaml``.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from pipeline.office.numerals import load_words
from pipeline.reports.feedback.letter import FILES, FOLDER
from pipeline.system.files import write_whole
from tests.template_maker import template_office as office
from tests.template_maker import template_parts as parts
from tests.template_maker.template_tables import table_of

WIDTHS = [0.9, 1.8, 3.0, 5.9, 4.9]


def make(lang: str) -> bytes:
    """One template as the bytes of a Word file."""
    words = load_words(Path(__file__).parent, lang)
    document, text = docx.Document(), words["letter"]
    parts.prepare(document)
    office.header_and_footer(document)
    office.letterhead(document, words["motto"], text["number"], text["about"])
    to = document.add_paragraph(text["to"], "Giữa dòng")
    to.paragraph_format.space_before = to.paragraph_format.space_after = Pt(14)
    document.add_paragraph(text["opening"], "Đoạn văn")
    _findings(document, text)
    _requests(document, text)
    for condition, key in (("is_exemplary", "thanks"), ("not is_exemplary", "closing")):  # no signature alone on a page
        _when(document, condition, text[key]).paragraph_format.keep_with_next = True
    office.signature(document, text["copies"], [("{{ signer_authority }}", 13), ("{{ signer_title }}", 13), ("", 13)])
    _lighten(document)
    return office.saved(document, lang)


def _lighten(document: Document) -> None:
    """Without the hundred table styles of python-docx's own template: each letter would be packed with them."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()
    for name, relation in list(document.part.rels.items()):
        if relation.reltype.endswith("/stylesWithEffects"):
            document.part.rels.pop(name)


def _findings(document: Document, text: dict) -> None:
    document.add_paragraph(text["received"], "Heading 2")
    document.add_paragraph("{%p for line in received %}")
    document.add_paragraph("- {{ line }}", "Đoạn văn")
    document.add_paragraph("{%p endfor %}")
    _when(document, "is_received", text["checked"], "Heading 2")
    _when(document, "is_received", text["result"])
    keys = ("number", "severity", "place", "what", "remedy")
    table_of(document, "rows", text["table"], text["heads"], WIDTHS, keys, "Ô giữa", text_keys=("place", "what", "remedy"))
    _when(document, "more", text["more"])


def _requests(document: Document, text: dict) -> None:
    _when(document, "asks or is_missing or is_late", text["asked"], "Heading 2")
    for condition, key in (
        ("is_missing", "send"),
        ("asks and is_marked", "mend"),
        ("asks and not is_marked", "again"),
        ("asks or is_missing", "until"),
        ("is_late", "late"),
        ("not asks and not is_missing", "nothing"),
    ):
        _when(document, condition, text[key])


def _when(document: Document, condition: str, text: str, style: str = "Đoạn văn") -> Paragraph:
    document.add_paragraph(f"{{%p if {condition} %}}")
    paragraph = document.add_paragraph(text, style)
    document.add_paragraph("{%p endif %}")
    return paragraph


def main() -> None:
    for lang, name in FILES.items():
        write_whole(FOLDER / name, make(lang))


if __name__ == "__main__":
    main()
