"""Answers of ``explain`` and ``trace`` as text for a screen of 80 columns. No figure is made and nothing is left out without saying so.

How an answer is laid out is said by ``explain.jinja``, ``side.jinja`` and ``trace.jinja``; here is what their lines are made of.
"""

import textwrap
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pipeline.lineage.conditions import conditions
from pipeline.lineage.words import Words

WIDTH = 80
_CELL = 7  # room for a cell's address before what it says
_SIGNS = {"weight": "×", "divisor": "/"}

Row = Mapping[str, Any]


def explanation_text(answer: Row, lang: str = "vi") -> str:
    """The figure and how it is made, then both years unit by unit."""
    return _filled("explain.jinja", answer, lang)


def trace_text(answer: Row, lang: str = "vi") -> str:
    """What the cell is, then the figures that it feeds; those of one role, year and area stand on one line."""
    return _filled("trace.jinja", answer, lang)


def _filled(template: str, answer: Row, lang: str) -> str:
    return _templates(lang).get_template(template).render(answer=answer).rstrip("\n")


@lru_cache(maxsize=2)
def _templates(lang: str) -> Environment:
    words = Words.of(lang)
    templates = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.globals |= {"words": words, "say": words.say, "w": words.own, "fact": words.fact, "number": words.number}
    templates.globals |= {"unit_lines": lambda unit, where: _unit_lines(unit, where, words)}
    templates.filters |= {
        "wrap": wrapped,
        "underline": lambda title: "═" * min(WIDTH, max(map(len, title.splitlines()))),
        "of_first_sheet": lambda units: _grouped(units, lambda unit: sheet_of(unit["cells"][0]) if unit["cells"] else words.own["missing"]),
        "of_cause": lambda cells, unit: [cell for cell in cells if conditions().is_cause(unit, cell)],
        "places": lambda cells: _places(cells, words),
        "place": place,
        "document": lambda document: _document(document, words),
        "correction": lambda correction: _correction(correction, words),
        "finding": lambda finding: _finding(finding, words),
        "feeds": _feeds,
    }
    return templates


def wrapped(text: str, indent: int = 0, first: str | None = None) -> str:
    """Lines of at most 80 columns; the first begins with ``first``, the others with spaces."""
    start = " " * indent if first is None else first
    lines = textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * indent, break_on_hyphens=False)
    return "\n".join(lines) or start.rstrip()


def sheet_of(cell: Row) -> str:
    """``615/bao-cao.xlsx › Biểu 2``; a CSV has no sheet."""
    return str(cell["path"]) if cell["sheet"] is None else f"{cell['path']} › {cell['sheet']}"


def cell_of(cell: Row) -> str:
    """``K17``; the row alone where the column is not known."""
    return cell["cell"] or str(cell["row"])


def place(cell: Row) -> str:
    """``615/bao-cao.xlsx › Biểu 2 › K17``."""
    return f"{sheet_of(cell)} › {cell_of(cell)}"


def _grouped(rows: Iterable[Row], key: Any) -> list[tuple[str, list[Row]]]:
    return [(name, list(same)) for name, same in groupby(sorted(rows, key=key), key=key)]


def _places(cells: Iterable[Row], words: Words) -> list[str]:
    """``file › sheet › J91 = 29/09/2017, L91 = …``: a text a sheet."""
    found = []
    for where, same in _grouped(cells, sheet_of):
        said = ", ".join(f"{cell_of(cell)} = {words.fact(cell['value'])}" for cell in same)
        found.append(f"{where} › {said}")
    return found


