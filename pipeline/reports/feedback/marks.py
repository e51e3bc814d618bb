"""Texts, colours and notes at the cells that findings speak of. Where the findings come from and how they are listed belongs elsewhere."""

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.intake.text import tidy
from pipeline.office.plain_text import FORBIDDEN
from pipeline.reports.findings import SEVERITIES, is_answered

# Not Excel's own "bad" and "neutral" to the last digit: by these a marked cell is known when the workbook comes back.
FILLS = {"error": "FFFFC7CD", "warning": "FFFFEB9D", "info": "FFDCEBF8", "waived": "FFE4E6E9"}
NOTE = "PHẢN HỒI NĂM"
_RULER = "\n----------\n"
_LONGEST = 32_767  # characters in an Excel cell
_LAST_HEADING = 300
_LONGEST_NOTE = 4_000  # nobody reads more in a note; the first sheet has it all
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


def storable(text: str, longest: int = _LONGEST) -> str:
    """Without what XML cannot hold, and no longer than ``longest``."""
    clean = FORBIDDEN.sub("\ufffd", text)
    return clean if len(clean) <= longest else clean[: longest - 1] + "…"


def put_text(cell: Any, text: str) -> None:
    """Write a text that is never a formula, whatever it begins with, and that an .xlsx can hold."""
    cell.value = storable(text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def cells_of(sheet: Worksheet, finding: Mapping[str, Any], heading: str | None, extent: tuple[int, int]) -> list[Any]:
    """The cells to colour, the one that carries the note first. ``extent``: the sheet's rows and columns, which openpyxl looks for in all
    of its cells each time that they are asked for.

    A cell; for a row its filled cells; for a column its heading (``heading``: the text that was read as such); nothing where the
    finding is about the sheet or a place that no sheet has.
    """
    row, column = finding["row"], _column_number(finding["column"])
    if row is not None and not 1 <= row <= _LAST_ROW:
        return []
    if row is not None and column is not None:
        return [_top_left(sheet, row, column)]
    if row is not None:
        tall = {merged.min_col for merged in sheet.merged_cells.ranges if merged.min_row < merged.max_row and merged.min_row <= row}
        cells = next(sheet.iter_rows(row, row, 1, extent[1])) if row <= extent[0] else ()
        filled = [cell for cell in cells if cell.value not in (None, "")]
        # a commune merged down its units belongs to other rows too
        return [cell for cell in filled if cell.column not in tall] or filled or [_top_left(sheet, row, 1)]
    if column is not None and heading:
        return _heading_cell(sheet, column, heading, extent[0])
    return []


def _heading_cell(sheet: Worksheet, column: int, heading: str, last_row: int) -> list[Cell]:
    """The first cell of the column that ends the heading: over several rows the lowest one says which column it is."""
    for row in range(1, min(last_row, _LAST_HEADING) + 1):
        cell = _top_left(sheet, row, column)
        text = tidy(str(cell.value)) if cell.value is not None else ""
        if text and heading.endswith(text):
            return [cell]
    return []


def mark(cells: Mapping[tuple[str, str], tuple[Cell, list[Mapping[str, Any]]]], words: Mapping[str, Any], year: int, author: str) -> None:
    """Colour each cell by its worst finding and note what is wrong and what to do.

    ``cells``: (sheet, coordinate) → (cell, its findings); a cell that is only coloured has an empty list of findings to note.
    """
    for cell, findings in cells.values():
        if not findings:
            continue
        lines = [words["note"].format(year=year)]
        for finding in findings:
            lines.append(words["note_line"].format(severity=words["severity"][finding["severity"]].upper(), message=finding["message"]))
            if answer := answer_of(words, finding):
                lines.append(answer)
            elif finding["remedy"]:
                lines.append(words["note_remedy"].format(remedy=finding["remedy"]))
        before = cell.comment.text + _RULER if cell.comment is not None else ""
        text = storable(before + "\n".join(lines), _LONGEST_NOTE)
        height = 20 * sum(1 + len(line) // 52 for line in text.split("\n")) + 16
        cell.comment = Comment(text, author, width=360, height=min(height, 480))


def answer_of(words: Mapping[str, Any], finding: Mapping[str, Any]) -> str:
    """What has been answered to a finding, in words; blank where nothing was."""
    if finding["is_waived"]:
        return str(words["waived"].format(reason=finding["waiver_reason"]))
    return str(words["confirmed"].format(reason=finding["confirmation_reason"])) if finding["is_confirmed"] else ""


def colour(cells: Iterable[Cell], finding: Mapping[str, Any]) -> None:
    """Colour cells by a finding; a worse colour that is already there stays."""
    order = [*SEVERITIES, "waived"]
    kind = "waived" if is_answered(finding) else finding["severity"]
    for cell in cells:
        now = next((name for name, rgb in FILLS.items() if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == rgb), None)
        if now is None or order.index(kind) < order.index(now):
            cell.fill = PatternFill("solid", fgColor=FILLS[kind])


def without_our_note(comment: Comment) -> Comment | None:
    """A sender's own comment without what an earlier feedback added to it; None where nothing else was in it."""
    head, found, _ = comment.text.partition(NOTE)
    if not found:
        return comment
    own = head.removesuffix(_RULER)
    return Comment(own, comment.author, height=comment.height, width=comment.width) if own.strip() else None


def _top_left(sheet: Worksheet, row: int, column: int) -> Any:
    """In a merged range only the first cell is seen."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _column_number(letters: str | None) -> int | None:
    try:
        number = column_index_from_string(letters) if letters else None
    except ValueError:
        return None
    return number if number is None or number <= _LAST_COLUMN else None
