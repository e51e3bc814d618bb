"""What stands over each column in a block of header rows, from top to bottom: merged cells, groups' names, own texts.

Not here: what the texts mean (``header_text``).
"""

import datetime as dt

from pipeline.intake.grid import Sheet

Stack = tuple[tuple[str, bool], ...]  # a column's header texts from top to bottom, with whether each is its own

LONGEST_HEADER = 200


def stacked(sheet: Sheet, first: int, last: int) -> list[Stack]:
    """For each column its texts from top to bottom, with whether each is its own (not carried over from the column at its left)."""
    rows = [[header_text(cell) for cell in row] for row in sheet.cells[first : last + 1]]
    width = len(rows[0])
    own = [[True] * width for _ in rows]
    for top, left, bottom, right in sheet.merged:  # a group's name belongs to its first column; alone it names no other
        for index in range(max(top, first), min(bottom, last) + 1):
            rows[index - first][left : right + 1] = [header_text(sheet.cells[top][left])] * (right - left + 1)
            own[index - first][left + 1 : right + 1] = [False] * (right - left)
    is_used = [any(row[column] for row in rows) for column in range(width)]
    for depth, row in enumerate(rows[:-1]):
        before = ""
        for column in range(width):
            if not row[column] and before and rows[depth + 1][column]:
                row[column], own[depth][column] = before, False
            before = row[column] or (before if not is_used[column] else "")
    return [_stack([row[column] for row in rows], [row[column] for row in own]) for column in range(width)]


def _stack(texts: list[str], own: list[bool]) -> Stack:
    """One column's texts without blanks and without what only goes on."""
    parts: list[tuple[str, bool]] = []
    for text, is_own in zip(texts, own, strict=True):
        if text and not (parts and parts[-1][0] == text):
            parts.append((text, is_own))
    return tuple(parts)


def header_text(cell: object) -> str:
    """A cell as a header's text; blank where it can be none."""
    if type(cell) is str:
        return cell if cell.strip() and len(cell) < LONGEST_HEADER else ""
    if isinstance(cell, dt.date):
        return f"{cell:%d/%m/%Y}"
    # biểu 1 may head its columns by the bare number 2019
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return ""
    return str(int(cell)) if 1900 <= cell <= 2100 and cell == int(cell) else ""
