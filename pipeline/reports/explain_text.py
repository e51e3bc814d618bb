"""An explanation and a trace as text for a screen of 80 columns. No figure is made here and nothing is left out without saying so."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pipeline.reports.explain_parts import is_cause
from pipeline.reports.explain_words import Words

WIDTH = 80
_HEAD = 14  # room for the words before a line of the head
_CELL = 7


def explanation_text(answer: dict[str, Any], lang: str = "vi") -> str:
    """``explain``'s answer: the figure and how it is made, then both years unit by unit."""
    words = Words.of(lang)
    lines = wrapped(words.say("said.title", indicator=answer["indicator"], name=answer["indicator_name"], area=_area(answer), year=answer["reference_year"]))
    lines += ["═" * min(WIDTH, max(map(len, lines))), *_figure(answer, words)]
    for side in (answer["this_year"], answer["previous_year"]):
        lines += ["", *_side(answer, side, words)]
    return "\n".join(lines)


def _area(answer: dict[str, Any]) -> str:
    return f"{answer['area_name']} ({answer['area_code']})"


def wrapped(text: str, indent: int = 0, first: str | None = None) -> list[str]:
    """Lines of at most 80 columns; the first begins with ``first``, the others with spaces."""
    start = " " * indent if first is None else first
    return textwrap.wrap(text, WIDTH, initial_indent=start, subsequent_indent=" " * indent, break_on_hyphens=False) or [start.rstrip()]


def _entry(words: Words, head: str, text: str) -> list[str]:
    return wrapped(text, _HEAD, words.own["heads"][head].ljust(_HEAD - 1) + " ")


def _figure(answer: dict[str, Any], words: Words) -> list[str]:
    """The head: definition, value, how it is made, the year before, the target, coverage, what biểu 1 says."""
    unit, decimals = answer["unit_of_measure"], answer["decimals"]

    def amount(value: float | int | None) -> str:
        return words.amount(value, unit, decimals)

    side, previous = answer["this_year"], answer["previous_year"]
    fact, said = words.fact, words.own["said"]
    lines = _entry(words, "definition", answer["definition"])
    lines += _entry(words, "window", words.say("said.window", start=fact(answer["window_start"]), end=fact(answer["cutoff_day"])))
    if answer["kind"] == "reported":
        reported = side["reported"]["value"]
        return lines + _entry(words, "value", words.say("said.reported_only", value=amount(reported)))
    why = answer["why_unknown"]
    lines += _entry(words, "value", words.say("said.unknown", why=words.own["unknown"][why]) if why else amount(answer["value"]))
    if answer["kind"] in ("share", "mean") and answer["value"] is not None:
        ratio = words.say("said.of", numerator=words.number(answer["numerator"]), denominator=words.number(answer["denominator"]))
        lines += _entry(words, "made_of", ratio)
    if answer["previous_value"] is None:
        lines += _entry(words, "previous", said["previous_unknown"])
    else:
        lines += _entry(words, "previous", words.say("said.previous", value=amount(answer["previous_value"]), growth=words.growth(answer["growth_pct"])))
    if answer["matched"]:
        matched = answer["matched"]
        values = {"previous": words.number(matched["previous_value"], decimals), "value": amount(matched["value"]), "growth": words.growth(matched["growth_pct"])}
        lines += _entry(words, "matched", words.say("said.matched", units=words.number(matched["units"]), **values))
    lines += _target(answer, words)
    if answer["units_expected"] is not None:
        values = {"reported": side["units_reported"], "expected": side["units_expected"]}
        values |= {f"previous_{name}": previous.get(f"units_{name}") for name in ("reported", "expected")}
        lines += _entry(words, "coverage", words.say("said.coverage", **{name: words.fact(value) for name, value in values.items()}))
        if answer["high_share"] is not None and side["units_reported"] < side["units_expected"]:
            lines += wrapped(words.say("said.high_share", value=amount(answer["high_share"])), _HEAD)
    if side["reported"] and side["reported"]["value"] is not None:
        same = side["reported"]["value"] == answer["value"]
        text = words.say("said.reported_same" if same else "said.reported", value=amount(side["reported"]["value"]), built=amount(answer["value"]))
        lines += _entry(words, "reported", text)
    return lines


