"""What a header or label means by the concepts that its words name, in whatever order: “Số CBQL HTX được cử đi tập huấn” is a manager
who is trained. What a concept is called, and which of them make a field, are data (``concepts`` of ``words.yaml``, ``says``).

Not here: headers that a form knows as they are, and where the parts of one stand (``header_text``).
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from pipeline.config.form import Form
from pipeline.intake import money
from pipeline.intake.numbers import is_counted
from pipeline.intake.text import tidy
from pipeline.intake.vocabulary import LONGEST_SAID, Aspects, Words

_NOTHING: Aspects = frozenset()
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_FULL_MARK = re.compile(r"(?:tối đa |thang (?:điểm )?)?100(?: ?điểm| ?đ)?", re.IGNORECASE)
_OTHER_MARK = re.compile(r"(?:tối đa|thang(?: điểm)?) \d{1,2}\b", re.IGNORECASE)
_LISTED = re.compile(r"[,;/+]|\bvà\b|\bhoặc\b")


class Part(NamedTuple):
    """A word or more of a text: concepts that it may name, what it says of figures, whether it says nothing where it names none."""

    concepts: frozenset[str]
    aspects: Aspects
    may_drop: bool

    @property
    def is_sign(self) -> bool:
        """Whether it says gain or loss, which only a profit has."""
        return any(dimension == "sign" for dimension, _ in self.aspects)


class Way(NamedTuple):
    """A way to say something: the concepts that it takes, and those and the ones beside which a text may name."""

    meaning: str
    needed: frozenset[str]
    known: frozenset[str]


@lru_cache(maxsize=65536)
def parts_of(text: str, words: Words) -> tuple[Part, ...]:
    """A text's words as the fewest parts that are known; none where one is not."""
    said = words.header_words(text)
    if len(said) > LONGEST_SAID or words.has_strange_marks(text):
        return ()
    known = _known(words)
    longest = max(map(len, known))
    best: list[tuple[Part, ...] | None] = [()]
    for last in range(1, len(said) + 1):
        before = [
            (*so_far, part)
            for first in range(max(0, last - longest), last)
            if (so_far := best[first]) is not None and (part := _part(said[first:last], known)) is not None
        ]
        best.append(min(before, key=len, default=None))
    return best[-1] or ()


def _part(said: tuple[str, ...], known: dict[tuple[str, ...], Part]) -> Part | None:
    if said[0][0] == "@":
        return Part(frozenset(), Words.told(said, {}) or _NOTHING, True) if len(said) == 1 else None
    return known.get(said)


@lru_cache(maxsize=4)
def _known(words: Words) -> dict[tuple[str, ...], Part]:
    """All that a part may be, by its words."""
    told = [(text, frozenset({name}), _NOTHING, False) for name, texts in words.concepts.items() for text in texts]
    told += [(text, frozenset(), _NOTHING, True) for text in words.fillers]
    told += [
        (text, frozenset(), frozenset({(dimension, value)}), True)
        for dimension, values in words.aspects.items()
        for value, texts in values.items()
        for text in texts
    ]
    found: dict[tuple[str, ...], Part] = {}
    for text, concepts, aspects, may_drop in told:
        said = words.header_words(text)
        old = found.get(said, Part(frozenset(), _NOTHING, False))
        found[said] = Part(old.concepts | concepts, old.aspects | aspects, old.may_drop or may_drop)
    return found


def remarks(text: str) -> list[str]:
    """What stands in the parentheses of a head or label."""
    return _PARENTHESES.findall(text)


def without_remarks(text: str, words: Words, *, is_figure: bool = True) -> str:
    """A header or label without what stands in parentheses and changes nothing of it; of a head of words whatever it may say, but that
    it is of something else."""
    return _PARENTHESES.sub(lambda match: " " if _is_remark(match[1], words, is_figure) else match[0], text)


