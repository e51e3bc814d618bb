"""What a rule is: its id, weight, sentences and tolerance, and the expectation that speaks it. Read strictly; nothing is run here.

One JSON suite a table in ``expectations/``; ``catalogue/`` beside them holds the sentences of rules that no expectation of their own
speaks: what reading has already decided, and what the gate says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

_NAME = r"^[a-z][a-z0-9_]*$"


def placeholders(sentence: str) -> frozenset[str]:
    """Names in braces. Raises ValueError on a stray brace, an empty name, or a format after the name."""
    names = set()
    for _, name, spec, conversion in Formatter().parse(sentence):
        if name is None:
            continue
        if not name.isidentifier() or spec or conversion:
            raise ValueError(f"{{{name}}}")
        names.add(name)
    return frozenset(names)


def _sentence(text: str) -> str:
    if not text.strip():
        raise ValueError("còn trống; hãy viết câu đó")
    try:
        placeholders(text)
    except ValueError as error:
        raise ValueError(f"có chỗ trống {error} không hợp lệ; chỉ ghi {{tên_cột}}") from error
    return text


Sentence = Annotated[str, AfterValidator(_sentence)]
Name = Annotated[str, Field(pattern=_NAME)]


class _Read(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Rule(_Read):
    """``field``: contract field whose column letter a finding carries; ``value``: column shown as value; ``tolerance``: its reason.

    ``nature`` decides what a finding may hold back and how it is answered (contract, section 4): ``certain`` is a fault in a cell or row
    that no word explains away, mended or waived; ``suspicion`` is readable and possible, but strange, and may be confirmed;
    ``obligation`` is a fault of what is owed, of a file, a list, a whole column, a register or the program, whatever it feeds.
    ``needs_others``: it holds a document against others (the registry, last year's, another office's): of a file alone nothing is said.
    ``is_unreadable``: of a file of which nothing can be known; ``is_misfiled``: of one that is not what its sender owes. ``hoptac receive``
    files neither.

    ``is_of_state_day``: it speaks of the day of a unit's state, which can be read; a figure rests on it only where it is the unit's end.

    ``measure``: numbers that the model which measures reads, by name; ``unless``: rules that are stronger: where one of them speaks of
    the same row of the table, this one is silent.

    What would be right if a suspicion is: ``expected``: figure of biểu 2, or the column of the table that names it → the table's column
    with its value; ``stands``: the unit's row of that year; ``otherwise``: the table that has the unit's years as they would be, by
    ``rule``, in the shape of ``int_unit_year``.

    ``follows``: rules that it follows from, where a finding of theirs is the same in these of its columns (``figure``: the cause's field is
    the figure of biểu 2 that the row sums up).
    """

    rule: Name
    severity: Literal["error", "warning", "info"]
    nature: Literal["certain", "suspicion", "obligation"]
    vi: Sentence
    vi_remedy: Sentence
    en: Sentence
    en_remedy: Sentence
    field: str | None = None
    value: str | None = None
    tolerance: str | None = None
    measure: dict[Name, float] = {}
    unless: list[Name] = []
    expected: dict[Name, Name] = {}
    stands: Literal["last_year"] | None = None
    otherwise: Annotated[str, Field(pattern=r"^checks\.[a-z_]+$")] | None = None
    follows: dict[Name, list[Name]] = {}
    aliases: list[Name] = []
    is_waivable: bool = True
    needs_others: bool = False
    is_unreadable: bool = False
    is_misfiled: bool = False
    is_of_state_day: bool = False

    @property
    def has_alternative(self) -> bool:
        """It says what would stand there if the doubt is right."""
        return bool(self.expected or self.stands or self.otherwise)

    def says(self, lang: str) -> str:
        return self.vi if lang == "vi" else self.en

    def asks(self, lang: str) -> str:
        return self.vi_remedy if lang == "vi" else self.en_remedy

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset().union(*(placeholders(text) for text in (self.vi, self.vi_remedy, self.en, self.en_remedy)))


class Further(_Read):
    """One more expectation of a rule that stands above it in the suite. ``part`` tells its bounds from the others'."""

    rule: Name
    part: Name
    value: str | None = None
    tolerance: str | None = None


class Listed(_Read):
    """An expectation through which rules of a catalogue pass: each failing row names its own, in the expectation's column."""

    catalogue: Name
    tolerance: str | None = None


def _kind(meta: Any) -> str:
    if isinstance(meta, dict) and "catalogue" in meta:
        return "listed"
    return "further" if isinstance(meta, dict) and "part" in meta else "rule"


Meta = Annotated[Annotated[Rule, Tag("rule")] | Annotated[Further, Tag("further")] | Annotated[Listed, Tag("listed")], Discriminator(_kind)]


class Expectation(_Read):
    """One expectation as written; type and arguments are Great Expectations' own."""

    type: str
    kwargs: dict[str, Any]
    meta: Meta

    @model_validator(mode="after")
    def _whole(self) -> Expectation:
        if self.kwargs.get("mostly", 1) != 1:
            raise ValueError(f"dùng mostly={self.kwargs['mostly']}: quy tắc bỏ qua một phần dòng sai; hãy bỏ mostly")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are judged, from the arguments that name columns."""
        names: list[str] = []
        for key, value in self.kwargs.items():
            if key in ("column", "column_A", "column_B"):
                names.append(value)
            elif key in ("column_list", "column_set"):
                names.extend(value)
        return tuple(dict.fromkeys(names))

    @property
    def conditions(self) -> list[dict[str, Any]]:
        """The comparisons of ``row_condition``, however they are joined."""
        return list(_leaves(self.kwargs.get("row_condition") or {}))

    @property
    def bounds(self) -> Iterator[tuple[str, Any]]:
        """What may be moved: the range's ends, and the numbers that conditions compare with, by the name of their column."""
        for end in ("min_value", "max_value"):
            if end in self.kwargs:
                yield end, self.kwargs[end]
        for leaf in self.conditions:
            if leaf["type"] == "comparison" and isinstance(leaf["parameter"], int | float) and not isinstance(leaf["parameter"], bool):
                yield leaf["column"]["name"], leaf["parameter"]


def _leaves(condition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    if "conditions" in condition:
        for one in condition["conditions"]:
            yield from _leaves(one)
    elif condition:
        yield condition


class SuiteMeta(_Read):
    """``source``: the landing table whose sheets the rows stand in, for column letters; fewer than ``min_rows`` are an error."""

    table: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$")]
    min_rows: Annotated[int, Field(ge=0)] = 0
    source: str | None = None


class SuiteFile(_Read):
    name: str
    meta: SuiteMeta
    expectations: Annotated[list[Expectation], Field(min_length=1)]


class CatalogueFile(_Read):
    name: str
    rules: Annotated[list[Rule], Field(min_length=1)]


class Suite(BaseModel):
    """The rules of one table, in the order of the file, and the catalogue's behind an expectation that passes them through."""

    model_config = ConfigDict(frozen=True)

    file: Path
    name: str
    meta: SuiteMeta
    expectations: list[Expectation]
    rules: list[Rule]

    @property
    def table(self) -> str:
        return self.meta.table
