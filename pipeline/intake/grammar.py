"""What a header means by the concepts that its words name, whatever their order: “Số CBQL HTX được cử đi tập huấn” is a manager who is
trained. What a concept is called and which of them make a field are data (``concepts`` of ``words.yaml``, ``says`` of a form's fields).

Not here: headers that a form knows as they are, and where parts of one stand (``header_text``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.config.form import Form
from pipeline.intake.vocabulary import Aspects, Part, Words


@dataclass(frozen=True)
class Way:
    """A way to say a field: the concepts it takes, those it may have, and of what a header must be no more."""

    field: str
    needed: frozenset[str]
    known: frozenset[str]


@lru_cache(maxsize=64)
def ways(form: Form) -> tuple[Way, ...]:
    """All ways to say a field of a form."""
    return tuple(_way(name, text.split()) for name, spec in form.fields.items() for text in spec.says)


def _way(field: str, concepts: list[str]) -> Way:
    needed = frozenset(concept for concept in concepts if not concept.endswith("?"))
    return Way(field, needed, frozenset(concept.rstrip("?") for concept in concepts))


def meaning(text: str, words: Words, form: Form) -> tuple[str, Aspects] | None:
    """The one field that a header's words say, and what of it; None where a word is unknown or belongs to no such field."""
    parts = words.parts(text)
    if parts is None:
        return None
    found = [(*fit, way.field) for way in ways(form) for fit in _fits(parts, way)]
    best = max(found, key=lambda one: one[:2], default=None)
    if best is None or {one[3] for one in found if one[:2] == best[:2]} != {best[3]}:
        return None
    return best[3], best[2]


def _fits(parts: tuple[Part, ...], way: Way) -> Iterator[tuple[int, int, Aspects]]:
    """How many of a header's parts and of the needed concepts a way uses, and what the others say of it; nothing where it does not fit."""
    used = [part for part in parts if part.concepts & way.known]
    if way.needed <= {concept for part in used for concept in part.concepts} and all(part.may_drop or part in used for part in parts):
        said = (one for part in parts for one in part.aspects if part not in used or one[0] == "sign")
        yield len(used), len(way.needed), frozenset(said)
