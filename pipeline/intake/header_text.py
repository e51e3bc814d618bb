"""What one column's header says: the field of a form, from its text as written or stacked over several rows.

Not here: where a header stands (``header``); the words themselves, which are data in ``pipeline/config/forms``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.config.form import Form
from pipeline.intake import money
from pipeline.intake.forms import Forms
from pipeline.intake.stacks import Stack
from pipeline.intake.text import key, tidy, words

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"^\s*[(\[]?\s*(?:\d{1,2}|[A-Za-z])\s*[)\].:]\s*|\s*[(\[]\s*\d{1,2}\s*[)\]]\s*$|\*+\s*$")
_OF_WHICH = re.compile(r"^\s*(?:trong|tr|t)[\s.]*(?:đó|do)\b\s*[:,]?\s*(?=\S)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^)]*\)")
_PERIOD = r"(.+?)(?: trong nam| nam| (?:(?:tinh )?den(?: het)?|tai)(?: ngay)?(?: \d{{1,2}} \d{{1,2}}| nam)?|) {year}"
_KEPT = 200_000  # the headers of many files: the same ones come again


@dataclass(frozen=True)
class Claim:
    """A column's header says this field. ``quality``: 4 in the form's own words, 3 in others, 2 with something before or after
    them or by its lower part, 1 by its upper part. ``year``: named in it."""

    field: str
    quality: int
    text: str
    year: int | None = None


@lru_cache(maxsize=_KEPT)
def claim(parts: Stack, forms: Forms, form: Form, year: int) -> Claim | None:
    """What a column's texts, from top to bottom, say; each with whether it is the column's own."""
    if len(parts) == 1 and not parts[0][1]:  # nothing but the name of a group that begins at its left
        return None
    texts = [text for text, _ in parts]
    whole = " ".join(texts)
    if found := field_of(whole, forms, form, year):
        keys, index = _said(whole, forms).keys, forms.header_index(form.table)
        quality = 4 if forms.is_label(form.table, found[0], keys) else 3 if found[1] or not index.keys().isdisjoint(keys) else 2
        return Claim(found[0], quality, whole, found[1])
    for begin in range(1, len(texts)):  # the lower part alone: what stands above is a title or a group's name
        if found := field_of(" ".join(texts[begin:]), forms, form, year):
            return Claim(found[0], 2, whole, found[1])
    if len(texts) > 1 and parts[0][1] and _says_nothing(" ".join(texts[1:]), forms) and (found := field_of(texts[0], forms, form, year)):
        return Claim(found[0], 1, whole, found[1])
    return None


def field_of(text: str, forms: Forms, form: Form, year: int) -> tuple[str, int | None] | None:
    """The field of a form that a header's text names, and the year that it speaks of."""
    index = forms.header_index(form.table)
    keys, years, _ = _said(text, forms)
    for found in keys:
        if found in index:
            return index[found], None
    if form.year_headers:
        return _year_column(keys, years, forms, form, year)
    shorter = tuple(_without_period(text, year))
    bare = sorted({found for said in shorter for found in forms.words.keys(said)})
    peeled = (found for said in shorter for found in forms.words.peeled(said))
    return next(((index[found], None) for found in (*bare, *peeled, *_peeled(text, forms)) if found in index), None)


def _without_period(text: str, year: int) -> Iterator[str]:
    """A header that names the report's own year behind what it means, without that: “Số thành viên đến 31/12/2019”."""
    if str(year) in text:
        for variant in _variants(tidy(text)):
            if match := re.fullmatch(_PERIOD.format(year=year), " ".join(words(variant))):
                yield match[1]


@lru_cache(maxsize=_KEPT)
def _peeled(text: str, forms: Forms) -> tuple[str, ...]:
    """The keys of a header that names no year, without what it says before and after its meaning."""
    variants = () if _YEAR.search(text) else dict.fromkeys(_variants(tidy(text)))
    return tuple(dict.fromkeys(found for variant in variants for found in forms.words.peeled(variant)))


def is_known(text: str, forms: Forms) -> bool:
    """Whether a text names a field of any form."""
    return _said(text, forms).is_known


def _says_nothing(text: str, forms: Forms) -> bool:
    """Whether the lower part of a header only repeats “total”, names a unit or numbers the column."""
    bare = _NUMBERED.sub("", text)
    return not words(bare) or key(bare) in forms.words.filler_keys or money.of_unit(text) is not None or key(text) in ("nguoi", "htx", "ha")


class _Said(NamedTuple):
    """The keys a header may be known by, best first; the years that it names as biểu 1's columns of figures do; is it some form's."""

    keys: tuple[str, ...]
    years: tuple[int, ...]
    is_known: bool


@lru_cache(maxsize=_KEPT)
def _said(text: str, forms: Forms) -> _Said:
    variants = tuple(dict.fromkeys(_variants(text if "\n" in text else tidy(text))))  # a line break may set a unit apart
    keys = tuple(dict.fromkeys(found for variant in variants for found in forms.words.keys(variant) if found))
    heads = frozenset[str]().union(*(forms.year_keys(form)[0] for form in forms.forms if form.year_headers))
    years = []
    for variant in variants:
        if (match := _YEAR.search(variant)) and key(f"{variant[: match.start()]} {variant[match.end() :]}") in heads:
            years.append(int(match[0]))
    is_known = bool(years) or any(found in forms.all_headers for found in keys)
    return _Said(keys, tuple(years), is_known)


def _variants(text: str) -> Iterator[str]:
    bare = _NUMBERED.sub("", text)
    yield text
    yield bare
    yield money.without_unit(text)
    yield money.without_unit(bare)
    if _OF_WHICH.match(text):
        yield money.without_unit(_OF_WHICH.sub("", text))
    if "(" in text:
        yield _PARENTHESES.sub(" ", text)
        yield _PARENTHESES.sub(" ", bare)


def _year_column(keys: tuple[str, ...], years: tuple[int, ...], forms: Forms, form: Form, year: int) -> tuple[str, int | None] | None:
    """``value`` or ``previous_value`` of a header of biểu 1 that names a year, or says this year or the year before."""
    _, previous, this = forms.year_keys(form)
    for found in keys:
        if found in previous:
            return "previous_value", None
        if found in this:
            return "value", None
    if not years:
        return None
    spoken = years[0]
    return ("previous_value" if spoken < year else "value"), spoken
