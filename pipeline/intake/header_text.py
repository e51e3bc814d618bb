"""What one column's header says: the field of a form and what of it, from its text as written or stacked over several rows.

A header is made of parts in any order: the field's own words, and beside them years, plan or actual, men or women, first or last …
(``aspects`` of ``words.yaml``). Not here: where a header stands (``header``), which of several columns a form means (``claims``); the
words themselves, which are data in ``pipeline/config/forms``.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.config.form import Form
from pipeline.intake import grammar, money
from pipeline.intake.figures import FIGURES
from pipeline.intake.forms import ORDINAL, Forms
from pipeline.intake.stacks import Stack
from pipeline.intake.text import key, tidy, words
from pipeline.intake.vocabulary import Aspects

_NUMBERED = re.compile(r"^\s*[(\[]?\s*(?:\d{1,2}|[IVX]{1,4}|[A-Za-z])\s*[)\].:]\s*|\s*[(\[]\s*\d{1,2}\s*[)\]]\s*$|\*+\s*$")
_KEPT = 200_000  # the headers of many files: the same ones come again
_OF_FIGURES = {"year", "kind", "span", "moment"}  # what a column of figures by years tells
_OF_WHICH = re.compile(r"\s*(?:[(,;/]\s*trong đó[^()]*\bnữ|/\s*(?:số )?nữ)\b[^()]*\)?", re.IGNORECASE)
_COUNTS = ("so", "tong")
_SIGNS: Aspects = frozenset({("sign", "gain"), ("sign", "loss")})
_PARTS: Aspects = frozenset({("part", "total"), ("part", "women")})
FIGURE = "value"  # the field of such a column, whatever its year


@dataclass(frozen=True)
class Claim:
    """A column's header says this field. ``quality``: 4 in the form's own words, 3 in others, 2 with something before or after them or by
    its lower part, 1 by its upper part. ``is_unsure``: what stands below that part is not understood. ``group``: the head over it and
    others; ``is_kind``: below that it names a kind of what the field counts, “Thành viên | Hộ gia đình”."""

    field: str
    quality: int
    text: str
    aspects: Aspects = frozenset()
    is_unsure: bool = False
    group: str = ""
    is_kind: bool = False

    @property
    def year(self) -> int | None:
        """The year that it names."""
        return next((int(value) for dimension, value in self.aspects if dimension == "year" and value.isdecimal()), None)


@lru_cache(maxsize=_KEPT)
def claim(parts: Stack, forms: Forms, form: Form) -> Claim | None:
    """What a column's texts, from top to bottom, say; each with whether it is the column's own."""
    if len(parts) == 1 and not parts[0][1]:  # nothing but the name of a group that begins at its left
        return None
    said = None if grammar.counts_units(parts[-1][0], forms.words) else _claim(parts, forms, form)
    if said is not None and len(parts) > 1:
        said = replace(said, group=parts[0][0], is_kind=grammar.names_kind(said.field, parts[0][0], parts[-1][0], forms.words, form))
    if said is not None and is_pair(parts[-1][0]) and ("part", "women") in said.aspects:
        return replace(said, aspects=said.aspects - _PARTS)
    if said is not None and said.aspects >= _SIGNS:  # the lowest text settles it; one that says both says the field itself
        told = (_SIGNS & told_by(text, forms) for text, _ in reversed(parts))
        lowest = next(filter(None, told), _SIGNS)
        said = replace(said, aspects=said.aspects - _SIGNS | (lowest if len(lowest) == 1 else frozenset()))
    return said


def is_pair(text: str) -> bool:
    """Whether a head says a figure and the women in it, which may stand in one cell: “Thành viên (tổng/nữ)”, “Lao động (trong đó nữ)”."""
    return bool(_OF_WHICH.search(text))


def told_by(text: str, forms: Forms) -> Aspects:
    """All that a text says of figures, whatever else it says."""
    said = only_aspects(text, forms) or frozenset()
    return said.union(*(part.aspects for part in grammar.parts_of(tidy(text), forms.words)))


def _claim(parts: Stack, forms: Forms, form: Form) -> Claim | None:
    texts = [text for text, _ in parts]
    whole = " ".join(texts)
    if found := field_of(whole, forms, form):
        keys = tuple(found for text in _whole(whole) for found in forms.words.keys(text))  # with what stands in parentheses
        quality = 4 if forms.is_label(form.table, found[0], keys) else 2 if found[1] else 3
        return Claim(found[0], quality, whole, found[1])
    told = [None if field_of(text, forms, form) else only_aspects(text, forms) for text in texts]
    for begin in range(len(texts)):  # the lower part alone: what stands above is a title, a group's name or says what of it
        rest = " ".join(text for text, aspects in zip(texts[begin:], told[begin:], strict=True) if aspects is None)
        aspects = frozenset[tuple[str, str]]().union(*filter(None, told))
        if found := field_of(rest, forms, form, aspects):
            return None if _is_anothers(found[0], " ".join(texts[:begin]), rest, forms, form) else Claim(found[0], 2, whole, found[1])
    for end in range(len(texts) - 1, 0, -1):  # the upper part
        if found := field_of(" ".join(texts[:end]), forms, form):
            lower = " ".join(texts[end:])
            is_unsure = not _says_nothing(lower, forms) and not {*words(lower)} <= {*words(" ".join(texts[:end]))}
            return Claim(found[0], 1, whole, found[1], is_unsure) if is_unsure or parts[0][1] else None
    return None


@lru_cache(maxsize=_KEPT)
def field_of(text: str, forms: Forms, form: Form, told: Aspects = frozenset()) -> tuple[str, Aspects] | None:
    """The field of a form that a header's text names, and what of it; ``told``: what other parts of the header say."""
    index = forms.header_index(form.table)
    if "%" not in text and (known := next(filter(index.get, _keys(text, forms)), None)):
        return index[known], told
    for variant in _variants(text, forms):
        fields, aspects = grammar.meanings(variant, forms.words, grammar.of_fields(form))
        if len(fields) == 1 and not (form.fields[name := next(iter(fields))].type == "text" and words(variant)[0] in _COUNTS):
            return name, told | aspects
    bare = grammar.without_remarks(text, forms.words, is_figure=False)
    outside = field_of(bare, forms, form, told) if bare != text else None
    if outside and (outside[0] == ORDINAL or form.fields[outside[0]].type not in FIGURES):
        return outside
    for remark in grammar.remarks(text):  # “Ban quản lý, điều hành (số cán bộ quản lý)”, “Lao động (lao động thường xuyên)”
        inside = field_of(remark, forms, form, told)
        is_own = inside and (inside == outside or {*words(remark)[:1]} & {*_COUNTS})
        if inside and (is_own or forms.is_label(form.table, inside[0], _keys(remark, forms))):
            return inside
    if (only := only_aspects(text, forms)) is not None and (unnamed := _unnamed(told | only, form)):
        return unnamed, told | only
    return None


