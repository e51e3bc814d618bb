"""A Word file taken apart for the tests: its text, its pages' set-up, the parts of the zip."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph


def blocks(document: Document) -> list[Paragraph]:
    """All paragraphs of the body in reading order, those of tables among them."""
    found = []
    for element in document.element.body.iterchildren():
        if element.tag == qn("w:p"):
            found.append(Paragraph(element, document))
        elif element.tag == qn("w:tbl"):
            found.extend(paragraph for row in Table(element, document).rows for cell in row.cells for paragraph in cell.paragraphs)
    return found


def text(path: Path) -> str:
    """The body's text, non-breaking spaces as plain ones."""
    return "\n".join(paragraph.text for paragraph in blocks(docx.Document(str(path)))).replace("\N{NO-BREAK SPACE}", " ")


def table(path: Path, head: str) -> Table:
    """The table that has this text in its first row."""
    return next(table for table in docx.Document(str(path)).tables if head in [cell.text for cell in table.rows[0].cells])


def xml(path: Path) -> dict[str, str]:
    """The XML parts by name."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist() if name.endswith((".xml", ".rels"))}


def size(paragraph: Paragraph) -> float:
    """The size in points that a paragraph's first run is printed in."""
    run = paragraph.runs[0]
    return (run.font.size or paragraph.style.font.size or paragraph.style.base_style.font.size).pt


def is_bold(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return all(bool(run.bold if run.bold is not None else paragraph.style.font.bold) for run in runs)


def is_italic(paragraph: Paragraph) -> bool:
    runs = [run for run in paragraph.runs if run.text.strip()]
    return all(bool(run.italic if run.italic is not None else paragraph.style.font.italic) for run in runs)


def plain(markup: str) -> str:
    """The text of a piece of Word XML."""
    return re.sub(r"<[^>]+>", "", markup)
