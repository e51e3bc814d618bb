"""What stands once over many rows and not in a column of its own: the type of the units of a group, the commune of those below its name.

A group's row says it, else the sheet's name or the lines above the table. Not here: which rows are groups (``table``).
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from pipeline.config.form_field import FormField
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.options import word_in
from pipeline.intake.text import tidy, words
from pipeline.intake.values import without_persons

_TYPES = "unit_type"
_LEAD = re.compile(r"\s*(?:[IVX]{1,5}|[A-H]|\d{1,2})\s*[.)\-:/]\s*")
_CALLED = r"(?: (?!năm\b|tỉnh\b|quý\b)[^\W\d_][\w'’]*)+"
_PLACES = {
    "district": re.compile(rf"\b(?:huyện|thành phố|thị xã){_CALLED}", re.IGNORECASE),
    "commune": re.compile(rf"(?<!tác )\b(?:xã|phường|thị trấn|đặc khu){_CALLED}", re.IGNORECASE),
}
_LIST_OF = re.compile(r".*\bdanh sách (?:các )?(\D+?)(?: (?:năm|đến|tính đến|trên địa bàn)\b.*)?", re.IGNORECASE)
_OFFICE = re.compile(r"\s*(?:UBND|ủy ban nhân dân)\s+", re.IGNORECASE)
_KINDS = {"district": ("huyen", "thanh pho", "thi xa"), "commune": ("xa", "phuong", "thi tran", "dac khu")}
_HOW_MANY = re.compile(r"\s*(?:\(.*|[:–-]?\s*\d.*)")


def filled(
    sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], named: Mapping[int, str], above: range
) -> dict[str, list[str | None]]:
    """Field → a value a row, for the fields of words and places whose column is missing or wholly blank and that something else tells.

    ``named``: rows that are groups → what they are called; ``above``: the rows of the table's title."""
    blank = {
        name: spec
        for name, spec in header.form.fields.items()
        if (spec.words or spec.areas or spec.told_by_groups) and _is_blank(sheet, header, name, indexes)
    }
    places = [name for name, spec in blank.items() if spec.areas]
    told = {
        name: {
            index: value for index, text in sorted(named.items()) if (value := _said(text, spec, forms, is_place_surely=places == [name]))
        }
        for name, spec in blank.items()
    }
    found: dict[str, list[str | None]] = {}
    for name, spec in blank.items():
        wider = [row for other, rows in told.items() if rows and told[name] and min(rows) < min(told[name]) for row in rows]
        turns = sorted({**dict.fromkeys(wider), **told[name]}.items())  # a new group of the wider kind ends the narrower one
        rows = [row for row, _ in turns]
        whole = next((value for text in _above(sheet, above) if (value := _in_title(text, spec, forms))), None)
        values = [turns[at - 1][1] if (at := bisect_left(rows, index)) else whole for index in indexes]
        if any(values):
            found[name] = values if spec.words else without_persons(spec, values)
    return found


def _type_of(text: str, forms: Forms) -> str | None:
    """The one type of unit that a group's name speaks of, which begins with it: “HTX phi nông nghiệp”, not “HTX, THT xã Đăk La”."""
    said = text.split()
    parts = [(first, last) for first in range(len(said)) for last in range(first + 1, len(said) + 1)]
    found = {(first, word) for first, last in parts if (word := word_in(" ".join(said[first:last]), _TYPES, forms))}
    types = {word for _, word in found}
    return types.pop() if len(types) == 1 and any(first == 0 for first, _ in found) else None


def _is_blank(sheet: Sheet, header: Header, name: str, indexes: Sequence[int]) -> bool:
    position = header.columns.get(name)
    return position is None or all(sheet.cells[index][position] == "" for index in indexes)


def _above(sheet: Sheet, above: range) -> Iterator[str]:
    if sheet.name:
        yield sheet.name
    for index in above:
        yield from (cell for cell in sheet.cells[index] if type(cell) is str and cell)


def _said(text: str, spec: FormField, forms: Forms, *, is_place_surely: bool) -> str | None:
    """The list's word or the place that a text names and nothing else; ``is_place_surely``: without xã or huyện in front too."""
    bare = tidy(_HOW_MANY.sub("", _LEAD.sub("", text, count=1)))
    if spec.told_by_groups:
        starts = (*forms.words.starts["places"], *forms.words.starts["periods"])
        is_else = any(word_in(bare, listed, forms) for listed in forms.words.lists)
        return None if is_else or any(words(bare)[: len(start)] == start for start in starts) else bare or None
    if spec.words:
        plain = word_in(bare, spec.words, forms) or word_in(" ".join(forms.words.without_lead(words(bare))), spec.words, forms)
        return plain or (_type_of(bare, forms) if spec.words == _TYPES else None)
    bare = _OFFICE.sub("", unicodedata.normalize("NFC", bare), count=1)
    lead = len(words(bare)) - len(forms.words.without_lead(words(bare)))
    bare = " ".join(bare.split()[lead:])
    said = () if "/" in bare else forms.words.spelled_out(bare)
    if not any(said[: len(start)] == start and len(said) > len(start) for start in forms.words.starts["places"]):
        return bare if is_place_surely and not any(word_in(bare, listed, forms) for listed in forms.words.lists) else None
    return bare if " ".join(said).startswith(_KINDS[spec.areas or ""]) else None


def _in_title(text: str, spec: FormField, forms: Forms) -> str | None:
    """What a line above the table says of all its rows, be it at the end of its title: “… huyện Sa Thầy năm 2019”."""
    if spec.told_by_groups:
        return None
    if value := _said(text, spec, forms, is_place_surely=False):
        return value
    if spec.words:
        listed = _LIST_OF.fullmatch(tidy(text))
        return word_in(listed[1], spec.words, forms) if listed else None
    match = _PLACES[spec.areas or ""].search(tidy(text))
    name = match[0].split() if match else []
    lead = 2 if words(" ".join(name[:2])) in (("thanh", "pho"), ("thi", "xa"), ("thi", "tran"), ("dac", "khu")) else 1
    end = next((at for at, word in enumerate(name[lead:], lead) if word[0].islower()), len(name))  # a name's words are capitals
    if end <= lead:
        return None
    return " ".join(name[:end]) or None