def _unnamed(aspects: Aspects, form: Form) -> str | None:
    """The field of a header that only says what of it: biểu 1's figures of a year, the women, the losses beside the gains."""
    if form.has_figures_by_year:
        return FIGURE if not _OF_FIGURES.isdisjoint(dimension for dimension, _ in aspects) else None
    if ("part", "women") in aspects:
        return next((name for name, field in form.fields.items() if field.women_of), None)
    signed = [name for name, field in form.fields.items() if field.signed and field.type == "money"]
    return signed[0] if signed and not aspects.isdisjoint(_SIGNS) else None


@lru_cache(maxsize=_KEPT)
def only_aspects(text: str, forms: Forms) -> Aspects | None:
    """What a text says of figures where it says nothing else; None where it does."""
    for variant in _variants(text, forms):
        parts = grammar.parts_of(variant, forms.words)
        if all(part.may_drop for part in parts) and (parts or not words(variant)):
            return frozenset[tuple[str, str]]().union(*(part.aspects for part in parts))
    return None


@lru_cache(maxsize=_KEPT)
def is_known(text: str, forms: Forms) -> bool:
    """Whether a text names a field of any form, or a year's figures."""
    if any((found := field_of(text, forms, form)) and found[0] != ORDINAL for form in forms.forms):
        return True
    return any(dimension == "year" for dimension, _ in only_aspects(text, forms) or ())


def _is_anothers(field: str, above: str, rest: str, forms: Forms, form: Form) -> bool:
    """Whether what stands above a lower part makes something else of it: “Thành viên” below “Thu nhập của thành viên, lao động” or “Nợ”
    is no number of members, “Họ tên” below “Giám đốc” no unit's."""
    if not above or field not in form.fields:
        return False
    parts, kind = grammar.parts_of(tidy(_NUMBERED.sub("", above)), forms.words), form.fields[field].type
    is_whose = kind == "count" and grammar.is_whose(field, form)
    if kind != "text" and not is_whose:
        return False
    fields = [field] if kind == "text" else [name for name, spec in form.fields.items() if spec.type == "count"]
    known = frozenset({"unit"}).union(*(way.known for way in grammar.of_fields(form) if way.meaning in fields))
    if any(not part.may_drop and known.isdisjoint(part.concepts) for part in parts):
        return True
    named = field_of(above, forms, form)
    is_counted = words(rest)[0] in _COUNTS or "nguoi" in words(f"{above} {rest}")
    return is_whose and ((named is not None and named[0] != field) or (not is_counted and not parts))


def _says_nothing(text: str, forms: Forms) -> bool:
    """Whether the lower part of a header only repeats “total”, names a unit or numbers the column."""
    bare = _NUMBERED.sub("", text)
    aspects = only_aspects(bare, forms)
    is_total = aspects is not None and aspects <= {("part", "total")}
    return not words(bare) or is_total or money.of_unit(text) is not None or key(text) in ("nguoi", "htx", "ha")


@lru_cache(maxsize=_KEPT)
def _keys(text: str, forms: Forms) -> tuple[str, ...]:
    """The keys that a header may be known by as it stands, best first."""
    variants = _variants(text, forms)
    return tuple(dict.fromkeys(found for variant in variants for found in forms.words.keys(variant) if found))


def _whole(text: str) -> tuple[str, ...]:
    bare = _NUMBERED.sub("", text)
    return text, bare, money.without_unit(text), money.without_unit(bare)


@lru_cache(maxsize=_KEPT)
def _variants(text: str, forms: Forms) -> tuple[str, ...]:
    """A header as it stands, without its number, its unit of money, what in parentheses says nothing."""
    written = text if "\n" in text else tidy(text)  # a line break may set a unit apart
    bare = grammar.without_remarks(written, forms.words)
    return tuple(dict.fromkeys(_whole(written) + (_whole(bare) if bare != written else ())))
