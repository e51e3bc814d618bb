"""What a finding quotes of persons, in the sender's own words again: taken anew from the cells of the workbook that goes back to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.cell import Cell

from pipeline.intake.text import tidy
from pipeline.office.persons import HIDDEN, hidden

_SAID = ("value", "message", "remedy")
_KINDS: tuple[dict[str, bool], ...] = ({}, {"is_code": True}, {"is_figure": True})


def in_own_words(finding: Mapping[str, Any], cells: Iterable[Cell]) -> dict[str, Any]:
    """The finding with what was hidden in it as it stands in ``cells``, those that it speaks of; what is in none of them stays hidden."""
    said = dict(finding)
    if not any(HIDDEN in (said[name] or "") for name in _SAID):
        return said
    texts = [tidy(str(cell.value)) for cell in cells if cell.value is not None]
    shown = {hidden(text, **kind): text for kind in _KINDS for text in texts if hidden(text, **kind) != text}
    for without, text in sorted(shown.items(), key=lambda pair: -len(pair[0])):  # the longest first: the bare mark may stand in others
        said |= {name: said[name].replace(without, text) for name in _SAID if said[name]}
    return said