def _target(answer: dict[str, Any], words: Words) -> list[str]:
    target = answer["target"]
    if target is None:
        return []
    verdict = words.own["verdict"].get(answer["verdict"], answer["verdict"])
    threshold = words.numerals.threshold(target["threshold"])
    if target["measure"] == "growth":
        growth = target["base_growth_pct"] if target["base_growth_pct"] is not None else answer["growth_pct"]
        year = target["base_year"] or answer["reference_year"] - 1
        text = words.say("said.target_growth", threshold=threshold, year=year, growth=words.growth(growth), verdict=verdict)
    else:
        text = words.say("said.target_value", threshold=threshold, unit=words.unit_of(answer["unit_of_measure"]), verdict=verdict)
    return _entry(words, "target", text)


def _side(answer: dict[str, Any], side: dict[str, Any], words: Words) -> list[str]:
    """One year: its units by file and cell, who was left out, biểu 1, what is missing, documents, findings."""
    year = side["reference_year"]
    if not side["is_there"]:
        return [words.say("said.no_side", year=year)]
    lines: list[str] = []
    if answer["kind"] == "reported":
        cells = side["reported"]["cells"]
        total = words.fact(side["reported"]["value"])
        lines += wrapped(words.say("said.side_reported", year=year, units=len(cells), sum=total) + _check(side["reported"], words), 2, "")
    else:
        lines += wrapped(_title(answer, side, words), 2, "")
        lines += _units(side, words)
        if any(cell["role"] == "value" for unit in side["contributions"][:1] for cell in unit["cells"]):
            lines += wrapped(words.own["said"]["conditions"], 2)
        lines += _left_out(side, words)
    if side["reported"]:
        lines += _reported(side["reported"], words)
    lines += _missing(side, words) + _documents(side, words) + _findings(side, words)
    return lines


def _title(answer: dict[str, Any], side: dict[str, Any], words: Words) -> str:
    if side["why_unknown"]:
        return words.say("said.side_unknown", year=side["reference_year"], why=words.own["unknown"][side["why_unknown"]])
    total = words.number(side["numerator"])
    if answer["kind"] in ("share", "mean"):
        total = words.say("said.of", numerator=total, denominator=words.number(side["denominator"]))
    return words.say("said.side", year=side["reference_year"], units=words.number(side["units"]), sum=total) + _check(side, words)


def _check(figure: dict[str, Any], words: Words) -> str:
    said = words.own["said"]
    return ", " + (said["agrees"] if figure["reproduces"] else words.say("said.differs", value=words.fact(figure["value"])))


def _units(side: dict[str, Any], words: Words) -> list[str]:
    """Units under the file and sheet of their first cell: cell, what it says, name; further cells below."""
    lines: list[str] = []

    def sheet_of(unit: dict[str, Any]) -> str:
        return _sheet(unit["cells"][0]) if unit["cells"] else words.own["missing"]

    for where, units in groupby(sorted(side["contributions"], key=sheet_of), key=sheet_of):
        lines += wrapped(where, 4, "  ")
        for unit in units:
            lines += _unit(unit, where, words)
    return lines + _more(side["units"] - len(side["contributions"]), words)


def _unit(unit: dict[str, Any], where: str, words: Words) -> list[str]:
    figures = [cell for cell in unit["cells"] if cell["role"] != "condition"] or unit["cells"]
    if not figures:
        return wrapped(unit["name"], 4)
    first, *others = figures
    beside = [cell for cell in others if _sheet(cell) == where]
    values = " × ".join([_stated(first, words), *(f"{_stated(cell, words)} ({_cell(cell)})" for cell in beside if cell["role"] == "weight")])
    if len(beside) and beside[0]["role"] == "weight":
        values += f" = {words.number(unit['numerator'])}"
    lines = wrapped(f"{values}  {unit['name']}", 4 + _CELL + 1, f"    {_cell(first).ljust(_CELL)} ")
    for text in _places([cell for cell in others if cell["role"] != "weight"], words):
        lines += wrapped(f"{words.own['said']['and']} {text}", 4 + _CELL + 3, " " * (4 + _CELL + 1))
    if "reason_text" in unit:
        lines += wrapped(words.say("said.zero", reason=unit["reason_text"]), 4 + _CELL + 1)
    return lines


