"""The forms with the words they are read by, and the indexes that the reader looks headers and words up in.

Not here: what a form's YAML declares (``pipeline.config.form``), finding a form's table in a sheet (``table``), reading its cells
(``values``).
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from pathlib import Path

import pydantic

from pipeline.config import form as declared
from pipeline.config.form import FOLDER, Form
from pipeline.config.form_field import Data, DeclarationError
from pipeline.intake.text import key
from pipeline.intake.vocabulary import Words
from pipeline.system.errors import ConfigError

_SHEET_NUMBER = re.compile(r"(?:bieu|phuluc|pl|mau|bang|b)(?:mau)?(?:so)?0*(\d)(?!\d)|^0*(\d)$")
ORDINAL = "ordinal"  # the STT column: never data, but it tells group rows
_ORDINAL_HEADERS = ("STT", "TT", "số TT", "số thứ tự", "thứ tự")


class Forms(Data):
    """All forms and words. ``digest`` changes with any of the files."""

    words: Words
    forms: tuple[Form, ...]
    digest: str
    __hash__ = object.__hash__

    @pydantic.model_validator(mode="after")
    def _words_are_known(self) -> Forms:
        for form in self.forms:
            for name, field in form.fields.items():
                if field.words and not {*field.choices} <= self.words.lists.get(field.words, {}).keys():
                    raise DeclarationError(
                        "{}.yaml, trường {}: words.yaml không có danh mục {} hay một từ của choices", form.table, name, field.words
                    )
        for year in {1, *self._turns}:
            for form in self.in_year(year).forms:
                self.in_year(year).header_index(form.table)
        return self

    @cached_property
    def _turns(self) -> list[int]:
        """The years from which some form asks for other fields than before."""
        fields = [field for form in self.forms for field in form.fields.values()]
        return sorted({year for field in fields for year in (field.from_year, field.to_year and field.to_year + 1) if year})

    @cached_property
    def _by_turn(self) -> dict[int, Forms]:
        return {}

    def in_year(self, year: int) -> Forms:
        """The forms as a reference year asks for them."""
        turn = max((turn for turn in self._turns if turn <= year), default=0)
        if not self._turns:
            return self
        if turn not in self._by_turn:
            asked = tuple(form.in_year(turn) for form in self.forms)
            self._by_turn[turn] = Forms.model_construct(words=self.words, forms=asked, digest=f"{self.digest}/{turn}")
        return self._by_turn[turn]

    def form(self, table: str) -> Form:
        return next(form for form in self.forms if form.table == table)

    def of(self, form: str) -> tuple[Form, ...]:
        """The tables of a registered form."""
        return tuple(item for item in self.forms if item.form == form)

    def named(self, name: str | None) -> str | None:
        """The table that a sheet's name speaks of: ``Bieu 2``, ``B02``, ``BIỂU SỐ 2 ``, ``Danh sách đơn vị``."""
        said = key(name or "")
        number = _SHEET_NUMBER.match(said)
        if number and (form := next((form for form in self.forms if form.sheet == int(number[1] or number[2])), None)):
            return form.table
        return next((form.table for form in self.forms if said in {key(text) for text in (form.title, *form.about)}), None)

    @cached_property
    def _indexes(self) -> dict[str, dict[str, str]]:
        return {}

    def is_label(self, table: str, field: str, keys: tuple[str, ...]) -> bool:
        """Whether one of the keys is the header that the form itself prints over a field."""
        spec = self.form(table).fields.get(field)
        return spec is not None and any(key in keys for key in self.words.keys(spec.label))

    def header_index(self, table: str) -> dict[str, str]:
        """Key of a header → field. Raises DeclarationError where two fields of a form claim the same header."""
        if table not in self._indexes:
            index: dict[str, str] = {}
            fields = self.form(table).fields
            named = {name: (field.label, *field.headers) for name, field in fields.items()} | {ORDINAL: _ORDINAL_HEADERS}
            for name, headers in named.items():
                for header in headers:
                    for key in self.words.keys(header):
                        if index.setdefault(key, name) != name:
                            raise DeclarationError("{}.yaml: tiêu đề “{}” dùng cho cả {} và {}", table, header, index[key], name)
            self._indexes[table] = index
        return self._indexes[table]


@lru_cache(maxsize=4)
def load(folder: Path = FOLDER) -> Forms:
    """Read and validate the forms and their words. Raises ConfigError with one clear line."""
    forms, vocabulary, digest = declared.read(folder)
    try:
        return Forms.model_validate({"words": vocabulary, "forms": forms, "digest": digest})
    except pydantic.ValidationError as error:
        raise ConfigError("{}{}", folder, declared.fault(error)) from error
