"""What a finding says in the sender's own words: what its cell shows as it was typed, and what was hidden of persons, both taken anew from
the workbook that goes back to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from openpyxl.cell import Cell

from pipeline.intake.text import tidy
from pipeline.office.persons import HIDDEN, KINDS, hidden

_SAID = ("value", "message", "remedy")


def in_own_words(finding: Mapping[str, Any], cells: Iterable[Cell]) -> dict[str, Any]:
    """The finding with what was hidden in it as it stands in ``cells``, those that it speaks of; what is in none of them stays hidden."""
    said = dict(finding)
    if not any(HIDDEN in (said[name] or "") for name in _SAID):
        return said
    texts = [tidy(str(cell.value)) for cell in cells if cell.value is not None]
    shown = {hidden(text, kind): text for kind in KINDS for text in texts if hidden(text, kind) != text}
    for without, text in sorted(shown.items(), key=lambda pair: -len(pair[0])):  # the longest first: the bare mark may stand in others
        said |= {name: said[name].replace(without, text) for name in _SAID if said[name]}
    return said


def typed(finding: Mapping[str, Any], cells: Sequence[Cell], results: Mapping[tuple[str, str], Any], lang: str) -> str:
    """What stands in the finding's cell, as its sheet shows it, or the name that its row has; blank where nobody typed anything: of what is
    missing, and of whole columns and sheets. ``results``: (sheet, cell) → a formula's stored result."""
    if finding["row"] is None or not cells:
        return ""
    if not finding["column"]:
        texts = {tidy(str(cell.value)) for cell in cells if cell.value is not None}
        return finding["value"] if finding["value"] in texts else ""
    cell = cells[0]
    value = results.get((cell.parent.title, cell.coordinate), cell.value)
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, int | float):
        return format_decimal(value, format="#,##0.######", locale=lang)
    return tidy(str(value))
