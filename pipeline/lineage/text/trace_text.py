"""A trace as text for a screen of 80 columns: what the cell is, then the figures it feeds by role, year and area."""

from collections.abc import Iterable
from typing import Any

from pipeline.lineage.text.lines import WIDTH, correction_lines, finding_lines, wrapped
from pipeline.lineage.words import Words


def trace_text(answer: dict[str, Any], lang: str = "vi") -> str:
    """``trace``'s answer; indicators that one cell feeds in the same role, year and area stand on one line."""
    words = Words.of(lang)
    say = words.say
    sheet = f" › {answer['sheet']}" if answer["sheet"] else ""
    lines = wrapped(say("trace.title", path=answer["path"], sheet=sheet, cell=answer["cell"]))
    lines.append("═" * min(WIDTH, max(map(len, lines))))
    lines += wrapped(_what(answer, words))
    value = _value(answer, words)
    lines += wrapped(value) if value else []
    lines += correction_lines(answer["corrections"], words)
    number = say("said.number", document_no=answer["document_no"]) if answer["document_no"] else ""
    form, agency = words.own["forms"][answer["form"]], answer["agency_name"]
    received = words.moment(answer["received_at"])
    lines += wrapped(say("trace.document", form=form, year=answer["reference_year"], agency=agency, number=number, received=received))
    for note in answer["notes"]:
        lines += wrapped(say(f"trace.notes.{note['note']}", **note))
    lines += ["", *_figures(answer, words)]
    if answer["tables"]:
        lines += ["", words.own["trace"]["tables"]]
        for table in answer["tables"]:
            shown = {name: words.numerals.term(value) if name == "sector" else value for name, value in table.items()}
            lines += wrapped(
                say(f"trace.{table['table']}", **shown | {"year": table["reference_year"], "area": table.get("area_name")}), 4, "  – "
            )
    if answer["findings"]:
        lines += ["", *wrapped(say("said.findings", count=len(answer["findings"])))]
        lines += finding_lines(answer["findings"], words)
    return "\n".join(lines)


def _what(answer: dict[str, Any], words: Words) -> str:
    header = " ".join((answer["header"] or answer["column"]).split())
    if answer["item"]:
        return words.say("trace.field_item", header=header, **answer["item"])
    field = words.field(answer["field"], header)
    column = words.say("trace.column", header=header) + (f" ({field})" if field != header else "")
    return words.say("trace.field", column=column, unit=answer["unit"]["name"]) if answer["unit"] else column


def _value(answer: dict[str, Any], words: Words) -> str | None:
    if answer["value"] is None:
        return None
    value = words.fact(answer["value"])
    if answer["written_in"]:
        value = words.say("trace.written_in", value=value, written_in=words.number(answer["written_in"]))
    return words.say("trace.value", value=value)


def _figures(answer: dict[str, Any], words: Words) -> list[str]:
    """By role and part; areas and years that share the same indicators stand on one line."""
    figures = answer["figures"]
    fed = sum(figure["role"] != "left_out" for figure in figures)
    none = words.own["trace"]["no_indicator" if answer["tables"] else "none"]
    lines = [words.say("trace.figures", count=words.number(fed)) if fed else none]
    for (role, part), same in _grouped(figures, "role", "part").items():
        head = words.own["trace"]["roles"][role]
        lines += wrapped(head if part == "value" else f"{head} ({words.own['trace']['parts'][part]})", 2)
        by_content: dict[tuple[Any, ...], dict[str, list[int]]] = {}
        for (area, year, reason), cell in _grouped(same, "area_name", "reference_year", "reason_text").items():
            content = (tuple(figure["indicator"] for figure in cell), reason)
            by_content.setdefault(content, {}).setdefault(area, []).append(year)
        for (indicators, reason), areas in by_content.items():
            for years, names in _by_years(areas).items():
                when = ", ".join(map(str, years))
                text = words.say("trace.line", year=when, area=", ".join(names), indicators=", ".join(indicators))
                lines += wrapped(f"{text} – {reason}" if reason else text, 6, "    ")
    return lines


def _grouped(rows: Iterable[dict[str, Any]], *names: str) -> dict[tuple[Any, ...], list[dict[str, Any]]]:
    """Rows by the values of some keys, in the order in which these first come."""
    found: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(tuple(row.get(name) for name in names), []).append(row)
    return found


def _by_years(areas: dict[str, list[int]]) -> dict[tuple[int, ...], list[str]]:
    found: dict[tuple[int, ...], list[str]] = {}
    for area, years in areas.items():
        found.setdefault(tuple(years), []).append(area)
    return found