def _places(cells: list[dict[str, Any]], words: Words) -> list[str]:
    """``file › sheet › J91 = 29/09/2017, L91 = …``: a line a sheet."""
    return [
        f"{where} › {', '.join(f'{_cell(cell)} = {_stated(cell, words)}' for cell in same)}"
        for where, same in groupby(sorted(cells, key=_sheet), key=_sheet)
    ]


def _left_out(side: dict[str, Any], words: Words) -> list[str]:
    """Who was left out: first how many and why, then unit by unit with the cell that is the cause."""
    if not side["left_out_counts"]:
        return []
    total = sum(count["units"] for count in side["left_out_counts"])
    lines = ["", *wrapped(words.say("said.left_out", count=words.number(total)), 2)]
    for count in side["left_out_counts"]:
        lines += wrapped(f"{words.number(count['units'])}  {count['text']}", 8, "    ")
    for unit in side["left_out"]:
        lines += wrapped(f"– {unit['name']} ({unit['area_code'] or words.own['said']['other_area']}): {unit['reason_text']}", 6, "    ")
        causes = [cell for cell in unit["cells"] if is_cause(unit, cell)]
        lines += [line for text in _places(causes, words) for line in wrapped(text, 8, "      ")]
    listed = sum(count["units"] for count in side["left_out_counts"] if count["is_listed"])
    return lines + _more(listed - len(side["left_out"]), words)


def _reported(reported: dict[str, Any], words: Words) -> list[str]:
    if not reported["cells"] and not reported["not_written"]:
        return []
    lines = ["", *wrapped(words.own["said"]["reported_head"], 2)]
    for cell in reported["cells"]:
        lines += wrapped(f"{place(cell)} = {words.fact(cell['value'])} ({cell['sender']})", 6, "    ")
    return lines + [line for area in reported["not_written"] for line in wrapped(f"{area}: {words.own['said']['not_written']}", 6, "    ")]


def _missing(side: dict[str, Any], words: Words) -> list[str]:
    if not side["missing"]:
        return []
    lines = ["", *wrapped(words.own["said"]["missing"], 2)]
    for one in side["missing"]:
        values = {"form": words.own["forms"][one["form"]], "agency": one["agency_name"], "path": one["path"]}
        lines += wrapped(words.say("said.missing_unread" if one["path"] else "said.missing_one", **values), 6, "    – ")
    return lines


def _documents(side: dict[str, Any], words: Words) -> list[str]:
    if not side["documents"]:
        return []
    lines = ["", *wrapped(words.own["said"]["documents"], 2)]
    for document in side["documents"]:
        lines += wrapped(document_line(document, words), 6, "    – ")
    return lines


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


def _findings(side: dict[str, Any], words: Words) -> list[str]:
    if not side["findings"]:
        return ["", *wrapped(words.own["said"]["no_findings"], 2)]
    lines = ["", *wrapped(words.say("said.findings", count=len(side["findings"])), 2)]
    return lines + finding_lines(side["findings"], words)


def finding_lines(findings: Iterable[dict[str, Any]], words: Words) -> list[str]:
    lines: list[str] = []
    for finding in findings:
        where = _sheet(finding) if finding.get("path") else ""
        if where and finding.get("row"):
            where += f" › {finding['column'] or ''}{finding['row']}"
        text = f"{words.own['severity'].get(finding['severity'], finding['severity'])}: {finding['message']}" + (f" [{where}]" if where else "")
        if finding["is_waived"]:
            text += " – " + words.say("said.waived", reason=finding["waiver_reason"], signed_by=finding["waiver_signed_by"])
        lines += wrapped(text, 6, "    – ")
    return lines


def _more(count: int, words: Words) -> list[str]:
    return wrapped(words.say("said.more", count=words.number(count)), 4) if count > 0 else []


def _sheet(cell: dict[str, Any]) -> str:
    return cell["path"] if cell["sheet"] is None else f"{cell['path']} › {cell['sheet']}"


def _cell(cell: dict[str, Any]) -> str:
    return cell["cell"] or str(cell["row"])


def place(cell: dict[str, Any]) -> str:
    """``615/bao-cao.xlsx › Biểu 2 › K17``."""
    return f"{_sheet(cell)} › {_cell(cell)}"


def _stated(cell: dict[str, Any], words: Words) -> str:
    return words.fact(cell["value"])