def _is_remark(text: str, words: Words, is_figure: bool) -> bool:
    if "%" in text or _OTHER_MARK.search(text) or _says_other(text, words) or is_foreign(text, words):
        return False
    said, parts, tail = words.header_words(text), parts_of(text, words), text.rpartition(":")[2]
    listed = [part for part in _LISTED.split(text) if part.strip()]
    return (
        not is_figure
        or _FULL_MARK.fullmatch(text.strip()) is not None
        or all(len(word) < 3 and word.isascii() for word in said)  # “(12) = (3) + (4)”
        or (not parts and "lo" in said)  # how a loss is to be written
        or (bool(parts) and all(part.may_drop for part in parts))
        or is_counted(tail)
        or money.of_unit(tail) is not None
        or any(said[: len(start)] == start for start in words.starts["explained"])
        or (len(listed) > 1 and not any(_says_other(one, words) for one in listed))
    )


def _says_other(text: str, words: Words) -> bool:
    """Whether a text says of figures anything but what a form means: this is the first of each list."""
    aspects = [one for part in parts_of(text, words) for one in part.aspects]
    return any(dimension == "year" and value.isdecimal() for dimension, value in aspects) or any(words.meant(aspects, 0).values())


def names(text: str, concepts: Iterable[str], words: Words) -> bool:
    """Whether a text names one of these concepts, whatever else it says."""
    said = f" {' '.join(words.header_words(text))} "
    return any(f" {' '.join(words.header_words(name))} " in said for concept in concepts for name in words.concepts[concept])


def is_foreign(text: str, words: Words) -> bool:
    """Whether a text says of what it names that it is something else: a score that a unit gave itself."""
    return names(text, ("foreign",), words)


def counts_units(text: str, words: Words) -> bool:
    """Whether a text says how many units there are and nothing else: “Số HTX”, whatever stands above."""
    said = [part.concepts for part in parts_of(tidy(text), words) if part.concepts]
    return len(said) > 1 and "count" in said[0] and all("unit" in concepts for concepts in said[1:])


def names_kind(field: str, over: str, below: str, words: Words, form: Form) -> bool:
    """Whether what stands below a head adds what no way to say its field needs: “Thành viên | Hộ gia đình”."""
    known = parts_of(tidy(over), words)
    needed = frozenset[str]().union(*(way.needed for way in of_fields(form) if way.meaning == field))
    return any(not part.may_drop and part not in known and needed.isdisjoint(part.concepts) for part in parts_of(tidy(below), words))


@lru_cache(maxsize=64)
def is_whose(field: str, form: Form) -> bool:
    """Whether a count is of those whose money the form asks for too: members, workers."""
    ways = of_fields(form)
    of_money = {concept for way in ways if form.fields[way.meaning].type == "money" for concept in way.needed}
    return any(way.meaning == field and not way.needed.isdisjoint(of_money) for way in ways)


@lru_cache(maxsize=64)
def of_fields(form: Form) -> tuple[Way, ...]:
    """All ways to say a field of a form."""
    return tuple(_way(name, text.split()) for name, spec in form.fields.items() for text in spec.says)


@lru_cache(maxsize=8)
def of_items(form: Form) -> tuple[Way, ...]:
    """All ways to say an item of biểu 1."""
    return tuple(_way(item.item, text.split()) for item in form.items for text in item.says)


def _way(meaning: str, concepts: list[str]) -> Way:
    needed = frozenset(concept for concept in concepts if not concept.endswith("?"))
    return Way(meaning, needed, frozenset(concept.rstrip("?") for concept in concepts))


def meanings(text: str, words: Words, ways: tuple[Way, ...]) -> tuple[frozenset[str], Aspects]:
    """What a text says, by the ways that use most of its words, and what of it; nothing where a word is unknown or fits no way."""
    found = [(*fit, way.meaning) for way in ways for fit in _fits(parts_of(text, words), way)]
    best = max((one[:2] for one in found), default=None)
    said = [one for one in found if one[:2] == best]
    return frozenset(one[3] for one in said), said[0][2] if said else frozenset()


def _fits(parts: tuple[Part, ...], way: Way) -> Iterator[tuple[int, int, Aspects]]:
    """How many of a text's parts and of the needed concepts a way uses, and what the others say of it; nothing where it does not fit."""
    used = [part for part in parts if part.concepts & way.known]
    rest = (part for part in parts if part not in used)
    if way.needed <= {concept for part in used for concept in part.concepts} and all(part.may_drop and not part.is_sign for part in rest):
        said = (one for part in parts for one in part.aspects if part not in used or one[0] == "sign")
        yield len(used), len(way.needed), frozenset(said)
