"""Whose a sheet says it is, above its table, else by who signs below it: another office's workbook or sheet is not read as this one's.

A heading is a line that begins with an office's name; a place may be named in any line. Lines that only mention an office (``mentions``
of ``words.yaml``: “Kính gửi”, “Kèm theo công văn của …”) say nothing.
"""

import re
from collections.abc import Mapping, Set
from functools import lru_cache

from pipeline.intake.grid import Sheet
from pipeline.intake.parsed import Request
from pipeline.intake.text import is_shouted, tidy, words
from pipeline.intake.vocabulary import Words

Said = tuple[str, ...]
_LINES = 15  # above a table
_FOR = re.compile(r"^\W*(?:TM|KT|TL|TUQ)\W+")
_SIGNED_AT = re.compile(r"\s*([^,;:]{2,30}),\s*ngày\s*[\d.…].*", re.IGNORECASE)
_CITY = ("thanh", "pho")  # where anybody may sign
_SEAT, _PROVINCE = "ubnd", "tinh"


def other_office(sheet: Sheet, rows: range, below: range, request: Request, vocabulary: Words) -> tuple[str | None, bool]:
    """The line in these rows above a table that names another office than the sender's, if any; and whether the sender is named. Where no
    line names either, the one below it by which another office signs."""
    if not request.office:
        return None, False
    own, own_place = _names(request.office)
    offices, places = _index(request.offices)
    cells = (cell for row in sheet.cells[max(rows.start, rows.stop - _LINES) : rows.stop] for cell in row if type(cell) is str and cell)
    lines = {cell: said for cell in cells if vocabulary.without_lead(said := _words(cell), "mentions") is said}
    strange = {cell: said for cell, said in lines.items() if not _holds(said, {len(own_place or own): {own_place or own}})}
    is_named = len(strange) < len(lines)
    for cell, said in strange.items():
        is_heading = not is_named and any(said[:length] in offices for length in range(2, len(said) + 1))
        if is_heading or (own_place and _holds(said, places)):  # a department may list a district's units
            return tidy(cell), is_named
    return (None, True) if is_named else (_signer(sheet, below, request), False)


def _signer(sheet: Sheet, rows: range, request: Request) -> str | None:
    """Another office that signs, “TM. UBND HUYỆN ĐĂK TÔ”, or at its place; who receives a copy, behind a dash, does not."""
    own, own_place = _names(request.office)
    offices, places = _index(request.offices)
    strange = {place[1:] for some in places.values() for place in some if place[:2] != _CITY} - {own_place[1:]} if own_place else set()
    for cell in (cell for index in rows for cell in sheet.cells[index] if type(cell) is str and cell):
        signed, said = _SIGNED_AT.fullmatch(cell), _words(_FOR.sub("", cell))
        if signed and _words(signed[1]) in strange:
            return tidy(cell)
        if not is_shouted(cell):
            continue
        if cell.lstrip().startswith("-") or _holds(said, {len(own_place or own): {own_place or own}}):
            continue
        if any(said[:length] in offices for length in range(2, len(said) + 1)) or (own_place and _holds(said, places)):
            return tidy(cell)
    return None


def _holds(said: Said, parts: Mapping[int, Set[Said]]) -> bool:
    """Whether some of these, by how many words they have, stands anywhere in a line."""
    return any(said[at : at + length] in some for length, some in parts.items() for at in range(len(said) - length + 1))


@lru_cache(maxsize=16)
def _index(offices: tuple[tuple[str, str], ...]) -> tuple[frozenset[Said], dict[int, set[Said]]]:
    """How all offices are called, and their places by how many words they have."""
    names = [_names(name) for _, name in offices]
    places: dict[int, set[Said]] = {}
    for _, place in names:
        if place:
            places.setdefault(len(place), set()).add(place)
    return frozenset(name for name, _ in names), places


@lru_cache(maxsize=4096)
def _names(office: str) -> tuple[Said, Said]:
    """An office's name, and that of its place where it is a place's."""
    said = _words(office)
    if said[:1] == (_SEAT,):
        return said, said[1:]
    return said[:-1] if said[-1:] == (_PROVINCE,) else said, ()


def _words(text: str) -> Said:
    said = words(text.replace("'", "").replace("’", "") if "'" in text or "’" in text else text)
    return tuple(part for word in said for part in (("thanh", "pho") if word == "tp" else (word,))) if "tp" in said else said
