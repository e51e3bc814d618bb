"""Lines that both answers are made of: wrapped text, places of cells, documents, findings. No figure is made here."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from pipeline.lineage.words import Words

WIDTH = 80


def wrapped(text: str, indent: int = 0, first: str | None = None) -> list[str]:
    """Lines of at most 80 columns; the first begins with ``first``, the others with spaces."""
    start = " " * indent if first is None else first
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * indent, break_on_hyphens=False) or [start.rstrip()]


def document_line(document: dict[str, Any], words: Words) -> str:
    """A document in one sentence: what it is, when it came, what it replaced."""
    number = words.say("said.number", document_no=document["document_no"]) if document["document_no"] else ""
    parts = [
        words.say(
            "said.document",
            path=document["path"],
            form=words.own["forms"][document["form"]],
            year=document["reference_year"],
            sender=document["sender"],
            number=number,
            received=words.moment(document["received_at"]),
        )
    ]
    if document["days_late"]:
        parts.append(words.say("said.late", days=document["days_late"]))
    if document["replaces"]:
        earlier = "; ".join(f"{old['path']} ({words.moment(old['received_at'])})" for old in document["replaces"])
        parts.append(words.say("said.version", version=document["version"], earlier=earlier))
    if document.get("note"):
        parts.append(f"“{document['note']}”")
    return ", ".join(parts)


def correction_lines(corrections: Iterable[dict[str, Any]], words: Words) -> list[str]:
    """One paragraph a mended cell: what stood there, what was put, why, who signed."""
    lines: list[str] = []
    for one in corrections:
        found, value = (words.own["missing"] if one[name] is None else one[name] for name in ("found", "value"))
        values = {"place": place(one), "found": found, "value": value, "reason": one["reason"], "signed_by": one["signed_by"]}
        lines += wrapped(words.say("said.correction", **values, signed_at=words.moment(one["signed_at"])), 6, "    – ")
    return lines


def finding_lines(findings: Iterable[dict[str, Any]], words: Words) -> list[str]:
    """One paragraph a finding: severity, what is wrong, where, who signed for it."""
    lines: list[str] = []
    for finding in findings:
        where = sheet_of(finding) if finding.get("path") else ""
        if where and finding.get("row"):
            where += f" › {finding['column'] or ''}{finding['row']}"
        text = f"{words.own['severity'].get(finding['severity'], finding['severity'])}: {finding['message']}" + (
            f" [{where}]" if where else ""
        )
        if finding["is_waived"]:
            text += " – " + words.say("said.waived", reason=finding["waiver_reason"], signed_by=finding["waiver_signed_by"])
        lines += wrapped(text, 6, "    – ")
    return lines


def sheet_of(cell: Mapping[str, Any]) -> str:
    """``615/bao-cao.xlsx › Biểu 2``; a CSV has no sheet."""
    return cell["path"] if cell["sheet"] is None else f"{cell['path']} › {cell['sheet']}"


def cell_of(cell: Mapping[str, Any]) -> str:
    """``K17``; the row alone where the column is not known."""
    return cell["cell"] or str(cell["row"])


def place(cell: dict[str, Any]) -> str:
    """``615/bao-cao.xlsx › Biểu 2 › K17``."""
    return f"{sheet_of(cell)} › {cell_of(cell)}"


def stated(cell: dict[str, Any], words: Words) -> str:
    """What the cell says."""
    return words.fact(cell["value"])
