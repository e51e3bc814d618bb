"""Whose a sheet says it is, in the lines above its table: another district's workbook is not read as this one's."""

from pipeline.intake.grid import Sheet
from pipeline.intake.parsed import Request
from pipeline.intake.text import tidy, words

_LINES = 15  # above a table


def other_office(sheet: Sheet, first: int, request: Request) -> str | None:
    """The line that names another district or commune than the sender's; None where none does, or the sender's own is named too.

    ``first``: the table's first row."""
    above = [cell for row in sheet.cells[max(first - _LINES, 0) : first] for cell in row if type(cell) is str and cell]
    said = {line: f" {' '.join(words(line))} " for line in above}
    if not request.office or any(_named(request.office) in text for text in said.values()):
        return None
    others = [_named(place) for _, place in request.places]
    return next((tidy(line) for line, text in said.items() if any(other in text for other in others)), None)


def _named(place: str) -> str:
    return f" {' '.join(words(place))} "
