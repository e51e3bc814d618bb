"""Codes of units and of industries: branches, persons' own numbers, lost zeros."""

import re
from collections.abc import Sequence
from typing import Any

from pipeline.intake.figures import Report
from pipeline.intake.grid import text_of
from pipeline.office.persons import HIDDEN

_DIGITS, _PERSONS = 10, 12  # of a unit's code, of a person's number
_APART = re.compile(r"[\s.\-–]+")
# A person's number begins with 0, which a number cell loses; then two digits of a province.
_PERSONS_NUMBER = re.compile(r"(?:[1-9][02468]|1[1579]|2[57]|3[1357]|4[59]|51|7[579]|8[379]|9[135])\d{9}")
_LABEL = re.compile(
    r"(?:m[ãa](?: s[ốo])?(?: thu[ếe])?|MST|MSDN|MSHTX|CCCD|CMND)\s*(?:HTX|DN|số)?\s*[:.]?\s*(?=\d)", re.IGNORECASE
)  # “MST: 61…”
_BRANCH = re.compile(r"\d{10}\s*[-–./]?\s*(?!000)\d{3}")


def codes_of_units(texts: list[str | None], cells: Sequence[Any], report: Report) -> list[str | None]:
    """Codes without spaces in them, none of them a person's own number, which goes no further; with the zero that a number cell took."""
    for index, text in enumerate(texts):
        if not text or (text.isdecimal() and len(text) == _DIGITS):
            continue
        digits = _APART.sub("", _LABEL.sub("", text, count=1))
        if not digits.isdecimal():
            continue
        has_lost_zero = type(cells[index]) is not str and _PERSONS_NUMBER.fullmatch(digits)
        if len(digits) == _PERSONS or has_lost_zero:
            report("personal_number", index, HIDDEN)
            texts[index] = None
        elif len(digits) == _DIGITS:
            texts[index] = digits
    return texts


def is_branch(code: str | None) -> bool:
    """Whether a code is a branch's: its unit's ten digits and three of its own."""
    return code is not None and _BRANCH.fullmatch(code) is not None


def padded(texts: list[str | None], cells: Sequence[Any], digits: int, report: Report) -> list[str | None]:
    """Codes of a list in so many digits, without their names, with the zero that a spreadsheet took."""
    # a code beside its name or section: “0118 - Trồng rau”, “A0118”
    named = re.compile(rf"[A-Z]?\.?(\d{{{digits}}})\W.*|[A-Z]\.?(\d{{{digits}}})")
    for index, text in enumerate(texts):
        if text and not text.isdecimal() and (match := named.fullmatch(text)):
            texts[index] = match[1] or match[2]
    short = {index: text for index, text in enumerate(texts) if text and text.isdecimal() and len(text) == digits - 1}
    for index, text in short.items():
        texts[index] = text.zfill(digits)
    if short:
        first = next(iter(short))
        report("code_lost_zero", first, text_of(cells[first]), count=len(short), read_as=texts[first])
    return texts
