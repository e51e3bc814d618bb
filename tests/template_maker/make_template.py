"""Make the report's Word templates anew: ``python -m tests.template_maker.make_template``.

The committed files in ``pipeline/reports/official/`` are what is rendered; a test holds that they are what this makes.
Layout: Nghị định 30/2020/NĐ-CP, Phụ lục I. Words: ``<lang>.yaml``. Pieces of Word XML: ``template_parts``.
"""

from __future__ import annotations

from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Cm, Pt

from pipeline.office.numerals import load_words
from pipeline.reports.official.charts import CHARTS
from pipeline.reports.official.report_docx import FILES, FOLDER
from pipeline.system.files import write_whole
from tests.template_maker import template_office as office
from tests.template_maker import template_parts as parts
from tests.template_maker.template_tables import annexes, fill, table_of

SECTOR_WIDTHS = [3.1, 1.1, 1.6, 1.7, 1.1, 1.7, 1.7, 2.3, 2.2]
TARGET_WIDTHS = [0.8, 4.3, 2.1, 1.5, 1.5, 1.7, 2.5, 2.1]
POINT_WIDTHS = [1.2, 6.4, 1.6, 1.9, 1.8, 1.8, 1.8]
TRAINING_WIDTHS = [8.1, 2.4, 3.2, 2.8]


def make(lang: str) -> bytes:
    """One template as the bytes of a Word file."""
    document, text = docx.Document(), load_words(Path(__file__).parent, lang)
    parts.prepare(document)
    office.header_and_footer(document)
    office.letterhead(document, text["motto"], text["number"])
    _title(document, text)
    _body(document, text)
    title, first, copy, archive = text["copies"]
    signers = [("{{ signer_authority }}", 13), ("{{ signer_title }}", 13), ("{{ approved }}", 10), ("{{ signer_name }}", 13)]
    office.signature(document, [title, first, "{%p for copy in copies %}", copy, "{%p endfor %}", archive], signers)
    annexes(document, text)
    return office.saved(document, lang)


def _title(document: Document, text: dict) -> None:
    title = document.add_paragraph(style="Giữa dòng")
    title.paragraph_format.space_before = Pt(18)
    title.add_run(text["title"]).bold = True
    title.runs[0].font.size = Pt(14)
    for line in text["about"].split("\n"):
        document.add_paragraph(style="Giữa dòng").add_run(line).bold = True
    parts.rule(document.add_paragraph(), Cm(5.6), Cm(5.6))
    to = document.add_paragraph(text["to"])
    to.paragraph_format.left_indent, to.paragraph_format.space_before, to.paragraph_format.space_after = Cm(3.5), Pt(12), Pt(2)
    document.add_paragraph("{%p for recipient in recipients %}")
    line = document.add_paragraph("- {{ recipient }}{{ '.' if loop.last else ';' }}")
    line.paragraph_format.left_indent = Cm(5.6)
    line.paragraph_format.space_after = Pt(2)
    document.add_paragraph("{%p endfor %}")
    opening = document.add_paragraph(text["opening"], "Đoạn văn")
    opening.paragraph_format.space_before = Pt(12)


def _each(document: Document, name: str, style: str = "Đoạn văn") -> None:
    document.add_paragraph(f"{{%p for paragraph in {name} %}}")
    document.add_paragraph("{{ paragraph }}", style)
    document.add_paragraph("{%p endfor %}")


def _own(document: Document, part: str) -> None:
    """The office's own headings of a part, in a style by which its words can be told from what was computed."""
    document.add_paragraph(f"{{%p for part in own_{part} %}}")
    document.add_paragraph("{{ part.title }}", "Heading 2")
    _each(document, "part.paragraphs", parts.OWN)
    document.add_paragraph("{%p endfor %}")


def _body(document: Document, text: dict) -> None:
    def head(key: str) -> None:
        document.add_paragraph(text[key], ("Heading 1", "Heading 2", "Heading 3")[key.count(".")])

    for key in ("I", "I.1"):
        head(key)
    _each(document, "findings")
    _each(document, "own_assessment", parts.OWN)
    for key in ("I.2", "I.2.a"):
        head(key)
    _each(document, "quantity")
    head("I.2.b")
    _each(document, "people")
    head("I.2.c")
    _each(document, "managers")
    _charts(document, text)
    head("I.3")
    _each(document, "sectors")
    keys = ("sector", "htx", "active", "unions", "groups", "members", "workers", "revenue", "profit")
    table_of(document, "sector_rows", text["sector_caption"], text["sector_head"], SECTOR_WIDTHS, keys, "Ô số", note=text["note"])
    head("I.4")
    _each(document, "effect")
    _own(document, "I")
    head("II")
    head("II.1")
    _each(document, "verdicts")
    keys = ("number", "name", "target", "previous", "value", "plan", "growth", "verdict")
    heads, note = text["target_head"], text["target_note"]
    table_of(document, "target_rows", text["target_caption"], heads, TARGET_WIDTHS, keys, "Ô giữa", text_keys=("name",), note=note)
    places = [0, 1, 3, 4, 6]  # of a year for which no document set targets
    of = [[values[place] for place in places] for values in (heads, TARGET_WIDTHS, keys)]
    of[1] = [0.8, 7.2, 2.6, 2.6, 3.3]
    table_of(document, "figure_rows", text["figure_caption"], *of, "Ô giữa", text_keys=("name",), note=note)
    _each(document, "standing")
    head("II.2")
    _each(document, "tasks")
    keys = ("point", "content", "agencies", "done", "doing", "todo", "silent")
    table_of(
        document,
        "point_rows",
        text["point_caption"],
        text["point_head"],
        POINT_WIDTHS,
        keys,
        "Ô giữa",
        text_keys=("content",),
        note="{{ cited_note }}",
    )
    head("II.3")
    _each(document, "training")
    keys = ("agency", "classes", "managers", "women")
    table_of(document, "training_rows", text["training_caption"], text["training_head"], TRAINING_WIDTHS, keys, "Ô số")
    for key, name in (("II.4", "punctuality"), ("II.5", "signed_for")):
        head(key)
        _each(document, name)
    _own(document, "II")
    head("III")
    for key, name in (("III.1", "targets_missed"), ("III.2", "organisations"), ("III.3", "tasks_open"), ("III.4", "reporting")):
        head(key)
        _each(document, name)
    _own(document, "III")
    head("IV")
    for key, name in (("IV.1", "next_targets"), ("IV.2", "next_tasks"), ("IV.3", "requests")):
        head(key)
        _each(document, name)
    _own(document, "IV")
    document.add_paragraph(text["closing"], "Đoạn văn").paragraph_format.keep_with_next = True


def _charts(document: Document, text: dict) -> None:
    """Two by two, each with its caption; a row of the grid may go to the next page, a chart is not cut."""
    widths, names = [8.25, 8.25], tuple(CHARTS)
    table = parts.grid(document, widths, borders=False)
    for start in range(0, len(names), 2):
        for number, cell in enumerate(parts.row(table, widths), start=start):
            name = names[number]
            fill(cell, f"{{{{ chart_{name} or '{text['no_figure']}' }}}}", "Hình")
            cell.add_paragraph(text["figure"].format(number=number + 1, name=name), "Tên hình")
    document.add_paragraph("{%p if chart_note %}")
    document.add_paragraph("{{ chart_note }}", "Ghi chú")
    document.add_paragraph("{%p endif %}")
    parts.tiny(document.add_paragraph())


def main() -> None:
    for lang, name in FILES.items():
        write_whole(FOLDER / name, make(lang))


if __name__ == "__main__":
    main()