def _unit_lines(unit: Row, where: str, words: Words) -> str:
    """A unit under the sheet of its first cell: the cell, what it says, the name; further cells below."""
    figures = [cell for cell in unit["cells"] if cell["role"] != "condition"] or unit["cells"]
    if not figures:
        return wrapped(unit["name"], 4)
    first, *others = figures
    factors = [cell for cell in others if cell["role"] in _SIGNS and sheet_of(cell) == where]
    said = words.fact(first["value"]) + "".join(
        f" {_SIGNS[cell['role']]} {words.fact(cell['value'])} ({cell_of(cell)})" for cell in factors
    )
    if any(cell["role"] == "weight" for cell in factors):
        said += f" = {words.number(unit['numerator'])}"
    indent = 4 + _CELL + 1
    lines = [wrapped(f"{said}  {unit['name']}", indent, f"    {cell_of(first).ljust(_CELL)} ")]
    for text in _places([cell for cell in others if cell["role"] not in _SIGNS], words):
        lines.append(wrapped(f"{words.own['said']['and']} {text}", indent + 2, " " * indent))
    if "reason_text" in unit:
        lines.append(wrapped(words.say("said.zero", reason=unit["reason_text"]), indent))
    return "\n".join(lines)


def _document(document: Row, words: Words) -> str:
    """A document in one sentence: what it is, when it came, what it replaced."""
    number = words.say("said.number", **document) if document["document_no"] else ""
    facts = {"form": words.own["forms"][document["form"]], "year": document["reference_year"], "number": number}
    parts = [words.say("said.document", **{**document, **facts}, received=words.moment(document["received_at"]))]
    if document["days_late"]:
        parts.append(words.say("said.late", days=document["days_late"]))
    if document["replaces"]:
        earlier = "; ".join(f"{old['path']} ({words.moment(old['received_at'])})" for old in document["replaces"])
        parts.append(words.say("said.version", version=document["version"], earlier=earlier))
    if document["note"]:
        parts.append(f"“{document['note']}”")
    return ", ".join(parts)


def _correction(one: Row, words: Words) -> str:
    """A mended cell: what stood there, what was put, why, who signed."""
    values = {name: words.own["missing"] if one[name] is None else one[name] for name in ("found", "value")}
    facts = {"place": place(one), "signed_at": words.moment(one["signed_at"])}
    return words.say("said.correction", **{**one, **values, **facts})


def _finding(finding: Row, words: Words) -> str:
    """Severity, what is wrong, where, who signed for it."""
    text = f"{words.own['severity'].get(finding['severity'], finding['severity'])}: {finding['message']}"
    if finding.get("path"):
        at = f" › {finding['column'] or ''}{finding['row']}" if finding["row"] else ""
        text += f" [{sheet_of(finding)}{at}]"
    answer = answer_of(finding, words)
    return f"{text} – {answer}" if answer else text


def answer_of(finding: Row, words: Words) -> str | None:
    """Who signed for a finding or confirmed the figure, and why; None where nobody did."""
    if finding["is_waived"]:
        return words.say("said.waived", reason=finding["waiver_reason"], signed_by=finding["waiver_signed_by"])
    if finding["is_confirmed"]:
        return words.say("said.confirmed", reason=finding["confirmation_reason"], signed_by=finding["confirmed_by"])
    return None


def _feeds(figures: Iterable[Row]) -> list[tuple[tuple[str, str], list[dict[str, str]]]]:
    """((role, part), lines): areas and years that share the same indicators and reason stand on one line."""
    found: list[tuple[tuple[str, str], list[dict[str, str]]]] = []
    for kind, same in _by(figures, "role", "part").items():
        by_content: dict[tuple[str, str | None], dict[str, list[str]]] = {}
        for (area, year, reason), of_cell in _by(same, "area_name", "reference_year", "reason_text").items():
            indicators = ", ".join(figure["indicator"] for figure in of_cell)
            by_content.setdefault((indicators, reason), {}).setdefault(area, []).append(str(year))
        lines = []
        for (indicators, reason), areas in by_content.items():
            by_years: dict[str, list[str]] = {}
            for area, years in areas.items():
                by_years.setdefault(", ".join(years), []).append(area)
            for when, names in by_years.items():
                lines.append({"year": when, "area": ", ".join(names), "indicators": indicators, "reason": reason or ""})
        found.append((kind, lines))
    return found


def _by(rows: Iterable[Row], *names: str) -> dict[tuple[Any, ...], list[Row]]:
    """Rows by the values of some keys, in the order in which these first come."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row.get(name) for name in names), []).append(row)
    return found
