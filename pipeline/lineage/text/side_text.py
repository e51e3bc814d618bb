"""One year's side of an explanation as lines: units by file and cell, who was left out, biểu 1, documents, findings."""

from itertools import groupby
from typing import Any

from pipeline.lineage.conditions import conditions
from pipeline.lineage.text.lines import cell_of, correction_lines, document_line, finding_lines, place, sheet_of, stated, wrapped
from pipeline.lineage.words import Words

_CELL = 7
_SIGNS = {"weight": "×", "divisor": "/"}


def side_lines(answer: dict[str, Any], side: dict[str, Any], words: Words) -> list[str]:
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
    lines += _corrections(side["corrections"], words) + _missing(side, words) + _documents(side, words) + _findings(side, words)
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

    def first_sheet(unit: dict[str, Any]) -> str:
        return sheet_of(unit["cells"][0]) if unit["cells"] else words.own["missing"]

    for where, units in groupby(sorted(side["contributions"], key=first_sheet), key=first_sheet):
        lines += wrapped(where, 4, "  ")
        for unit in units:
            lines += _unit(unit, where, words)
    return lines + _more(side["units"] - len(side["contributions"]), words)


def _unit(unit: dict[str, Any], where: str, words: Words) -> list[str]:
    figures = [cell for cell in unit["cells"] if cell["role"] != "condition"] or unit["cells"]
    if not figures:
        return wrapped(unit["name"], 4)
    first, *others = figures
    factors = [cell for cell in others if cell["role"] in _SIGNS and sheet_of(cell) == where]
    values = stated(first, words) + "".join(f" {_SIGNS[cell['role']]} {stated(cell, words)} ({cell_of(cell)})" for cell in factors)
    if any(cell["role"] == "weight" for cell in factors):
        values += f" = {words.number(unit['numerator'])}"
    lines = wrapped(f"{values}  {unit['name']}", 4 + _CELL + 1, f"    {cell_of(first).ljust(_CELL)} ")
    for text in _places([cell for cell in others if cell["role"] not in _SIGNS], words):
        lines += wrapped(f"{words.own['said']['and']} {text}", 4 + _CELL + 3, " " * (4 + _CELL + 1))
    if "reason_text" in unit:
        lines += wrapped(words.say("said.zero", reason=unit["reason_text"]), 4 + _CELL + 1)
    return lines


def _places(cells: list[dict[str, Any]], words: Words) -> list[str]:
    """``file › sheet › J91 = 29/09/2017, L91 = …``: a line a sheet."""
    return [
        f"{where} › {', '.join(f'{cell_of(cell)} = {stated(cell, words)}' for cell in same)}"
        for where, same in groupby(sorted(cells, key=sheet_of), key=sheet_of)
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
        causes = [cell for cell in unit["cells"] if conditions().is_cause(unit, cell)]
        lines += [line for text in _places(causes, words) for line in wrapped(text, 8, "      ")]
    listed = sum(count["units"] for count in side["left_out_counts"] if count["is_listed"])
    return lines + _more(listed - len(side["left_out"]), words)


def _reported(reported: dict[str, Any], words: Words) -> list[str]:
    if not reported["cells"] and not reported["not_written"]:
        return []
    lines = ["", *wrapped(words.own["said"]["reported_head"], 2)]
    for cell in reported["cells"]:
        lines += wrapped(f"{place(cell)} = {words.fact(cell['value'])} ({cell['sender']})", 6, "    ")
    for area in reported["not_written"]:
        lines += wrapped(words.say("said.not_written", **area), 6, "    ")
    return lines


def _corrections(corrections: list[dict[str, Any]], words: Words) -> list[str]:
    lines = ["", *wrapped(words.own["said"]["corrections"], 2)] if corrections else []
    return lines + correction_lines(corrections, words)


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
    return lines + _more(side["documents_in_all"] - len(side["documents"]), words)


def _findings(side: dict[str, Any], words: Words) -> list[str]:
    if not side["findings"]:
        return ["", *wrapped(words.own["said"]["no_findings"], 2)]
    lines = ["", *wrapped(words.say("said.findings", count=words.number(side["findings_in_all"])), 2)]
    return lines + finding_lines(side["findings"], words) + _more(side["findings_in_all"] - len(side["findings"]), words)


def _more(count: int, words: Words) -> list[str]:
    return wrapped(words.say("said.more", count=words.number(count)), 4) if count > 0 else []
