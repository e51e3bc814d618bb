"""Tables of the report's template, and its annexes, which are tables on pages of their own. Only ``make_template`` uses these."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docx.document import Document
from docx.table import Table, _Cell

from tests.template_maker import template_parts as parts

DISTRICT_WIDTHS = [2.9, 1.2, 1.4, 1.2, 1.7, 1.7, 1.6, 1.6, 1.6, 1.6]
TASK_WIDTHS = [5.6, 2.8, 8.1]
PUNCTUAL_WIDTHS = [0.8, 4.4, 3.2, 4.0, 2.0, 1.1, 1.0]
DECISION_WIDTHS = [0.8, 3.2, 3.3, 2.9, 4.1, 2.2]


def table_of(
    document: Document,
    rows: str,
    caption: str | None,
    heads: tuple,
    widths: list[float],
    keys: tuple,
    style: str,
    *,
    text_keys: tuple | None = None,
    note: str = "",
) -> None:
    """A table with one line a row of ``rows``; the first column is text unless ``text_keys`` names others."""
    document.add_paragraph(f"{{%p if {rows} %}}")
    if caption:
        document.add_paragraph(caption, "Tên bảng")
    table = parts.grid(document, widths)
    for cell, head in zip(parts.row(table, widths, header=True), heads, strict=True):
        fill(cell, head, "Ô đầu")
    _tag(table, widths, f"{{%tr for row in {rows} %}}")
    for cell, key in zip(parts.row(table, widths), keys, strict=True):
        fill(cell, f"{{{{ row.{key} }}}}", "Ô chữ" if key in (text_keys if text_keys is not None else keys[:1]) else style)
    _tag(table, widths, "{%tr endfor %}")
    document.add_paragraph(note, "Ghi chú") if note else parts.tiny(document.add_paragraph())
    document.add_paragraph("{%p endif %}")


def fill(cell: _Cell, text: str, style: str) -> None:
    """Text in a cell in one of the named styles."""
    cell.paragraphs[0].style = style
    cell.paragraphs[0].add_run(text)


def _tag(table: Table, widths: list[float], tag: str) -> None:
    parts.row(table, widths)[0].paragraphs[0].add_run(tag)


def annexes(document: Document, text: dict) -> None:
    """The annexes that the Word file prints, each only where there is something in it."""
    keys = ("area", *(f"T{number}" for number in range(1, 10)))
    with _annex(document, text, "districts"):
        table_of(document, "district_rows", None, text["district_head"], DISTRICT_WIDTHS, keys, "Ô số", note=text["district_note"])
    with _annex(document, text, "tasks"):
        _task_table(document, text)
    with _annex(document, text, "punctuality"):
        keys = ("number", "agency", "form", "received", "timeliness", "days_late", "versions")
        heads, note = text["punctual_head"], text["punctual_note"]
        document.add_paragraph(note, "Ghi chú").paragraph_format.keep_with_next = True
        table_of(document, "punctuality_rows", None, heads, PUNCTUAL_WIDTHS, keys, "Ô giữa", text_keys=("agency", "form"))
    with _annex(document, text, "decisions"):
        keys = ("number", "place", "what", "reason", "effect", "signed")
        table_of(document, "decision_rows", None, text["decision_head"], DECISION_WIDTHS, keys, "Ô chữ", text_keys=keys)


@contextmanager
def _annex(document: Document, text: dict, key: str) -> Iterator[None]:
    document.add_paragraph(f"{{%p if annex.{key} %}}")
    parts.new_section(document)
    document.add_paragraph(text["annex"].format(key=key), "Số phụ lục")
    document.add_paragraph(f"{{{{ annex.{key}.title }}}}", "Tên phụ lục")
    document.add_paragraph(text["attached"], "Kèm theo")
    yield
    document.add_paragraph("{%p endif %}")


def _task_table(document: Document, text: dict) -> None:
    table = parts.grid(document, TASK_WIDTHS)
    for cell, head in zip(parts.row(table, TASK_WIDTHS, header=True), text["task_head"], strict=True):
        fill(cell, head, "Ô đầu")
    _tag(table, TASK_WIDTHS, "{%tr for group in task_groups %}")
    cells = parts.row(table, TASK_WIDTHS)
    merged = cells[0].merge(cells[-1])
    fill(merged, "{{ group.task }}", "Ô chữ")
    merged.paragraphs[0].runs[0].bold = True
    merged.paragraphs[0].paragraph_format.keep_with_next = True
    _tag(table, TASK_WIDTHS, "{%tr for row in group.rows %}")
    for cell, key in zip(parts.row(table, TASK_WIDTHS), ("agency", "state", "result"), strict=True):
        fill(cell, f"{{{{ row.{key} }}}}", "Ô giữa" if key == "state" else "Ô chữ")
    _tag(table, TASK_WIDTHS, "{%tr endfor %}")
    _tag(table, TASK_WIDTHS, "{%tr endfor %}")
    parts.tiny(document.add_paragraph())
