"""Whose a sheet says it is, in the lines above its table: another district's workbook is not read as this one's."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from pipeline.intake.grid import Sheet
from pipeline.intake.text import tidy, words

_LINES = 15  # above a table
_ALIKE = 0.75  # “Đắc Hà” is Đăk Hà, Đăk Tô is not
_KINDS = {"huyen": "huyen", "h": "huyen", "thanh pho": "thanh pho", "tp": "thanh pho", "thi xa": "thi xa", "tx": "thi xa", "quan": "quan"}
_OFFICE = re.compile(r"\b(?:ubnd|uy ban nhan dan|dia ban)(?: cac)? (huyen|h|thanh pho|tp|thi xa|tx|quan|xa|phuong|thi tran|dac khu) (.+)")


def other_office(sheet: Sheet, first: int, office: str) -> str | None:
    """The line that names another district's or commune's office; None where none does, or the sender's own is named too.

    ``first``: the table's first row; ``office``: the sender's place as words, such as ``huyen dak ha``, blank where it has none."""
    if not office:
        return None
    lines = [cell for row in sheet.cells[max(first - _LINES, 0) : first] for cell in row if type(cell) is str and cell]
    named = {line: match for line in lines if (match := _OFFICE.search(" ".join(words(line))))}
    if any(_is_same(match, office) for match in named.values()) or _names(lines, office):
        return None
    return next(map(tidy, named), None)


def _is_same(match: re.Match[str], office: str) -> bool:
    """Whether the name behind “UBND huyện” is the office's, as far as that goes."""
    kind = _KINDS.get(match[1], match[1])
    own = office.removeprefix(f"{kind} ")
    said = "".join(match[2].split())[: len("".join(own.split()))]
    return own != office and SequenceMatcher(None, said, "".join(own.split()), autojunk=False).ratio() >= _ALIKE


def _names(lines: Iterable[str], office: str) -> bool:
    return any(office in " ".join(words(line)) for line in lines)
