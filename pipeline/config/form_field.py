"""A column of a form as its YAML entry declares it: reading, landing, staging, marts, blank workbooks, guide and annex follow from it."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from pipeline.system.errors import ConfigError

FieldType = Literal["text", "code", "word", "date", "count", "number", "money", "task"]
_FIGURES = ("count", "money")


class DeclarationError(ConfigError, ValueError):
    """A declaration that contradicts itself or another; pydantic passes it on with its place."""


class Data(BaseModel):
    """A definition read from YAML: nothing unknown in it, and nothing changes it."""

    model_config = ConfigDict(extra="forbid", frozen=True, ignored_types=(cached_property,))


class Said(Data):
    """The same in both languages."""

    vi: str
    en: str

    def in_(self, lang: str) -> str:
        return self.en if lang == "en" else self.vi


class Heading(Said):
    """Over a figure's column in the annex that lists the units, and how many characters wide that is."""

    width: float


class Column(Data):
    """What the blank workbook prints: the heading, how wide, how the guide explains it. No ``example``: the cell is left blank."""

    label: str
    help: Said
    example: str = ""
    width: float


class PrintedColumn(Column):
    """A column of the blank workbook that is no field: already filled in, never read by its header."""

    is_first: bool = False


class FormField(Column):
    """A column of a form.

    Reading: ``headers`` beside ``label``, and ``says``: ways to be made of ``concepts`` of ``words.yaml``, with ``?`` those that may
    lack; ``words``, a list of ``words.yaml``; ``filled``: a row without it is a finding; ``minor``: a missing column is a warning,
    not an error; ``merged_down``: a cell merged over several rows, or a ditto mark, says the same of each (which of figures, names
    and codes it does not); ``women_of``: of which field's figure it counts the women; ``may_be_blank``: nobody wonders at a column
    without an entry; ``told_by_groups``: rows over others may be called so, in whatever words; ``is_state``: a remark behind a name
    may say it too; ``blank_for`` of these unit types; ``digits`` of a code, lost zeros before it being put back; ``from_year`` and
    ``to_year``: the reference years that ask for it, both inside; ``names_unit``: a text that holds a unit's name and no sentence.
    Blank workbook: ``areas`` or ``choices`` offered, ``check``, ``limit`` of money in the form's unit, ``signed`` where it may be negative;
    ``prewritten``: its cells come filled in.
    Warehouse: ``mart``, what the column means in the form's mart (none: it is landed and staged only); ``annex``; ``at_most``, the figure
    that it is no larger than; ``always_owed``: nobody may leave it blank, not even a unit that stands still; ``is_flow``: what
    happened in the year, of which last year's says nothing.
    """

    type: FieldType
    headers: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    words: str | None = None
    filled: bool = False
    minor: bool = False
    merged_down: bool = False
    women_of: str | None = None
    told_by_groups: bool = False
    is_state: bool = False
    names_unit: bool = False
    may_be_blank: bool = False
    blank_for: tuple[str, ...] = ()
    digits: int | None = None
    from_year: int | None = None
    to_year: int | None = None
    areas: Literal["commune", "district"] | None = None
    choices: tuple[str, ...] = ()
    check: Literal["tax_code", "commune_code", "industry_code", "score"] | None = None
    limit: int | None = None
    signed: bool = False
    prewritten: bool = False
    mart: Said | None = None
    annex: Heading | None = None
    at_most: str | None = None
    always_owed: bool = False
    is_flow: bool = False

    @model_validator(mode="after")
    def _is_whole(self) -> FormField:
        if (self.type == "word") != (self.words is not None):
            raise DeclarationError("words chỉ và luôn đi với type: word")
        if (self.type == "money") != (self.limit is not None):
            raise DeclarationError("limit chỉ và luôn đi với type: money")
        if (self.annex or self.at_most or self.is_flow) and not self.is_figure:
            raise DeclarationError("annex, at_most, is_flow chỉ dành cho số đếm hoặc tiền có mart")
        if (self.from_year or 0) > (self.to_year or 9999):
            raise DeclarationError("from_year lớn hơn to_year")
        return self

    @property
    def is_figure(self) -> bool:
        """Whether the warehouse carries it as a figure of the row."""
        return self.mart is not None and self.type in _FIGURES

    def is_asked(self, year: int) -> bool:
        return (self.from_year or 0) <= year <= (self.to_year or 9999)
