"""What stands once over many rows and not in a column of its own: the type of the units of a group, the commune of those below its name.

A group's row says it, else the sheet's name or the lines above the table. Not here: which rows are groups (``table``).
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from pipeline.config.form_field import FormField
from pipeline.intake.forms import Forms
from pipeline.intake.grid import Sheet
from pipeline.intake.header import Header
from pipeline.intake.options import word_in
from pipeline.intake.text import tidy

_LEAD = re.compile(r"\s*(?:[IVX]{1,5}|[A-H]|\d{1,2})\s*[.)\-:/]\s*")
_HOW_MANY = re.compile(r"\s*(?:\(.*|[:–-]?\s*\d.*)")


def filled(
    sheet: Sheet, header: Header, forms: Forms, indexes: Sequence[int], named: Mapping[int, str], above: range
) -> dict[str, list[str | None]]:
    """Field → a value a row, for the fields of words and places whose column is missing or wholly blank and that something else tells.

    ``named``: rows that are groups → what they are called; ``above``: the rows of the table's title."""
    found: dict[str, list[str | None]] = {}
    blank = {
        name: spec for name, spec in header.form.fields.items() if (spec.words or spec.areas) and _is_blank(sheet, header, name, indexes)
    }
    places = [name for name, spec in blank.items() if spec.areas]
    for name, spec in blank.items():
        is_sure = places == [name]  # a bare name could be a commune's or a district's
        told = {index: value for index, text in named.items() if (value := _said(text, spec, forms, is_sure))}
        whole = next((value for text in _above(sheet, above) if (value := _said(text, spec, forms, False))), None)
        rows = sorted(told)
        values = [told[rows[at - 1]] if (at := bisect_left(rows, index)) else whole for index in indexes]
        if any(values):
            found[name] = values
    return found


def _is_blank(sheet: Sheet, header: Header, name: str, indexes: Sequence[int]) -> bool:
    position = header.columns.get(name)
    return position is None or all(sheet.cells[index][position] == "" for index in indexes)


def _above(sheet: Sheet, above: range) -> Iterator[str]:
    if sheet.name:
        yield sheet.name
    for index in above:
        yield from (cell for cell in sheet.cells[index] if type(cell) is str and cell)


def _said(text: str, spec: FormField, forms: Forms, is_place_surely: bool) -> str | None:
    """The list's word or the place that a text names and nothing else; ``is_place_surely``: without xã or huyện in front too."""
    bare = tidy(_HOW_MANY.sub("", _LEAD.sub("", text, count=1)))
    if spec.words:
        return word_in(bare, spec.words, forms)
    said = forms.words.spelled_out(bare)
    is_place = any(said[: len(start)] == start and len(said) > len(start) for start in forms.words.starts["places"])
    if not is_place:
        return bare if is_place_surely and not any(word_in(bare, listed, forms) for listed in forms.words.lists) else None
    kinds = ("huyen", "thanh pho", "thi xa") if spec.areas == "district" else ("xa", "phuong", "thi tran", "dac khu")
    return bare if " ".join(said).startswith(kinds) else None
